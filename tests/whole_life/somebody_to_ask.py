"""What the crawl needs so that a speaker's pages are all open: somebody who is to be asked, and a letter drafted."""

from datetime import timedelta

from sqlalchemy import select

from events import clock
from events import event as event_record
from events.agenda import inviting_speakers, scheduling
from events.agenda.models import Speaker
from events.database import db, unit_of_work


def somebody_to_ask(slug: str, starts: dict[str, list[str]]) -> None:
    """Draft a letter to somebody new of that event, and open the page of answers of a speaker whose event is over."""
    with unit_of_work():
        asked = scheduling.add_speaker(event_record.find(slug), name="Dana Kirk", email="dana@example.org",
                                       level="regional", by="command")
        inviting_speakers.draft_invitation(asked, topic="Youth work", by="command",
                                           answer_by=(clock.now() + timedelta(days=7)).date())
        spoke = db.session.scalars(select(Speaker).where(Speaker.key == "garbutt").limit(1)).one()
        starts["speaker 2"].append(f"/my/{spoke.ref}/speaking/answer")
