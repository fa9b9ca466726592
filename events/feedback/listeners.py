"""What feedback does when an earlier stage tells news: a speaker who withdraws leaves questions behind."""

from sqlalchemy import update

from events import news
from events.agenda.models import Speaker
from events.database import db
from events.feedback import announcing
from events.feedback.models import Remark


def give_questions_on(speaker: Speaker, instead: Speaker | None, **told) -> None:
    """The questions to a speaker who is replaced go to the substitute, or to the panel where that was chosen."""
    moved = db.session.scalars(
        update(Remark).where(Remark.speaker_id == speaker.id).values(speaker_id=instead.id if instead else None)
        .returning(Remark.id).execution_options(synchronize_session="fetch")
    )
    if list(moved):
        announcing.announce(speaker.event)


def give_questions_to_panel(speaker: Speaker, **told) -> None:
    """The questions to a speaker who has withdrawn go to the panel, in the same transaction."""
    give_questions_on(speaker, None)


news.speaker_replaced.connect(give_questions_on)
news.speaker_withdrawn.connect(give_questions_to_panel)
