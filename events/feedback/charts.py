"""Where the bars of a chart stand: lengths in units of the drawing, for an SVG that the server writes."""

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH = 400  # units; a phone shows about as many pixels
LINE = 46  # a label above its bar
ROOM = 52  # at the end of the longest bar, for its number
LONGEST = 52  # letters of a label; the table beside holds the whole


@dataclass(frozen=True)
class Bar:
    """One bar: its label as it fits, its number, and where it stands. `quiet` for what is not a group of its own."""

    label: str
    whole: str
    number: int
    y: int
    length: float
    quiet: bool = False

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


def fitting(label: str) -> str:
    """A label that stands on one line of the drawing."""
    if len(label) <= LONGEST:
        return label
    end = LONGEST // 3  # names of one beginning differ at their ends
    return f"{label[:LONGEST - end - 1].rstrip()}…{label[-end:].lstrip()}"


def chart(rows: Sequence[tuple[str, int]], *, others: tuple[str, int] | None = None) -> Chart:
    """Bars for (label, number) rows, as long as their numbers, with one in a quieter colour for all others."""
    drawn = [(label, number, False) for label, number in rows]
    if others is not None:
        drawn.append((*others, True))
    most = max((number for _label, number, _quiet in drawn), default=0) or 1
    bars = [Bar(fitting(label), label, number, place * LINE, round((WIDTH - ROOM) * number / most, 1), quiet)
            for place, (label, number, quiet) in enumerate(drawn)]
    return Chart(bars, WIDTH, len(bars) * LINE)
