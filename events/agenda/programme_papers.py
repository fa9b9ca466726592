"""The programme on paper: one A4 page where it fits, and a large print for whoever reads large letters.

What stands on them is gathered first as plain words, so that the same programme is set once and given out many times.
Lengths are millimetres.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from flask_babel import gettext as _

from events.agenda.models import Arrangements
from events.agenda.released_items import ReleasedItem
from events.agenda.states import Kind, Meeting, Part
from events.event import Event
from events.papers import LEADING, POINT, Box, Paper
from events.presentation import day, hour

HOURS = 3.1  # width of the column of hours, for each point of the type
CODE, LARGE_CODE = 30.0, 45.0  # side of the room's code
# What is tried, in turn, until the programme fits one page: the size of the type, and whether the parts are described.
TRIED = ((12.0, True), (11.0, True), (10.5, True), (14.0, False), (12.0, False), (11.0, False), (10.0, False))
FLOWING = (11.0, True)  # when nothing fits
LARGE, LARGER, LARGEST = 18.0, 22.0, 28.0


@dataclass(frozen=True)
class Line:
    """One part as it is printed."""

    day: str
    hours: str
    title: str
    room: str
    people: tuple[tuple[str, str], ...]  # the name, and who that is
    panel: str
    about: str
    quiet: bool


@dataclass(frozen=True)
class Sheet:
    """All words of a printed programme."""

    caption: str
    title: str
    facts: tuple[str, ...]
    lines: tuple[Line, ...]
    room: str  # the address of the page for questions; empty where there is none
    page: str  # the address of the programme
    language: str
    at: datetime


def _people(item: ReleasedItem) -> tuple[tuple[str, str], ...]:
    """Who speaks: names, and what they are. Two runs of words, so that a name from the right keeps to its place."""
    leads = [slot.speaker for slot in item.slots if slot.part == Part.SPEAKER]
    return tuple((who.name, ", ".join(words for words in (who.job_title, who.organisation) if words)) for who in leads)


def _panel(item: ReleasedItem) -> str:
    names = [slot.speaker.name for slot in item.slots if slot.part == Part.PANEL]
    return _("Panel: %(names)s", names=", ".join(names)) if names else ""


def _facts(event: Event, arrangements: Arrangements) -> tuple[str, ...]:
    """State, hours and place; a cancelled event's first fact is that it is cancelled."""
    facts = []
    if event.cancelled_at:
        facts.append(_("This event is cancelled."))
    elif event.postponed_at:
        facts.append(_("This event is put off. A new day is to be announced."))
    else:
        facts.append(day(event.starts_at, event))
        facts.append(_("%(start)s to %(end)s", start=hour(event.starts_at, event), end=hour(event.ends_at, event)))
    if arrangements.meeting == Meeting.LINK:
        facts.append(_("By link, which everybody with a place gets"))
    else:
        facts.append(", ".join(words for words in (arrangements.venue_room, arrangements.venue_name,
                                                   arrangements.venue_address) if words))
    return tuple(fact for fact in facts if fact)


def sheet_of(
    event: Event, arrangements: Arrangements, items: Iterable[ReleasedItem], *, room: str, page: str, at: datetime
) -> Sheet:
    """The words of a programme. Days are said where there are several, rooms where the parts have their own."""
    items = list(items)
    days = {event.local(item.starts_at).date() for item in items}
    lines = tuple(
        Line(
            day=day(item.starts_at, event) if len(days) > 1 else "",
            hours=f"{hour(item.starts_at, event)} – {hour(item.ends_at, event)}", title=item.title,
            room=item.venue_room.name if item.venue_room else "", people=_people(item), panel=_panel(item),
            about=item.abstract, quiet=item.kind == Kind.BREAK,
        )
        for item in items
    )
    return Sheet(caption=_("Programme"), title=event.title, facts=_facts(event, arrangements), lines=lines,
                 room="" if event.cancelled_at else room, page=page, language=arrangements.language, at=at)


