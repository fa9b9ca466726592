"""What the organiser and the door read of arrivals."""

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from events.database import db
from events.delegates.door_models import Arrival, DoorLink
from events.delegates.models import Invitation
from events.event import Event


def link_by_ref(ref: str) -> DoorLink | None:
    """The link for the door with that ref."""
    return db.session.scalar(select(DoorLink).where(DoorLink.ref == ref).options(joinedload(DoorLink.event)))


def links_of(event: Event) -> list[DoorLink]:
    """The links made for an event's door, newest first."""
    rows = select(DoorLink).where(DoorLink.event_id == event.id)
    return list(db.session.scalars(rows.order_by(DoorLink.created_at.desc(), DoorLink.id.desc())))


def link(event: Event, link_id: int) -> DoorLink | None:
    """A link for that event's door, by its key."""
    return db.session.scalar(select(DoorLink).where(DoorLink.event_id == event.id, DoorLink.id == link_id))


def arrivals_by_link(event: Event) -> dict[int, int]:
    """How many arrivals that stand were noted by each link, by the link's key."""
    rows = select(Arrival.by_door_link_id, func.count()).join(Arrival.invitation).where(
        Invitation.event_id == event.id, Arrival.undone_at.is_(None), Arrival.by_door_link_id.is_not(None))
    return {link_id: count for link_id, count in db.session.execute(rows.group_by(Arrival.by_door_link_id)) if link_id}


def arrival_of(invitation: Invitation) -> Arrival | None:
    """The record of somebody's arrival, undone or not."""
    rows = select(Arrival).where(Arrival.invitation_id == invitation.id)
    return db.session.scalar(rows.options(joinedload(Arrival.by_officer), joinedload(Arrival.by_door_link)))


def arrivals_among(invitations: list[Invitation]) -> set[int]:
    """Of some invitations the keys of those whose guests have come."""
    rows = select(Arrival.invitation_id).where(
        Arrival.invitation_id.in_([row.id for row in invitations]), Arrival.undone_at.is_(None))
    return set(db.session.scalars(rows))


def latest_arrivals(event: Event, *, most: int = 10) -> list[Arrival]:
    """Who came last, newest first."""
    rows = select(Arrival).join(Arrival.invitation).where(
        Invitation.event_id == event.id, Arrival.undone_at.is_(None)
    )
    rows = rows.options(joinedload(Arrival.invitation)).order_by(Arrival.at.desc(), Arrival.id.desc())
    return list(db.session.scalars(rows.limit(most)))
