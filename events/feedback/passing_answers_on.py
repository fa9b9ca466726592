"""An answer is passed on: to whoever wanted to hear, and to the first asking of a question that was taken along."""

from sqlalchemy import select

from events import history, outbox
from events.database import db
from events.feedback import announcing, queries, taken_queries
from events.feedback.models import Answer, Remark
from events.feedback.states import Disposition, RemarkState
from events.feedback.taken_models import TakenQuestion
from events.refusals import N_

ANSWERED_LATER = N_("Answered at an event that followed.")
STILL_OPEN = (None, Disposition.NEXT_EVENT)


def tell_asker(remark: Remark) -> None:
    """Whoever wanted to hear is written to: that there is an answer and where, nothing of the words."""
    contact = remark.invitation.contact if remark.wants_to_hear and remark.invitation is not None else None
    if contact is not None and contact.email:
        outbox.post("feedback/answered", about=remark.invitation, to_name=contact.name, to_address=contact.email,
                    event=remark.event)


def pass_on(remark: Remark, *, by) -> None:
    """Let the first asking of a question say what is published of the answers to this one; it may be a copy itself.

    A question that was asked here, or whose first asking no longer stands, is left alone.
    """
    link = taken_queries.origin_of(remark)
    if link is None:
        return
    first = link.original
    queries.hold(first)
    if first.state != RemarkState.APPROVED:
        return
    db.session.flush()  # what is published now is read from the database
    _carry_words(remark, link, by)
    if remark.disposition == Disposition.ANSWERED and first.disposition in STILL_OPEN:
        first.disposition, first.disposition_reason = Disposition.ANSWERED, ANSWERED_LATER
        history.record(first, "answered at an event that followed", by=by, event=first.event)
        announcing.announce(first.event)
    pass_on(first, by=by)


def _carry_words(remark: Remark, link: TakenQuestion, by) -> None:
    first, before = link.original, list(link.carried)
    rows = select(Answer).where(Answer.remark_id == remark.id, Answer.is_published).order_by(Answer.id)
    published = list(db.session.scalars(rows))
    now = [answer.text for answer in published]
    for answer in [one for one in first.answers if one.text in before and one.text not in now]:
        db.session.delete(answer)
    new = [answer for answer in published if answer.text not in before]
    for answer in new:
        db.session.add(Answer(remark_id=first.id, text=answer.text, speaker_id=answer.speaker_id, is_published=True,
                              answered_on=answer.answered_on))
    if now != before:
        link.carried = now
        history.record(first, "answer passed on", by=by, event=first.event)
        db.session.refresh(first, ["answers"])
    if new:
        tell_asker(first)
