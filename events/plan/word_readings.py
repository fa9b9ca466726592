"""What a Word file says: its paragraphs and tables, who put in or took out which words, and the comments on them.

Reads what Word and LibreOffice write (ECMA-376): runs cut in pieces, moves, content controls and links around words.
What is only about looks is passed over.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from events.plan.word_files import W, parts_of

PUT_IN, TAKEN_OUT = {W + "ins", W + "moveTo"}, {W + "del", W + "moveFrom"}
# Words inside these are no words of the paragraph: instructions of fields, pictures, notes of the program.
PASSED_OVER = {W + name for name in ("pPr", "rPr", "instrText", "delInstrText", "fldData", "drawing", "pict", "object",
                                     "tblPr", "tblGrid", "sdtPr", "sdtEndPr", "annotationRef", "rt")}
SIGNS = {W + "tab": "\t", W + "cr": "\n", W + "noBreakHyphen": "\u2011", W + "softHyphen": "\u00ad"}
MOST_COLUMNS = 60


@dataclass(frozen=True)
class Said:
    """Some words, and who put them in or took them out where that is tracked (empty: nobody)."""

    text: str
    put_in: str | None = None
    taken_out: str | None = None
    moment: str = ""


@dataclass
class Block:
    """A paragraph of the body, or a cell of a table: its words in order, its anchors, its style."""

    said: list[Said] = field(default_factory=list)
    anchors: list[str] = field(default_factory=list)
    style: str = ""
    span: int = 1
    merged_up: bool = False  # a cell that goes on the one above it


@dataclass
class Line:
    """A row of a table, and who put it in or took it out where that is tracked."""

    cells: list[Block]
    put_in: str | None = None
    taken_out: str | None = None


@dataclass
class Remarked:
    """A comment: who, when, its words, the words it stands on, and the block it stands in (None: none)."""

    author: str
    moment: str
    words: str
    about: str = ""
    block: Block | None = None


@dataclass
class Reading:
    """A whole file: paragraphs and tables (each a list of lines) in order, the comments, who saved it last."""

    parts: list[Block | list[Line]]
    comments: list[Remarked]
    saved_by: str = ""

    def blocks(self) -> Iterator[Block]:
        """Every paragraph and cell, in order."""
        for part in self.parts:
            if isinstance(part, Block):
                yield part
            else:
                yield from (cell for line in part for cell in line.cells)


def words_of(said: Iterable[Said], takes: Callable[[Said], bool]) -> str:
    """The words of those pieces that are taken."""
    return "".join(piece.text for piece in said if takes(piece))


def with_all(said: Iterable[Said]) -> str:
    """The words as they read when every tracked change is accepted."""
    return words_of(said, lambda piece: piece.taken_out is None)


def with_none(said: Iterable[Said]) -> str:
    """The words as they read when every tracked change is rejected."""
    return words_of(said, lambda piece: piece.put_in is None)


def _author(element: Element) -> str:
    return element.get(W + "author", "") or "?"


@dataclass(frozen=True)
class _Within:
    """What stands around a run: who put it in or took it out, when, and which comments are open."""

    put_in: str | None = None
    taken_out: str | None = None
    moment: str = ""

    def deeper(self, element: Element) -> "_Within":
        """The same inside one more element."""
        if element.tag in PUT_IN:
            return _Within(_author(element), self.taken_out, element.get(W + "date", ""))
        if element.tag in TAKEN_OUT:
            return _Within(self.put_in, _author(element), element.get(W + "date", ""))
        return self


class _Reader:
    """Walks the body once; a comment's words are gathered while its range is open."""

    def __init__(self) -> None:
        """Nothing read yet."""
        self.open: dict[str, list[str]] = {}
        self.about: dict[str, str] = {}
        self.stands: dict[str, Block] = {}

    def _say(self, block: Block, text: str, within: _Within) -> None:
        block.said.append(Said(text, within.put_in, within.taken_out, within.moment))
        if within.taken_out is None:
            for words in self.open.values():
                words.append(text)

    def _mark(self, element: Element, block: Block) -> None:
        """Anchors and the two ends of comments."""
        number = element.get(W + "id", "")
        if element.tag == W + "bookmarkStart":
            block.anchors.append(element.get(W + "name", ""))
        elif element.tag == W + "commentRangeStart":
            self.open[number] = []
            self.stands.setdefault(number, block)
        elif element.tag == W + "commentRangeEnd":
            self.about[number] = "".join(self.open.pop(number, []))
        elif element.tag == W + "commentReference":
            self.stands.setdefault(number, block)

    def run_through(self, element: Element, block: Block, within: _Within) -> None:
        """Take the words under an element into a block."""
        for child in element:
            if child.tag in PASSED_OVER:
                continue
            if child.tag in (W + "t", W + "delText"):
                self._say(block, child.text or "", within)
            elif child.tag in SIGNS:
                self._say(block, SIGNS[child.tag], within)
            elif child.tag == W + "br":
                if child.get(W + "type", "textWrapping") == "textWrapping":
                    self._say(block, "\n", within)
            elif child.tag.endswith("}AlternateContent"):
                continue  # pictures and shapes
            else:
                self._mark(child, block)
                self.run_through(child, block, within.deeper(child))

    def paragraph(self, element: Element, block: Block) -> _Within:
        """Take a paragraph into a block; returns what became of its mark."""
        style = element.find(f"{W}pPr/{W}pStyle")
        block.style = block.style or (style.get(W + "val", "") if style is not None else "")
        self.run_through(element, block, _Within())
        mark = _Within()
        for change in element.iterfind(f"{W}pPr/{W}rPr/*"):
            mark = mark.deeper(change)
        return mark

    def cell(self, element: Element) -> Block:
        """A cell: its paragraphs as one text with line ends between them, also of tables inside it."""
        block, before = Block(), None
        span = element.find(f"{W}tcPr/{W}gridSpan")
        if span is not None and span.get(W + "val", "").isdigit():
            block.span = min(max(1, int(span.get(W + "val", "1")[:4])), MOST_COLUMNS)
        merge = element.find(f"{W}tcPr/{W}vMerge")
        block.merged_up = merge is not None and merge.get(W + "val", "continue") == "continue"
        for paragraph in _paragraphs_in(element):
            if before is not None:
                self._say(block, "\n", before)
            before = self.paragraph(paragraph, block)
        for mark in element:
            self._mark(mark, block)
        return block

    def line(self, element: Element) -> Line:
        """A row of a table."""
        mark = _Within()
        for change in element.iterfind(f"{W}trPr/*"):
            mark = mark.deeper(change)
        cells = [self.cell(child) for child in _inside(element, W + "tc")]
        return Line(cells, mark.put_in, mark.taken_out)

    def body(self, body: Element) -> list[Block | list[Line]]:
        """The paragraphs and tables of the body."""
        parts: list[Block | list[Line]] = []
        for element in _inside(body, W + "p", W + "tbl"):
            if element.tag == W + "tbl":
                parts.append([self.line(row) for row in _inside(element, W + "tr")])
                continue
            block = Block()
            mark = self.paragraph(element, block)
            self._say(block, "\n", mark)  # its end; taken off again where a text ends
            parts.append(block)
        return parts


