"""How each body wants its reports: headings in its own order, names and choice; hostile templates are refused."""

import io
import zipfile

import docx
import pytest

from events import clock, files
from events.database import unit_of_work
from events.reports import printing, styling, word_templates
from events.reports.word_templates import TemplateRefused
from tests.reports.report_stand import TWO_DAYS_AFTER, made_report, officer


@pytest.fixture
def amended(example_at):
    """The example with its amendments decided."""
    app = example_at("amended")
    with clock.moved_to(TWO_DAYS_AFTER), app.app_context():
        yield app


def template(**changes: bytes) -> bytes:
    """A Word file as a council's template: a letterhead, a place for the report, parts changed as said."""
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "LETTERHEAD OF THE COUNCIL"
    document.add_paragraph("Words before")
    document.add_paragraph("[REPORT]")
    document.add_paragraph("Words after")
    document.styles["Heading 1"].font.name = "Georgia"
    packed, out = io.BytesIO(), io.BytesIO()
    document.save(packed)
    with zipfile.ZipFile(packed) as held, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name in held.namelist():
            made.writestr(name, changes.pop(name, held.read(name)))
        for name, part in changes.items():
            made.writestr(name, part)
    return out.getvalue()


def part_of(body: bytes, name: str) -> bytes:
    """One part of a packed file."""
    with zipfile.ZipFile(io.BytesIO(body)) as packed:
        return packed.read(name)


KINDS = "[Content_Types].xml"
RELS = "word/_rels/document.xml.rels"
PLAIN = template()
FETCHES = part_of(PLAIN, RELS).replace(b"</Relationships>", (
    b'<Relationship Id="rX" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" '
    b'Target="https://elsewhere.example.org/a.png" TargetMode="External"/></Relationships>'))
BOMB = (b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "' + b"x" * 50 + b'">]>'
        b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">&b;</w:document>')


FIELD = (b'<w:hdr xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:p>'
         b'<w:r><w:instrText>INCLUDE</w:instrText></w:r><w:r><w:instrText>PICTURE "https://elsewhere.example.org/a"'
         b'</w:instrText></w:r></w:p></w:hdr>')


@pytest.mark.parametrize(("body", "said"), [
    (b"", "not a Word template"), (b"%PDF-1.7 words %%EOF", "not a Word template"), (PLAIN[:900], "damaged"),
    (bytes.fromhex("d0cf11e0a1b11ae1") + b"x" * 600, "older Word file"),
    (template(**{"word/vbaProject.bin": b"macro"}), "macros"),
    (template(**{"word/embeddings/oleObject1.bin": b"x"}), "macros"),
    (template(**{KINDS: part_of(PLAIN, KINDS).replace(
        b"vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
        b"vnd.ms-word.document.macroEnabled.main+xml")}), "macros"),
    (template(**{RELS: FETCHES}), "fetches"), (template(**{"word/document.xml": BOMB}), "not a Word template"),
    (template(**{"word/header9.xml": FIELD}), "fetches"),
    (template(**{"word/media/huge.png": b"\0" * 41_000_000}), "unpacks to more"),
    (template(**{"word/styles.xml": b"<not-closed>"}), "damaged"),
])
def test_a_hostile_or_broken_template_is_refused_in_a_sentence(body, said):
    with pytest.raises(TemplateRefused) as refused:
        word_templates.check(io.BytesIO(body))
    assert said in str(refused.value)


def test_a_dotx_whose_own_template_lies_on_somebodys_disk_is_taken_without_it():
    rels = (b'<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            b'<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
            b'attachedTemplate" Target="file:///C:/Users/me/Council.dotx" TargetMode="External"/></Relationships>')
    body = template(**{
        KINDS: part_of(PLAIN, KINDS).replace(word_templates.DOCUMENT, word_templates.TEMPLATE),
        "word/_rels/settings.xml.rels": rels})
    assert word_templates.check(io.BytesIO(body)) == []
    out = io.BytesIO()
    word_templates.opened(io.BytesIO(body)).save(out)
    with zipfile.ZipFile(out) as packed:
        assert not any(b"Council.dotx" in packed.read(name) for name in packed.namelist())


def test_a_report_is_written_into_the_councils_template(amended):
    stored = files.store(io.BytesIO(PLAIN), most_megabytes=5)
    with unit_of_work():
        style = styling.add_style("Renaissance", by=officer())
        styling.put_template(style, stored=stored, original_name="C:\\old\\Board.docx", by=officer())
    report = made_report()
    assert style.template_name == "Board.docx" and report.style == style
    made = docx.Document(io.BytesIO(printing.document_of(report)))
    words = [paragraph.text for paragraph in made.paragraphs]
    assert words[0] == "Words before" and words[-1] == "Words after" and "[REPORT]" not in words
    assert made.sections[0].header.paragraphs[0].text == "LETTERHEAD OF THE COUNCIL"
    assert made.styles["Heading 1"].font.name == "Georgia"
    with unit_of_work():
        styling.drop_template(style, by=officer())
    assert not files.path_of(stored.key).exists()


def test_a_body_has_its_own_headings_in_its_own_order_and_names(amended):
    with unit_of_work():
        style = styling.add_style("Renaissance", by=officer())
        rows = [styling.Heading(row["title"], place, row["key"] != "property", row["key"], row["level"],
                                row["is_numbered"]) for place, row in enumerate(style.headings, 1)]
        renamed = [styling.Heading("Purpose", 0, True, "summary", 1, False), *rows[1:],
                   styling.Heading("Crime and disorder", 99)]
        styling.change_style(style, headings=renamed, cut_off_days=10, clear_days=3, by=officer())
        with pytest.raises(styling.StyleKnown):
            styling.add_style("Renaissance", by=officer())
        with pytest.raises(styling.HeadingsMissing):
            styling.change_style(style, headings=[], cut_off_days=1, clear_days=1, by=officer())
    report = made_report()
    titles = [block.title for block in report.blocks]
    assert titles[0] == "Purpose" and titles[-1] == "Crime and disorder" and "Property" not in titles
    assert report.blocks[0].text and report.blocks[-1].key == "own-1"
