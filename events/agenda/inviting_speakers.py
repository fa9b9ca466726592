"""Somebody is asked to speak by a letter: drafted, sent with time to call it back, sent anew after a decline."""

import secrets
from datetime import date, timedelta

from sqlalchemy import select

from events import clock, history, outbox
from events.access.models import Officer
from events.agenda import profile_queries, telling
from events.agenda.models import AgendaItem, Speaker
from events.agenda.planning import day_words
from events.agenda.profile_models import SpeakerInvitation, SpeakerMailing
from events.agenda.states import SpeakerState
from events.database import db
from events.event import Event
from events.refusals import N_, Refusal

HOLD = timedelta(minutes=2)
INVITATION = telling.INVITATION


class NotAskedNow(Refusal):
    """The event is over, cancelled or put off, or the speaker has agreed already."""

    sentence = N_("This event is over or cancelled, so nobody can be asked to speak at it.")
    status = 409


class AnswerDayWrong(Refusal):
    """The day to answer by has gone by, or is after the event."""

    sentence = N_("Choose a day between today and the event, which is on %(event_day)s.")
    field = "answer_by"


class NothingDrafted(Refusal):
    """There is no letter that waits to be sent."""

    sentence = N_("This letter has been sent already.")
    status = 409


class TooLateToCallBack(Refusal):
    """The letters have left."""

    sentence = N_("These letters have left already, so they cannot be called back.")
    status = 409


def check_day(event: Event, day: date) -> None:
    """Refuse a day to answer by on which nobody could, or that is after the event. Raises AnswerDayWrong."""
    event_day = event.local(event.starts_at).date()
    if not event.local(clock.now()).date() <= day <= event_day:
        raise AnswerDayWrong(event_day=day_words(event_day))


def refuse_closed(event: Event) -> None:
    """Nobody is written to about speaking at what is over, cancelled or put off. Raises NotAskedNow."""
    if event.postponed_at:
        raise NotAskedNow(N_("This event is put off. Enter its new day first, then write to speakers."))
    if event.cancelled_at or event.is_over:
        raise NotAskedNow()


def _check(speaker: Speaker) -> None:
    refuse_closed(speaker.event)
    if speaker.withdrawn_at:
        raise telling.HasWithdrawn(name=speaker.name)
    if speaker.state == SpeakerState.ACCEPTED:
        raise NotAskedNow(N_("%(name)s has agreed to speak already."), name=speaker.name)


def draft_invitation(
    speaker: Speaker, *, topic: str, answer_by: date, words: str = "", item: AgendaItem | None = None, by,
) -> SpeakerInvitation:
    """Write, or write anew, the letter that asks somebody to speak. Nothing is sent.

    Raises NotAskedNow, HasWithdrawn or AnswerDayWrong.
    """
    _check(speaker)
    check_day(speaker.event, answer_by)
    found = profile_queries.invitation_of(speaker)
    if found is None or found.sent_at is not None:
        found = SpeakerInvitation(speaker_id=speaker.id, drafted_at=clock.now(), keep_until=speaker.keep_until)
        db.session.add(found)
    found.topic, found.answer_by, found.words = topic, answer_by, words
    found.agenda_item_id = item.id if item else None
    found.by_officer_id = by.id if isinstance(by, Officer) else None
    history.record(speaker, "invitation drafted", by=by, event=speaker.event)
    return found


def new_mailing(event: Event, *, letter: str, count: int, by) -> SpeakerMailing:
    """Note one pressing of Send, so that its letters can be called back together."""
    made = SpeakerMailing(event_id=event.id, batch=secrets.token_hex(8), letter=letter, count=count, at=clock.now(),
                          by_officer_id=by.id if isinstance(by, Officer) else None)
    db.session.add(made)
    db.session.flush()  # what goes out with it names its key
    return made


def send_invitation(speaker: Speaker, *, by, hold: timedelta = HOLD) -> SpeakerMailing:
    """Send the letter that is drafted; until `hold` has passed it can be called back.

    Raises NothingDrafted, NotAskedNow, HasWithdrawn, AnswerDayWrong or NoAddress.
    """
    _check(speaker)
    invitation = profile_queries.invitation_of(speaker)
    if invitation is None or invitation.sent_at is not None:
        raise NothingDrafted()
    check_day(speaker.event, invitation.answer_by)
    if not speaker.email:
        raise telling.NoAddress(name=speaker.name)
    mailing = new_mailing(speaker.event, letter=INVITATION, count=1, by=by)
    outbox.withdraw(about=speaker, name=INVITATION)
    outbox.post(INVITATION, about=speaker, to_name=speaker.name, to_address=speaker.email, event=speaker.event,
                batch=mailing.batch, facts=telling.facts_of_invitation(invitation), hold=hold)
    invitation.sent_at, invitation.mailing_id = mailing.at, mailing.id
    invitation.state_before, speaker.state = SpeakerState(speaker.state), SpeakerState.INVITED
    history.record(speaker, "asked to speak", by=by, event=speaker.event)
    return mailing


def call_back(mailing: SpeakerMailing, *, by) -> int:
    """Call back those letters of a sending to speakers that have not left. Returns how many.

    Who was asked to speak by one of them stands where they stood before. Raises TooLateToCallBack.
    """
    if mailing.called_back_at is not None:
        return 0
    withdrawn = outbox.withdraw(batch=mailing.batch)
    if not withdrawn:
        raise TooLateToCallBack()
    mailing.called_back_at = clock.now()
    event = db.session.get_one(Event, mailing.event_id)
    history.record(mailing, f"called back: {withdrawn}", by=by, event=event)
    rows = select(SpeakerInvitation).where(SpeakerInvitation.mailing_id == mailing.id)
    for invitation in db.session.scalars(rows):
        if invitation.speaker.state == SpeakerState.INVITED:
            invitation.speaker.state = invitation.state_before or SpeakerState.PROPOSED
        invitation.sent_at, invitation.mailing_id = None, None
        history.record(invitation.speaker, "called back", by=by, event=event)
    return withdrawn
