"""The door."""

import pytest

from events.database import db, unit_of_work
from events.delegates import arriving, door_queries, queries
from events.delegates.models import Invitation
from events.delegates.states import InvitationState, Place


def arrive(guest, **values):
    with unit_of_work():
        return arriving.arrive(db.session.get(Invitation, guest.id), by="door", **values)


@pytest.fixture
def evening(at):
    """The clock stands at half past five on the evening itself."""
    with at(2009, 5, 20, 16, 30):
        yield


def test_a_guest_with_a_place_is_welcome_and_counted_once(make, evening):
    guest = make.invitation(make.event(), said="ACCEPTED", place=Place.HELD)
    first = arrive(guest).at
    assert arrive(guest).at == first
    assert queries.counts_of(guest.event).arrived == 1


def test_an_arrival_that_was_a_slip_is_undone_and_can_be_done_again(make, evening):
    guest = make.invitation(make.event(), said="ACCEPTED", place=Place.HELD)
    arrive(guest)
    with unit_of_work():
        arriving.undo(door_queries.arrival_of(guest), by="door")
    assert queries.counts_of(guest.event).arrived == 0
    arrive(guest)
    assert queries.counts_of(guest.event).arrived == 1


@pytest.mark.parametrize(("values", "sentence"), [
    ({"said": "ACCEPTED", "place": Place.WAITING, "waiting_number": 1}, "waiting list"),
    ({"said": "DECLINED"}, "not coming"),
    ({"said": "TENTATIVE"}, "not taken a place"),
    ({}, "not taken a place"),
])
def test_the_door_is_asked_before_somebody_without_a_place_is_let_in(make, evening, values, sentence):
    guest = make.invitation(make.event(), **values)
    with pytest.raises(arriving.ArrivalQuestioned, match=sentence):
        arrive(guest)
    assert arrive(guest, anyway=True).undone_at is None


def test_the_door_is_asked_about_a_badge_of_another_day(make, at):
    guest = make.invitation(make.event(), said="ACCEPTED", place=Place.HELD)
    with at(2009, 5, 19, 17, 0), pytest.raises(arriving.ArrivalQuestioned, match="another day"):
        arrive(guest)


def test_a_withdrawn_guest_is_not_let_in_anyway(make, evening):
    guest = make.invitation(make.event(), said="ACCEPTED", place=Place.HELD)
    with unit_of_work():
        guest.state = InvitationState.WITHDRAWN
    with pytest.raises(arriving.NotWelcome):
        arrive(guest, anyway=True)
