"""Somebody else comes: a guest names them, an officer or the body's coordinator confirms, the place is theirs."""

from dataclasses import dataclass

from events import clock, history
from events import event as event_record
from events.access.models import Officer
from events.database import db
from events.delegates import addresses, inviting, naming, noting, placing, seat_queries
from events.delegates.keeping import AddressRefused
from events.delegates.models import Invitation
from events.delegates.seat_models import Substitute
from events.delegates.states import Channel, Origin, Place, Said, SubstituteState
from events.refusals import N_, Refusal


@dataclass(frozen=True)
class Named:
    """Who is to come instead, as they were named."""

    name: str
    email: str = ""
    address: str = ""


class NameNeeded(Refusal):
    """Somebody else is to come, but nobody was named."""

    sentence = N_("Enter the name of the person who will come for you")
    field = "substitute_name"


class SubstituteAddressRefused(AddressRefused):
    """The substitute's address cannot be used."""

    field = "substitute_email"


class ComesAlready(Refusal):
    """The substitute has a place of their own."""

    sentence = N_("%(name)s has a place already. Choose somebody else, or decline this.")
    status = 409


class SettledAlready(Refusal):
    """The guest has answered otherwise since, or somebody has decided."""

    sentence = N_("This has been settled meanwhile, so there is nothing to decide.")
    status = 409


def propose(invitation: Invitation, named: Named | None, *, by) -> Substitute:
    """Note who is to come instead; nothing happens until that is confirmed. Raises NameNeeded, AddressRefused."""
    name = addresses.cleaned(named.name) if named else ""
    if named is None or not name:
        raise NameNeeded()
    try:
        email = addresses.checked(named.email) if named.email.strip() else ""
    except ValueError as error:
        raise SubstituteAddressRefused() from error
    substitute = Substitute(invitation=invitation, name=name[:200], email=email, address=named.address.strip(),
                            state=SubstituteState.PROPOSED, proposed_at=clock.now(),
                            keep_until=invitation.keep_until)
    db.session.add(substitute)
    history.record(invitation, "substitute named", by=by, event=invitation.event)
    return substitute


def drop(invitation: Invitation) -> None:
    """Forget who was named before, as the guest has answered again."""
    for substitute in seat_queries.proposed_for(invitation):
        substitute.state, substitute.decided_at = SubstituteState.DROPPED, clock.now()


def _open(substitute: Substitute) -> Invitation:
    event_record.lock(substitute.invitation.event)
    db.session.refresh(substitute)  # the guest may have answered again while we waited for the lock
    if substitute.state != SubstituteState.PROPOSED or substitute.invitation.said != Said.DELEGATED:
        raise SettledAlready()
    return substitute.invitation


def confirm(substitute: Substitute, *, by: Officer | str) -> Invitation:
    """The substitute takes the place, with a letter to each of the two. Raises SettledAlready, ComesAlready."""
    guest = _open(substitute)
    event = guest.event
    contact = naming.contact_of(name=substitute.name, email=substitute.email, address=substitute.address,
                                source=f"named by {guest.contact.name}"[:160], by=by)
    made = inviting.add_guest(event, contact, origin=Origin.SUBSTITUTE, seats=seat_queries.seats_of_guest(guest),
                              stands_in_for=guest, by=by)
    if made is guest or made.place == Place.HELD:
        raise ComesAlready(name=substitute.name)
    hand_over(guest, made)
    made.named_as = substitute.name
    substitute.state, substitute.decided_at = SubstituteState.CONFIRMED, clock.now()
    _note(made, by=by, on_behalf_by=guest.contact.name)
    history.record(guest, "substitute confirmed", by=by, event=event)
    naming.welcome(made, event=event)
    placing.confirm(guest, event=event)
    placing.give_on(event)  # those who would have come with the guest leave their chairs
    return made


def hand_over(guest: Invitation, made: Invitation) -> None:
    """Give one guest's place, or place in the queue, to another; whoever came with the first does not."""
    made.place, made.waiting_number, made.offered_until = guest.place, guest.waiting_number, guest.offered_until
    made.attendance = guest.attendance
    made.said, made.said_at = Said.ACCEPTED, clock.now()
    placing.leave(guest)
    noting.accompany(guest, ())
    if made.place == Place.NONE:
        placing.take(made, event=made.event)


def _note(made: Invitation, *, by: Officer | str, on_behalf_by: str) -> None:
    officer = by if isinstance(by, Officer) else None
    noting.note(made, channel=Channel.COORDINATOR, by=officer, on_behalf_by=on_behalf_by)


def decline(substitute: Substitute, *, by: Officer | str) -> None:
    """The substitute cannot come in the guest's place: it goes to the first who waits. Raises SettledAlready."""
    guest = _open(substitute)
    substitute.state, substitute.decided_at = SubstituteState.DECLINED, clock.now()
    placing.leave(guest)
    noting.accompany(guest, ())
    history.record(guest, "substitute declined", by=by, event=guest.event)
    placing.confirm(guest, event=guest.event)
    placing.give_on(guest.event)
