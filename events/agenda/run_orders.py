"""The running order of an evening as it really goes: computed from the programme, what was pressed, and the clock.

Pure. What the rules are:
- a part keeps its planned length, less what was chosen to be cut from it;
- nothing is expected to start before its planned time, so a gap in the programme takes up lateness by itself;
- a break is a part like others: it shrinks only when somebody chooses so, never below five minutes;
- a part that has begun ends at its length or now, whichever is later; one that has not begun cannot begin before now;
- parts in different rooms run beside each other.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from events.agenda.released_items import ReleasedItem
from events.agenda.states import Kind, RunAct

MINUTE = timedelta(minutes=1)
LEAST = 5  # minutes that are left of a part that is shortened
# So long after something was due and nobody pressed, the sheet is taken for forgotten: the clock speaks again.
FORGOTTEN = timedelta(minutes=45)


@dataclass(frozen=True)
class Part:
    """One part of the programme as it was planned. `lane`: its room, where rooms are used beside each other."""

    key: str
    title: str
    kind: Kind
    starts_at: datetime
    ends_at: datetime
    lane: int | None = None

    @property
    def length(self) -> timedelta:
        """How long it was planned to take."""
        return self.ends_at - self.starts_at


@dataclass(frozen=True)
class Pressed:
    """One press, as far as the order goes."""

    number: int
    act: RunAct
    at: datetime
    key: str = ""
    other: str = ""
    minutes: int = 0
    undoes: int | None = None


@dataclass
class Line:
    """One part as it stands: what really happened, and what is expected of the rest."""

    part: Part
    starts_at: datetime  # really, or as expected
    ends_at: datetime
    began_at: datetime | None = None
    ended_at: datetime | None = None
    cut: int = 0  # minutes, by choice
    is_dropped: bool = False

    @property
    def key(self) -> str:
        """The part's key."""
        return self.part.key

    @property
    def is_on(self) -> bool:
        """Whether it is on just now."""
        return self.began_at is not None and self.ended_at is None

    @property
    def is_done(self) -> bool:
        """Whether it has been on and is over."""
        return self.ended_at is not None

    @property
    def is_to_come(self) -> bool:
        """Whether it is still to begin."""
        return self.began_at is None and not self.is_dropped

    @property
    def minutes(self) -> int:
        """How many minutes it has: planned less cut."""
        return whole_minutes(self.part.length) - self.cut

    @property
    def due_at(self) -> datetime:
        """When it ought to end, by its own length from when it begins."""
        return self.starts_at + self.part.length - self.cut * MINUTE

    @property
    def late(self) -> int:
        """How many whole minutes it begins later than planned; negative where it is earlier."""
        return whole_minutes(self.starts_at - self.part.starts_at)


@dataclass
class Order:
    """The whole order at one moment, in the order in which things happen."""

    lines: list[Line]
    moment: datetime
    effective: list[Pressed] = field(default_factory=list)  # what was pressed and not taken back, oldest first

    @property
    def has_begun(self) -> bool:
        """Whether anything counts that was pressed."""
        return bool(self.effective)

    @property
    def is_over(self) -> bool:
        """Whether it has begun and nothing is on or to come."""
        return self.has_begun and not any(line.is_on or line.is_to_come for line in self.lines)

    @property
    def is_forgotten(self) -> bool:
        """Whether nobody has pressed for long after something was due."""
        on = [line.due_at for line in self.lines if line.is_on]
        due = max(on) if on else min((_due(line, self) for line in self.lines if line.is_to_come), default=self.moment)
        return self.has_begun and not self.is_over and self.moment > due + FORGOTTEN

    @property
    def is_live(self) -> bool:
        """Whether what was really pressed tells what is on, in place of the clock."""
        return self.has_begun and not self.is_over and not self.is_forgotten

    @property
    def late(self) -> int:
        """How many minutes what is on, or comes next, is behind; 0 where it is on time."""
        following = next((line for line in self.lines if line.is_to_come), None)
        if following is not None:
            return max(0, following.late)
        return max((max(0, line.late) for line in self.lines if line.is_on), default=0)

    @property
    def expected_end(self) -> datetime | None:
        """When the last part ends."""
        return max((line.ends_at for line in self.lines if not line.is_dropped), default=None)

    def line(self, key: str) -> Line | None:
        """The line of the part with that key."""
        return next((line for line in self.lines if line.key == key), None)

    def lanes(self) -> list[int | None]:
        """The rooms in use, in the order in which they come."""
        return list(dict.fromkeys(line.part.lane for line in self.lines))

    def on_in(self, lane: int | None) -> Line | None:
        """What is on in a room."""
        return next((line for line in self.lines if line.is_on and line.part.lane == lane), None)

    def next_in(self, lane: int | None) -> Line | None:
        """What comes next in a room."""
        return next((line for line in self.lines if line.is_to_come and line.part.lane == lane), None)


