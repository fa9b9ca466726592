"""Invitations are drafted, sent, called back, withdrawn and sent anew with another link."""

import secrets
from collections.abc import Iterable
from datetime import timedelta

from events import clock, history, outbox
from events import event as event_record
from events.access.models import Officer
from events.agenda import queries as agenda_queries
from events.database import db
from events.delegates import date_queries, facts, mailings, placing, posting, queries
from events.delegates.models import Contact, Invitation, Sending
from events.delegates.seat_models import Seats
from events.delegates.states import Attendance, InvitationState, Origin, Place, Said
from events.event import Event
from events.refusals import N_, Refusal

HOLD = timedelta(minutes=2)


class InvitationsClosed(Refusal):
    """Nobody is invited to an event that is over or cancelled."""

    sentence = N_("This event is over or cancelled, so nobody can be invited to it.")
    status = 409


class NothingToSend(Refusal):
    """Every invitation has been sent already."""

    sentence = N_("There is nothing to send: these invitations have been sent already.")
    status = 409


class TooLateToCallBack(Refusal):
    """The letters have left."""

    sentence = N_("These letters have left already, so they cannot be called back.")
    status = 409


class NotSent(Refusal):
    """What only a sent invitation can have."""

    sentence = N_("This invitation is not out, so there is nothing to change.")
    status = 409


class NotToBeInvited(Refusal):
    """Somebody asked not to be invited."""

    sentence = N_("This person asked not to be invited. If that has changed, change it on their contact first.")
    status = 409


class NoAddress(Refusal):
    """Somebody has no e-mail address, so no letter can be sent."""

    sentence = N_("There is no email address for this person. Add it to the contact first.")
    status = 409


def _refuse_closed(event: Event) -> None:
    if event.postponed_at:
        raise InvitationsClosed(N_("This event is put off. Enter its new day first, then invite people."))
    if event.cancelled_at or event.ends_at <= clock.now():
        raise InvitationsClosed()


def draft_invitations(event: Event, contacts: Iterable[Contact], *, by) -> list[Invitation]:
    """Draft an invitation for each contact who has none yet and may be invited. Returns the new ones.

    Nothing is sent. Raises InvitationsClosed.
    """
    _refuse_closed(event)
    event_record.lock(event)
    invited = {invitation.contact_id for invitation in queries.invitations_of(event)}
    invited |= date_queries.invited_elsewhere(event)  # of an evening with several dates they choose one
    made = []
    for contact in contacts:
        if contact.id in invited or contact.do_not_invite:
            continue
        invited.add(contact.id)
        contact.keep_until = max(contact.keep_until, event.keep_until)
        made.append(Invitation(
            event=event, contact=contact, ref=secrets.token_hex(8), badge_code=secrets.token_hex(8),
            drafted_at=clock.now(), keep_until=event.keep_until,
        ))
    db.session.add_all(made)
    history.record(event, f"invitations drafted: {len(made)}", by=by, event=event)
    return made


def add_guest(
    event: Event, contact: Contact, *, origin: Origin | str, seats: Seats | None = None,
    stands_in_for: Invitation | None = None, by,
) -> Invitation:
    """Put somebody among the guests at once, without a letter of invitation: their place and letter follow.

    Somebody who is invited already keeps that invitation; a draft or a withdrawn one becomes this.
    Raises InvitationsClosed.
    """
    _refuse_closed(event)
    event, now = event_record.lock(event), clock.now()
    found = queries.invitation_to(event, contact)
    if found is None:
        found = Invitation(event=event, contact=contact, ref=secrets.token_hex(8), badge_code=secrets.token_hex(8),
                           drafted_at=now, keep_until=event.keep_until, origin=Origin(origin), said=Said.NEEDS_ACTION,
                           place=Place.NONE, state=InvitationState.DRAFTED, attendance=Attendance.IN_PERSON)
        db.session.add(found)
    if found.state != InvitationState.SENT:
        found.state, found.sent_at, found.origin = InvitationState.SENT, now, Origin(origin)
        found.said, found.said_at = Said.NEEDS_ACTION, None
        placing.leave(found)
    found.seats_id = seats.id if seats else found.seats_id
    found.stands_in_for_id = stands_in_for.id if stands_in_for else found.stands_in_for_id
    contact.keep_until = max(contact.keep_until, event.keep_until)
    history.record(found, f"added: {Origin(origin)}", by=by, event=event)
    return found


def drop_drafts(event: Event, *, by) -> int:
    """Take away every invitation that was drafted and not sent. Returns how many."""
    event_record.lock(event)
    drafts = [row for row in queries.invitations_of(event, state=InvitationState.DRAFTED) if row.sent_at is None]
    for invitation in drafts:
        db.session.delete(invitation)
    history.record(event, f"drafts dropped: {len(drafts)}", by=by, event=event)
    return len(drafts)


