"""Badges and registers on paper: eight badges to a page, and a register to tick in large type."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from events import papers
from events.delegates.needs_words import COMPANION_WORDS
from events.delegates.states import Companion
from events.papers import Box, Paper

COLUMNS, ROWS = 2, 4
CODE = 27  # millimetres: read from an arm's length
LINE = 13  # millimetres of one line of the register


@dataclass(frozen=True)
class Line:
    """One person on badge and register. `body` is the first of their partnerships by name, or an empty word."""

    number: int
    invitation_id: int
    name: str
    organisation: str
    body: str
    has_come: bool
    is_under_18: bool
    no_photographs: bool
    print_no_name: bool
    badge_code: str
    companions: tuple[str, ...] = ()


def name_of(line: Line) -> str:
    """What a badge or a register prints of a name; nothing of somebody who does not want theirs printed."""
    return _("Guest") if line.print_no_name else line.name


def marks_of(line: Line) -> list[str]:
    """What everybody in the room must see."""
    return [words for words, is_so in ((_("Under 18"), line.is_under_18), (_("No photographs"), line.no_photographs))
            if is_so]


def by_hand(lines: Sequence[Line]) -> int:
    """How many names hold letters that the typeface lacks: their badges leave room to write them."""
    return sum(papers.unwritten(name_of(line)) for line in lines)


def _badge(paper: Paper, box: Box, line: Line, *, caption: str, address: str) -> None:
    paper.frame(box, dotted=True)
    inner = box.inside(5)
    used = paper.write_in(Box(inner.x, inner.y, inner.width, 5), caption, size=9, most=1)
    body = inner.below(used + 2)
    name = name_of(line)
    if papers.unwritten(name):  # an empty line to write on, in place of boxes
        paper.rule(Box(body.x, body.y + 14, body.width, 0))
        used = 18.0
    else:
        used = paper.write_in(Box(body.x, body.y, body.width, 21), name, size=24, smallest=13, bold=True, most=3)
    left = Box(body.x, body.y + used + 1, body.width - CODE - 3, body.height - used - 1)
    if not line.print_no_name:
        used = paper.write_in(Box(left.x, left.y, left.width, 10), line.organisation, size=11, smallest=9, most=2)
        if line.body:
            paper.write_in(Box(left.x, left.y + used + 0.5, left.width, 8), line.body, size=9, most=2)
    for place, words in enumerate(reversed(marks_of(line))):
        spot = Box(inner.x, inner.y + inner.height - 6 - place * 7, 34, 6)
        paper.frame(spot)
        paper.write_in(Box(spot.x + 1, spot.y + 0.7, spot.width - 2, 5), words, size=10, smallest=7, bold=True, most=1,
                       align="C")
    paper.code(address, side=CODE, x=inner.x + inner.width - CODE + 3, y=inner.y + inner.height - CODE + 3)


def badges_on(paper: Paper, lines: Sequence[Line], *, caption: str, address_of: Callable[[str], str]) -> None:
    """Badges, eight to a page, with dotted lines to cut along. `address_of` a badge's code is what its QR code says."""
    for box, line in zip(paper.labels(len(lines), columns=COLUMNS, rows=ROWS), lines, strict=True):
        _badge(paper, box, line, caption=caption, address=address_of(line.badge_code))


def _with_whom(line: Line) -> str:
    return ", ".join(f"+ {_(COMPANION_WORDS[Companion(kind)])}" for kind in line.companions)


def _line(paper: Paper, line: Line) -> None:
    paper.keep(LINE)
    box = paper.box
    paper.write_in(Box(box.x, box.y + 3, 11, 8), str(line.number), size=11, align="R")
    paper.frame(Box(box.x + 14, box.y + 2.5, 7, 7))
    name = f"{name_of(line)} {line.number}" if line.print_no_name else line.name
    under = ", ".join(filter(None, ["" if line.print_no_name else line.organisation, _with_whom(line),
                                    *marks_of(line)]))
    if papers.unwritten(name):  # room to write it by hand
        paper.rule(Box(box.x + 24, box.y + 7.5, 84, 0))
        used = 7.0
    else:
        used = paper.write_in(Box(box.x + 24, box.y + 1, 88, 7.5), name, size=15, smallest=8, bold=True, most=2)
    paper.write_in(Box(box.x + 24, box.y + 1 + used, 88, 4), under, size=9, smallest=7, most=1)
    paper.rule(Box(box.x + 116, box.y + 10.5, box.width - 116, 0))
    paper.move_to(box.y + LINE)


def register_on(paper: Paper, lines: Sequence[Line], *, intro: str) -> None:
    """The register: by partnership, numbered, with a box to tick and a line to sign on."""
    paper.paragraph(intro, size=11)
    body: str | None = None
    for line in lines:
        if line.body != body:
            body = line.body
            paper.keep(LINE * 2.2)
            paper.gap(2)
            paper.heading(body or _("No partnership"), level=2)
        _line(paper, line)
