"""The pages of reports: begun, written, refused with what was typed, made final, read by its roles alone."""

import io
import json

import docx
import pytest
from sqlalchemy import select

from events import clock
from events.database import db, unit_of_work
from events.feedback.models import Remark
from events.feedback.states import RemarkState
from events.plan import queries as plan_queries
from events.plan.states import AmendmentState
from events.reports import example_gates, paper_queries, record_queries, reporting
from events.reports.states import ReportState
from tests.readers import Reader
from tests.reports.conftest import SLUG
from tests.reports.report_stand import (
    ORGANISER,
    PLAN,
    TWO_DAYS_AFTER,
    block_of,
    made_report,
    officer,
    the_plan,
    written_out,
)

APPROVER, MODERATOR = "cllr.b.killingbeck@members.example.org", "jill.pallister@council.example.org"


@pytest.fixture
def desk(example_at):
    """A reader's browser by mail address, on the example with its amendments decided."""
    app = example_at("amended")
    with clock.moved_to(TWO_DAYS_AFTER), app.app_context():
        readers = Reader.maker(app)
        yield lambda mail=ORGANISER: readers.signed_in(officer(mail))


def test_a_report_is_begun_on_its_page_and_keeps_what_was_typed_when_refused(desk):
    reader = desk()
    values = {"kind": "full", "events": [SLUG], "title": "Our report", "body": "Renaissance", "meets_on": "30/2/2009",
              "purpose": "to decide", "body_2": "Cabinet", "meets_on_2": "", "report_of": "Head of Something",
              "contact_officer": "Ann Other\n01632 960000"}
    page = reader.post("board_reports.make_report", key=PLAN, data=values, status=422)
    words = str(page)
    for typed in ("30/2/2009", "Cabinet", "Head of Something", "01632 960000"):
        assert typed in words
    assert "There is no" in words and "Enter both the body and the day" in words
    good = values | {"meets_on": "16/6/2009", "meets_on_2": "Tuesday 23 June 2009"}
    reader.post("board_reports.make_report", key=PLAN, data=good, status=302)
    report = record_queries.reports_of(the_plan())[0]
    assert [(row.body, str(row.meets_on)) for row in report.meetings] == [
        ("Renaissance", "2009-06-16"), ("Cabinet", "2009-06-23")]


def test_a_block_is_refused_with_its_text_and_shows_its_figures(desk):
    reader, report = desk(), made_report()
    where = {"key": PLAN, "number": report.number, "code": "background"}
    seen = reporting.mark_of(block_of(report, "background"))
    values = {"title": "Background", "text": "{nobody} came, {delegates} did.", "seen": seen, "exempt_paragraph": ""}
    page = reader.post("board_reports.change_block", **where, data=values, status=422)
    assert "{nobody} came, {delegates} did." in page.select_one("textarea[name=text]").text
    assert "There is no figure called {nobody}" in str(page) and "82 did." in page.select_one(".sd-card").text
    reader.post("board_reports.change_block", **where, data=values | {"text": "{delegates} came."}, status=302)
    page = reader.post("board_reports.change_block", **where, data=values | {"text": "Mine."}, status=409)
    assert "Mine." in page.select_one("textarea[name=text]").text and "{delegates} came." in str(page)


def test_the_page_says_what_stands_in_the_way_with_links_and_final_waits_for_it(desk):
    reader, report = desk(), made_report()
    where = {"key": PLAN, "number": report.number}
    with unit_of_work():
        db.session.scalars(select(Remark).where(Remark.ref == "C-05")).one().disposition = None
    page = reader.get("board_reports.show_report", **where)
    hrefs = [link["href"] for link in page.select(".sd-notice a")]
    assert f"/desk/plans/{PLAN}/remarks/C-05?of={SLUG}" in hrefs
    assert any("/blocks/strategy" in href for href in hrefs) and any("/gates" in href for href in hrefs)
    reader.post("board_reports.make_final", **where, data={}, status=422)
    with unit_of_work():
        db.session.scalars(select(Remark).where(Remark.ref == "C-05")).one().disposition = "noted"
        example_gates.sign(plan_queries.version_by_number(the_plan(), 2), officer())
    written_out(report)
    assert "Nothing stands in the way" in str(reader.get("board_reports.show_report", **where))
    reader.post("board_reports.make_final", **where, data={}, status=302)
    assert "This report is final" in str(reader.get("board_reports.show_report", **where))
    reader.post("board_reports.issue_anew", **where, data={}, status=302)


