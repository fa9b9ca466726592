"""What the page of arrangements says before it moves an event: who is told, and what becomes of the programme."""

from datetime import timedelta

import pytest

from events.agenda import agreeing, queries, release_queries, telling
from events.agenda.models import Speaker
from events.database import db, unit_of_work
from events.event import Event
from events.outbox import Letter
from tests.agenda.test_officer_views import typed


@pytest.fixture
def organiser(make, reader):
    """The organiser of an evening with a released part and its speaker, who agreed and so is a guest, too."""
    event = make.event()
    speaker = make.speaker(event, "Ann Lee")
    make.agenda_item(event, "Talk", speaker=speaker)
    with unit_of_work():
        telling.send_link(db.session.get(Speaker, speaker.id), by="command")
    with unit_of_work():
        db.session.query(Letter).update({"state": "sent"})
        agreeing.answer(db.session.get(Speaker, speaker.id), said="accepted", by="speaker")
    reading = reader.signed_in(make.officer("organiser", on=event))
    reading.event = event
    return reading


def ask(organiser, status: int = 422, **values):
    """Send the arrangements with some of them typed anew."""
    page = organiser.get("planning.change_event", slug="evening")
    return organiser.post("planning.change_event", typed(page, **values), slug="evening", status=status)


def moved() -> list[tuple[str, str]]:
    """The letters that wait: which, and to whom."""
    return [(row.name, row.to_name) for row in db.session.query(Letter).filter_by(state="queued")]


def test_whoever_is_a_guest_by_speaking_is_named_once_and_gets_one_letter(organiser):
    asked = ask(organiser, starts="7pm", ends="10pm")
    assert "Nothing is saved yet: 1 person will be told" in asked.words and "Save, and send 1 letter" in asked.words
    assert "Every part of the programme moves with it." in asked.words
    assert "The programme that everybody reads changes at once, as a new version." in asked.words
    db.session.rollback()
    version, [item] = release_queries.newest(organiser.event).number, queries.items_of(organiser.event)
    began = item.starts_at
    done = organiser.post("planning.change_event", typed(asked) | {"tell": "y"}, slug="evening", follow=True)
    assert "Saved. 1 person is being told by letter. Every part of the programme moved with it." in done.words
    assert moved() == [("agenda/event_moved", "Ann Lee")]
    event = db.session.get(Event, organiser.event.id)
    assert queries.public_items_of(event)[0].starts_at == began + timedelta(hours=1)
    assert release_queries.newest(event).number == version + 1


def test_the_table_has_no_time_that_was_only_written_otherwise_and_no_optional(organiser):
    ask(organiser, status=302, doors="5:30pm")
    asked = ask(organiser, starts="6.30pm", doors="5.30pm", hall_opens="4pm", day="20/5/2009", meeting="hall")
    rows = [row.get_text(" ", strip=True) for row in asked.find("table").find_all("tr")[1:]]
    assert len(rows) == 2 and rows[0].startswith("Starts") and rows[1].startswith("The hall is ours from")
    assert "(optional)" not in asked.find("table").get_text()
    assert "The parts of the programme keep their hours" in asked.words
