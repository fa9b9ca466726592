"""Transport stops."""

from datetime import time

import pytest

from events.database import db, unit_of_work
from events.delegates import needs_queries, transporting
from events.delegates.door_models import Needs


@pytest.fixture
def add(make):
    event = make.event()

    def do(name, leaves=None):
        with unit_of_work():
            return transporting.add_stop(event, name=name, leaves=leaves, by="officer")

    do.event = event
    return do


def test_a_stop_leaves_at_an_hour_of_the_events_own_clock(add):
    stop = add("Library", time(17, 15))
    assert add.event.local(stop.leaves_at).strftime("%d %H:%M") == "20 17:15"
    assert [row.name for row in needs_queries.stops_of(add.event)] == ["Library"]


def test_two_stops_of_one_name_are_refused_and_a_stop_may_keep_its_own(add):
    stop, other = add("Library"), add("Pier")
    with pytest.raises(transporting.StopKnown):
        add("library")
    with unit_of_work():
        transporting.change_stop(add.event, stop, name="LIBRARY", leaves=None, by="officer")
    with pytest.raises(transporting.StopKnown), unit_of_work():
        transporting.change_stop(add.event, other, name="Library", leaves=None, by="officer")


def test_who_chose_a_stop_that_is_taken_away_still_wants_a_seat(add, make):
    stop = add("Library")
    guest = make.invitation(add.event)
    with unit_of_work():
        db.session.add(Needs(invitation_id=guest.id, transport=True, stop_id=stop.id, consented_at=guest.drafted_at,
                             keep_until=guest.keep_until))
    assert needs_queries.boarding(add.event) == {stop.id: 1}
    with unit_of_work():
        transporting.remove_stop(add.event, needs_queries.stop(add.event, stop.id), by="officer")
    db.session.expire_all()
    needs = needs_queries.needs_of(guest)
    assert needs.transport and needs.stop_id is None