def test_it_is_taken_away_as_word_json_slides_and_a_page(desk):
    reader, report = desk(APPROVER), made_report()
    base = f"/desk/plans/{PLAN}/reports/{report.number}"
    answer = reader.client.get(f"{base}/part-a.docx")
    assert "attachment" in answer.headers["Content-Disposition"] and "sandbox" in answer.headers[
        "Content-Security-Policy"]
    assert docx.Document(io.BytesIO(answer.get_data())).core_properties.title == report.title
    held = json.loads(reader.client.get(f"{base}/part-a.json").get_data(as_text=True))
    assert held["figures"]["delegates"] == "82" and "remark" not in held["appendices"][0]["tables"][0]["rows"][0]
    assert reader.client.get(f"{base}/slides.pptx").get_data().startswith(b"PK")
    page = reader.get("report_files.read_report", key=PLAN, number=report.number, part="a")
    assert "59 questions and comments" in page.words and page.select_one("ins") is not None
    for missing in ("part-b.docx", "part-c.docx", "part-a.exe", "part-b"):
        assert reader.client.get(f"{base}/{missing}").status_code == 404


def test_an_approver_reads_and_a_moderator_is_kept_out(desk):
    report = made_report()
    where = {"key": PLAN, "number": report.number}
    reader = desk(APPROVER)
    page = reader.get("board_reports.show_report", **where)
    assert "/facts" not in str(page) and "Make the report final" not in str(page)
    reader.get("board_reports.change_report", **where, status=403)
    reader.post("board_reports.make_final", **where, data={}, status=403)
    desk(MODERATOR).get("board_reports.show_report", **where, status=403)


def test_a_final_report_shows_its_text_and_no_form_for_it(desk):
    reader, report = desk(), made_report()
    with unit_of_work():
        report.frozen = {"figures": paper_queries.figures_now(report)}
        report.state = ReportState.FINAL
    page = reader.get("board_reports.change_block", key=PLAN, number=report.number, code="summary")
    assert "This report is final" in page.words and "59 questions and comments" in page.words
    assert page.find("main").find("textarea") is None and page.find("main").find("form") is None


def test_the_desk_lists_no_deciding_for_an_approver_and_the_exports_name_every_row(desk):
    with unit_of_work():
        for amendment in plan_queries.amendments_of(the_plan())[:2]:
            amendment.state, amendment.into_version = AmendmentState.PROPOSED, None
    assert "2 amendments wait to be decided" in desk().get("reports.show_desk").words
    assert "to be decided" not in desk(APPROVER).get("reports.show_desk").words
    rows = desk().get("exports.list_exports", slug=SLUG).find_all("th", attrs={"scope": "row"})
    assert len(rows) > 5 and all(row.get_text(strip=True) for row in rows)


def test_a_page_of_another_role_says_so_once(desk):
    page = desk(APPROVER).get("answers.dispose_remark", slug=SLUG, ref="C-05", status=403)
    words = page.find("main").get_text(" ")
    assert words.count("dministrator") == 1 and words.count("another role") == 2, "the heading and a sentence"
    page = desk(ORGANISER).get("sittings.list_sittings", key=PLAN, status=403)
    assert "dministrator" not in page.words, "she is one herself"


def test_no_answer_is_put_in_a_speakers_mouth_by_default(desk):
    with unit_of_work():
        asked = db.session.scalars(select(Remark).where(Remark.speaker_id.is_not(None))).first()
        asked.state = RemarkState.APPROVED
    page = desk().get("answers.answer_remark", slug=SLUG, ref=asked.ref)
    chosen = page.find("select", attrs={"name": "speaker"}).find("option", selected=True)
    assert chosen is None or not chosen["value"]
    assert f"It was asked of {asked.speaker.name}" in page.words


def test_facts_are_changed_and_a_draft_is_thrown_away(desk):
    reader, report = desk(), made_report()
    where = {"key": PLAN, "number": report.number}
    values = {"title": "", "body": "Cabinet", "meets_on": "1/7/2009", "purpose": "to note", "remarks_until": "",
              "appendices": ["the plan"], "late_reason": "The hall was shut."}
    page = reader.post("board_reports.change_report", **where, data=values, status=422)
    assert "The hall was shut." in str(page) and "Enter the cut-off" in str(page)
    reader.post("board_reports.change_report", **where, data=values | {"title": "T", "remarks_until": "20/5/2009"},
                status=302)
    db.session.expire_all()
    assert report.appendices == ["the plan"] and report.meetings[0].body == "Cabinet"
    reader.post("board_reports.drop_report", **where, data={}, status=302)
    assert record_queries.reports_of(the_plan()) == []
    assert "No report has been begun" in str(reader.get("board_reports.list_reports", key=PLAN))
