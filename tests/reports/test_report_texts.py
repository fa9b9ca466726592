"""How a typed text becomes paragraphs, and what stands under each heading at first, before and after an event."""

from datetime import UTC, date, datetime

import pytest

from events import clock
from events import event as event_record
from events.database import unit_of_work
from events.reports import paper_queries, report_texts, reporting
from events.reports.records import Record
from events.reports.report_figures import NAMES, figures_of, meanings
from events.reports.report_texts import Piece
from tests.reports.conftest import SLUG
from tests.reports.report_stand import made_report, officer, written_out


def test_empty_lines_marks_and_line_ends_are_read_as_people_type_them():
    text = "One\r\ntwo\n\n\n## Head\n- a point\n-no point\n  - indented\nafter\n- \n"
    assert report_texts.pieces(text) == [
        Piece("paragraph", "One\ntwo"), Piece("subheading", "Head"), Piece("point", "a point"),
        Piece("paragraph", "-no point"), Piece("point", "indented"), Piece("paragraph", "after")]
    assert report_texts.pieces("") == report_texts.pieces(" \n\t\n") == []


def test_names_of_figures_are_found_checked_and_filled():
    assert report_texts.placeholders("{a} {b} {a} { } {c\nd}") == ["a", "b", " "]
    report_texts.check("{remarks} of {invited}", NAMES)
    for wrong in ("{}", "{ remarks }", "{Remarks}", "{remarks.x}"):
        with pytest.raises(report_texts.UnknownFigure):
            report_texts.check(wrong, NAMES)
    assert report_texts.fill("{remarks} and {other}", {"remarks": "{invited}"}) == "{invited} and {other}"


def test_every_figure_has_a_meaning_and_a_value_also_of_nothing(app):
    class Nothing:
        """A report of nothing."""

        meetings: list = []
        remarks_until = date(2009, 5, 20)

    with app.test_request_context():
        found = figures_of(Record(), Nothing)
        assert [name for name, _said in meanings()] == list(found) == list(NAMES)
        assert found["remarks"] == "0" and found["withheld"] == "none withheld"


def test_before_the_event_an_update_tells_what_is_planned_and_needs_no_gate(example_at):
    before = datetime(2009, 5, 5, 9, tzinfo=UTC)
    with clock.moved_to(before), example_at("invited").app_context():
        meeting = reporting.Meeting("Corporate Management Team", date(2009, 5, 18))
        report = made_report(kind="update", meetings=[meeting], title="Update")
        assert report.remarks_until == date(2009, 5, 4) and report.appendices == []
        paper = paper_queries.paper_of(report)
        told = "\n".join(line.text for section in paper.sections for line in section.lines)
        assert "120 people have been invited, and 97 have said that they will come." in told
        assert "Judith Adeyemi-Clarke, Senior Policy Adviser" in told and "is to be held" in told
        written_out(report)
        with unit_of_work():
            reporting.make_final(report, by=officer())
        assert report.state == "final" and event_record.find(SLUG) in report.events
