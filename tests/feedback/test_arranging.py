"""The room's setting: as it begins, as an organiser changes it, and the two buttons that stop it."""

from datetime import UTC, datetime

import pytest

from events import history
from events.database import unit_of_work
from events.feedback import arranging, room_queries, wall_queries

SET = {"takes_votes": False, "order": "moderator", "opens_at": None, "closes_at": None, "lead_telephone": "",
       "deputy": None, "deputy_telephone": "", "by": "command"}


def test_a_room_that_nobody_has_set_is_open_moderated_and_without_votes(make):
    event = make.event()
    room = room_queries.room_of(event)
    assert (room.takes_votes, str(room.order), room.is_paused, room.is_blank) == (False, "moderator", False, False)
    assert (room.opens_at, room.closes_at, room.deputy_id) == (None, None, None)


def test_a_deputy_can_read_what_is_withheld(make):
    event = make.event()
    moderator, deputy = make.officer("moderator", on=event), make.officer("safeguarding", on=event)
    with pytest.raises(arranging.DeputyHasNoRole), unit_of_work():
        arranging.set_room(event, **SET | {"deputy": moderator})
    with unit_of_work():
        arranging.set_room(event, **SET | {"deputy": deputy, "deputy_telephone": " 01632 960 123 "})
    room = room_queries.room_of(event)
    assert (room.deputy_id, room.deputy_telephone) == (deputy.id, "01632 960 123")


def test_a_room_does_not_close_before_it_opens(make):
    moment = datetime(2009, 5, 20, 17, tzinfo=UTC)
    event = make.event()
    with pytest.raises(arranging.ClosesBeforeItOpens), unit_of_work():
        arranging.set_room(event, **SET | {"opens_at": moment, "closes_at": moment})


def test_each_switch_is_one_entry_however_often_it_is_pressed_and_the_wall_is_told(make, clock_now):
    event = make.event()
    marks = {wall_queries.mark_of(event, clock_now())}
    for act in (arranging.pause, arranging.pause, arranging.resume, arranging.blank, arranging.show_again):
        with unit_of_work():
            act(event, by="command")
        marks.add(wall_queries.mark_of(event, clock_now()))
    assert [entry.act for entry in history.of(event)] == [
        "asking paused", "asking resumed", "wall blanked", "wall shown again"]
    assert len(marks) == 5
