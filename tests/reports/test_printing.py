"""A report as files: a Word document that a clerk would accept, no hidden name in any of them, slides that speak."""

import io
import json
import re
import zipfile

import docx
import pytest
from docx.oxml.ns import qn
from pptx import Presentation
from sqlalchemy import select

from events import clock
from events.database import db, unit_of_work
from events.feedback import queries as remark_queries
from events.feedback.models import Remark
from events.feedback.states import Attribution
from events.reports import printing, reporting
from tests.reports.report_stand import TWO_DAYS_AFTER, block_of, made_report, officer


@pytest.fixture
def amended(example_at):
    """The example with its amendments decided."""
    app = example_at("amended")
    with clock.moved_to(TWO_DAYS_AFTER), app.app_context():
        yield app


def all_words(body: bytes) -> str:
    """Every part of a packed file that is text, together."""
    with zipfile.ZipFile(io.BytesIO(body)) as packed:
        return "\n".join(packed.read(name).decode("utf-8", "replace") for name in packed.namelist())


def test_the_word_file_has_headings_numbers_by_word_and_table_heads_that_stand_again(amended):
    made = docx.Document(io.BytesIO(printing.document_of(made_report())))
    headings = [paragraph.text for paragraph in made.paragraphs if paragraph.style.name == "Heading 1"]
    assert headings[:4] == ["Summary", "Recommendations", "Background", "Current issues"]
    assert headings[-6:-5] == ["Appendix 1: What was said, and our response"]
    numbered = {paragraph.text: paragraph._p.pPr.numPr.numId.val for paragraph in made.paragraphs
                if paragraph.style.name == "List Number"}
    assert len(set(numbered.values())) == 2  # recommendations, and paragraphs through the whole report
    assert not any(re.match(r"\d+\.", text) for text in numbered)  # Word counts, not we
    for table in made.tables[1:]:
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
        assert table._tbl.tblPr.find(qn("w:tblDescription")).get(qn("w:val"))
    assert made.core_properties.language == "en-GB"
    assert made.core_properties.title == "The evening and the strengthened plan"
    assert {lang.get(qn("w:val")) for lang in made.styles.element.iter(qn("w:lang"))} == {"en-GB"}
    footer = made.sections[0].footer._element.xml
    assert "PAGE" in footer and "NUMPAGES" in footer


def test_every_remark_that_is_not_withheld_stands_in_it_once_with_its_response(amended):
    held = json.loads(printing.plain_of(made_report()))
    said, comments = held["appendices"][0], held["appendices"][1]
    refs = [row["cells"][0][0][1] for table in said["tables"] for row in table["rows"]]
    event = db.session.scalars(select(Remark)).first().event
    assert sorted(refs) == sorted(remark.ref for remark in remark_queries.approved(event)) and len(refs) == 59
    rows = {row["cells"][0][0][1]: row["cells"] for table in said["tables"] for row in table["rows"]}
    assert "(A-10)" not in str(rows["C-01"]) and rows["C-21"][3][0][1].startswith("Action 1.1 (A-2)")
    assert sum(len(table["rows"]) for table in comments["tables"]) == 14
    assert all(row["cells"][2][0][1] for table in comments["tables"] for row in table["rows"])


def test_no_withheld_word_and_no_name_that_was_not_given_stands_in_any_file(amended):
    hidden = db.session.scalars(select(Remark).where(Remark.state == "withheld")).one()
    with unit_of_work():
        quiet = db.session.scalars(select(Remark).where(Remark.ref == "C-11")).one()
        quiet.attribution, quiet.name, quiet.organisation = Attribution.ROOM, "Zebedee Quietly", "Hushed Hall"
    report = made_report()
    files = [all_words(printing.document_of(report)), printing.plain_of(report),
             all_words(printing.slides_of(report, for_whom="Members"))]
    shown = {remark.name for remark in db.session.scalars(select(Remark)) if remark.attribution == Attribution.NAMED}
    unshown = {remark.name for remark in db.session.scalars(select(Remark))
               if remark.name and remark.attribution != Attribution.NAMED} - shown
    assert "Zebedee Quietly" in unshown
    for words in files:
        assert hidden.ref not in words and hidden.text[:40] not in words
        assert [name for name in {*unshown, "Hushed Hall"} if name in words] == []
    assert "one withheld" in files[0] and "a delegate, Individuals" in files[0]


def test_what_is_exempt_is_in_the_second_file_alone(amended):
    report = made_report()
    with pytest.raises(printing.NoSuchPart):
        printing.document_of(report, "b")
    with unit_of_work():
        reporting.save_block(block_of(report, "financial"), title="Financial", text="The fee is 41,000 pounds.",
                             is_exempt=True, exempt_paragraph=3, by=officer())
    public, exempt = printing.document_of(report), printing.document_of(report, "b")
    assert "41,000" not in all_words(public) and "41,000" not in printing.plain_of(report)
    assert "41,000" not in all_words(printing.slides_of(report)) and "41,000" in all_words(exempt)
    made = docx.Document(io.BytesIO(exempt))
    assert made.paragraphs[0].text.startswith("Not for publication: exempt under paragraph 3")
    assert "Not for publication" in made.sections[0].footer._element.xml
    assert "B%1." in made.part.numbering_part.element.xml
    assert [paragraph.text for paragraph in made.paragraphs if paragraph.style.name.startswith("Heading")] == [
        "Financial and legal implications", "Financial"]


def test_a_report_is_no_table_and_none_is_no_report(amended):
    with pytest.raises(printing.NotAForm):
        printing.file_of(made_report(), "csv")
    with pytest.raises(printing.NoReport):
        printing.newest_of([])


def test_the_slides_have_titles_notes_and_words_for_the_bars(amended):
    deck = Presentation(io.BytesIO(printing.slides_of(made_report(), for_whom="For the Members Policy Seminar")))
    titles = [slide.shapes.title.text_frame.text for slide in deck.slides]
    assert len(set(titles)) == len(titles) and all(titles)
    assert all(slide.notes_slide.notes_text_frame.text for slide in list(deck.slides)[:-1])
    bars = next(shape for slide in deck.slides for shape in slide.shapes if shape.has_chart)
    assert "The evening itself: 8" in bars._element.nvGraphicFramePr.cNvPr.get("descr")
    words = "\n".join(shape.text_frame.text for slide in deck.slides for shape in slide.shapes if shape.has_text_frame)
    assert "82" in words and "59" in words and "For the Members Policy Seminar" in words and "New in the plan" in titles
    changed = [slide for slide in deck.slides if "action 1.1" in slide.shapes.title.text_frame.text]
    assert "Before" in changed[0].shapes[2].text_frame.text and "Now" in changed[0].shapes[3].text_frame.text
