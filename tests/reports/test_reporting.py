"""A report to a board: begun from the record, written, made final once nothing stands in its way, issued anew."""

from datetime import date

import pytest
from sqlalchemy import select

from events import clock
from events.database import db, unit_of_work
from events.feedback.models import Remark
from events.plan import queries as plan_queries
from events.plan.changes import compare
from events.refusals import Refusal
from events.reports import example_gates, paper_queries, record_queries, reporting
from events.reports.report_texts import UnknownFigure
from tests.reports.report_stand import (
    BOARD_MEETS,
    ORGANISER,
    TWO_DAYS_AFTER,
    block_of,
    made_report,
    officer,
    the_plan,
    written_out,
)


@pytest.fixture
def amended(example_at):
    """The example with its amendments decided, two days after the evening."""
    app = example_at("amended")
    with clock.moved_to(TWO_DAYS_AFTER), app.app_context():
        yield app


def sign_gates() -> None:
    """Every gate of the newest version, as officers sign them."""
    with unit_of_work():
        example_gates.sign(plan_queries.version_by_number(the_plan(), 2), officer())


def ready():
    """A report with nothing in its way."""
    sign_gates()
    report = made_report()
    written_out(report)
    return report


def words_of(paper) -> str:
    """Every word of a paper."""
    cells = [words for appendix in paper.appendices for table in appendix.tables for row in table.rows
             for cell in row.cells for _act, words in cell]
    return "\n".join([line.text for section in paper.sections for line in section.lines] + cells)


def test_the_figures_are_those_of_the_record(amended):
    report = made_report()
    figures = paper_queries.figures_now(report)
    assert (figures["invited"], figures["delegates"], figures["withheld"]) == ("120", "82", "one withheld")
    assert (figures["remarks"], figures["questions"], figures["comments"]) == ("59", "23", "36")
    assert (figures["amendments"], figures["declined"], figures["office_comments"]) == ("43", "2", "14")
    assert [int(figures[name]) for name in ("taken_in", "taken_in_part", "not_taken")] == [9, 4, 1]
    changes = compare(plan_queries.version_by_number(the_plan(), 1), plan_queries.version_by_number(the_plan(), 2))
    assert int(figures["changed_actions"]) == sum(change.status == "changed" for change in changes)
    assert int(figures["new_actions"]) == sum(change.status == "new" for change in changes) == 1


def test_the_text_counts_anew_until_it_is_final(amended):
    report = ready()
    event = db.session.get_one(Remark, record_queries.record_of(report).said[0].remark_id).event
    assert "59 questions and comments" in words_of(paper_queries.paper_of(report))
    with unit_of_work():
        remark = db.session.scalars(select(Remark).where(Remark.event_id == event.id, Remark.ref == "C-02")).one()
        remark.state = "hidden"
    assert "58 questions and comments" in words_of(paper_queries.paper_of(report))
    with unit_of_work():
        reporting.make_final(report, by=officer())
        remark.state = "approved"
    assert "58 questions and comments" in words_of(paper_queries.paper_of(report))


def test_it_cannot_be_final_while_a_remark_has_no_disposition_and_says_which(amended):
    report = ready()
    with unit_of_work():
        db.session.scalars(select(Remark).where(Remark.ref == "C-05")).one().disposition = None
        db.session.scalars(select(Remark).where(Remark.ref == "C-09")).one().state = "waiting"
    found = reporting.obstacles_of(report, paper_queries.whole_record(report))
    assert [row.ref for row in found.undisposed] == ["C-05"] and [ref for _slug, ref in found.waiting] == ["C-09"]
    with pytest.raises(reporting.NotReady), unit_of_work():
        reporting.make_final(report, by=officer())


def test_what_came_after_the_cut_off_is_listed_as_such_and_holds_nothing_up(amended):
    report = ready()
    with unit_of_work():
        remark = db.session.scalars(select(Remark).where(Remark.ref == "C-05")).one()
        remark.disposition, remark.received_on = None, date(2009, 5, 21)
        reporting.make_final(report, by=officer())
    paper = paper_queries.paper_of(report)
    later = next(table for table in paper.appendices[0].tables if table.title == "Received after the cut-off")
    assert [row.cells[0] for row in later.rows] == [[("equal", "C-05")]]


def test_an_open_gate_a_text_to_be_written_and_a_cut_off_ahead_stand_in_the_way(amended):
    report = made_report(remarks_until=date(2009, 5, 22))
    found = reporting.obstacles_of(report, paper_queries.whole_record(report))
    assert len(found.gates) == 4 and found.cut_off_ahead
    assert {block.key for block in found.unfinished} >= {"strategy", "consultation"}
    sign_gates()
    written_out(report)
    found = reporting.obstacles_of(report, paper_queries.whole_record(report))
    assert found.cut_off_ahead and not found.gates and not found.unfinished


