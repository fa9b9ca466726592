"""The three registries by which the past calls the future by name, and what stands in them."""

from events import letters, news
from events.access import doors
from tests.rules.reading import ROOT

LETTERS = [
    "access/sign_in", "agenda/advice_answered", "agenda/advice_asked", "agenda/advice_asked_again",
    "agenda/event_cancelled", "agenda/event_moved", "agenda/event_postponed", "agenda/programme_changed",
    "agenda/programme_removed", "agenda/run_changed", "agenda/slides_by_email", "agenda/speaker_chased",
    "agenda/speaker_invitation", "agenda/speaker_link", "delegates/cancelled", "delegates/confirmation",
    "delegates/date_left", "delegates/invitation", "delegates/moved", "delegates/named", "delegates/offer",
    "delegates/offer_over", "delegates/postponed", "delegates/reminder", "delegates/reminder_coming",
    "delegates/reminder_waiting", "delegates/request", "delegates/request_declined", "delegates/seats",
    "delegates/seats_news", "delegates/trial", "feedback/answered", "feedback/safeguarding",
    "feedback/safeguarding_again", "feedback/speaker_asked", "plan/became", "plan/board_papers",
]  # fmt: skip


def test_the_doors_are_those_that_were_agreed(app):
    assert doors.kinds() == [
        "adviser", "board", "door", "invitation", "request", "scribe", "seats", "speaker", "table",
    ]


def test_the_letters_are_those_that_were_agreed(app):
    assert letters.names() == LETTERS


def test_the_news_is_listened_to_as_its_table_says(app):
    told = {
        name: sorted(receiver.__module__.removeprefix("events.") for receiver in signal.receivers_for(None))
        for name, signal in news.signals.items()
    }
    assert told == {
        "event_moved": ["delegates.listeners"],
        "chairs_asked": ["delegates.listeners"],
        "places_changed": ["delegates.listeners"],
        "event_postponed": ["delegates.listeners"],
        "event_cancelled": ["delegates.listeners"],
        "speaker_accepted": ["delegates.listeners"],
        "speaker_declined": ["delegates.listeners"],
        "speaker_replaced": ["feedback.listeners"],
        "speaker_withdrawn": ["delegates.listeners", "feedback.listeners"],
    }
    table = (ROOT / "events" / "news.py").read_text("utf-8")
    for name, listeners in told.items():
        line = next(line for line in table.splitlines() if line.startswith(f"| {name}"))
        assert all(listener in line for listener in listeners)
