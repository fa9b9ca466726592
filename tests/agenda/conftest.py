"""An evening on which things run: four talks, a break, questions, and the people who run it."""

from datetime import timedelta
from types import SimpleNamespace

import pytest

from events.database import db, unit_of_work
from events.event import Event


def a_run(make, **arrangements) -> SimpleNamespace:
    """The evening of 20 May, 6pm to 8:10pm, with an organiser and a chair."""
    event = make.event(hours=2, **arrangements)
    with unit_of_work():
        db.session.get_one(Event, event.id).ends_at = event.starts_at + timedelta(minutes=130)
    imam = make.speaker(event, "Imam Siddiqui", leaves_by=event.starts_at + timedelta(minutes=75))
    officer = make.speaker(event, "PC Garbutt")
    plan = [("Welcome", "welcome", 0, 10, None), ("The national picture", "presentation", 10, 20, None),
            ("Prevent in practice", "presentation", 30, 20, officer),
            ("A view from the mosque", "presentation", 50, 20, imam), ("Break", "break", 75, 15, None),
            ("Your questions", "questions", 90, 30, None), ("Close", "close", 120, 10, None)]
    keys = [make.agenda_item(event, title, kind=kind, after_minutes=after, minutes=minutes, speaker=speaker).key
            for title, kind, after, minutes, speaker in plan]
    names = ("welcome", "national", "police", "faith", "rest", "questions", "close")
    return SimpleNamespace(event=event, keys=dict(zip(names, keys, strict=True)), imam=imam, police=officer,
                           organiser=make.officer("organiser", on=event),
                           chair=make.officer("moderator", on=event, name="Councillor Rix"))


@pytest.fixture
def evening(make) -> SimpleNamespace:
    """That evening, stored."""
    return a_run(make)
