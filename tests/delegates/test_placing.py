"""Places held, waited for and given on."""

from events import event as event_record
from events import history, outbox
from events.database import db, unit_of_work
from events.delegates import placing, queries
from events.delegates.models import Invitation
from events.delegates.states import Place


def take(*guests) -> list[str]:
    with unit_of_work():
        event = event_record.lock(guests[0].event)
        return [str(placing.take(db.session.get(Invitation, guest.id), event=event)) for guest in guests]


def test_exactly_as_many_places_are_given_as_there_are(make):
    event = make.event(capacity=3)
    guests = [make.invitation(event) for _ in range(6)]
    assert take(*guests) == ["held"] * 3 + ["waiting"] * 3
    assert [row.waiting_number for row in queries.waiting(event)] == [1, 2, 3]


def test_taking_a_place_again_keeps_the_place_and_the_number(make):
    event = make.event(capacity=1)
    first, second, third = (make.invitation(event) for _ in range(3))
    take(first, second, third)
    assert take(first, second) == ["held", "waiting"]
    assert [queries.waiting_place(row) for row in queries.waiting(event)] == [1, 2]


def test_a_place_on_offer_is_not_given_to_another(make):
    event = make.event(capacity=1)
    make.invitation(event, place=Place.OFFERED)
    assert take(make.invitation(event)) == ["waiting"]


def test_a_free_place_is_offered_once_with_one_letter_and_an_entry(make):
    event = make.event(capacity=1)
    guests = [make.invitation(event, said="ACCEPTED", place=Place.WAITING, waiting_number=n) for n in (2, 1)]
    for _ in range(2):
        with unit_of_work():
            placing.give_on(event_record.lock(event))
    db.session.expire_all()
    assert [row.place for row in guests] == [Place.WAITING, Place.OFFERED]
    assert [(row.act, row.who) for row in history.of(guests[1])] == [("offered a place", "waiting list")]
    assert [row.name for row in outbox.about(guests[1])] == ["delegates/offer"]


def test_a_smaller_room_takes_no_place_away(make):
    event = make.event(capacity=0)
    guest = make.invitation(event, said="ACCEPTED", place=Place.HELD)
    with unit_of_work():
        assert placing.give_on(event_record.lock(event)) == []
    assert take(guest) == ["held"]
