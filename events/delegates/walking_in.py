"""Somebody comes without an invitation: they become a guest at the door, if there is room or the door says so."""

from events import clock, history
from events import event as event_record
from events.database import db
from events.delegates import addresses, arriving, contact_queries, inviting, keeping, queries
from events.delegates.door_models import DoorLink
from events.delegates.models import Contact, Invitation, Reply
from events.delegates.states import Channel, InvitationState, Origin, Place, Said
from events.event import Event
from events.refusals import N_, Refusal

SOURCE = "you came to the door of an event"  # later letters say so


class NoRoom(Refusal):
    """All places are taken."""

    sentence = N_("No place is free (of %(capacity)s). Look whether there is a chair; if there is, let them in anyway.")
    status = 409


class NotOpenToday(Refusal):
    """The event is cancelled, or on another day."""

    sentence = N_("This event is not today, or it has been cancelled, so nobody can come in.")
    status = 409


class OnTheList(Refusal):
    """Whoever has that e-mail address is among the guests already."""

    sentence = N_("%(name)s is on the list already. Find them by name and welcome them there.")
    status = 409
    field = "email"


def _contact(name: str, organisation: str, email: str, *, by) -> Contact:
    """The contact with that address, or a new one."""
    try:
        known = contact_queries.contact_by_email(addresses.checked(email)) if email.strip() else None
    except ValueError as error:
        raise keeping.AddressRefused() from error
    return known or keeping.add_contact(email=email, partnerships=[], by=by, name=name, organisation=organisation,
                                        source=SOURCE)


def walk_in(
    event: Event, *, name: str, organisation: str = "", email: str = "", by, anyway: bool = False
) -> Invitation:
    """Let somebody in who was not invited, and note their arrival. No letter is sent.

    Raises NoRoom unless `anyway` says that the door has found a chair, NotOpenToday, OnTheList, and
    AddressRefused for an address that is none.
    """
    event = event_record.lock(event)
    if event.cancelled_at or event.local(clock.now()).date() not in (
            event.local(event.starts_at).date(), event.local(event.ends_at).date()):
        raise NotOpenToday()
    contact = _contact(name, organisation, email, by=by)
    db.session.flush()  # a new contact gets its key, by which the list is asked
    known = queries.invitation_to(event, contact)
    if known is not None and known.state == InvitationState.SENT:
        raise OnTheList(name=contact.name)
    taken, capacity = queries.taken(event), queries.capacity_of(event)
    if taken >= capacity and not anyway:
        raise NoRoom(capacity=capacity)
    guest = inviting.add_guest(event, contact, origin=Origin.WALKED_IN, by=by)
    guest.said, guest.said_at = Said.ACCEPTED, clock.now()
    guest.place, guest.waiting_number = Place.HELD, None
    db.session.flush()  # a new guest gets its key, which the ledger names
    db.session.add(Reply(invitation_id=guest.id, said=guest.said, place=guest.place, channel=Channel.DOOR,
                         at=guest.said_at, on_behalf_by=by.name if isinstance(by, DoorLink) else ""))
    history.record(guest, "walked in", by=by, event=event)
    arriving.arrive(guest, by=by, anyway=True)
    return guest
