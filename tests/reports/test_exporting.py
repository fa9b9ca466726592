"""Exports: the promised columns, nothing that is withheld, no name that was not to be shown, no formula."""

import csv
import io
import json

import pytest
from sqlalchemy import select

from events import event as event_record
from events.database import db, unit_of_work
from events.delegates.models import Invitation
from events.feedback.models import Remark
from events.reports import exporting, portions, sheets
from tests.reports.conftest import SLUG

PROMISED = [
    "ref", "kind", "state", "agenda_item", "addressed_to", "channel", "name", "organisation", "partnership",
    "language", "text", "translation", "themes", "votes", "routed_to", "disposition", "reason", "answer",
    "amendment", "received_on",
]


def as_table(kind: str, event, **values) -> list[dict]:
    """An export as a spreadsheet reads it."""
    export = exporting.export_of(kind)
    page = "".join(sheets.csv_lines(export.columns, export.rows(event, **values)))
    assert page.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(page.removeprefix("\ufeff"), newline="")))


def remarks_of(app, stage_event=SLUG) -> dict[str, dict]:
    """The remarks export by ref."""
    return {row["ref"]: row for row in as_table("remarks", event_record.find(stage_event))}


def test_the_remarks_export_has_the_promised_columns_in_their_order(held):
    assert list(exporting.REMARKS) == PROMISED
    assert list(as_table("remarks", event_record.find(SLUG))[0]) == PROMISED


def test_what_is_withheld_is_in_no_export(held):
    found = remarks_of(held)
    assert len(found) == 59 and "C-37" not in found
    assert "Denholm" not in json.dumps(found)


def test_a_name_is_in_the_export_only_as_its_writer_wanted(held):
    found = remarks_of(held)
    who = {ref: (row["name"], row["organisation"], row["partnership"]) for ref, row in found.items()}
    assert who["C-02"] == ("Sheila Tweddle", "Stockton Over Fifties Forum", "Renaissance")
    assert who["C-29"] == ("", "Victoria Yard Youth Project", "")  # organisation only
    assert who["C-01"] == ("", "", "Individuals")  # partnership only
    assert who["C-07"] == ("", "", "")  # anonymous


def test_redacted_words_are_gone_from_the_export(held):
    assert "Dinsdale" not in remarks_of(held)["C-19"]["text"]


def test_the_chain_from_a_remark_to_the_plan_stands_in_one_row(example_at):
    with example_at("approved").app_context():
        row = remarks_of(None)["C-03"]
        assert row["routed_to"] == "6.2" and row["disposition"] == "amends the plan"
        assert "A-38" in row["amendment"].split(";")
        assert row["answer"].startswith("Nothing we hold says") and row["themes"] == "How great the risk is here"
        assert row["agenda_item"].startswith("Preventing violent extremism") and row["received_on"] == "2009-05-20"


def test_remarks_that_wait_are_left_out_where_only_moderated_ones_are_asked_for(held):
    event = event_record.find(SLUG)
    with unit_of_work():
        db.session.scalars(select(Remark).where(Remark.ref == "C-01")).one().state = "waiting"
    assert "C-01" in {row["ref"] for row in as_table("remarks", event)}
    assert "C-01" not in {row["ref"] for row in as_table("remarks", event, unread=False)}


def test_what_a_moderator_hid_is_not_in_a_reviewers_export(held):
    event = event_record.find(SLUG)
    with unit_of_work():
        db.session.scalars(select(Remark).where(Remark.ref == "C-01")).one().state = "hidden"
    assert "C-01" in {row["ref"] for row in as_table("remarks", event)}
    assert {row["state"] for row in as_table("remarks", event, unread=False)} == {"approved"}


