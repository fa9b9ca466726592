"""Guests and bodies of an earlier event are taken along to another: as drafts, without what they said or needed."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from events.database import db
from events.delegates import inviting, seating
from events.delegates.door_models import Arrival
from events.delegates.models import Contact, Invitation
from events.delegates.seat_models import Seats
from events.delegates.states import InvitationState, Place, Said
from events.event import Event

EVERYBODY, CAME, APOLOGISED = "everybody", "came", "apologised"
_CAME = select(Arrival.invitation_id).where(Arrival.undone_at.is_(None))
GROUPS = {
    EVERYBODY: Invitation.state == InvitationState.SENT,
    CAME: Invitation.id.in_(_CAME),
    APOLOGISED: Invitation.said.in_((Said.DECLINED, Said.DELEGATED)) & (Invitation.place == Place.NONE),
}


@dataclass
class Given:
    """What came of giving the same bodies places: how many bodies, and which could not be given as many."""

    bodies: int = 0
    short: list[str] = field(default_factory=list)


def people_of(earlier: Event, groups: Iterable[str]) -> list[Contact]:
    """The people of those groups of an earlier event, each once, by name."""
    wanted = [GROUPS[group] for group in groups]
    if not wanted:
        return []
    chosen = wanted[0]
    for condition in wanted[1:]:
        chosen = chosen | condition
    rows = select(Contact).join(Invitation, Invitation.contact_id == Contact.id).where(
        Invitation.event_id == earlier.id, Invitation.state == InvitationState.SENT, chosen)
    return list(db.session.scalars(rows.order_by(Contact.name, Contact.id)))


def draft_again(event: Event, earlier: Event, *, groups: Iterable[str], by) -> list[Invitation]:
    """Draft an invitation for the people of those groups ("everybody", "came", "apologised"). Returns the new ones.

    Nothing is sent; who asked not to be invited, or has an invitation, is left as they are. Raises InvitationsClosed.
    """
    people = people_of(earlier, groups)
    return inviting.draft_invitations(event, people, by=by) if people else []


def give_again(event: Event, earlier: Event, *, by) -> Given:
    """Give the bodies of an earlier event as many places, for names to come; nobody is written to yet.

    A body that has places here already keeps those. Raises SeatsClosed.
    """
    held = {row.casefold() for row in db.session.scalars(select(Seats.name).where(Seats.event_id == event.id))}
    rows = select(Seats).where(Seats.event_id == earlier.id).options(joinedload(Seats.coordinator))
    given = Given()
    for row in db.session.scalars(rows.order_by(Seats.name, Seats.id)):
        if row.name.casefold() in held:
            continue
        try:
            made = seating.give_seats(event, name=row.name, count=row.count, by=by)
        except seating.NotSoMany:
            given.short.append(row.name)
            continue
        made.coordinator = row.coordinator
        given.bodies += 1
    return given
