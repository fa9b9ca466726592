"""Answering a remark in writing, for its writer alone to read by receipt or for everybody."""

from datetime import date

from events import clock, history, outbox
from events.agenda.models import Speaker
from events.database import db
from events.feedback import announcing, answer_queries, capturing, passing_answers_on, queries, texts
from events.feedback.models import Answer, Remark
from events.feedback.states import RemarkState, SpeakerSays
from events.refusals import N_, Refusal, Stale

LONGEST = 4_000  # characters


class AnswerWanted(Refusal):
    """An answer has words."""

    sentence = N_("Write the answer")
    field = "text"


class NotApprovedYet(Refusal):
    """Only what a moderator has let through is answered."""

    sentence = N_("A moderator has to approve %(ref)s first.")
    status = 409


class NothingToAnswer(Refusal):
    """There is nothing to ask the speaker for."""

    sentence = N_("Every question to %(name)s has an answer.")


class DueDayGone(Refusal):
    """The day by which to answer has gone by."""

    sentence = N_("Choose a day that is still to come")
    field = "due_on"


class AnswerChanged(Stale):
    """The speaker, or another moderator, has changed the answer since the page was opened."""

    sentence = N_("The answer to %(ref)s was changed since you opened the page. Read it as it stands now.")


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
    if published:
        passing_answers_on.tell_asker(remark)
    passing_answers_on.pass_on(remark, by=by)
    return written


def change(written: Answer, *, text: str, published: bool, by) -> None:
    """Give an answer other words, or show it or not. Raises AnswerWanted or TooLong."""
    is_new = published and not written.is_published
    written.text, written.is_published = _words(text), published
    written.waits_for_approval = written.waits_for_approval and not published
    if is_new:
        passing_answers_on.tell_asker(written.remark)
    history.record(written.remark, "answer changed", by=by, event=written.remark.event)
    passing_answers_on.pass_on(written.remark, by=by)


def remove(written: Answer, *, by) -> None:
    """Take an answer away."""
    remark = written.remark
    history.record(remark, "answer removed", by=by, event=remark.event)
    db.session.delete(written)
    passing_answers_on.pass_on(remark, by=by)


def ask_speaker(speaker: Speaker, *, due_on: date, by) -> int:
    """Ask a speaker to answer in writing, by a day, the questions to them that have no answer; how many.

    The letter says how many and nothing of who asked. Raises NothingToAnswer or DueDayGone.
    """
    if due_on < speaker.event.local(clock.now()).date():
        raise DueDayGone()
    open_ones = answer_queries.unanswered_by(speaker)
    if not open_ones:
        raise NothingToAnswer(name=speaker.name)
    for remark in open_ones:
        remark.answer_due_on = due_on
    history.record(speaker, "asked to answer in writing", by=by, event=speaker.event)
    if speaker.email:
        outbox.post("feedback/speaker_asked", about=speaker, to_name=speaker.name, to_address=speaker.email,
                    event=speaker.event, facts={"count": len(open_ones), "due_on": due_on.isoformat()})
    return len(open_ones)


def answer_as_speaker(remark: Remark, *, text: str, speaker: Speaker) -> Answer:
    """A speaker answers in writing from their own page; a moderator reads it before anybody else does.

    One that still waits is replaced. Raises NotApprovedYet, AnswerWanted or TooLong.
    """
    queries.hold(remark)
    if remark.state != RemarkState.APPROVED:
        raise NotApprovedYet(ref=remark.ref)
    words = _words(text)
    written = next((one for one in remark.answers if one.waits_for_approval and one.speaker_id == speaker.id), None)
    if written is None:
        written = Answer(remark=remark, text=words, speaker=speaker, is_published=False, waits_for_approval=True,
                         answered_on=remark.event.local(clock.now()).date())
        db.session.add(written)
    written.text = words
    history.record(remark, "answered in writing", by="speaker", event=remark.event)
    return written


def approve_answer(written: Answer, *, by, seen: str | None = None) -> None:
    """Let a speaker's answer be read by all. Raises AnswerChanged where it says something else than `seen`."""
    queries.hold(written.remark)
    if seen is not None and texts.clean_text(seen) != written.text:
        raise AnswerChanged(ref=written.remark.ref)
    if not written.waits_for_approval:
        return
    written.waits_for_approval, written.is_published = False, True
    history.record(written.remark, "answer published", by=by, event=written.remark.event)
    passing_answers_on.tell_asker(written.remark)
    passing_answers_on.pass_on(written.remark, by=by)


def say_of(remark: Remark, *, speaker: Speaker, says: SpeakerSays | None) -> None:
    """What a speaker says of a question to them: the panel should take it, or it cannot be answered in public.

    Passed on, it is the panel's. None takes back what was said. The chair's list shows it.
    """
    queries.hold(remark)
    if remark.state != RemarkState.APPROVED or remark.speaker_id != speaker.id:
        raise NotApprovedYet(ref=remark.ref)
    remark.speaker_says = says
    if says == SpeakerSays.PASS_ON:
        remark.speaker, remark.answer_due_on = None, None
    history.record(remark, f"speaker says: {says or 'nothing'}", by="speaker", event=remark.event)
    announcing.announce(remark.event)


def _words(text: str) -> str:
    words = texts.clean_text(text)
    if not words:
        raise AnswerWanted()
    if len(words) > LONGEST:
        raise capturing.TooLong(most=f"{LONGEST:,}", length=f"{len(words):,}")
    return words