def _written(paper: Paper, words: str, *, size: float, bold: bool = False, indent: float = 0, right: float = 0,
             after: float = 0) -> None:
    """Words set line by line, so that even a very long description goes on over the page's end."""
    leading = size * POINT * LEADING
    lines = paper.lines(words, width=paper.box.width - indent - right, size=size, bold=bold)
    for number, line in enumerate(lines, 1):
        paper.keep(leading * (2 if number == len(lines) - 1 else 1))  # no last line alone on the next page
        box = paper.box
        paper.write_in(Box(box.x + indent, box.y, box.width - indent - right, leading), line, size=size, bold=bold)
        paper.move_to(box.y + leading)
    paper.gap(after)


@dataclass(frozen=True)
class _Row:
    """Words of a part beside its hours; `rest` follows on the same line where there is room."""

    words: str
    size: float
    bold: bool = False
    rest: str = ""

    def runs(self, paper: Paper, width: float) -> list[str]:
        """One run where all of it fits a line, else one below the other."""
        whole = paper.width_of(self.words, size=self.size) + paper.width_of(f", {self.rest}", size=self.size)
        return [self.words] if whole <= width or not self.rest else [self.words, self.rest]


def _rows(line: Line, size: float, *, described: bool, larger: float) -> list[_Row]:
    rows = [_Row(line.title, larger, not line.quiet), _Row(line.room, size)]
    rows += [_Row(name, size, rest=rest) for name, rest in line.people]
    rows += [_Row(line.panel, size), _Row(line.about if described else "", size)]
    return [row for row in rows if row.words]


def _height(paper: Paper, rows: list[_Row], width: float) -> float:
    return sum(len(paper.lines(words, width=width, size=row.size, bold=row.bold)) * row.size * POINT * LEADING
               for row in rows for words in row.runs(paper, width))


def _set_row(paper: Paper, row: _Row, *, indent: float = 0) -> None:
    runs = row.runs(paper, paper.box.width - indent)
    if row.rest and len(runs) == 1:
        leading = row.size * POINT * LEADING
        paper.keep(leading)
        box, wide = paper.box, paper.width_of(row.words, size=row.size)
        paper.write_in(Box(box.x + indent, box.y, wide + 1, leading), row.words, size=row.size, most=1)
        paper.write_in(Box(box.x + indent + wide, box.y, box.width - indent - wide, leading), f", {row.rest}",
                       size=row.size, most=1)
        paper.move_to(box.y + leading)
        return
    for words in runs:
        _written(paper, words, size=row.size, bold=row.bold, indent=indent)


def _head(paper: Paper, sheet: Sheet) -> None:
    """Title and facts, and beside them the code that leads to the page for questions."""
    top = paper.box
    right = CODE + 8 if sheet.room else 0.0
    if sheet.room:
        left = top.x + top.width - CODE
        paper.code(sheet.room, side=CODE, x=left, y=top.y - 3)
        paper.write_in(Box(left - 8, top.y + CODE - 3.5, CODE + 8, 4), _("Questions and comments"), size=8, smallest=6,
                       most=1, align="R")
        paper.move_to(top.y)
    _written(paper, sheet.caption, size=11, right=right)
    _written(paper, sheet.title, size=19 if len(sheet.title) < 70 else 15, bold=True, right=right, after=1.5)
    for fact in sheet.facts:
        _written(paper, fact, size=11, right=right)
    if sheet.room:
        _written(paper, _("Questions and comments: %(address)s", address=sheet.room.partition("//")[2]), size=9,
                 right=right)
    paper.move_to(max(top.y + CODE + 6 if sheet.room else top.y, paper.box.y + 3))


def _part(paper: Paper, line: Line, size: float, *, described: bool) -> None:
    rows, indent = _rows(line, size - 1, described=described, larger=size), HOURS * size
    paper.keep(min(_height(paper, rows, paper.box.width - indent) + 2.2, 80))
    top = paper.box
    paper.rule(top)
    paper.write_in(Box(top.x, top.y + 1, indent - 2, size * POINT * LEADING), line.hours, size=size - 1, smallest=6,
                   most=1)
    paper.move_to(top.y + 1)
    for row in rows:
        _set_row(paper, row, indent=indent)
    paper.gap(1.2)


