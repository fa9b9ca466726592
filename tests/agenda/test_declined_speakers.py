"""Who has declined is no longer written to about a part, and no page treats them as still speaking."""

import io

import pytest

from events.agenda import agreeing, release_queries, releasing, scheduling, telling
from events.agenda.models import AgendaItem, Speaker
from events.agenda.states import SpeakerState
from events.database import db, unit_of_work
from events.delivery import deliver
from events.event import Event
from events.outbox import Letter
from tests.agenda import slides

AT = {"slug": "evening"}


@pytest.fixture
def doris(make):
    """Somebody who had the link of their page, is down for a public part, and then declined."""
    event = make.event()
    speaker = make.speaker(event, "Doris Lamb", state=SpeakerState.INVITED)
    make.agenda_item(event, "Sixty years of the High Street", speaker=speaker)
    with unit_of_work():
        telling.send_link(db.session.get(Speaker, speaker.id), by="command")
    deliver()
    with unit_of_work():
        agreeing.answer(db.session.get(Speaker, speaker.id), said="declined", reason="My knees", by="speaker")
    return db.session.get(Speaker, speaker.id)


def change_their_part(event: Event) -> None:
    """Change the one part in the working copy."""
    with unit_of_work():
        [item] = db.session.query(AgendaItem).filter_by(event_id=event.id)
        scheduling.change_item(item, by="command", title="The High Street, then and now")


def test_a_release_names_them_as_declined_and_writes_no_letter(doris, make, reader):
    event = db.session.get(Event, doris.event_id)
    change_their_part(event)
    page = reader.signed_in(make.officer("organiser", on=event)).get("releases.show_release", **AT)
    assert "Doris Lamb has declined to speak, so nobody writes to them about it." in page.words
    assert "and tell" not in page.words
    with unit_of_work():
        releasing.release(db.session.get(Event, event.id), by="command")
    assert release_queries.newest(event).number == 2
    assert {row.name for row in db.session.query(Letter)} == {"agenda/speaker_link"}


def test_a_letter_about_their_part_that_still_waits_as_they_decline_does_not_leave(make):
    event = make.event()
    ann = make.speaker(event, "Ann Lee", state=SpeakerState.ACCEPTED)
    make.agenda_item(event, "The talk", speaker=ann)
    with unit_of_work():
        telling.send_link(db.session.get(Speaker, ann.id), by="command")
    deliver()
    change_their_part(event)
    with unit_of_work():
        releasing.release(db.session.get(Event, event.id), by="command")
        agreeing.answer(db.session.get(Speaker, ann.id), said="declined", reason="Away", by="speaker")
    assert [str(row.state) for row in db.session.query(Letter).filter_by(name="agenda/programme_changed")] == [
        "withdrawn"]


def test_their_page_thanks_them_and_speaks_of_no_part(doris, reader):
    page = reader.by_link("speaker", doris).get("reports.show_speaker_page", ref=doris.ref)
    assert "Thank you for telling us." in page.words and "Change my answer" in page.words
    for words in ("Your part", "my part", "That is you", "Questions to you", "Questions to the panel"):
        assert words not in page.words, words
    assert page.find("a", href=lambda href: href and href.endswith("calendar.ics")) is None


def test_their_slides_are_not_still_to_come(doris, make, reader):
    event = db.session.get(Event, doris.event_id)
    ann = make.speaker(event, "Ann Lee")
    make.speaker(event, "Ben Khan")
    reader.by_link("speaker", ann).post(
        "slides.hand_in_slides", {"slides": (io.BytesIO(slides.PDF), "talk.pdf")}, ref=ann.ref)
    page = reader.signed_in(make.officer("organiser", on=event)).get("speakers.list_decks", **AT)
    assert "Still to come" in page.words and "Ben Khan" in page.words and "Doris Lamb" not in page.words


def test_in_their_running_order_a_speaker_reads_who_else_is_in_their_part(make, reader):
    event = make.event()
    ann, ben = make.speaker(event, "Ann Lee"), make.speaker(event, "Ben Khan")
    item = make.agenda_item(event, "Questions to everybody", kind="questions", speaker=ann)
    with unit_of_work():
        scheduling.change_item(db.session.get(AgendaItem, item.id), by="command",
                               lead=None, panel=[db.session.get(Speaker, one.id) for one in (ann, ben)])
        releasing.freeze(db.session.get(Event, event.id), by="command")
    page = reader.by_link("speaker", db.session.get(Speaker, ann.id)).get("reports.show_speaker_page", ref=ann.ref)
    assert "That is you, with Ben Khan" in page.words
