"""How actions of an approved plan are noted, read by everybody and asked after when they fall silent."""

from datetime import date

import pytest

from events.database import db, unit_of_work
from events.plan import ages, progress_queries, progressing, queries
from tests.plan.conftest import fill
from tests.plan.test_approving import ready
from tests.plan.test_public_views import approve
from tests.readers import fields_of


@pytest.fixture
def approved(held, at):
    """The plan of a test, approved in June 2009 and read in July."""
    ready(held)
    with at(2009, 6, 17, 9):
        approve(held)
    with at(2009, 7, 1, 9):
        yield held


def note(held, **values):
    values = {"action_key": "1.1", "colour": "amber", "per_cent": 30, "note": "The hall is booked.",
              "as_of": date(2009, 6, 30), "by": held.reviewer} | values
    with unit_of_work():
        return progressing.note_progress(held.plan, **values)


def test_nothing_is_noted_before_a_board_has_approved(held):
    with pytest.raises(progressing.NotApproved):
        note(held, as_of=date(2009, 4, 1))


@pytest.mark.parametrize(("values", "refusal"), [
    ({"action_key": "9.9"}, progressing.NoSuchAction), ({"colour": "blue"}, progressing.ColourWanted),
    ({"per_cent": 101}, progressing.PerCentOutOfRange), ({"per_cent": -1}, progressing.PerCentOutOfRange),
    ({"as_of": date(2009, 7, 2)}, progressing.DayToCome), ({"note": "x" * 1001}, progressing.NoteTooLong),
])
def test_what_makes_no_sense_is_refused(approved, values, refusal):
    with pytest.raises(refusal):
        note(approved, **values)


def test_every_note_is_kept_and_the_newest_day_counts(approved):
    note(approved)
    note(approved, colour="green", per_cent=60, as_of=date(2009, 7, 1))
    note(approved, colour="red", per_cent=10, as_of=date(2009, 6, 1))  # told late, of an earlier day
    latest = progress_queries.latest_of(approved.plan)["1.1"]
    assert (latest.colour, latest.per_cent) == ("green", 60)
    assert [entry.colour for entry in progress_queries.entries_of(approved.plan, "1.1")] == ["green", "amber", "red"]


def test_an_action_without_news_for_three_months_is_asked_after(approved):
    note(approved)
    assert progress_queries.quiet_actions(approved.plan, date(2009, 7, 1)) == []
    quiet = [action.key for action in progress_queries.quiet_actions(approved.plan, date(2009, 9, 16))]
    assert quiet == ["1.2", "2.1"]
    assert len(progress_queries.quiet_actions(approved.plan, date(2009, 9, 30))) == 3


def test_an_officer_notes_several_actions_with_one_press(approved, reader):
    officer = reader.signed_in(approved.reviewer)
    page = officer.get("progress.note_progress", key="plan")
    fill(officer, page, {"colour_1_1": "green", "per_cent_1_1": "40 %", "note_1_1": "Booked.", "colour_2_1": "red"})
    latest = progress_queries.latest_of(queries.plan_by_key("plan"))
    assert {key: (str(row.colour), row.per_cent, row.note) for key, row in latest.items()} == {
        "1.1": ("green", 40, "Booked."), "2.1": ("red", None, "")}
    shown = officer.get("progress.show_progress_history", key="plan", action_key="1.1").words
    assert "Green: on course" in shown and "Ravi Reviewer" in shown


def test_one_wrong_line_keeps_none_and_everything_typed_comes_back(approved, reader):
    officer = reader.signed_in(approved.reviewer)
    page = officer.get("progress.note_progress", key="plan")
    typed = {"colour_1_1": "green", "note_1_1": "Good", "per_cent_1_2": "a lot", "note_2_1": "No colour"}
    again = fill(officer, page, typed, status=422)
    assert again.errors == ["Action 1.2: Choose red, amber or green", "Action 2.1: Choose red, amber or green"]
    assert fields_of(again.find("main").find("form")).items() >= typed.items()
    db.session.rollback()
    assert progress_queries.latest_of(queries.plan_by_key("plan")) == {}
    wrong = fill(officer, again, typed | {"colour_1_2": "amber", "note_2_1": ""}, status=422)
    assert wrong.errors == ["Action 1.2: Write a number from 0 to 100, or leave it empty"]
    late = fill(officer, page, {"colour_1_1": "green", "as_of": "2 July 2009"}, status=422)
    assert late.errors == ["The day cannot be still to come"]
    empty = fill(officer, page, {"note_1_1": ""}, status=422)
    assert "Nothing was written" in empty.errors[0]


def test_everybody_reads_the_latest_with_its_age_and_by_lead(approved, reader):
    note(approved)
    note(approved, action_key="2.1", colour="green", per_cent=100, note="")
    person = reader.anybody()
    action = " ".join(person.get("plan.show_plan", slug="evening").find(id="1.1").get_text(" ").split())
    assert "Amber: at risk 30 per cent done The hall is booked." in action
    assert "As of Tuesday 30 June 2009, yesterday" in action and "Ravi" not in action
    page = person.get("progress.show_progress", slug="evening")
    assert [h2.get_text(strip=True) for h2 in page.find("main").find_all("h2")] == [
        "Communications Manager", "Police", "Silver Group"]
    assert "Done" in page.words and "No news yet" in page.words


def test_before_approval_nothing_is_told_of_progress(held, reader):
    reader.anybody().get("progress.show_progress", slug="evening", status=404)
    page = reader.signed_in(held.reviewer).get("progress.note_progress", key="plan")
    assert "Progress is noted from then on" in page.words
    reader.signed_in(held.approver).get("progress.note_progress", key="plan", status=403)


def test_an_age_is_said_as_people_say_it(app):
    with app.test_request_context():
        day = date(2009, 6, 1)
        said = [ages.age(day, date(*parts)) for parts in (
            (2009, 6, 1), (2009, 6, 2), (2009, 6, 10), (2009, 6, 15), (2009, 7, 6), (2009, 9, 1))]
    assert said == ["today", "yesterday", "9 days ago", "2 weeks ago", "5 weeks ago", "3 months ago"]
