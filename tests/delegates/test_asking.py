"""Asking for a place."""

from datetime import UTC, datetime

import pytest

from events import clock, outbox
from events.agenda import queries as agenda_queries
from events.database import db, unit_of_work
from events.delegates import asking, queries, seat_queries, seating
from events.delegates.seat_models import PlaceRequest
from events.delegates.states import Place, RequestState


def ask(event, email="omar@example.org", **values) -> int:
    with unit_of_work():
        return asking.ask(event, name="Omar Khan", email=email, **values).id


def confirm(key) -> PlaceRequest:
    with unit_of_work():
        return asking.confirm(db.session.get_one(PlaceRequest, key))


def test_nothing_happens_before_the_address_is_confirmed(make):
    event = make.event(entry="open to all")
    ask(event)
    assert queries.counts_of(event).invited == 0
    assert seat_queries.requests_of(event, RequestState.WAITING)[0] == 0


def test_open_to_all_gives_a_place_while_there_is_room_and_then_the_list(make):
    event = make.event(entry="open to all", capacity=1)
    first, second = confirm(ask(event)), confirm(ask(event, "next@example.org"))
    assert [row.invitation.place for row in (first, second)] == [Place.HELD, Place.WAITING]
    assert outbox.about(first.invitation)[0].name == "delegates/named"


def test_by_asking_the_organiser_decides_with_a_letter_for_each(make):
    event = make.event(entry="by asking")
    officer = make.officer("organiser", on=event)
    yes, no = ask(event), ask(event, "next@example.org")
    assert (confirm(yes).state, confirm(no).state) == (RequestState.WAITING, RequestState.WAITING)
    with unit_of_work():
        guest = asking.accept(db.session.get_one(PlaceRequest, yes), by=officer)
        asking.decline(db.session.get_one(PlaceRequest, no), by=officer)
    assert (guest.place, guest.origin) == (Place.HELD, "asked")
    assert outbox.about(db.session.get_one(PlaceRequest, no))[0].name == "delegates/request_declined"
    with unit_of_work(), pytest.raises(asking.DecidedAlready):
        asking.accept(db.session.get_one(PlaceRequest, no), by=officer)


def test_a_code_counts_against_the_seats_of_its_body(make):
    event = make.event(capacity=5)
    with unit_of_work():
        seats = seating.give_seats(event, name="Renaissance", count=1, by="organiser")
    code = f"{seats.code[:4]}-{seats.code[4:]}".lower()
    first, second = confirm(ask(event, code=code)), confirm(ask(event, "next@example.org", code=code))
    assert (first.invitation.seats_id, first.invitation.place) == (seats.id, Place.HELD)
    assert (second.state, second.invitation) == (RequestState.WAITING, None), "their places are used: we decide"
    assert queries.taken(event) == 1


@pytest.mark.parametrize(("code", "refusal"), [("", asking.CodeNeeded), ("NOTACODE", asking.NoSuchCode)])
def test_by_invitation_only_a_code_opens_it(make, code, refusal):
    with pytest.raises(refusal):
        ask(make.event(), code=code)


def test_who_is_not_to_be_invited_is_decided_by_a_person(make):
    event = make.event(entry="open to all")
    make.contact("Omar", email="omar@example.org", do_not_invite=True)
    assert confirm(ask(event)).state == RequestState.WAITING


def test_who_is_invited_already_keeps_that_invitation(make):
    event = make.event(entry="by asking")
    guest = make.invitation(event, make.contact("Omar", email="omar@example.org"))
    assert confirm(ask(event)).invitation.id == guest.id
    assert queries.counts_of(event).invited == 1


def test_pressed_twice_it_is_one_place(make):
    event = make.event(entry="open to all")
    key = ask(event)
    confirm(key)
    confirm(key)
    assert queries.counts_of(event).coming == 1


def test_what_nobody_confirms_is_forgotten_after_two_days(make):
    event = make.event(entry="open to all")
    lost, kept = ask(event), ask(event, "next@example.org")
    confirm(kept)
    with clock.moved_to(datetime(2009, 4, 25, 9, 0, tzinfo=UTC)):
        assert asking.forget_unconfirmed() == 1
    db.session.expire_all()
    assert (db.session.get(PlaceRequest, lost), db.session.get(PlaceRequest, kept) is None) == (None, False)


def test_it_was_not_they_who_asked(make):
    event = make.event(entry="open to all")
    key = ask(event)
    with unit_of_work():
        asking.drop(db.session.get_one(PlaceRequest, key))
    assert db.session.get(PlaceRequest, key) is None


def test_a_cancelled_event_takes_no_requests(make):
    event = make.event(entry="open to all")
    with unit_of_work():
        event.cancelled_at = clock.now()
    with pytest.raises(asking.AskingClosed):
        ask(event)
    assert agenda_queries.arrangements_of(event).entry == "open to all"
