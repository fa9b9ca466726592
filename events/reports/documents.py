"""Rows as a text document (.docx, ECMA-376): the parts of a small template, and its body written as a stream.

A remark is a block of its own: a table of twenty columns fits no paper. Other rows are a table whose head stands on
every page.
"""

import io
import re
import unicodedata
import zipfile
from collections.abc import Iterable, Sequence
from copy import deepcopy
from typing import BinaryIO

import docx
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from lxml import etree

from events.reports.workbooks import ILLEGAL, WIDTHS

BODY = "word/document.xml"
FONT = "Arial"
NAMES = {"w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main"}
P, R, T, BREAK, STYLE = qn("w:p"), qn("w:r"), qn("w:t"), qn("w:br"), qn("w:pStyle")
TABLE, ROW, CELL = qn("w:tbl"), qn("w:tr"), qn("w:tc")
VALUE = qn("w:val")
CROWDED = re.compile(r";(?=\S)")
ACROSS = 14_800  # twentieths of a point between the margins of a page on its side
# The columns of a block's heading, and those that are its words.
HEADING, WORDS = 3, ("text", "translation")


def _template(title: str, *, landscape: bool) -> tuple[bytes, etree._Element]:
    """The parts of an empty document with our styles: (the packed file, the page's measures for the body's end)."""
    document = docx.Document()
    document.core_properties.title, document.core_properties.author = ILLEGAL.sub("", title)[:250], ""
    for name, size, bold, before, after, grey in (
        ("Normal", 10, False, 0, 4, False), ("Title", 20, True, 0, 6, False), ("Block head", 11, True, 14, 2, False),
        ("Block words", 11, False, 4, 4, False), ("Block facts", 9, False, 0, 2, True),
        ("Cell", 8, False, 1, 1, False), ("Cell head", 8, True, 1, 1, False),
    ):
        known = {style.name for style in document.styles}
        style = document.styles[name] if name in known else document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.font.name, style.font.size, style.font.bold = FONT, Pt(size), bold
        style.font.color.rgb = RGBColor(0x50, 0x5A, 0x5F) if grey else RGBColor(0, 0, 0)
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
        style.paragraph_format.keep_with_next = name == "Block head"
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (Mm(297), Mm(210)) if landscape else (Mm(210), Mm(297))
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(18)
    _number_pages(section.footer.paragraphs[0])
    packed = io.BytesIO()
    document.save(packed)
    return packed.getvalue(), deepcopy(document.element.body.sectPr)


def _number_pages(paragraph) -> None:
    field = etree.SubElement(paragraph._p, qn("w:fldSimple"))
    field.set(qn("w:instr"), "PAGE")
    etree.SubElement(etree.SubElement(field, R), T).text = "1"


def _runs_from_the_right(words: str) -> bool:
    """Whether the first letter that has a direction runs from the right."""
    return next((unicodedata.bidirectional(sign) != "L" for sign in words
                 if unicodedata.bidirectional(sign) in ("L", "R", "AL")), False)


def _paragraph(words: str, style: str) -> etree._Element:
    """One paragraph with its line ends kept."""
    paragraph = etree.Element(P, nsmap=NAMES)
    properties = etree.SubElement(paragraph, qn("w:pPr"))
    etree.SubElement(properties, STYLE).set(VALUE, style)
    run = etree.SubElement(paragraph, R)
    if _runs_from_the_right(words):
        etree.SubElement(properties, qn("w:bidi"))
        etree.SubElement(etree.SubElement(run, qn("w:rPr")), qn("w:rtl"))
    for place, line in enumerate(ILLEGAL.sub("", words).split("\n")):
        if place:
            etree.SubElement(run, BREAK)
        text = etree.SubElement(run, T)
        text.text = line
        text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return paragraph


def _named(column: str) -> str:
    return column.replace("_", " ").capitalize()


def _apart(value: object) -> str:
    """A value to read: what a list divides by semicolons alone may be broken where it is divided."""
    return "" if value is None else CROWDED.sub("; ", str(value))


