"""Paper: PDF files on A4 with names in any direction, tables, labels and QR codes; the same words give the same bytes.

Lengths are millimetres, sizes of type are points; the moment that stands in a file is given. Words are cleaned of
control characters, so that a name can neither break a line nor turn one round.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from events import qr_codes
from events.config import ROOT

if TYPE_CHECKING:
    from events.pdf_files import Document

FACES = {"": "DejaVuSans.ttf", "B": "DejaVuSans-Bold.ttf"}
# Where the build puts them, and where npm does.
FOLDERS = (ROOT / "fonts", ROOT / "node_modules" / "dejavu-fonts-ttf" / "ttf")
RIGHT_TO_LEFT = {"ar", "fa", "he", "ps", "ur"}
HEADINGS = {1: 20, 2: 14, 3: 12}
LEADING = 1.35  # of the size of the type
POINT = 0.3528  # millimetres


@dataclass(frozen=True)
class Box:
    """A place on a page: left, top, width and height."""

    x: float
    y: float
    width: float
    height: float

    def inside(self, margin: float) -> "Box":
        """The same without a margin on every side."""
        return Box(self.x + margin, self.y + margin, self.width - 2 * margin, self.height - 2 * margin)

    def below(self, height: float) -> "Box":
        """What is left under the first `height` of it."""
        return Box(self.x, self.y + height, self.width, self.height - height)


def face(style: str) -> Path:
    """The file of a typeface ("" or "B"). FileNotFoundError says what makes it."""
    for folder in FOLDERS:
        if (folder / FACES[style]).is_file():
            return folder / FACES[style]
    raise FileNotFoundError(f"{FACES[style]} is missing: run npm ci --ignore-scripts and npm run build")


@lru_cache(maxsize=1)
def _letters() -> frozenset[int]:
    from fontTools.ttLib import TTFont  # with fpdf 36 MB and a third of a second, for processes that print no paper

    with TTFont(face("")) as font:
        return frozenset(font.getBestCmap())


def clean(words: str) -> str:
    """Words as they may stand on paper: composed, no control or direction marks but the line's end."""
    composed = unicodedata.normalize("NFC", words.replace("\r\n", "\n").replace("\t", " "))
    # The joiners stay: Persian and Indian names are spelt with them.
    return "".join(
        sign for sign in composed
        if sign in "\n\u200c\u200d" or unicodedata.category(sign) not in ("Cc", "Cf", "Co", "Cs", "Zl", "Zp")
    )


def unwritten(words: str) -> bool:
    """Whether the typeface lacks a letter of these words, so that they want writing by hand."""
    return any(ord(sign) not in _letters() for sign in clean(words) if sign not in "\n\u200c\u200d")


def _needs_shaping(words: str) -> bool:
    """Whether letters join, stack or run from the right; plain ones are set 14 times as fast without."""
    return any(ord(sign) >= 0x0590 and not 0x1E00 <= ord(sign) <= 0x214F or unicodedata.combining(sign)
               for sign in words)


