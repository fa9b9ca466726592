"""What the running order breaks (somebody must leave, the hall closes), and what can be chosen about it.

Pure: each choice is tried out on the order, so that its effect is said before anybody presses.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from events.agenda.run_orders import LEAST, MINUTE, Line, Order, Part, Pressed, minutes_up, order_of, whole_minutes
from events.agenda.states import Kind, RunAct

STEP = 5  # minutes: people say "ten minutes", not "seven"
MOST_SWAPS = 3
LONGEST_LATER = 60  # minutes past the planned end, where nobody knows when the hall closes
SHORTENED = (Kind.QUESTIONS, Kind.DISCUSSION, Kind.BREAK)
NEVER_DROPPED = (Kind.WELCOME, Kind.CLOSE)

LEAVES, ARRIVES, HALL, END = "leaves", "arrives", "hall", "end"


@dataclass(frozen=True)
class Taking:
    """Somebody's part in a part of the evening, and their own hours."""

    key: str  # of the part
    name: str
    leaves_by: datetime | None = None
    arrives_at: datetime | None = None


@dataclass(frozen=True)
class Limits:
    """What the evening has to keep to: its planned end, the hall's, and people's own hours."""

    ends_at: datetime
    closes_at: datetime | None = None
    taking: tuple[Taking, ...] = ()


@dataclass(frozen=True)
class Warned:
    """One thing that the order breaks, and by how many minutes."""

    kind: str
    minutes: int
    at: datetime  # the hour that is not kept
    expected: datetime
    name: str = ""
    title: str = ""

    @property
    def about(self) -> tuple[str, str, str]:
        """What it is about, however many minutes."""
        return self.kind, self.name, self.title


@dataclass(frozen=True)
class Choice:
    """Something that can be chosen, with what would come of it."""

    act: RunAct
    key: str = ""
    other: str = ""
    minutes: int = 0
    title: str = ""
    other_title: str = ""
    ends_before: datetime | None = None
    ends_after: datetime | None = None
    mends: tuple[Warned, ...] = ()
    eases: tuple[tuple[Warned, Warned], ...] = ()  # (before, after): still broken, by other minutes
    breaks: tuple[Warned, ...] = ()


def agreed_end(order: Order, limits: Limits) -> datetime:
    """When the evening is to end: as planned, or as much later as was chosen."""
    return limits.ends_at + sum(press.minutes for press in order.effective if press.act == RunAct.END_LATER) * MINUTE


def _of_people(line: Line, limits: Limits) -> list[Warned]:
    found = []
    for one in limits.taking:
        if one.key != line.key:
            continue
        over = whole_minutes(line.ends_at - one.leaves_by) if one.leaves_by else 0
        if one.leaves_by and over > 0:
            found.append(Warned(LEAVES, over, one.leaves_by, line.ends_at, one.name, line.part.title))
        if one.arrives_at and line.is_to_come and line.starts_at < one.arrives_at:
            found.append(Warned(ARRIVES, minutes_up(one.arrives_at - line.starts_at), one.arrives_at, line.starts_at,
                                one.name, line.part.title))
    return found


def warnings_of(order: Order, limits: Limits) -> list[Warned]:
    """What the order breaks, in the order in which it happens; the end of the evening last."""
    found = []
    for line in order.lines:
        if not line.is_done and not line.is_dropped:
            found += _of_people(line, limits)
    ends = order.expected_end
    if ends is None or order.is_over:
        return found
    agreed = agreed_end(order, limits)
    if limits.closes_at and whole_minutes(ends - limits.closes_at) > 0:
        found.append(Warned(HALL, whole_minutes(ends - limits.closes_at), limits.closes_at, ends))
    elif whole_minutes(ends - agreed) > 0:
        found.append(Warned(END, whole_minutes(ends - agreed), agreed, ends))
    return found


