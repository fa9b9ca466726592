"""Somebody says whether they speak: by their own link, or to an officer who writes it down. Every answer stays."""

from events import clock, history, news, outbox
from events.access.models import Officer
from events.agenda.models import Speaker
from events.agenda.profile_models import SpeakerAnswer
from events.agenda.states import AnswerChannel, SpeakerState
from events.database import db
from events.refusals import N_, Refusal

ANSWERS = (SpeakerState.ACCEPTED, SpeakerState.DECLINED)
# Letters that may still wait: what would ask for what has been said, and what tells of a part that is theirs no more.
ASKING = ("agenda/speaker_invitation", "agenda/speaker_chased")
OF_THEIR_PART = ("agenda/programme_changed", "agenda/event_moved")


class AnswersClosed(Refusal):
    """The event takes no more answers of speakers."""

    sentence = N_("This event is over, so no answer is needed.")
    status = 409


class YesOrNoNeeded(Refusal):
    """Neither answer was chosen."""

    sentence = N_("Choose whether you can speak")
    field = "said"


class ReasonNeeded(Refusal):
    """Somebody declines without a word."""

    sentence = N_("Say in a few words why, so that the organiser knows whether to ask you another time")
    field = "reason"


def closed(speaker: Speaker) -> AnswersClosed | None:
    """Why somebody can answer no more; None while they can."""
    event = speaker.event
    if event.cancelled_at:
        return AnswersClosed(N_("The event has been cancelled, so no answer is needed."))
    if event.is_over:
        return AnswersClosed()
    if event.postponed_at:
        return AnswersClosed(N_("The event is put off to a day that is not known yet. Your answer is kept."))
    if speaker.withdrawn_at:
        return AnswersClosed(N_("%(name)s has withdrawn. Bring them back first."), name=speaker.name)
    return None


def answer(
    speaker: Speaker, *, said: str, reason: str = "", channel: AnswerChannel | str = AnswerChannel.LINK, by,
) -> SpeakerAnswer:
    """Take somebody's answer, ACCEPTED or DECLINED; the latest counts. Saying the same again is no second row's news.

    Who agrees is a guest at once, who declines is none; later stages see to that. A speaker's own no wants
    a reason. Raises YesOrNoNeeded, ReasonNeeded or AnswersClosed.
    """
    if said not in ANSWERS:
        raise YesOrNoNeeded()
    refusal = closed(speaker)
    if refusal:
        raise refusal
    officer = by if isinstance(by, Officer) else None
    if said == SpeakerState.DECLINED and not reason and officer is None:
        raise ReasonNeeded()
    before, speaker.state = speaker.state, SpeakerState(said)
    made = SpeakerAnswer(
        speaker_id=speaker.id, said=speaker.state, reason=reason if said == SpeakerState.DECLINED else "",
        channel=AnswerChannel(channel), by_officer_id=officer.id if officer else None, at=clock.now(),
        keep_until=speaker.keep_until,
    )
    db.session.add(made)
    history.record(speaker, f"answered {said}", by=by, event=speaker.event)
    for letter in ASKING + (OF_THEIR_PART if said == SpeakerState.DECLINED else ()):
        outbox.withdraw(about=speaker, name=letter)
    if said == SpeakerState.ACCEPTED:
        news.speaker_accepted.send(speaker, by=by)
    elif before == SpeakerState.ACCEPTED:
        news.speaker_declined.send(speaker, by=by)
    return made
