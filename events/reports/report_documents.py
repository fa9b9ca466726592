"""A report as a Word document (.docx): real headings, paragraphs numbered by Word, tables whose heads stand again."""

import io
from collections.abc import Iterable
from datetime import datetime
from typing import BinaryIO

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Emu, Pt
from flask_babel import gettext as _

from events.reports import word_pieces, word_templates
from events.reports.papers_composed import AppendixShown, Line, Paper, Section, Table
from events.reports.states import ReportPart

KEPT_WHOLE = 1_500  # characters of a row that fits a page with room to spare
SHORT = 400  # characters of a paragraph that is not broken between pages
PLACE = "[REPORT]"  # where a template wants the report, between words of its own


class _Writer:
    """Writes one paper into a document."""

    def __init__(self, document: Document, paper: Paper, *, is_ours: bool):
        """`is_ours`: there is no template, so the look is ours too."""
        self.document, self.paper, self.is_ours = document, paper, is_ours
        letters = "B%1." if paper.part == ReportPart.EXEMPT else "%1."
        own = word_pieces.own_numbering
        template = None if is_ours or paper.part == ReportPart.EXEMPT else word_pieces.template_numbering(document)
        self.paragraphs = template or own(document, letters)
        template = None if is_ours else word_pieces.template_numbering(document)
        self.recommendations = template or own(document, "%1.")

    def line(self, line: Line) -> None:
        """One line of a section."""
        styles = {"subheading": "Heading 2", "point": "List Bullet", "recommendation": "List Number"}
        numbered = line.number is not None
        name = styles.get(line.kind, "List Number" if numbered else "Normal")
        paragraph = self.document.add_paragraph(word_pieces.cleaned(line.text), style=name)
        if numbered:
            word_pieces.give_number(
                paragraph, self.recommendations if line.kind == "recommendation" else self.paragraphs)
        paragraph.paragraph_format.keep_together = len(line.text) < SHORT or None
        if line.kind == "marking":
            paragraph.runs[0].font.bold = True

    def facts(self) -> None:
        """What stands above the report: for whom, when, of whom."""
        table = self.document.add_table(rows=0, cols=2)
        word_pieces.describe_table(table, _("About this report"), _("For which meeting it is, and who wrote it."))
        for label, words in self.paper.facts:
            row = table.add_row()
            word_pieces.keep_row(row)
            row.cells[0].paragraphs[0].add_run(label).font.bold = True
            row.cells[1].paragraphs[0].add_run(word_pieces.cleaned(words))
            for cell in row.cells:
                cell.paragraphs[0].paragraph_format.space_after = Pt(3)
        _set_widths(table, [28, 72], self.width())

    def width(self) -> int:
        """The width between the margins of the last section, in EMU."""
        last = self.document.sections[-1]
        width = last.page_width or word_pieces.A4[0]
        return int(width) - int(last.left_margin or 0) - int(last.right_margin or 0)

    def section(self, section: Section) -> None:
        """A heading with its lines."""
        self.document.add_heading(word_pieces.cleaned(section.title), level=section.level)
        for line in section.lines:
            self.line(line)
        if section.note:
            note = self.document.add_paragraph(style="Normal").add_run(word_pieces.cleaned(section.note))
            note.font.italic = True

    def appendix(self, number: int, appendix: AppendixShown) -> None:
        """An appendix on a page of its own, on its side where its tables are wide."""
        self.turn(is_wide=appendix.is_wide)
        self.document.add_heading(word_pieces.cleaned(
            _("Appendix %(number)s: %(title)s", number=number, title=appendix.title)), level=1)
        for line in appendix.lines:
            self.line(line)
        for table in appendix.tables:
            self.document.add_heading(word_pieces.cleaned(table.title), level=2)
            self.table(table)

    def turn(self, *, is_wide: bool) -> None:
        """Begin a new page, turned to its side or upright."""
        section = self.document.add_section(WD_SECTION.NEW_PAGE)
        width, height = section.page_width or word_pieces.A4[0], section.page_height or word_pieces.A4[1]
        if (width > height) != is_wide:
            section.page_width, section.page_height = height, width
        if self.is_ours:
            section.left_margin = section.right_margin = word_pieces.NARROW if is_wide else word_pieces.MARGIN
            section.top_margin = section.bottom_margin = word_pieces.NARROW if is_wide else word_pieces.MARGIN
        section.orientation = WD_ORIENT.LANDSCAPE if is_wide else WD_ORIENT.PORTRAIT

    def table(self, table: Table) -> None:
        """A table whose head stands on every page that it reaches."""
        made = self.document.add_table(rows=1, cols=len(table.columns))
        known = {style.name for style in self.document.styles}
        made.style = "Table Grid" if "Table Grid" in known else None
        word_pieces.describe_table(made, table.title, table.about)
        word_pieces.head_row(made.rows[0])
        for cell, label in zip(made.rows[0].cells, table.columns, strict=True):
            cell.paragraphs[0].style = "Report cell"
            cell.paragraphs[0].add_run(label).font.bold = True
            cell.paragraphs[0].paragraph_format.keep_with_next = True
            word_pieces.shade(cell)
        for row in table.rows:
            held = made.add_row()
            if sum(len(words) for parts in row.cells for _act, words in parts) < KEPT_WHOLE:
                word_pieces.keep_row(held)
            for cell, parts in zip(held.cells, row.cells, strict=True):
                cell.paragraphs[0].style = "Report cell"
                word_pieces.write_parts(cell.paragraphs[0], parts)
        _set_widths(made, table.shares, self.width())
        self.document.add_paragraph(style="Report cell")  # room below, and a document never ends with a table

    def write(self) -> None:
        """The whole paper."""
        if self.paper.marking:
            marking = self.document.add_paragraph(style="Normal").add_run(word_pieces.cleaned(self.paper.marking))
            marking.font.bold = True
        if self.paper.is_draft:
            self.document.add_paragraph(style="Normal").add_run(_("Draft")).font.bold = True
        self.facts()
        self.document.add_paragraph(word_pieces.cleaned(self.paper.title), style="Title")
        for section in self.paper.sections:
            self.section(section)
        if self.paper.appendices:
            self.document.add_heading(_("Appendices"), level=1)
            for number, appendix in enumerate(self.paper.appendices, 1):
                self.document.add_paragraph(word_pieces.cleaned(
                    _("Appendix %(number)s: %(title)s", number=number, title=appendix.title)), style="Normal")
        for number, appendix in enumerate(self.paper.appendices, 1):
            self.appendix(number, appendix)


