"""The hall's hours, a last day and time for questions are said with the arrangements, and move along."""

from datetime import timedelta

from events.agenda import planning, queries
from events.database import db, unit_of_work
from events.event import Event
from tests.agenda.test_officer_views import typed, value


def test_the_halls_hours_and_a_last_day_are_typed_and_come_back(make, reader):
    event = make.event()
    organiser = reader.signed_in(make.officer("organiser", on=event))
    page = organiser.get("planning.change_event", slug="evening")
    organiser.post("planning.change_event", typed(
        page, hall_opens="5pm", hall_closes="10pm", wants_questions="y", last_day="21 May 2009", ends="4pm"),
        slug="evening")
    arrangements, event = queries.arrangements_of(event), db.session.get(Event, event.id)
    assert event.local(arrangements.hall_opens_at).strftime("%d %H:%M") == "20 17:00"
    assert event.local(arrangements.hall_closes_at).strftime("%d %H:%M") == "21 22:00"
    assert event.local(event.ends_at).strftime("%d %H:%M") == "21 16:00" and arrangements.wants_questions
    page = organiser.get("planning.change_event", slug="evening")
    assert value(page, "hall_opens") == "5pm" and value(page, "last_day") == "Thursday 21 May 2009"
    organiser.post("planning.change_event", typed(page), slug="evening")
    assert db.session.get(Event, event.id).ends_at == event.ends_at, "saved as it stood: nothing moved"


def test_the_halls_hours_move_with_the_event(make):
    event = make.event()
    week = timedelta(days=7)
    with unit_of_work():
        planning.change_event(db.session.get(Event, event.id), by="command", hall_opens_at=event.starts_at)
    with unit_of_work():
        planning.change_event(db.session.get(Event, event.id), by="command", starts_at=event.starts_at + week,
                              ends_at=event.ends_at + week, sure=True)
    event = db.session.get(Event, event.id)
    assert queries.arrangements_of(event).hall_opens_at == event.starts_at
