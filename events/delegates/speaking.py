"""Whoever agrees to speak is a guest without a second form, and no longer one by that when they decline."""

from sqlalchemy import select

from events import clock, history, outbox
from events import event as event_record
from events.access.models import Officer
from events.agenda import queries as agenda_queries
from events.agenda.models import Speaker
from events.agenda.states import Meeting
from events.database import db
from events.delegates import addresses, contact_queries, inviting, keeping, noting, placing, queries, substituting
from events.delegates.models import Contact, Invitation
from events.delegates.speaking_models import SpeakingGuest
from events.delegates.states import Attendance, Channel, InvitationState, Origin, Place, Said
from events.event import Event

SOURCE = "you speak at an event"  # letters say so: "Where we have your address from: ..."


def _contact(speaker: Speaker, *, by) -> Contact:
    """The contact with the speaker's address, or a new one; of whoever has none, one of their own."""
    try:
        email = addresses.checked(speaker.email) if speaker.email else ""
    except ValueError:
        email = ""
    known = contact_queries.contact_by_email(email) if email else None
    return known or keeping.add_contact(
        email=email, partnerships=[], by=by, name=speaker.name, organisation=speaker.organisation,
        job_title=speaker.job_title, source=SOURCE)


def guest_of(speaker: Speaker) -> SpeakingGuest | None:
    """How a speaker stands among the guests by speaking."""
    return db.session.get(SpeakingGuest, speaker.id)


def told_as_speakers(event: Event, *, letter: str) -> set[int]:
    """The keys of the invitations of those to whom this letter leaves as speakers."""
    rows = select(SpeakingGuest).join(SpeakingGuest.invitation).where(Invitation.event_id == event.id)
    return {row.invitation_id for row in db.session.scalars(rows)
            if any(one.name == letter and one.state in outbox.WAITING for one in outbox.about(row.speaker))}


def _hold_place(guest: Invitation, *, event: Event, by) -> None:
    """The place is theirs, also in a full hall: nobody can speak from the waiting list."""
    guest.said, guest.said_at = Said.ACCEPTED, clock.now()
    by_link = agenda_queries.arrangements_of(event).meeting == Meeting.LINK
    guest.attendance = Attendance.BY_LINK if by_link else Attendance.IN_PERSON
    placing.hold(guest)
    db.session.flush()  # a new guest gets its key, which the ledger names
    substituting.drop(guest)
    noting.note(guest, channel=Channel.SPEAKING, by=by if isinstance(by, Officer) else None)


def become_guest(speaker: Speaker, *, by) -> None:
    """Give a speaker their chair and badge. No letter is sent; who has a place already keeps that.

    Nothing is done for an event that is over, cancelled or put off.
    """
    event = event_record.lock(speaker.event)
    if event.cancelled_at or event.postponed_at or event.is_over:
        return
    link = guest_of(speaker)
    contact = link.invitation.contact if link else _contact(speaker, by=by)
    db.session.flush()  # a new contact gets its key, by which the list is asked
    guest = queries.invitation_to(event, contact)
    sits = guest is not None and guest.state == InvitationState.SENT and guest.place == Place.HELD
    if sits and guest is not None and guest.said == Said.ACCEPTED:
        if link is None:
            db.session.add(SpeakingGuest(speaker_id=speaker.id, invitation_id=guest.id, gave_place=False,
                                         state_before=guest.state, said_before=guest.said, at=clock.now()))
        return
    before = (InvitationState(guest.state), Said(guest.said)) if guest else (None, None)
    guest = inviting.add_guest(event, contact, origin=Origin.SPEAKING, by=by)
    _hold_place(guest, event=event, by=by)
    if link is None:
        link = SpeakingGuest(speaker_id=speaker.id, invitation_id=guest.id)
        db.session.add(link)
    link.gave_place, link.at = True, clock.now()
    link.state_before, link.said_before = before
    history.record(guest, "coming as a speaker", by=by, event=event)


def _spoke_for_themselves(guest: Invitation) -> bool:
    """Whether somebody has answered as a guest since: then that counts, and the place stays as it is."""
    replies = queries.replies_of(guest)
    return bool(replies) and replies[0].channel != Channel.SPEAKING


def stop_being_guest(speaker: Speaker, *, by) -> None:
    """Free the place that somebody had by speaking alone; one that they had, or answered for, otherwise stays."""
    link = guest_of(speaker)
    if link is None:
        return
    event, guest = event_record.lock(speaker.event), link.invitation
    gave, state, said = link.gave_place, link.state_before, link.said_before
    db.session.delete(link)
    if not gave or guest.state != InvitationState.SENT or _spoke_for_themselves(guest):
        return
    placing.leave(guest)
    guest.state = state or InvitationState.WITHDRAWN
    guest.said = said or Said.NEEDS_ACTION
    if guest.state == InvitationState.DRAFTED:
        guest.sent_at, guest.said_at = None, None
    history.record(guest, "no longer a speaker", by=by, event=event)
    if guest.state == InvitationState.SENT and guest.said == Said.ACCEPTED:
        placing.take(guest, event=event)  # they waited for a place before they were asked to speak
    placing.give_on(event)