def test_a_report_that_comes_too_late_says_why(amended):
    report = ready()
    with clock.moved_to(TWO_DAYS_AFTER.replace(month=6, day=9)):
        assert reporting.obstacles_of(report, paper_queries.whole_record(report)).late
        with unit_of_work():
            reporting.change_report(
                report, title=report.title, report_of="", contact_officer="", classification="",
                meetings=[reporting.Meeting("Renaissance", BOARD_MEETS)], remarks_until=report.remarks_until,
                appendices=[], late_reason="the figures came on Monday", by=officer())
            reporting.make_final(report, by=officer())
    urgency = dict(paper_queries.paper_of(report).facts)["Reason for urgency"]
    assert "section 100B(4)(b)" in urgency and "the figures came on Monday" in urgency


def test_a_figure_that_there_is_not_is_refused_by_name(amended):
    block = block_of(made_report(), "background")
    with pytest.raises(UnknownFigure, match="{delegats}"), unit_of_work():
        reporting.save_block(block, title="Background", text="{delegats} of {invited} came.", by=officer())


def test_two_people_at_one_block_do_not_lose_either_text(amended):
    block = block_of(made_report(), "background")
    seen = reporting.mark_of(block)
    with unit_of_work():
        reporting.save_block(block, title="Background", text="One text.", seen=seen, by=officer())
    with pytest.raises(reporting.TextChangedMeanwhile), unit_of_work():
        reporting.save_block(block, title="Background", text="Another.", seen=seen, by=officer())
    assert block.text == "One text."


def test_a_final_report_takes_no_change_and_a_new_issue_does(amended):
    report = ready()
    with unit_of_work():
        reporting.make_final(report, by=officer())
    with pytest.raises(reporting.ReportIsFinal), unit_of_work():
        reporting.save_block(block_of(report, "background"), title="B", text="x", by=officer())
    with unit_of_work():
        again = reporting.issue_anew(report, by=officer(ORGANISER))
        reporting.save_block(block_of(again, "background"), title="Background", text="Put right.", by=officer())
    assert (again.issue, again.state, again.replaces) == (2, "draft", report)
    assert "Put right." not in words_of(paper_queries.paper_of(report))
    with pytest.raises(reporting.NewerIssue), unit_of_work():
        reporting.issue_anew(report, by=officer())
    with unit_of_work():
        reporting.drop_draft(again, by=officer())
    with pytest.raises(Refusal), unit_of_work():
        reporting.drop_draft(report, by=officer())


def test_what_is_exempt_stands_in_part_b_alone(amended):
    report = ready()
    with unit_of_work():
        with pytest.raises(reporting.ParagraphMissing):
            reporting.save_block(block_of(report, "legal"), title="Legal", text="Advice.", is_exempt=True, by=officer())
        reporting.save_block(
            block_of(report, "legal"), title="Legal", text="Counsel's advice is to settle.\n\nAt {invited} pounds.",
            is_exempt=True, exempt_paragraph=5, exempt_reason="It would weaken the council's case.", by=officer())
        reporting.make_final(report, by=officer())
    public, exempt = paper_queries.paper_of(report), paper_queries.paper_of(report, "b")
    assert "settle" not in words_of(public) and "paragraph 5" in words_of(public)
    assert [section.key for section in exempt.sections] == ["legal"] and exempt.appendices == []
    assert [(line.number, line.text) for line in exempt.sections[0].lines] == [
        (1, "Counsel's advice is to settle."), (2, "At 120 pounds.")]
    assert exempt.marking.startswith("Not for publication: exempt under paragraph 5")
    numbers = [line.number for section in public.sections for line in section.lines
               if line.kind == "paragraph" and line.number]
    assert numbers == list(range(1, len(numbers) + 1))


def test_a_final_report_follows_what_writers_and_the_lead_decide_later(amended):
    report = ready()
    with unit_of_work():
        reporting.make_final(report, by=officer())
    found = {ref: db.session.scalars(select(Remark).where(Remark.ref == ref)).one() for ref in ("C-03", "C-08")}
    words = found["C-03"].text
    named = next(remark for remark in db.session.scalars(select(Remark)) if remark.attribution == "named")
    words_redacted = found["C-08"].text
    with unit_of_work():
        found["C-03"].state = "withheld"
        found["C-08"].text, found["C-08"].is_redacted = "Something [taken out] about the hall.", True
        hidden_name, named.attribution = named.name, "anonymous"
    told = words_of(paper_queries.paper_of(report))
    assert words not in told and words_redacted not in told and "[taken out] about the hall" in told
    assert hidden_name not in told and "taken out since the report was issued" in told
