"""The pages where the council says how a body wants its reports."""

import io

import pytest

from events import clock
from events.database import db, unit_of_work
from events.reports import styling
from events.reports.report_models import ReportStyle
from tests.readers import Reader
from tests.reports.test_styling import PLAIN, template


@pytest.fixture
def council(app, make):
    """The browser of an administrator, and one of an organiser of one event."""
    with clock.moved_to(clock.now()):
        readers = Reader.maker(app)
        yield readers.signed_in(make.officer("administrator")), readers.signed_in(
            make.officer("organiser", on=make.event()))


def style() -> ReportStyle:
    """The one style that there is."""
    db.session.expire_all()
    return styling.styles()[0]


def test_a_body_is_set_up_and_its_headings_are_ordered_and_renamed(council):
    admin, organiser = council
    admin.post("report_styles.list_styles", {"body": "Cabinet"})
    assert admin.post("report_styles.list_styles", {"body": "Cabinet"}, status=422).errors
    page = admin.get("report_styles.change_style", ref=style().ref)
    typed = {"title_summary": "", "place_background": "x", "new_title": "Crime and disorder"}
    refused = admin.send(page, typed, status=422, place=1)
    assert len(refused.errors) == 2 and "Crime and disorder" in str(refused)
    good = {"title_summary": "Purpose", "place_property": "1", "place_summary": "2", "new_title": "Crime and disorder"}
    form = page.form(place=1)
    del form["shown_wards"]
    admin.post("report_styles.change_style", form | good, ref=style().ref)
    found = [row["title"] for row in style().headings if row["is_shown"]]
    assert found[:2] == ["Property", "Purpose"] and found[-1] == "Crime and disorder"
    assert "Wards and ward councillors" not in found
    organiser.get("report_styles.list_styles", status=403)


def test_a_template_is_handed_in_looked_at_and_taken_away(council):
    admin, _ = council
    with unit_of_work():
        ref = styling.add_style("", by="command").ref

    def hand_in(body: bytes, status: int):
        return admin.post("report_styles.give_template", {"template": (io.BytesIO(body), "Board.docx")}, ref=ref,
                          status=status)

    refused = hand_in(template(**{"word/vbaProject.bin": b"x"}), 415)
    assert "macros" in refused.errors[0] and style().template_key == ""
    assert "Choose the file" in admin.post("report_styles.give_template", {}, ref=ref, status=422).errors[0]
    hand_in(PLAIN, 302)
    assert style().template_name == "Board.docx"
    assert "Board.docx" in admin.get("report_styles.change_style", ref=ref).words
    admin.post("report_styles.drop_template", {}, ref=ref)
    assert style().template_name == ""
    admin.get("report_styles.change_style", ref="nothing", status=404)
