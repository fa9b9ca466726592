"""What the organiser and the door read of arrivals."""

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from events.database import db
from events.delegates.door_models import Arrival
from events.delegates.models import Invitation
from events.event import Event


def arrival_of(invitation: Invitation) -> Arrival | None:
    """The record of somebody's arrival, undone or not."""
    return db.session.scalar(select(Arrival).where(Arrival.invitation_id == invitation.id))


def arrivals_of(event: Event) -> dict[int, Arrival]:
    """Arrivals that stand, by the invitation's key."""
    rows = select(Arrival).join(Arrival.invitation).where(
        Invitation.event_id == event.id, Arrival.undone_at.is_(None)
    )
    return {arrival.invitation_id: arrival for arrival in db.session.scalars(rows)}


def latest_arrivals(event: Event, *, most: int = 10) -> list[Arrival]:
    """Who came last, newest first."""
    rows = select(Arrival).join(Arrival.invitation).where(
        Invitation.event_id == event.id, Arrival.undone_at.is_(None)
    )
    rows = rows.options(joinedload(Arrival.invitation)).order_by(Arrival.at.desc(), Arrival.id.desc())
    return list(db.session.scalars(rows.limit(most)))