def _parts(paper: Paper, sheet: Sheet, size: float, *, described: bool, one_page: bool) -> None:
    """All parts; with `one_page` only until it is clear that they do not fit it."""
    said = ""
    for line in sheet.lines:
        if one_page and paper.pages > 1:
            return
        if line.day != said:
            said = line.day
            paper.keep(size * POINT * 8)
            paper.gap(1.5)
            _written(paper, said, size=size + 1, bold=True, after=1)
        _part(paper, line, size, described=described)
    if not sheet.lines:
        _written(paper, _("The programme is not settled yet."), size=12, after=2)
    if not described and any(line.about for line in sheet.lines):
        paper.gap(2)
        _written(paper, _("What each part is about stands at %(address)s", address=sheet.page.partition("//")[2]),
                 size=9)


def _tried(sheet: Sheet, size: float, *, described: bool, foot: str = "") -> Paper:
    paper = Paper(f"{sheet.caption}: {sheet.title}", at=sheet.at, language=sheet.language, foot=foot, margin=16)
    _head(paper, sheet)
    _parts(paper, sheet, size, described=described, one_page=not foot)
    return paper


@lru_cache(maxsize=32)
def page_of(sheet: Sheet) -> bytes:
    """The programme on one page, in the largest type that lets it; on numbered pages where none does."""
    for size, described in TRIED:
        paper = _tried(sheet, size, described=described)
        if paper.pages == 1:
            return paper.as_bytes()
    size, described = FLOWING
    return _tried(sheet, size, described=described, foot=sheet.title).as_bytes()


@lru_cache(maxsize=32)
def large_print_of(sheet: Sheet) -> bytes:
    """The programme in type of 18 points and more, in one column, numbered in the same type."""
    paper = Paper(f"{sheet.caption}: {sheet.title}", at=sheet.at, language=sheet.language, foot=sheet.caption,
                  foot_size=LARGE, margin=18)
    _written(paper, sheet.caption, size=LARGER)
    _written(paper, sheet.title, size=LARGEST, bold=True, after=3)
    for fact in sheet.facts:
        _written(paper, fact, size=LARGE, after=1)
    said = ""
    for line in sheet.lines:
        paper.gap(5)
        if line.day != said:
            said = line.day
            paper.keep(60)
            _written(paper, said, size=LARGER, bold=True, after=3)
        paper.keep(34)
        paper.rule(paper.box)
        paper.gap(2)
        _written(paper, line.hours, size=LARGE)
        for row in _rows(line, LARGE, described=True, larger=LARGER):
            _set_row(paper, row)
            paper.gap(1)
    if not sheet.lines:
        _written(paper, _("The programme is not settled yet."), size=LARGE)
    if sheet.room:
        _room_in_large_print(paper, sheet.room)
    return paper.as_bytes()


def _room_in_large_print(paper: Paper, room: str) -> None:
    """The way to the page for questions and its code beside it, together on one page."""
    said, where = _("Questions and comments: point the camera of your telephone at the code, or go to"), room.partition(
        "//")[2]
    right, leading = LARGE_CODE + 8, LARGE * POINT * LEADING
    width = paper.box.width - right
    lines = [*paper.lines(said, width=width, size=LARGE), *paper.lines(where, width=width, size=LARGE, bold=True)]
    paper.keep(6 + max(LARGE_CODE, len(lines) * leading))
    paper.gap(6)
    top = paper.box
    paper.code(room, side=LARGE_CODE, x=top.x + width + 8, y=top.y)
    paper.move_to(top.y)
    _written(paper, said, size=LARGE, right=right)
    _written(paper, where, size=LARGE, bold=True, right=right)
    paper.move_to(max(top.y + LARGE_CODE, paper.box.y))
