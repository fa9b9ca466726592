"""Answering a remark in writing, for its writer alone to read by receipt or for everybody."""

from events import clock, history
from events.agenda.models import Speaker
from events.database import db
from events.feedback import capturing, texts
from events.feedback.models import Answer, Remark
from events.feedback.states import RemarkState
from events.refusals import N_, Refusal

LONGEST = 4_000  # characters


class AnswerWanted(Refusal):
    """An answer has words."""

    sentence = N_("Write the answer")
    field = "text"


class NotApprovedYet(Refusal):
    """Only what a moderator has let through is answered."""

    sentence = N_("A moderator has to approve %(ref)s first.")
    status = 409


def answer(remark: Remark, *, text: str, speaker: Speaker | None = None, by, published: bool = True) -> Answer:
    """Write an answer to an approved remark; `speaker` is who gave it. Raises AnswerWanted or TooLong.

    A published answer is shown to the writer and wherever the remark is shown; another to staff only.
    """
    if remark.state != RemarkState.APPROVED:
        raise NotApprovedYet(ref=remark.ref)
    written = Answer(remark=remark, text=_words(text), speaker=speaker, is_published=published,
                     answered_on=remark.event.local(clock.now()).date())
    db.session.add(written)
    history.record(remark, "answer published" if published else "answer written", by=by, event=remark.event)
    return written


def change(written: Answer, *, text: str, published: bool, by) -> None:
    """Give an answer other words, or show it or not. Raises AnswerWanted or TooLong."""
    written.text, written.is_published = _words(text), published
    history.record(written.remark, "answer changed", by=by, event=written.remark.event)


def remove(written: Answer, *, by) -> None:
    """Take an answer away."""
    history.record(written.remark, "answer removed", by=by, event=written.remark.event)
    db.session.delete(written)


def _words(text: str) -> str:
    words = texts.clean_text(text)
    if not words:
        raise AnswerWanted()
    if len(words) > LONGEST:
        raise capturing.TooLong(most=f"{LONGEST:,}", length=f"{len(words):,}")
    return words