def _set_widths(table, shares: Iterable[int], width: int) -> None:
    table.autofit = False
    held = list(shares)
    for column, share in zip(table.columns, held, strict=True):
        column.width = Emu(width * share // sum(held))
    for row in table.rows:
        for cell, share in zip(row.cells, held, strict=True):
            cell.width = Emu(width * share // sum(held))


def _emptied(document: Document) -> list:
    """Take out what the template holds as its body; what follows the place of the report is given back."""
    body = document.element.body
    after, found = [], False
    has_place = any(PLACE in "".join(text.text or "" for text in element.iter(qn("w:t"))) for element in body)
    for element in list(body):
        if element.tag == qn("w:sectPr"):
            continue
        is_place = PLACE in "".join(text.text or "" for text in element.iter(qn("w:t")))
        if not has_place or found or is_place:
            body.remove(element)
        if has_place and found:
            after.append(element)
        found = found or (has_place and is_place)
    return after


def _number_pages(document: Document, marking: str) -> None:
    """Page numbers in the foot, unless the template has them; the marking of what is exempt on every page."""
    footer = document.sections[0].footer
    if word_pieces.has_field(footer._element, "PAGE") and not marking:
        return
    paragraph = footer.add_paragraph() if footer.paragraphs and footer.paragraphs[-1].text else footer.paragraphs[0]
    if marking:
        paragraph.add_run(_("Not for publication")).font.bold = True
        paragraph.add_run("  ·  ")
    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    before, between, after = _("Page %(page)s of %(pages)s", page="\0", pages="\0").split("\0")
    paragraph.add_run(before)
    word_pieces.field(paragraph, "PAGE")
    paragraph.add_run(between)
    word_pieces.field(paragraph, "NUMPAGES")
    paragraph.add_run(after)


def _prepare(template: BinaryIO | None) -> Document:
    if template is None:
        document = docx.Document()
        word_pieces.our_look(document)
    else:
        document = word_templates.opened(template)
        for name, size, bold in (("Title", 20, True), ("Heading 1", 14, True), ("Heading 2", 12, True),
                                 ("List Number", None, None), ("List Bullet", None, None)):
            word_pieces.make_style(document, name, size=size, bold=bold)
    word_pieces.make_style(document, "Report cell", size=9, after=2)
    word_pieces.say_language(document)
    return document


def write(out: BinaryIO, paper: Paper, *, author: str = "", template: BinaryIO | None = None,
          at: datetime | None = None) -> None:
    """Write one part of a report, in the council's template where one is given, with `at` as its day."""
    document = _prepare(template)
    follows = _emptied(document)
    _number_pages(document, paper.marking)
    properties = document.core_properties
    properties.title, properties.author = word_pieces.cleaned(paper.title)[:250], word_pieces.cleaned(author)[:250]
    properties.subject, properties.comments, properties.keywords = "", "", ""
    properties.last_modified_by, properties.revision = "", 1
    if at is not None:
        properties.created = properties.modified = at.replace(tzinfo=None)
    _Writer(document, paper, is_ours=template is None).write()
    body = document.element.body
    for element in follows:
        body.insert(len(body) - 1, element)
    document.save(out)


def written(paper: Paper, **values) -> bytes:
    """The same as the bytes of a file."""
    out = io.BytesIO()
    write(out, paper, **values)
    return out.getvalue()