def send_invitations(
    event: Event, invitations: Iterable[Invitation], *, by, hold: timedelta = HOLD
) -> Sending:
    """Send drafted invitations: one letter to each who has an address, the others go by post.

    Whoever has asked since the draft not to be invited stays a draft, and is told nothing.
    Until `hold` has passed they can be called back. Pressed twice, it sends nothing twice: raises
    NothingToSend, and InvitationsClosed for an event that is over or cancelled.
    """
    _refuse_closed(event)
    event = event_record.lock(event)
    chosen = {invitation.id for invitation in invitations}
    drafted = [
        row for row in queries.invitations_of(event)
        if row.id in chosen and row.state in (InvitationState.DRAFTED, InvitationState.WITHDRAWN)
        and not row.contact.do_not_invite
    ]
    if not drafted:
        raise NothingToSend()
    now, batch = clock.now(), secrets.token_hex(8)
    sending = Sending(event_id=event.id, batch=batch, count=len(drafted), at=now,
                      by_officer_id=by.id if isinstance(by, Officer) else None)
    db.session.add(sending)
    method = date_queries.method_of(event)
    said = facts.facts_of(event, agenda_queries.arrangements_of(event), method=method) | facts.speakers_in(event)
    said |= date_queries.dates_told(event)
    for invitation in drafted:
        invitation.state, invitation.sent_at, invitation.sending = InvitationState.SENT, now, sending
    posting.post_to_all("invitation", drafted, event=event, said=said, batch=batch, hold=hold)
    history.record(sending, f"invitations sent: {len(drafted)}", by=by, event=event)
    history.record_many(((row, "sent", "") for row in drafted), by=by, event=event)
    return sending


def call_back(sending: Sending, *, by) -> int:
    """Call back the letters of a sending that have not left. Returns how many invitations are drafts again (of
    reminders: how many are called back).

    Raises TooLateToCallBack when none is left to call back.
    """
    event = event_record.lock(sending.event)
    if sending.called_back_at is not None:
        return 0
    withdrawn = outbox.withdraw(batch=sending.batch, name=f"delegates/{sending.letter}")
    if not withdrawn:
        raise TooLateToCallBack()
    if sending.letter != "invitation":
        sending.called_back_at = clock.now()
        history.record(sending, f"called back: {withdrawn}", by=by, event=event)
        return withdrawn
    gone, drafts = mailings.left(sending.batch), 0
    for invitation in queries.invitations_of(event, state=InvitationState.SENT):
        if invitation.sending_id == sending.id and history.name_of(invitation) not in gone:
            invitation.state, invitation.sent_at, invitation.sending = InvitationState.DRAFTED, None, None
            history.record(invitation, "called back", by=by, event=event)
            drafts += 1
    sending.called_back_at = clock.now()
    history.record(sending, f"called back: {drafts}", by=by, event=event)
    return drafts


def withdraw_invitation(invitation: Invitation, *, by) -> None:
    """Withdraw one invitation: the place goes to the next, and a CANCEL to whoever had a letter.

    A draft is simply not sent. Raises NotSent for one that is withdrawn already.
    """
    event = event_record.lock(invitation.event)
    if invitation.state == InvitationState.WITHDRAWN:
        raise NotSent()
    invitation.state = InvitationState.WITHDRAWN
    placing.leave(invitation)
    history.record(invitation, "withdrawn", by=by, event=event)
    tell_withdrawn(invitation, event=event)
    placing.give_on(event)


def tell_withdrawn(invitation: Invitation, *, event: Event, taken_off: str = "") -> None:
    """Call back what has not left, and take the event out of the calendar of somebody who has had a letter."""
    outbox.withdraw(about=invitation)
    told = any(letter.state not in mailings.NEVER_LEFT for letter in outbox.about(invitation))
    invitation.sequence_lift += told  # a CANCEL counts only with a higher SEQUENCE
    if told and invitation.contact.email:
        post_cancellation(invitation, event=event, batch=secrets.token_hex(8), taken_off=taken_off)


def post_cancellation(
    invitation: Invitation, *, event: Event, batch: str, letter: str = "delegates/cancelled", taken_off: str = "",
) -> None:
    """Post the letter that takes the event out of somebody's calendar; `taken_off` is the body that took them off."""
    said = facts.facts_of(event, agenda_queries.arrangements_of(event), method="CANCEL")
    whole_event = event.cancelled_at is not None
    if whole_event:
        said |= date_queries.dates_told(event, leave_out=event)
    said |= {"whole_event": whole_event, "taken_off": taken_off}
    posting.post(letter.removeprefix("delegates/"), invitation, event=event, said=said, batch=batch,
                 in_house_words=not whole_event and letter == "delegates/cancelled")


def renew_link(invitation: Invitation, *, by) -> None:
    """Make the earlier personal link worthless and send a new one. Raises NotSent or NoAddress."""
    if invitation.state != InvitationState.SENT:
        raise NotSent()
    if not invitation.contact.email:
        raise NoAddress()
    event = event_record.lock(invitation.event)
    invitation.link_version += 1
    outbox.withdraw(about=invitation, name="delegates/invitation")
    method = date_queries.method_for(invitation)
    said = facts.facts_of(event, agenda_queries.arrangements_of(event), method=method)
    said |= facts.speakers_in(event) | date_queries.dates_told(event) | {"renewed": True}
    posting.post("invitation", invitation, event=event, said=said, in_house_words=True)
    history.record(invitation, "link renewed", by=by, event=event)


def invite_again(invitation: Invitation, *, by) -> None:
    """Send one withdrawn invitation again. Raises NotSent for one that is not withdrawn, and NotToBeInvited."""
    if invitation.state != InvitationState.WITHDRAWN:
        raise NotSent()
    if invitation.contact.do_not_invite:
        raise NotToBeInvited()
    send_invitations(invitation.event, [invitation], by=by, hold=timedelta(0))
