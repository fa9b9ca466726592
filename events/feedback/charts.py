"""Where the bars of a chart stand: lengths in units of the drawing, for an SVG that the server writes."""

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass

WIDTH = 400  # units; a phone shows about as many pixels
LINE = 46  # a label above its bar
MORE = 18  # a label's second line
ROOM = 52  # at the end of the longest bar, for its number
LONGEST = 52  # letters of a label's line
MOST_LINES = 2  # of a label; the table beneath holds the whole


@dataclass(frozen=True)
class Bar:
    """One bar: its label's lines, its number, and where it stands. `quiet` for what is not a group of its own.

    `y` is where its label begins, `top` where the bar itself does.
    """

    lines: list[str]
    whole: str
    number: int
    y: int
    length: float
    quiet: bool = False

    @property
    def top(self) -> int:
        """Where the bar itself begins, beneath its label."""
        return self.y + 22 + MORE * (len(self.lines) - 1)

    @property
    def end(self) -> float:
        """Where its number is written."""
        return self.length + 8


@dataclass(frozen=True)
class Chart:
    """Bars one below the other."""

    bars: list[Bar]
    width: int
    height: int


def fitting(label: str) -> list[str]:
    """A label's lines in the drawing: two at the most, of which the last ends in "…" where it says less than all."""
    return textwrap.wrap(label, LONGEST, max_lines=MOST_LINES, placeholder="…") or [""]


def chart(rows: Sequence[tuple[str, int]], *, others: tuple[str, int] | None = None) -> Chart:
    """Bars for (label, number) rows, as long as their numbers, with one in a quieter colour for all others."""
    drawn = [(label, number, False) for label, number in rows]
    if others is not None:
        drawn.append((*others, True))
    most = max((number for _label, number, _quiet in drawn), default=0) or 1
    bars, y = [], 0
    for label, number, quiet in drawn:
        lines = fitting(label)
        bars.append(Bar(lines, label, number, y, round((WIDTH - ROOM) * number / most, 1), quiet))
        y += LINE + MORE * (len(lines) - 1)
    return Chart(bars, WIDTH, y)
