"""Pressing on the evening: who was first, what may be pressed when, what is undone, what everybody is told."""

from datetime import timedelta

import pytest

from events import history
from events.agenda import queries, run_queries, running
from events.agenda.run_models import RunPress
from events.agenda.states import RunAct
from events.database import db, unit_of_work
from events.event import Event


def press(evening, does, *key, seen=None, by=None, **values) -> None:
    """Press as the organiser, having seen the newest sheet unless told otherwise."""
    with unit_of_work():
        event = db.session.get_one(Event, evening.event.id)
        seen = run_queries.newest_number(event) if seen is None else seen
        by = by or db.session.merge(evening.organiser)
        does(event, *(evening.keys[one] for one in key), seen=seen, by=by, **values)


def order(evening, moment):
    return run_queries.order_at(evening.event, moment)


def test_the_second_of_two_presses_does_nothing_and_says_who_was_first(evening, at):
    with at(2009, 5, 20, 17, 1):
        press(evening, running.start, "welcome", by=db.session.merge(evening.chair))
        with pytest.raises(running.PressedMeanwhile) as refused:
            press(evening, running.start, "welcome", seen=0)
        assert "“Welcome” was started by Councillor Rix at 6:01pm" in str(refused.value)
        with pytest.raises(running.PressedMeanwhile):
            press(evening, running.undo, seen=0)
    assert db.session.query(RunPress).count() == 1


def test_a_press_counts_on_the_evening_alone(evening, at):
    for moment in ((2009, 5, 20, 14, 59), (2009, 5, 21, 2, 0)):
        with at(*moment), pytest.raises(running.NotTheEvening) as refused:
            press(evening, running.start, "welcome")
    assert "from 4pm, 20 May 2009" in str(refused.value)
    with unit_of_work():
        db.session.get_one(Event, evening.event.id).cancelled_at = evening.event.starts_at - timedelta(days=1)
    with at(2009, 5, 20, 17), pytest.raises(running.EventIsOff):
        press(evening, running.start, "welcome")


def test_undoing_takes_back_the_last_press_and_keeps_that_it_was_made(evening, at):
    with at(2009, 5, 20, 17):
        press(evening, running.start, "welcome")
        press(evening, running.start, "national")
        press(evening, running.undo)
        assert run_queries.now_and_next(evening.event, evening.event.starts_at).now.title == "Welcome"
        press(evening, running.undo)
        with pytest.raises(running.NothingToDo):
            press(evening, running.undo)
    acts = [row.act for row in run_queries.presses_of(evening.event)]
    assert acts == ["start", "start", "undo", "undo"]
    assert [row.act for row in history.of(evening.event)].count("run: start") == 2


def test_what_cannot_be_done_any_more_is_refused(evening, at):
    with at(2009, 5, 20, 17):
        press(evening, running.start, "welcome")
        for act, key in ((running.start, "welcome"), (running.finish, "national")):
            with pytest.raises(running.NothingToDo):
                press(evening, act, key)
        for values in ({"act": RunAct.DROP, "key": evening.keys["close"]}, {"act": RunAct.START},
                       {"act": RunAct.SHORTEN, "key": evening.keys["rest"], "minutes": 11},
                       {"act": RunAct.SWAP, "key": evening.keys["welcome"], "other": evening.keys["police"]},
                       {"act": RunAct.END_LATER, "minutes": 61}):
            with pytest.raises(running.NothingToDo):
                press(evening, running.choose, **values)


def test_a_choice_counts_for_the_evening_and_never_touches_the_programme(evening, at):
    before = [(item.title, item.starts_at, item.ends_at) for item in queries.items_of(evening.event)]
    with at(2009, 5, 20, 17, 20):
        press(evening, running.start, "welcome")
        press(evening, running.choose, act=RunAct.DROP, key=evening.keys["police"])
        press(evening, running.choose, act=RunAct.SHORTEN, key=evening.keys["questions"], minutes=10)
        moment = evening.event.starts_at + timedelta(minutes=21)
        assert order(evening, moment).line(evening.keys["police"]).is_dropped
        press(evening, running.take_back, number=2)
        assert not order(evening, moment).line(evening.keys["police"]).is_dropped
        with pytest.raises(running.NothingToDo):
            press(evening, running.take_back, number=2)
        with pytest.raises(running.NothingToDo):
            press(evening, running.take_back, number=1)  # a start is undone, newest first
    assert [(item.title, item.starts_at, item.ends_at) for item in queries.items_of(evening.event)] == before


def test_now_and_next_are_what_was_started_and_else_what_the_clock_says(evening, at):
    event, start = evening.event, evening.event.starts_at

    def told(minutes):
        on = run_queries.now_and_next(event, start + timedelta(minutes=minutes))
        return (on.now.title if on.now else "", on.following.title if on.following else "", on.is_live)

    assert told(35) == ("Prevent in practice", "A view from the mosque", False)
    with at(2009, 5, 20, 17, 12):
        press(evening, running.start, "welcome")
    assert told(21) == ("Welcome", "The national picture", True)
    assert told(80) == ("Break", "Your questions", False)  # nobody has pressed for an hour: the clock again
    with at(2009, 5, 20, 17, 22):
        press(evening, running.finish, "welcome")
    assert told(23) == ("", "The national picture", True)


def test_the_mark_changes_when_what_is_told_changes_and_not_before(evening, at):
    event, start = evening.event, evening.event.starts_at
    def mark_at(**after):
        return run_queries.mark_of(event, start + timedelta(**after), run_queries.newest_number(event))

    assert mark_at(minutes=0) == ""
    with at(2009, 5, 20, 17, 2):
        press(evening, running.start, "welcome")
    marks = [mark_at(minutes=2, seconds=seconds) for seconds in (1, 20, 59)]
    assert len(set(marks)) == 1
    with at(2009, 5, 20, 17, 11):
        press(evening, running.start, "national")
    assert mark_at(minutes=11) not in marks


def test_a_part_taken_off_the_programme_afterwards_leaves_the_sheet_readable(evening, at):
    with at(2009, 5, 20, 17, 2):
        press(evening, running.start, "welcome")
        press(evening, running.choose, act=RunAct.SWAP, key=evening.keys["police"], other=evening.keys["faith"])
    with unit_of_work():
        gone = next(item for item in queries.items_of(evening.event) if item.key == evening.keys["police"])
        db.session.delete(gone)
    moment = evening.event.starts_at + timedelta(minutes=3)
    assert [line.part.title for line in order(evening, moment).lines][2] == "A view from the mosque"
