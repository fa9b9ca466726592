"""Letters about places in an event's own words, as the acts that cause them post them."""

from datetime import timedelta

import pytest

from events import clock
from events.access.models import Officer
from events.agenda import planning
from events.database import db, unit_of_work
from events.delegates import asking, passing_on, replying, seating, wording
from events.delegates.models import Invitation
from events.delegates.seat_models import Seats
from events.event import Event

WORDS = {
    "offer": ("Yours until ((offered until))?", "Dear ((name)), say yes by ((offered until)).\n\n((personal link))"),
    "offer_over": ("Gone", "Dear ((name)), it went on.\n\n((personal link))"),
    "named": ("Named", "Hello ((name)).\n\n((your place))\n\n((badge))\n\n((personal link))"),
    "seats": ("Places of ((body))", "Dear ((name)), about ((body)).\n\n((your places))\n\n((personal link))"),
    "request_declined": ("Sorry", "Dear ((name)), not this time at ((event))."),
    "postponed": ("Off: ((short title))", "Dear ((name)), ((event)) is put off."),
}


@pytest.fixture
def event(make):
    """An event with one chair and room for its letters' own words."""
    made = make.event(capacity=1, entry="by asking")
    officer = make.officer("organiser", on=made)
    with unit_of_work():
        for letter, (subject, words) in WORDS.items():
            wording.write_words(db.session.merge(made), letter, "en", subject=subject, words=words,
                                by=db.session.get(Officer, officer.id))
    return made


def newest(post, words, name: str) -> tuple[str, str]:
    """(subject, plain words with white space folded) of the newest letter to somebody."""
    found = [message for message in post() if message["To"].addresses[0].display_name == name][-1]
    assert "((" not in words(found, "text/html")
    return found["Subject"], " ".join(words(found, "text/plain").split())


def test_an_offer_and_its_end_say_the_events_own_words(event, make, post, words):
    first, second = make.invitation(event, make.contact("Ann")), make.invitation(event, make.contact("Bob"))
    for guest, said in ((first, "ACCEPTED"), (second, "ACCEPTED"), (first, "DECLINED")):
        with unit_of_work():
            replying.reply(db.session.get_one(Invitation, guest.id), said=said, channel="link")
    subject, told = newest(post, words, "Bob")
    assert subject == "Yours until Wednesday 22 April 2009 at 10pm?"
    assert "Dear Bob, say yes by Wednesday 22 April 2009 at 10pm. Say whether you want the place: http" in told
    with clock.moved_to(clock.now() + timedelta(hours=13)):
        passing_on.pass_on_places()
        assert "Dear Bob, it went on. Answer again: http" in newest(post, words, "Bob")[1]


def test_a_coordinator_and_whom_they_name_read_the_events_own_words(event, post, words):
    with unit_of_work():
        seats = seating.give_seats(db.session.get_one(Event, event.id), name="Renaissance", count=1, by="organiser",
                                   coordinator_name="Carol", coordinator_email="carol@example.org")
        seating.send_letter(seats, by="organiser")
    subject, told = newest(post, words, "Carol")
    assert subject == "Places of Renaissance" and "Dear Carol, about Renaissance. Renaissance has 1 place." in told
    assert "Fill your places: http" in told and "names the guests of Renaissance" in told
    with unit_of_work():
        seating.name_person(db.session.get_one(Seats, seats.id), name="Nadia", email="nadia@example.org")
    subject, told = newest(post, words, "Nadia")
    assert subject == "Named" and "You were named to come, and a place is kept for you." in told
    assert "You find your badge at your personal link." in told


def test_who_asked_in_vain_and_whom_it_is_put_off_read_the_events_own_words(event, make, post, words):
    with unit_of_work():
        asked = asking.ask(db.session.get_one(Event, event.id), name="Omar", email="omar@example.org")
        assert asked is not None
        asking.confirm(asked)
        asking.decline(asked, by="organiser")
    assert newest(post, words, "Omar")[1].startswith("Your council Dear Omar, not this time at An awareness evening.")
    guest = make.invitation(event, make.contact("Ann"))
    with unit_of_work():
        replying.reply(db.session.get_one(Invitation, guest.id), said="ACCEPTED", channel="link")
    post()
    with unit_of_work():
        planning.postpone_event(db.session.get_one(Event, event.id), by="organiser")
    subject, told = newest(post, words, "Ann")
    assert subject == "Off: Evening of 20 May" and "An awareness evening is put off." in told
