"""An invitation is answered: over the link, by telephone, on paper; the ledger keeps every answer."""

from events import clock, history
from events import event as event_record
from events.access.models import Officer
from events.database import db
from events.delegates import needing, placing
from events.delegates.models import Invitation, Reply
from events.delegates.states import Channel, InvitationState, Place, Said
from events.refusals import N_, Refusal

ANSWERS = (Said.ACCEPTED, Said.TENTATIVE, Said.DECLINED)


class ReplyClosed(Refusal):
    """The event takes no more answers."""

    sentence = N_("This event takes no more answers.")
    status = 409


class AnswerNeeded(Refusal):
    """None of the three answers was chosen."""

    sentence = N_("Choose whether you are coming")
    field = "said"


def closed(invitation: Invitation) -> ReplyClosed | None:
    """Why an invitation takes no more answers; None while it does."""
    event = invitation.event
    if event.cancelled_at:
        return ReplyClosed(N_("The event has been cancelled, so no answer is needed."))
    if event.ends_at <= clock.now():
        return ReplyClosed(N_("The event is over, so answers are closed."))
    if invitation.state == InvitationState.WITHDRAWN:
        return ReplyClosed(N_("This invitation has been withdrawn."))
    if invitation.state == InvitationState.DRAFTED:
        return ReplyClosed(N_("This invitation has not been sent yet."))
    return None


def _check(invitation: Invitation, said: str) -> None:
    if said not in ANSWERS:
        raise AnswerNeeded()
    refusal = closed(invitation)
    if refusal:
        raise refusal


def reply(
    invitation: Invitation, *, said: str, channel: str, by: Officer | None = None, consent: bool = False,
    comment: str = "", change_needs: bool = False, unconfirmed: bool | None = None, no_photographs: bool | None = None,
    **needs,
) -> Reply:
    """Take somebody's answer. Returns the ledger's row, whose `place` says what it came to.

    `said` is ACCEPTED, TENTATIVE or DECLINED. An acceptance of a full event is recorded as said and
    the place is waiting; "perhaps" and "not coming" give the place to the first who waits. Needs
    that are given take the place of those told before; `change_needs` with none given takes them
    away; `needs` are the fields of needing.Told. `unconfirmed` says what becomes of needs that came
    with an import: True keeps, False drops. `no_photographs` is left as it is unless told.
    Raises ReplyClosed, AnswerNeeded, and ConsentNeeded or LanguageNeeded of needing.
    """
    who = by or "delegate"
    event = event_record.lock(invitation.event)
    db.session.refresh(invitation)  # another answer may have been counted while we waited for the lock
    confirmed = bool(unconfirmed and invitation.contact.unconfirmed_needs)
    told = needing.Told(**needs)
    _check(invitation, said)
    if said != Said.DECLINED:
        needing.check(told, confirmed=confirmed, consent=consent)
    before = (invitation.said, invitation.place)
    invitation.said, invitation.said_at = Said(said), clock.now()
    if said == Said.ACCEPTED:
        placing.give_on(event)  # nobody passes those who wait already
        placing.take(invitation, event=event)
    else:
        placing.leave(invitation)
        placing.give_on(event)
    needing.take(invitation, told, said=said, change=change_needs, unconfirmed=unconfirmed, by=who)
    if no_photographs is not None:
        invitation.no_photographs = no_photographs
    answer = Reply(invitation_id=invitation.id, said=invitation.said, place=invitation.place, channel=Channel(channel),
                   by_officer_id=by.id if by else None, at=invitation.said_at, comment=comment)
    db.session.add(answer)
    history.record(invitation, f"answered {said}", by=who, event=event)
    if (invitation.said, invitation.place) != before:
        placing.confirm(invitation, event=event)
    return answer


def is_late(answer: Reply, reply_by_on) -> bool:
    """Whether an answer came after the day by which it was asked for."""
    return answer.invitation.event.local(answer.at).date() > reply_by_on


def give_free_places(event: event_record.Event, *, by) -> list[Invitation]:
    """Give places that came free (a larger room, for instance) to those who wait. Returns who got one."""
    given = placing.give_on(event_record.lock(event))
    history.record(event, "free places given on", by=by, event=event)
    return given


def holds_place(invitation: Invitation) -> bool:
    """Whether somebody has a place, so that there is a badge."""
    return invitation.state == InvitationState.SENT and invitation.place == Place.HELD
