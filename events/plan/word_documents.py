"""A marked plan as a Word file (ECMA-376): tracked changes, a comment on each amendment, anchors to read it back.

A line end in a text is the end of a paragraph; one that came or went is a tracked paragraph mark. The text before
and the text after are in the file exactly, but for signs that XML cannot hold (`legible`).
"""

import io
import re
import unicodedata
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from itertools import count

import docx
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from flask_babel import gettext as _
from lxml import etree

from events.plan import anchors
from events.plan.hunks import Piece
from events.plan.marked_plans import WHOLE, At, Marked, MarkedRow, Source

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ILLEGAL = re.compile("[^\t\n\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
FONT = "Arial"
ACROSS = 14_800  # twentieths of a point between the margins of a page on its side
SHARES = {"ref": 6, "text": 34, "lead": 14, "partners": 18, "due": 9, "measure": 22, "indicator": 9}
STYLES = (("Normal", 10, False, 4), ("Title", 20, True, 6), ("Passage head", 13, True, 3), ("Cell", 9, False, 1),
          ("Cell head", 9, True, 1), ("Objective", 10, True, 2))
SPLIT = re.compile(r"(\n|\t)")


def legible(words: str) -> str:
    """Words as a Word file can hold them: one kind of line end, and no sign that XML forbids."""
    return ILLEGAL.sub("", words.replace("\r\n", "\n").replace("\r", "\n"))


def _runs_from_the_right(words: str) -> bool:
    return next((unicodedata.bidirectional(sign) != "L" for sign in words
                 if unicodedata.bidirectional(sign) in ("L", "R", "AL")), False)


class _Writer:
    """Makes the parts of the document's body; every change and anchor has a number of its own."""

    def __init__(self, marked: Marked, at: datetime):
        """Begin with the first number; nothing is written yet."""
        self.marked, self.at, self.numbers = marked, at, count(1)
        self.written: dict[At, list[etree._Element]] = {}
        # Of an action that moved, the row where it is now has the anchors: a name stands once in a file.
        self.come = {row.row.key for row in marked.rows if row.act == "insert" and row.row.key}

    def _new(self, parent, tag: str, /, **values: str) -> etree._Element:
        made = etree.SubElement(parent, qn(f"w:{tag}"))
        for key, value in values.items():
            made.set(qn(f"w:{key}"), value)
        return made

    def _source(self, by: str) -> Source:
        return self.marked.sources.get(by) or self.marked.sources[""]

    def change(self, parent, act: str, by: str) -> etree._Element:
        """The mark of a tracked change, under `parent`."""
        source = self._source(by)
        moment = source.moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        return self._new(parent, "ins" if act == "insert" else "del", id=str(next(self.numbers)),
                         author=legible(source.label), date=moment)

    def _run(self, paragraph, piece: Piece, words: str) -> None:
        parent = paragraph if piece.act == "equal" else self.change(paragraph, piece.act, piece.by)
        run = self._new(parent, "r")
        if _runs_from_the_right(words):
            self._new(self._new(run, "rPr"), "rtl")
        for part in SPLIT.split(words):
            if part == "\t":
                self._new(run, "tab")
            elif part:
                text = self._new(run, "delText" if piece.act == "delete" else "t")
                text.text = part
                text.set(SPACE, "preserve")

    def _paragraph(self, style: str) -> etree._Element:
        paragraph = etree.Element(qn("w:p"), nsmap={"w": etree.QName(qn("w:p")).namespace})
        self._new(self._new(paragraph, "pPr"), "pStyle", val=style)
        return paragraph

    def _end(self, paragraph, piece: Piece) -> None:
        """The paragraph's mark came or went with a change."""
        if piece.act != "equal":
            self.change(self._new(paragraph.find(qn("w:pPr")), "rPr"), piece.act, piece.by)

    def paragraphs(self, pieces: Iterable[Piece], style: str, anchor: str = "") -> list[etree._Element]:
        """A text with its changes, a paragraph for each of its lines, between the two ends of its anchor."""
        made = [self._paragraph(style)]
        pieces = [Piece(piece.act, legible(piece.text), piece.by) for piece in pieces]
        number = str(next(self.numbers))
        if anchor:
            self._new(made[0], "bookmarkStart", id=number, name=anchor)
        for piece in pieces:
            first, *rest = piece.text.split("\n")
            if first:
                self._run(made[-1], piece, first)
            for line in rest:
                self._end(made[-1], piece)
                made.append(self._paragraph(style))
                if line:
                    self._run(made[-1], piece, line)
        if anchor:
            self._new(made[-1], "bookmarkEnd", id=number)
        words = "".join(piece.text for piece in pieces)
        for paragraph in made if _runs_from_the_right(words) else ():
            properties = paragraph.find(qn("w:pPr"))
            properties.insert(1, etree.Element(qn("w:bidi")))
        return made

    def _cell(self, row, paragraphs: list[etree._Element], width: int, *, span: int = 1) -> None:
        cell = self._new(row, "tc")
        properties = self._new(cell, "tcPr")
        self._new(properties, "tcW", w=str(width), type="dxa")
        if span > 1:
            self._new(properties, "gridSpan", val=str(span))
            self._new(properties, "shd", val="clear", color="auto", fill="EEF1F4")
        cell.extend(paragraphs)

    def _row(self, marked: MarkedRow, widths: dict[str, int]) -> etree._Element:
        row = etree.Element(qn("w:tr"), nsmap={"w": etree.QName(qn("w:p")).namespace})
        properties = self._new(row, "trPr")
        self._new(properties, "cantSplit")
        if marked.act != "equal":
            self.change(properties, marked.act, marked.by)
        kind, key = marked.row.identity
        for name in widths if marked.row.key else ("text",):
            anchor = "" if marked.act == "delete" and key in self.come else anchors.anchor_of((kind, key, name))
            paragraphs = self.paragraphs(marked.cells.get(name, []), "Cell" if marked.row.key else "Objective", anchor)
            if marked.act != "equal":
                self._end(paragraphs[-1], Piece(marked.act, "", marked.by))
            if marked.row.key and (marked.act != "delete" or (key, name) not in self.written):
                self.written[key, name] = paragraphs
            if marked.row.key:
                self._cell(row, paragraphs, widths[name])
            else:
                self._cell(row, paragraphs, sum(widths.values()), span=len(widths))
        return row

    def table(self) -> etree._Element:
        """The table of objectives and actions; its head stands on every page."""
        shares = {name: SHARES.get(name, 14) for name in self.marked.columns}
        widths = {name: ACROSS * share // sum(shares.values()) for name, share in shares.items()}
        table = etree.Element(qn("w:tbl"), nsmap={"w": etree.QName(qn("w:p")).namespace})
        properties = self._new(table, "tblPr")
        self._new(properties, "tblW", w=str(sum(widths.values())), type="dxa")
        borders = self._new(properties, "tblBorders")
        for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
            self._new(borders, side, val="single", sz="4", space="0", color="B1B4B6")
        self._new(properties, "tblLayout", type="fixed")
        grid = self._new(table, "tblGrid")
        for width in widths.values():
            self._new(grid, "gridCol", w=str(width))
        head = self._new(table, "tr")
        head_properties = self._new(head, "trPr")
        self._new(head_properties, "cantSplit")
        self._new(head_properties, "tblHeader")
        for name, pieces in self.marked.columns.items():
            self._cell(head, self.paragraphs(pieces, "Cellhead"), widths[name])
        table.extend(self._row(row, widths) for row in self.marked.rows)
        return table

    def parts(self) -> Iterator[etree._Element]:
        """The body: the title, the plan's own texts under their headings, the table."""
        marked = self.marked
        made = anchors.FileMade(marked.kind, marked.before, marked.after, self.at)
        mark = anchors.file_anchor(made, marked.plan)
        title = self.paragraphs([Piece("equal", marked.title)], "Title", mark)
        self.written[WHOLE] = title
        yield from title
        for name, label, pieces in marked.passages:
            yield from self.paragraphs([Piece("equal", label)], "Passagehead", anchors.anchor_of(("passage", "", name)))
            self.written["", name] = self.paragraphs(pieces, "Normal")
            yield from self.written["", name]
        yield self.paragraphs([], "Normal", anchors.anchor_of(("passage", "", "")))[0]
        yield self.table()
        yield self._paragraph("Normal")  # a document never ends with its table

    def note(self, document, by: str, at: At, words: str) -> None:
        """A comment over the words it is about."""
        source = self._source(by)
        made = document.part.comments.add_comment(text=legible(words), author=legible(source.label), initials=by[:9])
        made._comment_elm.set(qn("w:date"), source.moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"))
        paragraphs = self.written.get(at) or self.written[WHOLE]
        number = str(made.comment_id)
        start = etree.Element(qn("w:commentRangeStart"))
        start.set(qn("w:id"), number)
        paragraphs[0].insert(1, start)
        self._new(paragraphs[-1], "commentRangeEnd", id=number)
        self._new(self._new(paragraphs[-1], "r"), "commentReference", id=number)


def _heading_line(marked: Marked) -> str:
    if marked.kind == "changes":
        return _("%(title)s: version %(n)s, with what changed since version %(before)s", title=marked.title,
                 n=marked.after, before=marked.before)
    return _("%(title)s: version %(n)s, with what is proposed", title=marked.title, n=marked.before)


def _dressed(marked: Marked, at: datetime):
    """An empty document with our styles, on paper on its side; changes made in it are tracked from the start."""
    document = docx.Document()
    facts = document.core_properties
    facts.title, facts.author, facts.last_modified_by, facts.comments = legible(marked.title)[:250], "", "", ""
    facts.created = facts.modified = at.astimezone(UTC).replace(tzinfo=None)
    known = {style.name for style in document.styles}
    for name, size, bold, after in STYLES:
        style = document.styles[name] if name in known else document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.font.name, style.font.size, style.font.bold = FONT, Pt(size), bold
        style.font.color.rgb = RGBColor(0, 0, 0)
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(2), Pt(after)
        style.paragraph_format.keep_with_next = name in ("Passage head", "Objective")
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(18)
    section.header.paragraphs[0].text = legible(_heading_line(marked))
    section.header.paragraphs[0].paragraph_format.space_after = Pt(8)
    field = etree.SubElement(section.footer.paragraphs[0]._p, qn("w:fldSimple"))
    field.set(qn("w:instr"), "PAGE")
    etree.SubElement(etree.SubElement(field, qn("w:r")), qn("w:t")).text = "1"
    tab = document.settings.element.find(qn("w:defaultTabStop"))
    tab.addprevious(etree.Element(qn("w:trackRevisions")))
    return document


def write(marked: Marked, *, at: datetime) -> bytes:
    """The bytes of a .docx file of a marked plan; `at` stands in it as the moment it was made."""
    document, writer = _dressed(marked, at), _Writer(marked, at)
    measures = document.element.body.sectPr
    for part in writer.parts():
        measures.addprevious(part)
    for note in marked.notes:
        writer.note(document, note.by, note.at, note.words)
    packed = io.BytesIO()
    document.save(packed)
    return packed.getvalue()
