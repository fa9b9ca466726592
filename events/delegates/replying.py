"""An invitation is answered: over the link, by telephone, on paper; the ledger keeps every answer."""

from datetime import timedelta

from events import clock, history
from events import event as event_record
from events.access.models import Officer
from events.database import db
from events.delegates import door_queries, placing
from events.delegates.door_models import Needs
from events.delegates.models import Invitation, Reply
from events.delegates.states import Channel, InvitationState, Place, Said
from events.refusals import N_, Refusal

# Long enough to settle with caterers and interpreters; the promise on the form says "until the event is over".
NEEDS_KEPT_AFTER = timedelta(days=14)

ANSWERS = (Said.ACCEPTED, Said.TENTATIVE, Said.DECLINED)


class ReplyClosed(Refusal):
    """The event takes no more answers."""

    sentence = N_("This event takes no more answers.")
    status = 409


class AnswerNeeded(Refusal):
    """None of the three answers was chosen."""

    sentence = N_("Choose whether you are coming")
    field = "said"


class ConsentNeeded(Refusal):
    """Needs were given without the consent to keep them."""

    sentence = N_("Tick the box to let us keep what you told us about your needs")
    field = "consent"


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


def _check(invitation: Invitation, said: str, needs: tuple[str, str], confirmed: bool, consent: bool) -> None:
    if said not in ANSWERS:
        raise AnswerNeeded()
    refusal = closed(invitation)
    if refusal:
        raise refusal
    if (any(needs) or confirmed) and said != Said.DECLINED and not consent:
        raise ConsentNeeded()


def _write_needs(invitation: Invitation, *, access: str, diet: str, transport: bool, by) -> None:
    """Put these needs in place of what was told before; none at all takes the record away."""
    now, found = clock.now(), door_queries.needs_of(invitation)
    if not (access or diet or transport):
        if found is not None:
            db.session.delete(found)
            history.record(invitation, "needs taken away", by=by, event=invitation.event)
        return
    if found is None:
        found = Needs(invitation_id=invitation.id)
        db.session.add(found)
    found.access, found.diet, found.transport = access, diet, transport
    found.consented_at, found.keep_until = now, invitation.event.ends_at + NEEDS_KEPT_AFTER
    history.record(invitation, "needs told", by=by, event=invitation.event)


def _take_needs(
    invitation: Invitation, *, said: str, access: str, diet: str, transport: bool, change_needs: bool,
    unconfirmed: bool | None, by,
) -> None:
    """Write what was told; who is not coming leaves no needs behind."""
    contact = invitation.contact
    noted = contact.unconfirmed_needs if unconfirmed else ""
    if unconfirmed is not None and contact.unconfirmed_needs:
        contact.unconfirmed_needs = ""
        history.record(contact, "needs confirmed" if unconfirmed else "needs dropped", by=by, event=invitation.event)
    if said == Said.DECLINED:
        access, diet, transport, change_needs = "", "", False, True
    elif noted:
        access = "\n".join(words for words in (noted, access) if words)
    if access or diet or transport or change_needs:
        _write_needs(invitation, access=access, diet=diet, transport=transport, by=by)


def reply(
    invitation: Invitation, *, said: str, channel: str, by: Officer | None = None, access: str = "", diet: str = "",
    transport: bool = False, consent: bool = False, comment: str = "", change_needs: bool = False,
    unconfirmed: bool | None = None,
) -> Reply:
    """Take somebody's answer. Returns the ledger's row, whose `place` says what it came to.

    `said` is ACCEPTED, TENTATIVE or DECLINED. An acceptance of a full event is recorded as said and
    the place is waiting; "perhaps" and "not coming" give the place to the first who waits. Needs
    that are given take the place of those told before; `change_needs` with none given takes them
    away. `unconfirmed` says what becomes of needs that came with an import: True keeps, False drops.
    Raises ReplyClosed, AnswerNeeded or ConsentNeeded.
    """
    who = by or "delegate"
    event = event_record.lock(invitation.event)
    db.session.refresh(invitation)  # another answer may have been counted while we waited for the lock
    confirmed = bool(unconfirmed and invitation.contact.unconfirmed_needs)
    _check(invitation, said, (access, diet), confirmed, consent)
    before = (invitation.said, invitation.place)
    invitation.said, invitation.said_at = Said(said), clock.now()
    if said == Said.ACCEPTED:
        placing.give_on(event)  # nobody passes those who wait already
        placing.take(invitation, event=event)
    else:
        placing.leave(invitation)
        placing.give_on(event)
    _take_needs(invitation, said=said, access=access, diet=diet, transport=transport, change_needs=change_needs,
                unconfirmed=unconfirmed, by=who)
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
