"""What speakers told of their needs is forgotten in time."""

from datetime import timedelta

from events.agenda import forgetting_speakers, planning, profile_queries, profiling
from events.agenda.models import Speaker
from events.database import db, unit_of_work
from events.event import Event


def told(make):
    """A speaker who needs a ramp."""
    speaker = make.speaker(make.event())
    with unit_of_work():
        profiling.tell_needs(db.session.get(Speaker, speaker.id), access="A ramp", consent=True, by="speaker")
    return speaker


def test_needs_go_two_weeks_after_the_event_and_not_before(make, at, app):
    speaker = told(make)
    with at(2009, 6, 3, 19):
        assert forgetting_speakers.forget_needs() == 0
    with at(2009, 6, 3, 21):
        assert forgetting_speakers.forget_needs() == 1
        assert profile_queries.needs_of(speaker) is None
    assert "forget speakers' needs" in [item.name for item in app.extensions["clockwork"]]


def test_where_the_event_has_moved_they_stay_until_after_its_new_day(make, at):
    speaker = told(make)
    with unit_of_work():
        event = db.session.get(Event, speaker.event_id)
        planning.change_event(event, starts_at=event.starts_at + timedelta(days=7),
                              ends_at=event.ends_at + timedelta(days=7), by="command")
    with at(2009, 6, 4, 9):
        assert forgetting_speakers.forget_needs() == 0
    with at(2009, 6, 11, 9):
        assert forgetting_speakers.forget_needs() == 1
    assert profile_queries.needs_of(speaker) is None