def _inside(element: Element, *tags: str) -> Iterator[Element]:
    """The parts of these kinds under an element, also those that a content control or a tracked range stands around."""
    for child in element:
        if child.tag in tags:
            yield child
        elif child.tag in (W + "sdt", W + "sdtContent", W + "customXml", W + "smartTag", *PUT_IN, *TAKEN_OUT):
            yield from _inside(child, *tags)


def _paragraphs_in(cell: Element) -> Iterator[Element]:
    """The paragraphs of a cell, also of tables inside it, but none of pictures and text boxes."""
    for element in _inside(cell, W + "p", W + "tbl"):
        if element.tag == W + "p":
            yield element
            continue
        for row in _inside(element, W + "tr"):
            for inner in _inside(row, W + "tc"):
                yield from _paragraphs_in(inner)


def _comment_words(element: Element) -> str:
    reader, lines = _Reader(), []
    for paragraph in element.iter(W + "p"):
        block = Block()
        reader.paragraph(paragraph, block)
        lines.append(with_all(block.said))
    return "\n".join(lines).strip()


def read(data: bytes) -> Reading:
    """What a Word file says. Raises WordRefused."""
    parts = parts_of(data)
    reader = _Reader()
    body = parts["document"].find(W + "body")
    read_parts = reader.body(body) if body is not None else []
    comments = []
    for element in parts["comments"].iterfind(W + "comment") if "comments" in parts else ():
        number = element.get(W + "id", "")
        comments.append(Remarked(element.get(W + "author", ""), element.get(W + "date", ""), _comment_words(element),
                                 reader.about.get(number, ""), reader.stands.get(number)))
    saved_by = ""
    if "core" in parts:
        saved_by = next((e.text or "" for e in parts["core"] if e.tag.endswith("}lastModifiedBy")), "")
    return Reading(read_parts, comments, saved_by.strip())
