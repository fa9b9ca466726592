"""The running order as it really goes: what a late part does to those after it, and what each choice would bring."""

from datetime import UTC, datetime, timedelta

import pytest

from events.agenda.run_choices import Limits, Taking, choices_of, warnings_of
from events.agenda.run_orders import Part, Pressed, order_of
from events.agenda.states import Kind, RunAct

DAY = datetime(2009, 5, 20, 18, 0, tzinfo=UTC)


def at(hour: int, minute: int = 0, second: int = 0) -> datetime:
    return datetime(2009, 5, 20, hour, minute, second, tzinfo=UTC)


def part(key: str, kind: Kind, starts: datetime, minutes: int, lane: int | None = None) -> Part:
    return Part(key, key.capitalize(), kind, starts, starts + timedelta(minutes=minutes), lane)


EVENING = [
    part("welcome", Kind.WELCOME, at(18), 10), part("national", Kind.PRESENTATION, at(18, 10), 20),
    part("police", Kind.PRESENTATION, at(18, 30), 20), part("faith", Kind.PRESENTATION, at(18, 50), 20),
    part("break", Kind.BREAK, at(19, 15), 15), part("questions", Kind.QUESTIONS, at(19, 30), 30),
    part("close", Kind.CLOSE, at(20), 10),
]  # fmt: skip
LIMITS = Limits(at(20, 10))


def pressed(*rows) -> list[Pressed]:
    """(act, key, when, more) in the order in which they were pressed."""
    return [Pressed(number, RunAct(act), when, key, **(more[0] if more else {}))
            for number, (act, key, when, *more) in enumerate(rows, 1)]


def hours(order) -> dict[str, str]:
    return {line.key: f"{line.starts_at:%H:%M}" for line in order.lines if not line.is_dropped}


def test_an_evening_on_time_is_the_programme():
    order = order_of(EVENING, pressed(("start", "welcome", at(18))), at(18, 5))
    assert hours(order)["close"] == "20:00" and order.late == 0 and order.is_live
    assert warnings_of(order, LIMITS) == []


def test_a_welcome_that_begins_late_moves_everything_after_it():
    order = order_of(EVENING, pressed(("start", "welcome", at(18, 12))), at(18, 15))
    found = hours(order)
    assert (found["national"], found["police"], found["faith"]) == ("18:22", "18:42", "19:02")
    assert order.late == 12


def test_a_gap_in_the_programme_takes_up_lateness_and_a_break_does_not_shrink_by_itself():
    order = order_of(EVENING, pressed(("start", "welcome", at(18, 12))), at(18, 15))
    assert hours(order)["break"] == "19:22"  # five minutes lay empty between the last talk and the break
    assert order.line("break").minutes == 15
    assert hours(order)["close"] == "20:07"


def test_a_part_that_runs_over_pushes_the_next_with_every_minute():
    presses = pressed(("start", "welcome", at(18)), ("start", "national", at(18, 10)))
    assert hours(order_of(EVENING, presses, at(18, 29)))["police"] == "18:30"
    assert hours(order_of(EVENING, presses, at(18, 41)))["police"] == "18:41"


def test_nothing_is_expected_before_its_planned_time_unless_somebody_starts_it():
    presses = pressed(("start", "welcome", at(18)), ("finish", "welcome", at(18, 4)))
    assert hours(order_of(EVENING, presses, at(18, 5)))["national"] == "18:10"
    early = [*presses, Pressed(3, RunAct.START, at(18, 5), "national")]
    assert hours(order_of(EVENING, early, at(18, 6)))["police"] == "18:30"


def test_what_was_started_next_ends_what_was_on():
    order = order_of(EVENING, pressed(("start", "welcome", at(18)), ("start", "national", at(18, 9))), at(18, 10))
    assert order.line("welcome").ended_at == at(18, 9) and order.on_in(None).key == "national"


def test_undone_is_as_if_never_pressed():
    presses = pressed(("start", "welcome", at(18)), ("start", "national", at(18, 3)),
                      ("undo", "national", at(18, 4), {"undoes": 2}))
    order = order_of(EVENING, presses, at(18, 5))
    assert order.on_in(None).key == "welcome" and order.next_in(None).key == "national"


def test_two_that_swap_take_the_same_time_together_with_the_gap_between_them():
    order = order_of(EVENING, pressed(("start", "welcome", at(18)), ("swap", "faith", at(18, 1), {"other": "break"})),
                     at(18, 2))
    found = hours(order)
    assert [line.key for line in order.lines][3:5] == ["break", "faith"]
    assert (found["break"], found["faith"], found["questions"]) == ("18:50", "19:10", "19:30")


def test_what_is_left_out_or_shortened_gives_its_minutes_back():
    late = ("start", "welcome", at(18, 20))
    for press, saved in ((("drop", "police", at(18, 21)), 15), (("shorten", "break", at(18, 21), {"minutes": 10}), 10)):
        order = order_of(EVENING, pressed(late, press), at(18, 22))
        assert order_of(EVENING, pressed(late), at(18, 22)).expected_end - order.expected_end == timedelta(
            minutes=saved), press