def _stepped(minutes: int) -> int:
    """Minutes rounded up to what people say."""
    return max(STEP, -(-minutes // STEP) * STEP)


def _needed(order: Order, warned: Sequence[Warned]) -> int:
    """How many minutes would put the end right: by so many the last part is late."""
    coming = [line.late for line in order.lines if line.is_to_come]
    return _stepped(max([*coming[-1:], *(one.minutes for one in warned if one.kind in (HALL, END))], default=0))


def _shortenings(order: Order, needed: int) -> list[Choice]:
    found = []
    for line in order.lines:
        if line.part.kind not in SHORTENED or not (line.is_to_come or line.is_on):
            continue
        # What is on has only the minutes that are left of it.
        left = line.minutes if line.is_to_come else min(line.minutes, whole_minutes(line.due_at - order.moment))
        minutes = min(needed, (left - LEAST) // STEP * STEP if left - LEAST > STEP else left - LEAST)
        if minutes > 0:
            found.append(Choice(RunAct.SHORTEN, line.key, minutes=minutes, title=line.part.title))
    return found


def _swaps(order: Order, warned: Sequence[Warned]) -> list[Choice]:
    """The next two talks; and any other neighbours of which the later one's speaker has to leave."""
    leaving = {one.title for one in warned if one.kind == LEAVES}
    found: list[Choice] = []
    for lane in order.lanes():
        coming = [line for line in order.lines if line.is_to_come and line.part.lane == lane]
        pairs = [(one, two) for one, two in zip(coming, coming[1:], strict=False)
                 if one.part.kind == two.part.kind == Kind.PRESENTATION]
        found += [Choice(RunAct.SWAP, one.key, two.key, title=one.part.title, other_title=two.part.title)
                  for place, (one, two) in enumerate(pairs) if place == 0 or two.part.title in leaving]
    return found[:MOST_SWAPS]


def _drops(order: Order) -> list[Choice]:
    return [Choice(RunAct.DROP, line.key, title=line.part.title) for line in order.lines
            if line.is_to_come and line.part.kind not in NEVER_DROPPED]


def _later(order: Order, limits: Limits) -> list[Choice]:
    """To end later, as far as the hall allows."""
    agreed = agreed_end(order, limits)
    late = whole_minutes((order.expected_end or agreed) - agreed)
    if late <= 0:
        return []
    most = LONGEST_LATER if limits.closes_at is None else whole_minutes(limits.closes_at - agreed)
    minutes = min(_stepped(late), most)
    return [Choice(RunAct.END_LATER, minutes=minutes)] if minutes > 0 else []


def _tried(choice: Choice, parts: Sequence[Part], order: Order, limits: Limits, before: list[Warned]) -> Choice:
    """The choice with what would come of it."""
    number = max((press.number for press in order.effective), default=0) + 1
    trial = Pressed(number, choice.act, order.moment, choice.key, choice.other, choice.minutes)
    after = order_of(parts, [*order.effective, trial], order.moment)
    warned = warnings_of(after, limits)
    was, now = {one.about: one for one in before}, {one.about for one in warned}
    return replace(
        choice, ends_before=order.expected_end, ends_after=after.expected_end,
        mends=tuple(one for one in before if one.about not in now),
        breaks=tuple(one for one in warned if one.about not in was),
        eases=tuple((was[one.about], one) for one in warned
                    if one.name and one.about in was and one.minutes != was[one.about].minutes),
    )


def _helps(choice: Choice) -> bool:
    """Whether anything would come of it: on time, nobody is asked to cut what need not be cut."""
    return bool(choice.mends or choice.eases or choice.ends_before != choice.ends_after)


def choices_of(parts: Sequence[Part], order: Order, limits: Limits) -> list[Choice]:
    """What can be chosen now, each with its effect."""
    if order.is_over or order.is_forgotten or not order.lines:
        return []
    warned = warnings_of(order, limits)
    found = [*_shortenings(order, _needed(order, warned)), *_swaps(order, warned), *_later(order, limits),
             *_drops(order)]
    tried = [_tried(choice, parts, order, limits, warned) for choice in found]
    return [one for one in tried if one.act != RunAct.SHORTEN or _helps(one)]


def is_offered(choice: tuple[RunAct, str, str, int], parts: Sequence[Part], order: Order, limits: Limits) -> bool:
    """Whether a choice of that act, those parts and minutes can be made now: not only those that are offered ready."""
    act, key, other, minutes = choice
    line, second = order.line(key), order.line(other)
    if act == RunAct.SHORTEN:
        return (line is not None and (line.is_to_come or line.is_on) and line.part.kind in SHORTENED
                and 0 < minutes <= line.minutes - LEAST)
    if act == RunAct.SWAP:
        return (line is not None and second is not None and line.is_to_come and second.is_to_come
                and line.part.lane == second.part.lane and line is not second)
    if act == RunAct.DROP:
        return line is not None and line.is_to_come and line.part.kind not in NEVER_DROPPED
    agreed = agreed_end(order, limits)
    most = LONGEST_LATER * MINUTE if limits.closes_at is None else limits.closes_at - agreed
    return act == RunAct.END_LATER and timedelta(0) < minutes * MINUTE <= most
