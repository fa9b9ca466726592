"""Downloads: each role gets what is its own to have, as a file that no browser runs."""

import html
import json
import re

import pytest
from sqlalchemy import select

from events.access import queries as access_queries
from events.database import db, unit_of_work
from events.feedback.models import Remark
from tests.reports.conftest import SLUG

ORGANISER, MODERATOR = "margaret.tulloch@council.example.org", "jill.pallister@council.example.org"
REVIEWER, APPROVER = "colin.hindmarsh@council.example.org", "cllr.b.killingbeck@members.example.org"


def browser(readers, mail: str):
    """The browser of an officer of the example."""
    return readers.signed_in(access_queries.officer_by_email(mail))


@pytest.mark.parametrize(("mail", "kinds"), [
    (ORGANISER, ["remarks", "delegates", "attendance", "speakers", "amendments", "plan", "progress", "indicators"]),
    (MODERATOR, ["remarks"]), (REVIEWER, ["remarks", "amendments", "plan", "progress", "indicators"]),
    (APPROVER, ["amendments", "plan", "progress", "indicators"]),
])
def test_each_role_is_offered_and_given_its_own_exports_and_no_others(held, mail, kinds):
    _, readers = held
    reader = browser(readers, mail)
    page = reader.get("exports.list_exports", slug=SLUG)
    offered = [link["href"] for link in page.select("main td a")]
    assert len(offered) == 4 * len(kinds)  # CSV, Excel, JSON, Word
    for href in offered:
        assert reader.client.get(href).status_code == 200
    for kind in {"remarks", "delegates", "attendance", "speakers", "amendments", "plan", "indicators"} - set(kinds):
        reader.get("exports.download_export", slug=SLUG, what=kind, form="csv", status=403)


def test_what_is_filtered_on_the_page_is_what_is_offered_and_taken_away(held):
    _, readers = held
    reader = browser(readers, ORGANISER)
    page = reader.client.get(f"/desk/events/{SLUG}/exports?kind=question&channel=paper")
    hrefs = re.findall(r'href="([^"]+remarks\.json[^"]*)"', page.get_data(as_text=True))
    rows = json.loads(reader.client.get(html.unescape(hrefs[0])).get_data(as_text=True))
    assert rows and {(row["kind"], row["channel"]) for row in rows} == {("question", "paper")}


def test_a_download_is_an_attachment_that_cannot_run(held):
    _, readers = held
    answer = browser(readers, ORGANISER).client.get(f"/desk/events/{SLUG}/exports/remarks.csv")
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{SLUG}-remarks-2009-05-21.csv"'
    assert answer.mimetype == "text/csv" and "sandbox" in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff" and "no-store" in answer.headers["Cache-Control"]
    assert answer.get_data().startswith(b"\xef\xbb\xbfref,kind,state,")


def test_a_reviewer_does_not_read_what_no_moderator_has_read(held):
    _, readers = held
    with unit_of_work():
        db.session.scalars(select(Remark).where(Remark.ref == "C-01")).one().state = "waiting"
    refs = {
        mail: {row["ref"] for row in json.loads(
            browser(readers, mail).client.get(f"/desk/events/{SLUG}/exports/remarks.json").get_data(as_text=True))}
        for mail in (MODERATOR, REVIEWER)
    }
    assert "C-01" in refs[MODERATOR] and "C-01" not in refs[REVIEWER]


def test_what_there_is_not_is_not_found(held):
    _, readers = held
    reader = browser(readers, ORGANISER)
    reader.get(f"/desk/events/{SLUG}/exports/everything.csv", status=404)
    reader.get(f"/desk/events/{SLUG}/exports/remarks.exe", status=404)
    reader.get("/desk/events/members-seminar-2009/exports/plan.csv", status=404)
    readers.anybody().get(f"/desk/events/{SLUG}/exports/remarks.csv", status=302)
