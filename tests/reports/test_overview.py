"""Where an event stands in its life and what wants doing next, from its numbers alone."""

import pytest

from events.agenda import agreeing
from events.agenda.models import Speaker
from events.agenda.states import SpeakerState
from events.database import db, unit_of_work
from events.reports import overview, queries
from events.reports.overview import Standing

OVER = {"has_begun": True, "is_over": True, "starts_in_days": -2}


@pytest.mark.parametrize(("numbers", "step"), [
    ({}, overview.PLANNING),
    ({"drafted": 120}, overview.PLANNING),
    ({"invited": 121, "asked": 120}, overview.INVITING),
    ({"invited": 120, "asked": 120, "has_begun": True}, overview.THE_DAY),
    (OVER, overview.SORTING),
    (OVER | {"remarks": {"approved": 5, "waiting": 1}}, overview.SORTING),
    (OVER | {"remarks": {"approved": 5}, "undisposed": 1}, overview.SORTING),
    (OVER | {"remarks": {"approved": 5}}, overview.AMENDING),
    (OVER | {"remarks": {"approved": 5}, "version_number": 2, "accepted_open": 1}, overview.AMENDING),
    (OVER | {"remarks": {"approved": 5}, "version_number": 2}, overview.APPROVAL),
    (OVER | {"is_approved": True}, overview.APPROVAL),
    (OVER | {"is_approved": True, "outcomes_published": True}, overview.DONE),
])
def test_the_step_of_an_events_life_follows_from_its_numbers(numbers, step):
    assert overview.place_in_life(Standing(**numbers)) == step


def words(app, **numbers) -> list[str]:
    """The sentences of what wants doing."""
    with app.test_request_context():
        return [task.words for task in overview.tasks_of(Standing(**numbers), "evening")]


def test_an_empty_event_is_told_to_begin_with_its_programme_and_its_guests(app):
    assert words(app, starts_in_days=40) == [
        "The programme is empty: put in its first item", "Nobody is on the list yet: choose whom to invite"]


def test_an_event_without_a_safeguarding_lead_is_told_so(app):
    base = {"items": 9, "invited": 120, "asked": 120, "starts_in_days": 30}
    assert words(app, **base, is_leadless=True) == [
        "No safeguarding lead yet: choose one"]


def test_one_and_several_are_said_in_their_own_ways(app):
    base = {"items": 9, "starts_in_days": 30}
    assert words(app, **base, drafted=119, items_without_speaker=3) == [
        "3 parts of the programme have no speaker", "119 invitations are drafted: preview and send"]
    assert words(app, **base, drafted=1, items_without_speaker=1) == [
        "1 part of the programme has no speaker", "1 invitation is drafted: preview and send"]


def test_those_who_have_not_answered_are_thought_of_two_weeks_before(app):
    base = {"items": 9, "invited": 120, "asked": 120, "no_answer": 10}
    assert words(app, **base, starts_in_days=15) == []
    assert words(app, **base, starts_in_days=14) == ["10 people have not answered: remind or ring them"]


def test_the_urgent_comes_first(app):
    found = words(app, **OVER, remarks={"waiting": 12, "approved": 30}, undisposed=7, letters_failed=1)
    assert found[0].startswith("1 letter could not be delivered") and found[1] == "12 remarks wait for a moderator"
    assert "7 remarks have no disposition: say what became of them" in found


def test_those_who_wait_for_the_organisers_word_are_named(app):
    base = {"items": 9, "invited": 120, "asked": 120, "starts_in_days": 30}
    assert words(app, **base, substitutes=2, requests=1, mails=3, to_ring=1) == [
        "1 person has to be rung: a place is on offer, and no letter reaches them",
        "3 emails came back and want to be looked at", "2 guests send somebody else: confirm or decline",
        "1 person asks for a place: decide"]
    assert words(app, **OVER, remarks={"approved": 1}, substitutes=2, requests=1) == []


def test_on_the_day_the_door_and_the_cards_come_up(app):
    assert "It is today: welcome people at the door" in words(app, items=9, invited=5, asked=5, starts_in_days=0)
    assert "It is today: welcome people at the door" not in words(app, items=9, invited=5, asked=5, starts_in_days=1)


def test_the_plan_asks_for_what_it_lacks_once_the_evening_is_over(app):
    plan = {"plan_key": "p", "office_comments": 14, "office_open": 4, "amendments": {"proposed": 2}, "accepted_open": 3}
    found = words(app, **OVER, **plan)
    assert "4 of 14 comments of the reviewing office are unanswered" in found
    assert "2 amendments wait to be decided" in found
    assert "3 accepted amendments are in no version yet: make one" in found
    found = words(app, **OVER, plan_key="p", version_number=2, gates=4, gates_open=1)
    assert found == ["1 gate before approval is not signed"]
    found = words(app, **OVER, plan_key="p", version_number=2, gates=4)
    assert found == ["Version 2 is ready for the board"]
    found = words(app, **OVER, plan_key="p", version_number=2, is_approved=True)
    assert found == ["The outcomes are not public yet: publish them"]


def test_a_cancelled_event_wants_nothing(app):
    assert words(app, is_cancelled=True, letters_failed=3) == []


def test_the_overview_names_who_works_on_the_event_and_says_where_nobody_does(make, reader):
    event, other = make.event(), make.event(slug="other-evening")
    organiser = make.officer("organiser", on=event, name="Olive Green")
    make.officer("moderator", on=event, name="Moira Blue")
    make.officer("moderator", on=other, name="Not Here")
    make.officer("safeguarding", name="Sara Wide")
    page = reader.signed_in(organiser).get("reports.show_overview", slug=event.slug)
    rows = {row.dt.get_text(strip=True): row.dd.get_text(" ", strip=True)
            for row in page.select(".govuk-summary-list__row")}
    assert (rows["Moderator"], rows["Safeguarding lead"], rows["Door"]) == ("Moira Blue", "Sara Wide", "nobody yet")
    assert "An administrator gives roles." in page.words and "Not Here" not in page.words


def test_a_speaker_who_agreed_is_no_guest_who_was_invited(make, reader):
    event = make.event()
    speaker = make.speaker(event, "Judith Okoro", state=SpeakerState.INVITED)
    with unit_of_work():
        agreeing.answer(db.session.get(Speaker, speaker.id), said="accepted", by="speaker")
    page = reader.signed_in(make.officer("organiser", on=event)).get("reports.show_overview", slug=event.slug)
    assert "1 Coming" in page.words and "Nobody is on the list yet: choose whom to invite" in page.words
    assert page.select(".sd-step--current")[0].get_text(" ", strip=True).startswith("Planning")


def test_a_discussion_at_tables_wants_no_speaker(make):
    event = make.event()
    make.agenda_item(event, "At tables", kind="discussion")
    make.agenda_item(event, "A talk", after_minutes=30)
    assert queries.standing_of(event).items_without_speaker == 1