def test_it_says_who_must_leave_and_by_how_many_minutes_it_is_too_late():
    limits = Limits(at(20, 10), taking=(Taking("faith", "Imam Siddiqui", leaves_by=at(19, 15)),
                                        Taking("police", "PC Garbutt", leaves_by=at(21))))
    order = order_of(EVENING, pressed(("start", "welcome", at(18, 12))), at(18, 13))
    (warned, end) = warnings_of(order, limits)
    assert (warned.name, warned.minutes, warned.at, warned.expected) == ("Imam Siddiqui", 7, at(19, 15), at(19, 22))
    assert (end.kind, end.minutes) == ("end", 7)


def test_somebody_who_is_not_there_yet_is_named_where_a_swap_would_bring_them_forward():
    limits = Limits(at(20, 10), taking=(Taking("faith", "Imam Siddiqui", arrives_at=at(18, 45)),))
    order = order_of(EVENING, pressed(("start", "welcome", at(18)), ("start", "national", at(18, 10))), at(18, 11))
    swap = next(one for one in choices_of(EVENING, order, limits) if one.act == RunAct.SWAP)
    assert (swap.key, swap.other) == ("police", "faith")
    assert [(one.kind, one.name, one.minutes) for one in swap.breaks] == [("arrives", "Imam Siddiqui", 15)]


def test_the_halls_end_counts_before_the_events():
    order = order_of(EVENING, pressed(("start", "welcome", at(18, 30))), at(18, 31))
    (hall,) = warnings_of(order, Limits(at(20, 10), at(20, 20)))
    assert (hall.kind, hall.minutes, hall.expected) == ("hall", 15, at(20, 35))
    (end,) = warnings_of(order, Limits(at(20, 10), at(22)))
    assert (end.kind, end.minutes) == ("end", 25)


def test_each_choice_says_beforehand_what_would_come_of_it():
    limits = Limits(at(20, 10), at(20, 15), (Taking("faith", "Imam Siddiqui", leaves_by=at(19, 15)),))
    order = order_of(EVENING, pressed(("start", "welcome", at(18, 15))), at(18, 16))
    found = {(one.act, one.key): one for one in choices_of(EVENING, order, limits)}
    questions = found[RunAct.SHORTEN, "questions"]
    assert (questions.minutes, questions.ends_before, questions.ends_after) == (10, at(20, 20), at(20, 10))
    assert found[RunAct.SHORTEN, "break"].minutes == 10  # five minutes are left to stand in the queue
    assert [one.name for one in found[RunAct.SWAP, "police"].mends] == ["Imam Siddiqui"]
    assert found[RunAct.END_LATER, ""].minutes == 5  # the hall closes then
    swap = found[RunAct.SWAP, "national"]
    assert [(was.minutes, now.minutes) for was, now in swap.eases] == []  # another pair: it changes nothing for him
    assert (RunAct.DROP, "welcome") not in found and (RunAct.DROP, "close") not in found
    assert (RunAct.DROP, "police") in found


def test_once_it_is_agreed_to_end_later_the_end_is_no_warning():
    presses = pressed(("start", "welcome", at(18, 12)), ("end later", "", at(18, 13), {"minutes": 10}))
    assert warnings_of(order_of(EVENING, presses, at(18, 14)), LIMITS) == []


@pytest.mark.parametrize(("moment", "forgotten"), [(at(18, 50), False), (at(18, 56), True)])
def test_a_sheet_that_nobody_presses_any_more_is_not_believed_for_ever(moment, forgotten):
    order = order_of(EVENING, pressed(("start", "welcome", at(18))), moment)
    assert (order.is_forgotten, order.is_live) == (forgotten, not forgotten)


def test_parts_in_two_rooms_run_beside_each_other():
    rooms = [part("main", Kind.PRESENTATION, at(18), 30, 1), part("side", Kind.DISCUSSION, at(18), 30, 2),
             part("after", Kind.PRESENTATION, at(18, 30), 20, 1), part("aside", Kind.QUESTIONS, at(18, 30), 20, 2)]
    order = order_of(rooms, pressed(("start", "main", at(18)), ("start", "side", at(18, 20))), at(18, 25))
    assert (order.on_in(1).key, order.on_in(2).key) == ("main", "side")
    assert hours(order) == {"main": "18:00", "side": "18:20", "after": "18:30", "aside": "18:50"}


def test_after_the_last_part_it_is_over():
    presses = pressed(("start", "close", at(20)), *(("drop", one.key, at(20, 1)) for one in EVENING[:-1]),
                      ("finish", "close", at(20, 9)))
    order = order_of(EVENING, presses, at(20, 30))
    assert order.is_over and not order.is_live and order.expected_end == at(20, 9)