class Paper:
    """A PDF file in the making. `at` is the moment that stands in it; `foot` is printed on every page."""

    def __init__(self, title: str, *, at: datetime, language: str = "en", foot: str = "", landscape: bool = False,
                 margin: float = 18, foot_size: float = 8):
        """An empty paper; the first thing written begins its first page."""
        self.start = "R" if language.split("-")[0] in RIGHT_TO_LEFT else "L"
        from events.pdf_files import Document  # as above

        self._file = file = Document("landscape" if landscape else "portrait", "mm", "A4")
        for style in FACES:
            file.add_font("paper", style, face(style))
        file.foot, file.foot_size, file.needs_shaping = clean(foot), foot_size, _needs_shaping
        file.alias_nb_pages(file.ALL)
        file.set_title(clean(title))
        file.set_lang(language)
        file.set_creation_date(at.astimezone(UTC))
        file.set_producer("Soundings")
        file.set_margins(margin, margin, margin)
        file.set_auto_page_break(True, max(margin, 18 if foot else 0))
        file.c_margin = 0

    def new_page(self) -> None:
        """Go on at the top of a new page."""
        self._file.add_page()

    def _begun(self) -> "Document":
        if not self._file.page:
            self._file.add_page()
        return self._file

    def _set(self, words: str, size: float, bold: bool) -> str:
        cleaned = clean(words)
        self._file.set_font("paper", "B" if bold else "", size)
        self._file.set_text_shaping(_needs_shaping(cleaned))
        return cleaned

    @property
    def pages(self) -> int:
        """How many pages there are so far."""
        return self._file.page

    @property
    def box(self) -> Box:
        """What is left of the current page within its margins."""
        file = self._begun()
        return Box(file.l_margin, file.y, file.epw, file.page_break_trigger - file.y)

    def gap(self, height: float) -> None:
        """Leave some white."""
        file = self._begun()
        file.set_y(file.y + height)

    def keep(self, height: float) -> None:
        """Begin a new page unless so much is left of this one."""
        if self.box.height < height:
            self.new_page()

    def heading(self, words: str, *, level: int = 1) -> None:
        """A heading, which never stands last on a page; level 1 and 2 stand in the file's outline too."""
        size = HEADINGS[level]
        self.keep(size * POINT * 4)
        if level < 3:
            self._file.start_section(clean(words), level=level - 1, strict=False)
        self.paragraph(words, size=size, bold=True)

    def paragraph(self, words: str, *, size: float = 11, bold: bool = False, align: str = "", after: float = 2) -> None:
        """Words over the whole width, with their line ends kept. `align` is L, C or R; the language says else."""
        file = self._begun()
        cleaned = self._set(words, size, bold)
        file.set_x(file.l_margin)
        file.multi_cell(0, size * POINT * LEADING, cleaned, align=align or self.start, new_x="LMARGIN", new_y="NEXT")
        self.gap(after)

    def width_of(self, words: str, *, size: float, bold: bool = False) -> float:
        """How wide the same words are on one line."""
        return self._file.get_string_width(self._set(words, size, bold))

    def lines(self, words: str, *, width: float, size: float, bold: bool = False) -> list[str]:
        """The same words as lines of at most that width."""
        cleaned = self._set(words, size, bold)
        if "\n" not in cleaned and self._file.get_string_width(cleaned) <= width:
            return [cleaned]
        self._begun()
        cleaned = " ".join(self._divided(word, width) for word in cleaned.split(" "))
        found = self._file.multi_cell(width, 1, cleaned, align="L", dry_run=True, output=self._file.LINES)
        return list(found)  # type: ignore[arg-type]

    def _divided(self, word: str, width: float) -> str:
        """A word too long for a line, such as an address, divided where its parts end and not within one."""
        if "\n" in word or self._file.get_string_width(word) <= width:
            return word
        rows = [""]
        for part in re.split(r"(?<=[/@])|(?=\.)", word):
            if rows[-1] and self._file.get_string_width(rows[-1] + part) > width:
                rows.append("")
            rows[-1] += part
        return "\n".join(rows)

    def write_in(self, box: Box, words: str, *, size: float, smallest: float = 0, bold: bool = False, most: int = 0,
                 align: str = "L") -> float:
        """Words in a box, in smaller type (down to `smallest`) until they fit it in height and in `most` lines.

        What does not fit even then ends in "…". Returns the height used, never more than the box's.
        """
        while True:
            leading = size * POINT * LEADING
            fits = min(max(1, int(box.height / leading + 0.01)), most or 999)
            lines = self.lines(words, width=box.width, size=size, bold=bold)
            if len(lines) <= fits or size - 1 < (smallest or size):
                break
            size -= 1
        if len(lines) > fits:
            lines = [*lines[:fits - 1], self._shortened(" ".join(lines[fits - 1:]), box.width)]
        for number, line in enumerate(lines):
            self._set(line, size, bold)
            self._file.set_xy(box.x, box.y + number * leading)
            self._file.cell(box.width, leading, line.strip(), align=align)
        return len(lines) * leading

    def _shortened(self, line: str, width: float) -> str:
        self._set(line, self._file.font_size_pt, "B" in self._file.font_style)
        while line and self._file.get_string_width(line + "…") > width:
            line = line[:-1]
        return line.rstrip() + "…"

    def table(self, heads: Sequence[str], rows: Iterable[Sequence[str]], *, widths: Sequence[float] = (),
              size: float = 10, height: float = 0, right: Sequence[int] = ()) -> None:
        """Rows under heads that are said again on each page. `widths` are shares; columns in `right` are numbers.

        A row is as high as its words want, and at least `height`. A row is never torn over two pages.
        """
        shares = list(widths) or [1] * len(heads)
        width = self.box.width
        columns = [width * share / sum(shares) for share in shares]
        aligns = ["R" if number in right else self.start for number in range(len(columns))]
        order = range(len(columns)) if self.start == "L" else range(len(columns) - 1, -1, -1)
        self._row(heads, columns, aligns, order, size=size, height=0, bold=True)
        for row in rows:
            if self._row(row, columns, aligns, order, size=size, height=height, measure=True) > self.box.height:
                self.new_page()
                self._row(heads, columns, aligns, order, size=size, height=0, bold=True)
            self._row(row, columns, aligns, order, size=size, height=height)

    def _row(self, cells: Sequence[str], columns: list[float], aligns: list[str], order: Iterable[int], *, size: float,
             height: float, bold: bool = False, measure: bool = False) -> float:
        leading, pad = size * POINT * LEADING, 1.2
        wrapped = [self.lines(cell, width=columns[number] - 2 * pad, size=size, bold=bold)
                   for number, cell in enumerate(cells)]
        tall = max(height, max(len(lines) for lines in wrapped) * leading + 2 * pad)
        if measure:
            return tall
        file = self._begun()
        x, y = file.l_margin, file.y
        for number in order:
            for line, words in enumerate(wrapped[number]):
                self._set(words, size, bold)
                file.set_xy(x + pad, y + pad + line * leading)
                file.cell(columns[number] - 2 * pad, leading, words.strip(), align=aligns[number])
            x += columns[number]
        file.set_line_width(0.4 if bold else 0.1)
        file.line(file.l_margin, y + tall, file.l_margin + file.epw, y + tall)
        file.set_xy(file.l_margin, y + tall)
        return tall

    def code(self, words: str, *, side: float, x: float | None = None, y: float | None = None) -> None:
        """A QR code of that side (its white border included), as sharp as the printer; at the cursor if not told."""
        file = self._begun()
        left, top = file.x if x is None else x, file.y if y is None else y
        rows = qr_codes.rows_of(words)
        unit = side / len(rows)
        for height, dark, length in qr_codes.runs_of(rows):
            file.rect(left + dark * unit, top + height * unit, length * unit, unit, style="F")
        if x is None and y is None:
            file.set_xy(file.l_margin, top + side)

    def frame(self, box: Box, *, dotted: bool = False) -> None:
        """A thin line round a box: a box to tick, an edge to cut along."""
        file = self._begun()
        file.set_line_width(0.15 if dotted else 0.3)
        if dotted:
            file.set_dash_pattern(dash=0.6, gap=1.2)
        file.rect(box.x, box.y, box.width, box.height)
        file.set_dash_pattern()

    def rule(self, box: Box) -> None:
        """A thin line along the top of a box: to write or sign on."""
        file = self._begun()
        file.set_line_width(0.2)
        file.line(box.x, box.y, box.x + box.width, box.y)

    def move_to(self, y: float) -> None:
        """Go on at that height of the page."""
        self._begun().set_xy(self._file.l_margin, y)

    def labels(self, count: int, *, columns: int, rows: int, margin: float = 10) -> Iterator[Box]:
        """Equal boxes, row by row, on as many new pages as `count` of them want."""
        file = self._file
        for number in range(count):
            place = number % (columns * rows)
            if place == 0:
                self.new_page()
                file.set_auto_page_break(False)
            width, height = (file.w - 2 * margin) / columns, (file.h - 2 * margin) / rows
            yield Box(margin + place % columns * width, margin + place // columns * height, width, height)

    def as_bytes(self) -> bytes:
        """The finished file. A paper that nothing was written on is one empty page."""
        return bytes(self._begun().output())
