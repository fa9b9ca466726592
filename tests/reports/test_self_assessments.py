"""How the partners rate themselves, in what a board reads: appended to its report in every form of it."""

import io
import json

import docx
import pytest
from sqlalchemy import func, select

from events import clock
from events.database import db, unit_of_work
from events.history import Entry
from events.plan import assessing_indicators, indicator_queries
from events.reports import example, paper_queries, printing
from tests.readers import Reader
from tests.reports.conftest import EVENING
from tests.reports.report_stand import PLAN, TWO_DAYS_AFTER, made_report, officer, the_plan

TITLE = "Self-assessment: NI35"


@pytest.fixture
def amended(example_at):
    """The example with its amendments decided."""
    app = example_at("amended")
    with clock.moved_to(TWO_DAYS_AFTER), app.app_context():
        yield app


def appended(report) -> list:
    """The tables of the appendix in which the partners rate themselves."""
    return [table for appendix in paper_queries.paper_of(report).appendices
            if appendix.title.startswith("Self-assessment") for table in appendix.tables]


def test_a_report_appends_each_criterion_in_word_on_its_page_and_as_json(amended):
    report = made_report()
    held = next(row for row in json.loads(printing.plain_of(report))["appendices"] if row["title"] == TITLE)
    cells = [["".join(words for _act, words in cell) for cell in row["cells"]] for row in held["tables"][0]["rows"]]
    assert len(cells) == 6 and cells[3][:2] == ["Effective oversight, delivery and evaluation", "1"]
    assert cells[0][4] == "Wednesday 15 April 2009"
    word = docx.Document(io.BytesIO(printing.document_of(report)))
    assert f"Appendix 4: {TITLE}" in [paragraph.text for paragraph in word.paragraphs]
    assert any(table.rows[0].cells[0].text == "Criterion" and len(table.rows) == 7 for table in word.tables)
    page = Reader.maker(amended).signed_in(officer()).get(
        "report_files.read_report", key=PLAN, number=report.number, part="a")
    assert TITLE in page.words and "No project has been evaluated" in page.words


def test_a_plan_without_any_has_no_such_appendix_and_several_indicators_have_a_table_each(amended):
    report, plan = made_report(), the_plan()
    with unit_of_work():
        assessing_indicators.add_criterion(plan, indicator="NI1", criterion="Visits", level="fair",
                                           assessed_on=EVENING, by=officer())
    assert [(table.title, len(table.rows)) for table in appended(report)] == [("NI1", 1), ("NI35", 6)]
    with unit_of_work():
        for row in indicator_queries.criteria_of(plan):
            assessing_indicators.remove_criterion(row, by=officer())
    assert appended(report) == []


def test_an_example_loaded_again_leaves_no_history_of_the_rows_before(amended):
    told = select(func.count()).where(Entry.record.startswith("self_assessment"))
    before = db.session.scalar(told)
    example.load("amended", on=EVENING)
    assert before == db.session.scalar(told) == len(indicator_queries.criteria_of(the_plan())) == 6
