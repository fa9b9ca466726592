"""The public form, the mailed link, the organiser's page, and what a guest's own page tells."""

import re

import pytest

from events import clock, outbox
from events.database import db, unit_of_work
from events.delegates import queries
from events.delegates.models import Invitation
from events.delegates.seat_models import PlaceRequest
from events.delegates.states import Place, RequestState

TYPED = {"name": "Omar Khan", "email": "omar@example.org"}


def ask(reader, event, status=302, **typed):
    visitor = reader.anybody()
    page = visitor.get("asking.ask_for_place", slug=event.slug)
    return visitor.send(page, TYPED | typed, status=status)


@pytest.fixture
def open_event(make):
    return make.event(entry="open to all", capacity=3)


def test_the_answer_is_the_same_for_known_and_unknown_and_unwanted_addresses(make, reader, open_event):
    make.contact("Known", email="known@example.org")
    make.contact("Unwanted", email="unwanted@example.org", do_not_invite=True)
    make.invitation(open_event, make.contact("Guest", email="guest@example.org"))
    answers = {
        (page.status, page.headers["Location"])
        for page in (ask(reader, open_event, email=f"{who}@example.org")
                     for who in ("known", "unwanted", "guest", "nobody"))
    }
    assert len(answers) == 1
    letters = db.session.query(outbox.Letter).filter_by(name="delegates/request").all()
    assert len(letters) == 4, "and the same is done for each"


def test_opening_the_link_or_submitting_its_form_untouched_changes_nothing(make, reader, open_event):
    ask(reader, open_event)
    asked = db.session.query(PlaceRequest).one()
    visitor = reader.by_link("request", asked)
    page = visitor.get("asking.confirm_request", ref=asked.ref)
    visitor.send(page, {}, status=422)
    db.session.expire_all()
    assert asked.state == RequestState.UNCONFIRMED
    visitor.send(page, {"answer": "yes"})
    assert "You have a place" in visitor.get("asking.confirm_request", ref=asked.ref).words
    assert queries.counts_of(open_event).coming == 1


def test_one_address_is_not_written_to_without_end_and_a_venue_is_not_shut_out(reader, open_event):
    for _ in range(4):
        ask(reader, open_event)
    ask(reader, open_event, status=429)
    for number in range(30):
        ask(reader, open_event, email=f"somebody{number}@example.org")


def test_the_organiser_accepts_and_declines(make, reader):
    event = make.event(entry="by asking")
    for who in ("yes", "no"):
        ask(reader, event, email=f"{who}@example.org", name=who)
    with unit_of_work():
        from events.delegates import asking  # only here

        for row in db.session.query(PlaceRequest).all():
            asking.confirm(row)
    organiser = reader.signed_in(make.officer("organiser", on=event))
    for answer in (0, 0):
        page = organiser.get("asking.list_requests", slug=event.slug)
        organiser.send(page, {}, to="/requests/", place=answer)
    assert queries.counts_of(event).coming == 2


def test_the_public_page_says_how_one_comes(make, reader):
    event = make.event(entry="by asking", meeting="both", meeting_link="https://meet.example/secret")
    page = reader.anybody().get("agenda.show_event", slug=event.slug)
    assert "You can ask for a place." in page.words and "by link" in page.words
    assert "meet.example" not in str(page)


def test_the_meetings_link_is_shown_to_those_who_come_by_it_alone(make, reader):
    event = make.event(meeting="both", meeting_link="https://meet.example/secret")
    near = make.invitation(event, said="ACCEPTED", place=Place.HELD)
    far = make.invitation(event, said="ACCEPTED", place=Place.HELD, attendance="by link")
    none = make.invitation(event)
    shown = ["meet.example" in str(reader.by_link("invitation", guest).get("reports.show_my_page", ref=guest.ref))
             for guest in (near, far, none)]
    assert shown == [False, True, False]


def test_a_guest_says_who_comes_with_them_and_who_answered(make, reader):
    guest = make.invitation(make.event(capacity=3))
    browser = reader.by_link("invitation", guest)
    page = browser.get("delegates.reply_to_invitation", ref=guest.ref)
    browser.send(page, {"said": "ACCEPTED", "companion_1": "carer", "companion_name_1": "Joy", "on_behalf_by": "Pat"},
                 to="/reply")
    db.session.expire_all()
    stored = db.session.get_one(Invitation, guest.id)
    assert [(row.kind, row.name) for row in stored.accompanied] == [("carer", "Joy")]
    assert queries.replies_of(stored)[0].on_behalf_by == "Pat"
    assert re.search("Joy", str(browser.get("delegates.reply_to_invitation", ref=guest.ref)))


def test_a_guest_names_who_comes_instead_and_a_name_is_needed(make, reader):
    guest = make.invitation(make.event())
    browser = reader.by_link("invitation", guest)
    page = browser.get("delegates.reply_to_invitation", ref=guest.ref)
    refused = browser.send(page, {"said": "DELEGATED"}, to="/reply", status=422)
    assert refused.errors == ["Enter the name of the person who will come for you"]
    browser.send(page, {"said": "DELEGATED", "substitute_name": "Omar"}, to="/reply")


def test_a_smaller_room_is_warned_of_with_the_numbers_and_nobody_is_dropped(make, reader):
    event = make.event(capacity=3)
    for _ in range(3):
        make.invitation(event, said="ACCEPTED", place=Place.HELD)
    organiser = reader.signed_in(make.officer("organiser", on=event))
    page = organiser.get("planning.change_event", slug=event.slug)
    warned = organiser.send(page, {"capacity": "1"}, place=1, status=422)
    assert "3 chairs are taken or promised, and the room would have 1." in warned.words
    organiser.send(warned, {"capacity": "1", "sure": "y"}, place=1)
    assert queries.counts_of(event).coming == 3


def test_a_larger_room_is_offered_to_those_who_wait(make, reader):
    event = make.event(capacity=0)
    guest = make.invitation(event, said="ACCEPTED", place=Place.WAITING, waiting_number=1)
    organiser = reader.signed_in(make.officer("organiser", on=event))
    page = organiser.get("planning.change_event", slug=event.slug)
    asked = organiser.send(page, {"capacity": "1"}, place=1, status=422)
    db.session.expire_all()
    assert db.session.get_one(Invitation, guest.id).place == Place.WAITING, "told of first"
    organiser.send(asked, {"tell": "y"}, place=1)
    db.session.expire_all()
    assert db.session.get_one(Invitation, guest.id).place == Place.OFFERED


@pytest.mark.parametrize(("moment", "why"), [
    ({"cancelled_at": True}, "this event is cancelled"), ({"postponed_at": True}, "its new day is not known yet"),
    ({}, "this event has begun, or is over"),
])
def test_who_cannot_ask_any_more_reads_why_and_whom_to_ask(make, reader, at, open_event, moment, why):
    with at(2009, 5, 1), unit_of_work():
        event = db.session.merge(open_event)
        for name in moment:
            setattr(event, name, clock.now())
    with at(2009, 5, 1) if moment else at(2009, 5, 21):
        page = reader.anybody().get("asking.ask_for_place", slug=open_event.slug)
    assert why in page.words and not page.find("form", method="post")
    ways = {link["href"] for link in page.find("main").find_all("a")}
    assert {f"/events/{open_event.slug}/", "tel:01632960100", "mailto:desk@council.example.org"} <= ways
