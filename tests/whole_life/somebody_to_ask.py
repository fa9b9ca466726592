"""What the crawl needs so that a speaker's pages are all open: somebody who is to be asked, and a letter drafted."""

import io
from datetime import timedelta

from sqlalchemy import select

from events import clock, files
from events import event as event_record
from events.access import queries as access_queries
from events.agenda import advising, decks, furnishing, inviting_speakers, packing, presenting, scheduling
from events.agenda.models import Speaker
from events.database import db, unit_of_work
from tests.agenda import real_decks

ORGANISER = "margaret.tulloch@council.example.org"


def somebody_to_ask(slug: str, starts: dict[str, list[str]]) -> None:
    """Draft a letter to somebody new of that event, and put down a body to be asked for advice.

    Opens the page of answers of a speaker whose event is over.
    """
    with unit_of_work():
        asked = scheduling.add_speaker(event_record.find(slug), name="Dana Kirk", email="dana@example.org",
                                       level="regional", by="command")
        inviting_speakers.draft_invitation(asked, topic="Youth work", by="command",
                                           answer_by=(clock.now() + timedelta(days=7)).date())
        advising.add_adviser(event_record.find(slug), body="Over-Fifties Forum", email="forum@example.org",
                             by="command")
        db.session.flush()
        page = f"/desk/events/{slug}/speakers/{asked.id}/invitation"
        starts[ORGANISER] += [page, f"{page}/sending"]  # of two speakers the crawl has seen enough before it comes here
        spoke = db.session.scalars(select(Speaker).where(Speaker.key == "garbutt").limit(1)).one()
        starts["speaker 2"].append(f"/my/{spoke.ref}/speaking/answer")


def a_room_and_a_pack(slug: str, starts: dict[str, list[str]]) -> None:
    """A further room of the venue, and a pack of slides that the organiser has ordered."""
    with unit_of_work():
        event = event_record.find(slug)
        furnishing.add_room(event, name="Garden room", by="command")
        by = access_queries.officer_by_email(ORGANISER)
        starts[ORGANISER].append(f"/desk/events/{slug}/pack/{packing.order(event, by=by).ref}")


def slides_to_look_at(key: str) -> None:
    """A speaker's slides, opened as they are when they come in, with data in them that nobody sees on a slide."""
    speaker = db.session.scalars(select(Speaker).where(Speaker.key == key).limit(1)).one()
    content = io.BytesIO(real_decks.powerpoint())
    recognised, stored = decks.recognise(content), files.store(content, most_megabytes=1)
    with unit_of_work():
        presenting.receive(db.session.get_one(Speaker, speaker.id), stored=stored, recognised=recognised,
                           original_name="talk.pptx", by="speaker")