def test_a_cell_that_a_spreadsheet_would_run_gets_an_apostrophe():
    for dangerous in ("=1+1", "+44", "-1", "@SUM(A1)", "\tx", "\rx", "\nx", "'=1+1"):
        assert sheets.defused(dangerous) == "'" + dangerous
    assert sheets.defused("\0=1") == "'=1"
    for plain in ("fine", "a=b", "'quoted'", "", "5-a-side"):
        assert sheets.defused(plain) == plain
    assert sheets.defused(-3) == -3 and sheets.defused(None) == ""


def test_json_keeps_the_words_as_they_were_typed():
    words = json.loads("".join(sheets.json_lines(("a", "b"), [("=1+1", 2), ("Żółć", None)])))
    assert words == [{"a": "=1+1", "b": 2}, {"a": "Żółć", "b": None}]
    assert json.loads("".join(sheets.json_lines(("a",), []))) == []


def test_a_formula_typed_by_a_delegate_is_harmless_in_the_file(held):
    with unit_of_work():
        db.session.scalars(select(Remark).where(Remark.ref == "C-02")).one().text = '=HYPERLINK("https://evil.example")'
    assert remarks_of(held)["C-02"]["text"] == '\'=HYPERLINK("https://evil.example")'


def test_portions_give_every_row_once(held, monkeypatch):
    monkeypatch.setattr(portions, "PORTION", 7)
    assert len(remarks_of(held)) == 59
    assert len(as_table("delegates", event_record.find(SLUG))) == 120


def test_the_guests_export_tells_answers_and_no_needs(held):
    rows = {row["name"]: row for row in as_table("delegates", event_record.find(SLUG))}
    assert len(rows) == 120
    peggy = rows["Peggy Skelton"]
    assert (peggy["email"], peggy["said"], peggy["place"]) == ("", "ACCEPTED", "held")
    assert "frame" not in json.dumps(rows) and "Halal" not in json.dumps(rows)
    assert rows["Sheila Tweddle"]["arrived_at"].startswith("2009-05-20 17:")  # on the event's own clock


def test_the_attendance_export_says_who_came(held):
    rows = as_table("attendance", event_record.find(SLUG))
    assert sum(row["arrived"] == "yes" for row in rows) == 82 and len(rows) == 120


def test_speakers_plan_and_amendments_are_handed_out(example_at):
    with example_at("amended").app_context():
        event = event_record.find(SLUG)
        speakers = {row["key"]: row for row in as_table("speakers", event)}
        assert len(speakers) == 6 and speakers["garbutt"]["slides"] == "none"
        assert "Prevent in practice" in speakers["garbutt"]["agenda_items"]
        amendments = as_table("amendments", event)
        assert len(amendments) == 45 and amendments[0]["evidence"] == "GONE-01;C-52"
        assert amendments[0]["recommended"] == "Colin Hindmarsh: accept" and amendments[0]["sitting"] in (1, "1")
        assert any(row["findings"] for row in amendments)
        plan = as_table("plan", event)
        assert len(plan) == 29 and plan[0]["ref"] == "1.1"


def test_how_the_partners_rate_themselves_is_handed_out_in_the_promised_columns(example_at):
    with example_at("amended").app_context():
        event = event_record.find(SLUG)
        rows = as_table("indicators", event)
        assert list(rows[0]) == ["plan", "indicator", "criterion", "level", "evidence", "next_target", "assessed_on"]
        assert len(rows) == 6 and {(row["indicator"], row["assessed_on"]) for row in rows} == {("NI35", "2009-04-15")}
        assert rows[0]["criterion"].startswith("Understanding of and engagement") and rows[0]["level"] == "2"


def test_an_event_without_a_plan_says_so(held):
    with pytest.raises(exporting.NoPlan):
        exporting.plan_rows(event_record.find("members-seminar-2009"))
    with pytest.raises(exporting.NoSuchExport):
        exporting.export_of("everything")


def test_an_export_of_an_event_holds_nothing_of_another(held):
    seminar = event_record.find("members-seminar-2009")
    assert as_table("remarks", seminar) == [] and as_table("delegates", seminar) == []
    assert db.session.scalar(select(Invitation.id).limit(1)) is not None
