"""What a report says became of the remarks: its lines come to all, and none is a change of the plan that was none."""

import re
from datetime import date

import pytest
from sqlalchemy import select

from events import clock
from events import event as event_record
from events.database import db, unit_of_work
from events.feedback.models import Remark
from events.feedback.states import Disposition, RemarkState
from events.plan import clearing, gate_queries, outcome_queries, publishing_outcomes
from events.plan import queries as plan_queries
from events.plan.models import Evidence
from events.reports import paper_queries, reporting
from events.reports.records import Cleared
from tests.readers import Reader
from tests.reports.conftest import SLUG
from tests.reports.report_stand import TWO_DAYS_AFTER, block_of, made_report, officer, the_plan


@pytest.fixture
def amended(example_at):
    """The example with its amendments decided, two days after the evening."""
    app = example_at("amended")
    with clock.moved_to(TWO_DAYS_AFTER), app.app_context():
        yield app


def remarks() -> list[Remark]:
    """The evening's approved remarks, by ref."""
    rows = select(Remark).where(Remark.event_id == event_record.find(SLUG).id, Remark.state == RemarkState.APPROVED)
    return list(db.session.scalars(rows.order_by(Remark.ref)))


def section(report, key: str) -> list[str]:
    """The printed lines of one block."""
    paper = paper_queries.paper_of(report)
    return [line.text for section in paper.sections if section.key == key for line in section.lines]


def ends(report) -> dict[str, int]:
    """The lines on what became of the remarks, each with its number."""
    found = [re.fullmatch(r"(.+): (\d+)", line) for line in section(report, "event")]
    known = ("led to", "answered", "noted", "kept", "referred", "out of scope", "withdrawn", "still")
    return {row[1]: int(row[2]) for row in found if row and row[1].startswith(known)}


@pytest.mark.parametrize("disposition", [*Disposition, None])
def test_the_lines_come_to_all_remarks_whatever_becomes_of_one_after_the_report_was_begun(amended, disposition):
    report = made_report()
    assert sum(ends(report).values()) == 59 and 0 not in ends(report).values()
    with unit_of_work():
        db.session.scalars(select(Remark).where(Remark.ref == "C-05")).one().disposition = disposition
    assert sum(ends(report).values()) == 59 and 0 not in ends(report).values()


def test_a_line_of_an_officers_own_that_names_more_stays(amended):
    report = made_report()
    with unit_of_work():
        reporting.save_block(block_of(report, "event"), title="Event", by=officer(),
                             text="- withdrawn: {withdrawn}\n- {withdrawn} of {remarks} withdrawn\n- none at all")
    assert section(report, "event") == ["0 of 59 withdrawn", "none at all"]


def without_amendment() -> Remark:
    """A remark that is said to change the plan after what rested on it is gone."""
    remark = next(row for row in remarks() if row.disposition != Disposition.AMENDS)
    with unit_of_work():
        remark.disposition, remark.disposition_reason = Disposition.AMENDS, "It is in 6.2."
        for row in db.session.scalars(select(Evidence).where(Evidence.remark_id == remark.id)):
            db.session.delete(row)
    return remark


def test_what_no_accepted_amendment_rests_on_changes_no_plan_and_holds_a_final_report_up(amended):
    report = made_report()
    before = ends(report)["led to a change of the plan"]
    remark = without_amendment()
    found = ends(report)
    assert (found["led to a change of the plan"], found["still to be dealt with"]) == (before, 1)
    obstacles = reporting.obstacles_of(report, paper_queries.whole_record(report))
    assert [row.ref for row in obstacles.unmet] == [remark.ref]
    rows = [row for table in paper_queries.paper_of(report).appendices[0].tables for row in table.rows]
    response = next(row.cells[2] for row in rows if row.cells[0][0][1] == remark.ref)
    assert "no change has been accepted yet" in response[0][1] and "Amends" not in response[0][1]


def test_the_public_page_and_the_officers_say_so_too(amended):
    event, remark = event_record.find(SLUG), without_amendment()
    with unit_of_work():
        publishing_outcomes.publish_outcomes(event, by=officer())
    assert [row.ref for row in outcome_queries.unmet_of(event)] == [remark.ref]
    make = Reader.maker(amended)
    chain = make.anybody().get("chains.show_remark_chain", slug=SLUG, ref=remark.ref)
    assert "no change has been accepted yet" in chain.words and "Amends the plan" not in chain.words
    row = make.anybody().get("plan.show_outcomes", slug=SLUG).find(id=remark.ref)
    assert "no change has been accepted yet" in row.get_text()
    desk = make.signed_in(officer()).get("approval.publish_outcomes", slug=SLUG)
    assert f"no accepted amendment rests on it: {remark.ref}" in desk.words


def test_the_background_counts_the_actions_that_delegates_saw(amended):
    asked = len(plan_queries.actions_of(plan_queries.version_by_number(the_plan(), 1)))
    now = len(plan_queries.actions_of(plan_queries.version_by_number(the_plan(), 2)))
    assert now != asked and f"had {asked} actions when delegates" in " ".join(section(made_report(), "background"))


def test_without_themes_no_sentence_and_no_appendix_speaks_of_them(amended):
    with unit_of_work():
        for remark in remarks():
            remark.themes = []
    report = made_report()
    assert not any("By theme" in line for line in section(report, "event"))
    assert [table.title for table in paper_queries.paper_of(report).appendices[0].tables] == ["Questions and comments"]


def test_the_cost_is_printed_with_the_words_that_were_cleared_with_it(amended):
    version = plan_queries.version_by_number(the_plan(), 2)
    with unit_of_work():
        clearing.write(version, kind="financial", text="Met from the grant.", cost=20_000, by=officer())
        text = gate_queries.implications_of(version)["financial"]
        text.cleared_by, text.cleared_on = "Ann Lowe, Head of Finance", date(2009, 5, 22)
    report = made_report()
    assert section(report, "financial") == ["Met from the grant.", "Cost: £20,000."]
    assert block_of(report, "financial").cleared_by == "Ann Lowe, Head of Finance"
    assert Cleared("It is £20,000 a year.", 20_000, "", None).words == "It is £20,000 a year."


def test_the_figures_say_why_partnerships_come_to_more_than_came(amended):
    made = paper_queries.paper_of(made_report()).appendices
    figures = next(one for one in made if one.title == "The event in figures")
    assert any("partnerships counts in each" in line.text for line in figures.lines)
