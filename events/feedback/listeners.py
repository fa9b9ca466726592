"""What feedback does when an earlier stage tells news: a speaker who withdraws leaves questions behind."""

from sqlalchemy import update

from events import news
from events.agenda.models import Speaker
from events.database import db
from events.feedback import announcing
from events.feedback.models import Remark


def give_questions_to_panel(speaker: Speaker, **told) -> None:
    """The questions to a speaker who has withdrawn go to the panel, in the same transaction."""
    moved = db.session.scalars(
        update(Remark).where(Remark.speaker_id == speaker.id).values(speaker_id=None).returning(Remark.id)
        .execution_options(synchronize_session="fetch")
    )
    if list(moved):
        announcing.announce(speaker.event)


news.speaker_withdrawn.connect(give_questions_to_panel)