def _facts(columns: Sequence[str], row: Sequence[object], places: Iterable[int]) -> str:
    held = [(columns[place], _apart(row[place])) for place in places if row[place] not in ("", None)]
    return "\n".join(f"{_named(column)}: {value}" for column, value in held)


def _block(columns: Sequence[str], row: Sequence[object]) -> Iterable[etree._Element]:
    """A remark: what and where it stands, who, its words, and what became of it, in the order of the columns."""
    first = next((place for place, name in enumerate(columns) if name in WORDS), len(columns))
    rest = [place for place in range(first, len(columns)) if columns[place] not in WORDS]
    yield _paragraph(" · ".join(str(value) for value in row[:HEADING]), "Blockhead")
    for words, style in ((_facts(columns, row, range(HEADING, first)), "Blockfacts"),
                         *((str(row[place]), "Blockwords") for place, name in enumerate(columns) if name in WORDS),
                         (_facts(columns, row, rest), "Blockfacts")):
        if words:
            yield _paragraph(words, style)


def _table_row(values: Sequence[object], style: str, *, is_head: bool = False) -> etree._Element:
    row = etree.Element(ROW, nsmap=NAMES)
    properties = etree.SubElement(row, qn("w:trPr"))
    etree.SubElement(properties, qn("w:cantSplit"))
    if is_head:
        etree.SubElement(properties, qn("w:tblHeader"))
    for value in values:
        etree.SubElement(row, CELL).append(_paragraph(_apart(value), style))
    return row


def _table_measures(columns: Sequence[str]) -> tuple[etree._Element, etree._Element]:
    """A table as wide as the page with thin lines between its rows."""
    properties = etree.Element(qn("w:tblPr"), nsmap=NAMES)
    width = etree.SubElement(properties, qn("w:tblW"))
    width.set(qn("w:type"), "pct")
    width.set(qn("w:w"), "5000")
    borders = etree.SubElement(properties, qn("w:tblBorders"))
    for side in ("top", "bottom", "insideH"):
        line = etree.SubElement(borders, qn(f"w:{side}"))
        for name, value in (("val", "single"), ("sz", "4"), ("color", "B1B4B6")):
            line.set(qn(f"w:{name}"), value)
    grid = etree.Element(qn("w:tblGrid"), nsmap=NAMES)
    shares = [max(WIDTHS.get(name, 14), len(name) + 2) for name in columns]
    for share in shares:
        etree.SubElement(grid, qn("w:gridCol")).set(qn("w:w"), str(ACROSS * share // sum(shares)))
    return properties, grid


def _body(file, title: str, columns: Sequence[str], rows: Iterable[Sequence[object]], blocks: bool, measures) -> None:
    with file.element(qn("w:document"), nsmap=NAMES), file.element(qn("w:body")):
        file.write(_paragraph(title, "Title"))
        if blocks:
            for row in rows:
                for part in _block(columns, row):
                    file.write(part)
        else:
            with file.element(TABLE):
                for part in _table_measures(columns):
                    file.write(part)
                file.write(_table_row([_named(column) for column in columns], "Cellhead", is_head=True))
                for row in rows:
                    file.write(_table_row(row, "Cell"))
            file.write(_paragraph("", "Normal"))  # a document never ends with its table
        file.write(measures)


def write(out: BinaryIO, title: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """A document with a heading and the rows: blocks where they hold somebody's words, else a table on its side."""
    blocks = "text" in columns
    packed, measures = _template(title, landscape=not blocks)
    with zipfile.ZipFile(io.BytesIO(packed)) as template, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name in template.namelist():
            if name != BODY:
                made.writestr(name, template.read(name))
        with made.open(BODY, "w", force_zip64=True) as body, etree.xmlfile(body, encoding="UTF-8") as file:
            file.write_declaration(standalone=True)
            _body(file, title, columns, rows, blocks, measures)
