"""Who fills a body's places, and who asked for one and waits, hear of a change as the guests do."""

from datetime import timedelta

import pytest

from events.agenda import planning
from events.database import db, unit_of_work
from events.delegates import asking, seating
from events.delegates.seat_models import PlaceRequest, Seats
from events.event import Event


@pytest.fixture
def event(make):
    return make.event(entry="by asking")


@pytest.fixture
def seats(event):
    with unit_of_work():
        made = seating.give_seats(db.session.get_one(Event, event.id), name="Renaissance", count=3, by="organiser",
                                  coordinator_name="Carol", coordinator_email="carol@example.org")
        seating.send_letter(made, by="organiser")
    return made


def change(event, act, **values):
    with unit_of_work():
        act(db.session.get_one(Event, event.id), by="organiser", **values)


def move(event):
    later = event.starts_at + timedelta(days=7)
    change(event, planning.change_event, sure=True, starts_at=later, ends_at=later + timedelta(hours=3))


@pytest.mark.parametrize(("act", "subject", "sentence"), [
    (move, "Please note, it has changed: Evening of 20 May", "the names on them stay as they are"),
    (lambda event: change(event, planning.postpone_event), "Put off: Evening of 20 May", "names on them are kept"),
    (lambda event: change(event, planning.cancel_event), "Cancelled: Evening of 20 May", "Renaissance named are told"),
])  # fmt: skip
def test_a_coordinator_with_a_link_is_told(event, seats, post, words, act, subject, sentence):
    post()
    act(event)
    letter = post()[-1]
    plain = " ".join(words(letter, "text/plain").split())
    assert (letter["Subject"], letter["To"].addresses[0].addr_spec) == (subject, "carol@example.org")
    assert sentence in plain and ("/i/" in plain) == (act is move)


def test_a_link_that_has_not_left_says_the_new_day_in_the_first_place(event, seats, post, words):
    move(event)
    [letter] = post()
    assert "Wednesday 27 May 2009" in words(letter, "text/plain") and letter["Subject"].startswith("Your places")


def test_a_link_called_back_with_an_event_put_off_counts_as_not_sent(event, seats, post):
    change(event, planning.postpone_event)
    assert post() == []
    assert db.session.get_one(Seats, seats.id, populate_existing=True).sent_at is None


def test_while_it_is_put_off_the_coordinators_page_says_so_and_names_are_not_changed(event, seats, reader):
    change(event, planning.postpone_event)
    page = reader.by_link("seats", db.session.get_one(Seats, seats.id)).get("seats.fill_seats", ref=seats.ref)
    assert "This event is put off" in page.words and "to be announced" in page.words
    assert not page.find("input", attrs={"name": "name"})
    with unit_of_work(), pytest.raises(seating.SeatsClosed):
        seating.name_person(db.session.get_one(Seats, seats.id), name="Nadia")


def test_who_asked_and_waits_is_told_that_it_is_cancelled(event, post, words):
    with unit_of_work():
        asking.confirm(asking.ask(db.session.get_one(Event, event.id), name="Omar", email="omar@example.org"))
    post()
    change(event, planning.cancel_event)
    letter = post()[-1]
    assert "the event on Wednesday 20 May 2009 does not take place" in " ".join(words(letter, "text/plain").split())
    db.session.rollback()
    assert [str(row.state) for row in db.session.query(PlaceRequest)] == ["declined"]
