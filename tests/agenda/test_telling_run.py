"""Speakers are told of a new hour on the evening: those it concerns, once, with their own calendar update."""

import email
from pathlib import Path

import icalendar
import pytest

from events.agenda import queries
from events.agenda.states import SpeakerState
from events.database import db, unit_of_work
from events.delivery import deliver
from events.outbox import Letter
from tests.agenda.test_run_views import go, sheet


@pytest.fixture
def runner(reader, evening):
    """The organiser's browser."""
    return reader.signed_in(evening.organiser)


def letters() -> list[Letter]:
    return list(db.session.query(Letter).order_by(Letter.id))


def mails(app) -> list:
    folder = Path(app.config["INSTANCE"], "mail")
    return [email.message_from_bytes(path.read_bytes(), policy=email.policy.default) for path in folder.glob("*.eml")]


def parts_of(app) -> list:
    found = []
    for mail in mails(app):
        part = next(part for part in mail.walk() if part.get_content_type() == "text/calendar")
        found.append(icalendar.Calendar.from_ical(part.get_content()))
    return found


def choose(runner, page, words: str):
    forms = [form for form in page.find_all("form") if "run/choice" in form["action"]]
    place = next(number for number, form in enumerate(forms) if words in form.text)
    return runner.send(page, {}, to="run/choice", place=place, follow=True)


def test_nobody_is_written_to_until_somebody_presses_and_then_only_those_it_concerns(app, runner, evening, at):
    with at(2009, 5, 20, 17, 12):
        page = go(runner, evening)
        assert "Tell the 2 speakers it concerns" in page.words and letters() == []
        page = runner.send(page, {}, to="run/telling", follow=True)
        assert "An email is on its way to Imam Siddiqui, PC Garbutt." in page.words
        assert "it concerns" not in page.words  # they know now
        deliver()
    said = {str(entry["uid"]): entry for calendar in parts_of(app) for entry in calendar.walk("VEVENT")}
    assert len(said) == 2
    imam = said[f"{evening.keys['faith']}.evening@localhost"]
    assert f"{imam['dtstart'].dt:%H:%M}" == "18:02" and imam["sequence"] == 1 and imam["summary"] == "Evening of 20 May"
    assert len(imam["attendee"] if isinstance(imam["attendee"], list) else [imam["attendee"]]) == 1
    assert any("Now expected at 7:02pm" in mail["Subject"] for mail in mails(app))
    assert {item.key: item.sequence for item in queries.items_of(evening.event)}[evening.keys["national"]] == 0


def test_a_few_minutes_are_worth_no_letter(runner, evening, at):
    with at(2009, 5, 20, 17, 9):
        assert "it concerns" not in go(runner, evening).words


def test_who_is_left_out_is_told_so_and_their_calendar_forgets_it(app, runner, evening, at):
    with at(2009, 5, 20, 17, 2):
        page = choose(runner, go(runner, evening), "Leave out “Prevent in practice”")
        assert "Tell the 1 speaker it concerns" in page.words
        runner.send(page, {}, to="run/telling", follow=True)
        deliver()
    (calendar,) = parts_of(app)
    entry = calendar.walk("VEVENT")[0]
    assert (calendar["method"], entry["status"], entry["sequence"]) == ("CANCEL", "CANCELLED", 1)
    (mail,) = mails(app)
    assert mail["Subject"].startswith("Left out this evening")
    assert "is left out" in mail.get_body(("plain",)).get_content()


def test_told_again_only_when_it_moves_again_by_much(runner, evening, at):
    with at(2009, 5, 20, 17, 12):
        runner.send(go(runner, evening), {}, to="run/telling", follow=True)
    with at(2009, 5, 20, 17, 28):  # the welcome runs over by six minutes
        assert "it concerns" not in sheet(runner, evening).words
    with at(2009, 5, 20, 17, 33):
        page = sheet(runner, evening)
        assert "Tell the 2 speakers it concerns" in page.words
        runner.send(page, {}, to="run/telling", follow=True)
    assert sorted(letter.facts["sequence"] for letter in letters()) == [1, 1, 2, 2]


def test_who_has_declined_is_not_told_of_the_evenings_hours(runner, evening, at):
    with unit_of_work():
        db.session.get(type(evening.imam), evening.imam.id).state = SpeakerState.DECLINED
    with at(2009, 5, 20, 17, 12):
        assert "Tell the 1 speaker it concerns" in go(runner, evening).words
