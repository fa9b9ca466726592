"""Pieces of a Word document that python-docx has no calls for: numbering, table heads, marks of change, fields.

Elements as in ECMA-376 part 1, 17.
"""

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.table import Table as WordTable
from docx.text.paragraph import Paragraph

from events.plan.redlines import Part
from events.reports.workbooks import ILLEGAL

LANGUAGE = "en-GB"
A4, MARGIN, NARROW = (Cm(21), Cm(29.7)), Cm(2.4), Cm(1.8)
# Dark enough on white for a contrast of more than 7 to 1; the underline and the stroke say the same without colour.
PUT_IN, TAKEN_OUT = RGBColor(0x00, 0x4B, 0x2F), RGBColor(0x8A, 0x1C, 0x14)


def cleaned(words: str) -> str:
    """Words without what XML cannot hold."""
    return ILLEGAL.sub("", words)


def child(parent, name: str, **attributes: str):
    """A new element within another, with attributes of its own namespace."""
    made = OxmlElement(name)
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    parent.append(made)
    return made


def _free_number(numbering, tag: str, attribute: str) -> int:
    held = [int(element.get(qn(attribute))) for element in numbering.findall(qn(tag))]
    return max(held, default=0) + 1


def own_numbering(document: Document, words: str, *, left: int = 567) -> int:
    """A numbered list of our own: `words` such as "%1."; `left` in twentieths of a point. Returns its number."""
    numbering = document.part.numbering_part.element
    abstract = OxmlElement("w:abstractNum")
    number = _free_number(numbering, "w:abstractNum", "w:abstractNumId")
    abstract.set(qn("w:abstractNumId"), str(number))
    child(abstract, "w:multiLevelType", val="singleLevel")
    level = child(abstract, "w:lvl", ilvl="0")
    for name, value in (("w:start", "1"), ("w:numFmt", "decimal"), ("w:lvlText", words), ("w:lvlJc", "left")):
        child(level, name, val=value)
    child(child(level, "w:pPr"), "w:ind", left=str(left), hanging=str(left))
    # Abstract lists stand before all numbers in the part.
    first = numbering.find(qn("w:num"))
    numbering.insert(numbering.index(first) if first is not None else len(numbering), abstract)
    return _number_of(numbering, number)


def _number_of(numbering, abstract: int) -> int:
    number = _free_number(numbering, "w:num", "w:numId")
    made = child(numbering, "w:num", numId=str(number))
    child(made, "w:abstractNumId", val=str(abstract))
    override = child(made, "w:lvlOverride", ilvl="0")
    child(override, "w:startOverride", val="1")
    return number


def template_numbering(document: Document, style: str = "List Number") -> int | None:
    """A new list in the look that the template gives to numbered paragraphs; None where it gives none."""
    held = document.styles[style].element.find(f".//{qn('w:numId')}")
    if held is None:
        return None
    numbering = document.part.numbering_part.element
    for number in numbering.findall(qn("w:num")):
        if number.get(qn("w:numId")) == held.get(qn("w:val")):
            return _number_of(numbering, int(number.find(qn("w:abstractNumId")).get(qn("w:val"))))
    return None


def give_number(paragraph: Paragraph, number: int) -> None:
    """Let Word count the paragraph in that list."""
    properties = paragraph._p.get_or_add_pPr()
    held = properties.get_or_add_numPr()
    held.get_or_add_ilvl().val = 0
    held.get_or_add_numId().val = number


def write_parts(paragraph: Paragraph, parts: list[Part]) -> None:
    """Words with what was put in underlined and what was taken out struck through; line ends are kept."""
    for act, words in parts:
        run = paragraph.add_run(cleaned(words))  # a line end in it becomes a line break
        if act == "insert":
            run.font.underline, run.font.color.rgb = True, PUT_IN
        elif act == "delete":
            run.font.strike, run.font.color.rgb = True, TAKEN_OUT


def describe_table(table: WordTable, title: str, about: str) -> None:
    """The alternative text of a table, as a screen reader says it."""
    child(table._tbl.tblPr, "w:tblCaption", val=cleaned(title))
    child(table._tbl.tblPr, "w:tblDescription", val=cleaned(about))


def head_row(row) -> None:
    """Let the row stand again on every page that the table reaches, and keep it whole."""
    properties = row._tr.get_or_add_trPr()
    child(properties, "w:cantSplit")
    child(properties, "w:tblHeader")


def keep_row(row) -> None:
    """Do not break the row between two pages."""
    child(row._tr.get_or_add_trPr(), "w:cantSplit")


def field(paragraph: Paragraph, instruction: str) -> None:
    """A field that Word fills in, such as PAGE."""
    made = child(paragraph._p, "w:fldSimple", instr=instruction)
    child(child(made, "w:r"), "w:t").text = "1"


def has_field(element, instruction: str) -> bool:
    """Whether a footer holds that field already."""
    simple = [found.get(qn("w:instr"), "") for found in element.iter(qn("w:fldSimple"))]
    parts = [found.text or "" for found in element.iter(qn("w:instrText"))]
    return any(instruction in words.split() for words in (*simple, *parts))


def say_language(document: Document) -> None:
    """Say in the styles and the properties that the words are British English."""
    styles = document.styles.element
    defaults = styles.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    if defaults is not None:
        for held in defaults.findall(qn("w:lang")):
            defaults.remove(held)
        child(defaults, "w:lang", val=LANGUAGE, eastAsia=LANGUAGE)
    for held in styles.iter(qn("w:lang")):
        held.set(qn("w:val"), LANGUAGE)
    document.core_properties.language = LANGUAGE


def make_style(document: Document, name: str, *, base: str = "Normal", size: float | None = None,
               bold: bool | None = None, before: float = 0, after: float = 6) -> None:
    """A paragraph style where the template has none of that name."""
    if name in {style.name for style in document.styles}:
        return
    style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = document.styles[base]
    if size is not None:
        style.font.size = Pt(size)
    if bold is not None:
        style.font.bold = bold
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)


def our_look(document: Document) -> None:
    """Our own plain look, where the council gives no template: Arial, black on white, generous space."""
    for name, size, bold, before, after in (
        ("Normal", 11.5, False, 0, 7), ("Title", 20, True, 6, 10), ("Heading 1", 14, True, 16, 6),
        ("Heading 2", 12, True, 12, 5), ("Heading 3", 11.5, True, 10, 4), ("List Number", 11.5, False, 0, 7),
        ("List Bullet", 11.5, False, 0, 4),
    ):
        style = document.styles[name]
        style.font.name, style.font.size, style.font.bold, style.font.italic = "Arial", Pt(size), bold, False
        style.font.color.rgb = RGBColor(0, 0, 0)
        fonts = style.element.get_or_add_rPr().find(qn("w:rFonts"))
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
        style.paragraph_format.keep_with_next = name.startswith(("Heading", "Title"))
        for close in list(style.element.iter(qn("w:contextualSpacing"))):
            close.getparent().remove(close)  # the library's lists set their paragraphs solid
        if name == "List Bullet":
            style.paragraph_format.left_indent, style.paragraph_format.first_line_indent = Cm(1.6), Cm(-0.6)
        if name == "Title":  # the library's own has a line under it
            for line in style.element.iter(qn("w:pBdr")):
                line.getparent().remove(line)
                break
    section = document.sections[0]
    section.page_width, section.page_height = A4
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = MARGIN


def shade(cell) -> None:
    """A light ground for the head of a table."""
    child(cell._tc.get_or_add_tcPr(), "w:shd", val="clear", color="auto", fill="E8EBEE")
