"""What pages about answers in writing read: what a speaker has still to answer, and what waits to be read."""

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from events.agenda.models import Speaker
from events.database import db
from events.event import Event
from events.feedback.models import Answer, Remark
from events.feedback.states import Disposition, RemarkKind, RemarkState


def unanswered_by(speaker: Speaker) -> list[Remark]:
    """The approved questions to a speaker without any answer, spoken or written, by ref."""
    rows = select(Remark).where(
        Remark.speaker_id == speaker.id, Remark.state == RemarkState.APPROVED, Remark.kind == RemarkKind.QUESTION,
        Remark.merged_into_id.is_(None), ~Remark.answers.any(),
        Remark.disposition.is_(None) | (Remark.disposition != Disposition.ANSWERED),
    )
    return list(db.session.scalars(rows.order_by(Remark.ref)))


def to_speaker(speaker: Speaker, ref: str) -> Remark | None:
    """The approved remark of that ref, if it is to this speaker."""
    rows = select(Remark).where(Remark.speaker_id == speaker.id, Remark.ref == ref,
                                Remark.state == RemarkState.APPROVED)
    return db.session.scalar(rows)


def waiting_answers(event: Event) -> list[Answer]:
    """What speakers have written and nobody has read yet, to remarks that stand."""
    rows = select(Answer).join(Remark).where(Remark.event_id == event.id, Remark.state == RemarkState.APPROVED,
                                             Answer.waits_for_approval)
    return list(db.session.scalars(rows.options(joinedload(Answer.remark), joinedload(Answer.speaker))
                                   .order_by(Remark.ref, Answer.id)))
