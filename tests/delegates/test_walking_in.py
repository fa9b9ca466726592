"""Walk-ins: somebody comes without an invitation."""

import pytest

from events.database import db, unit_of_work
from events.delegates import door_queries, keeping, queries, walking_in
from events.delegates.models import Contact, Invitation, Reply
from events.delegates.states import Channel, Origin, Place
from events.outbox import Letter


@pytest.fixture
def evening(at):
    with at(2009, 5, 20, 17, 30):
        yield


def walk_in(event, **values):
    with unit_of_work():
        return walking_in.walk_in(event, by="door", **({"name": "Ann Bell"} | values))


def test_whoever_walks_in_becomes_a_guest_who_has_come_and_gets_no_letter(make, evening):
    event = make.event()
    guest = walk_in(event, organisation="Neighbours", email="ann@example.org")
    assert (guest.origin, guest.place) == (Origin.WALKED_IN, Place.HELD)
    assert guest.contact.source == "you came to the door of an event"
    assert door_queries.arrival_of(guest).undone_at is None
    assert db.session.query(Reply).one().channel == Channel.DOOR
    assert db.session.query(Letter).count() == 0
    assert queries.counts_of(event).arrived == 1


def test_a_full_room_is_said_and_nobody_is_let_in_unless_the_door_says_so(make, evening):
    event = make.event(capacity=1)
    make.invitation(event, said="ACCEPTED", place=Place.HELD)
    with pytest.raises(walking_in.NoRoom, match="No place is free"):
        walk_in(event)
    assert db.session.query(Contact).filter_by(name="Ann Bell").count() == 0
    assert walk_in(event, anyway=True).place == Place.HELD


def test_somebody_on_the_list_is_found_there_and_not_made_twice(make, evening):
    event = make.event()
    make.invitation(event, make.contact("Joyce", email="joyce@example.org"))
    with pytest.raises(walking_in.OnTheList):
        walk_in(event, name="J.", email="Joyce@Example.org")
    with pytest.raises(keeping.AddressRefused):
        walk_in(event, email="not an address")


def test_a_known_contact_who_was_only_drafted_keeps_their_one_invitation(make, evening):
    event = make.event()
    draft = make.invitation(event, make.contact("Joyce", email="joyce@example.org"), sent=False)
    guest = walk_in(event, name="Joyce", email="joyce@example.org")
    assert guest.id == draft.id and db.session.query(Invitation).count() == 1


def test_nobody_walks_in_on_another_day(make):
    with pytest.raises(walking_in.NotOpenToday):
        walk_in(make.event())