@dataclass(frozen=True)
class OnNow:
    """What is on and what comes next: by what was pressed while the run sheet is live, else by the clock."""

    now: ReleasedItem | None = None
    until: datetime | None = None  # none where it has overrun: nobody knows
    following: ReleasedItem | None = None
    at: datetime | None = None  # when the next one is expected; none where it is due, or where the clock tells
    is_live: bool = False


def whole_minutes(span: timedelta) -> int:
    """Whole minutes of a span, rounded down: as the hours that people read are."""
    return span // MINUTE


def minutes_up(span: timedelta) -> int:
    """Minutes of a span, rounded up: how far a moment lies before a whole hour or minute."""
    return -(-span // MINUTE)


def effective(presses: Iterable[Pressed]) -> list[Pressed]:
    """What was pressed and not taken back, oldest first."""
    rows = sorted(presses, key=lambda press: press.number)
    gone = {press.undoes for press in rows if press.act == RunAct.UNDO}
    return [press for press in rows if press.act != RunAct.UNDO and press.number not in gone]


def _due(line: Line, order: Order) -> datetime:
    """When a part that has not begun ought to have: its planned time, or the end of what was on before it."""
    ended = [other.ended_at for other in order.lines if other.ended_at and other.part.lane == line.part.lane]
    return max([line.part.starts_at, *ended])


def _laid_out(parts: Sequence[Part], swaps: Iterable[Pressed]) -> list[tuple[Part, datetime]]:
    """The parts of one room in order, each with the time before which it does not start.

    Two that change places take the same time together as before, with what lay between them.
    """
    rows = [(part, part.starts_at) for part in parts]
    for swap in swaps:
        places = sorted(place for place, (part, _) in enumerate(rows) if part.key in (swap.key, swap.other))
        if len(places) != 2:
            continue
        first, last = places
        gaps = [rows[place + 1][1] - rows[place][1] - rows[place][0].length for place in range(first, last)]
        order = [part for part, _ in rows]
        order[first], order[last] = order[last], order[first]
        cursor = rows[first][1]
        for place in range(first, last + 1):
            rows[place] = (order[place], cursor)
            cursor += order[place].length + (gaps[place - first] if place < last else timedelta(0))
    return rows


def _times(rows: list[tuple[Part, datetime]], chosen: list[Pressed], moment: datetime) -> list[Line]:
    """The lines of one room, with what really happened and what is expected."""
    lines = [Line(part, starts, starts + part.length) for part, starts in rows]
    known = {line.key: line for line in lines}
    for press in chosen:
        line = known.get(press.key)
        if press.act in (RunAct.START, RunAct.FINISH):
            for other in lines:
                if other.is_on and (press.act == RunAct.START or other is line):
                    other.ended_at = press.at  # the start of one part is the end of the one before
            if press.act == RunAct.START and line is not None:
                line.began_at, line.ended_at = press.at, None
        elif press.act == RunAct.SHORTEN and line is not None:
            line.cut += press.minutes
        elif press.act == RunAct.DROP and line is not None:
            line.is_dropped = True
    cursor = moment
    for line in lines:
        if line.began_at is not None:
            line.starts_at = line.began_at
            line.ends_at = line.ended_at or max(line.due_at, moment)
            cursor = max(cursor, line.ends_at)
    for line in lines:
        if line.is_to_come:
            line.starts_at = max(line.starts_at, cursor)
            line.ends_at = cursor = line.due_at
    return lines


def order_of(parts: Sequence[Part], presses: Iterable[Pressed], moment: datetime) -> Order:
    """The running order at that moment."""
    chosen = effective(presses)
    # Before anybody has pressed, and long after, the clock moves nothing.
    over = max((part.ends_at for part in parts), default=moment)
    now = moment if chosen or moment <= over else min((part.starts_at for part in parts), default=moment)
    swaps = [press for press in chosen if press.act == RunAct.SWAP]
    lines: list[Line] = []
    for lane in dict.fromkeys(part.lane for part in parts):
        own = [part for part in parts if part.lane == lane]
        here = {part.key for part in own}
        lines += _times(_laid_out(own, swaps), [press for press in chosen if press.key in here], now)
    places = {lane: place for place, lane in enumerate(dict.fromkeys(part.lane for part in parts))}
    if len(places) > 1:
        lines.sort(key=lambda line: (line.starts_at, places[line.part.lane]))
    return Order(lines, moment, chosen)
