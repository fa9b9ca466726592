"""How many chairs are taken: by those coming, those who come with them, offers, and seats without a name yet."""

from dataclasses import dataclass

from sqlalchemy import case, func, select

from events import clock
from events.agenda.models import Arrangements
from events.database import db
from events.delegates.models import Accompanied, Invitation
from events.delegates.seat_models import Seats
from events.delegates.states import Attendance, InvitationState, Place
from events.event import Event

TAKING = (Place.HELD, Place.OFFERED)


@dataclass(frozen=True)
class Chairs:
    """An event's chairs in numbers."""

    held: int
    offered: int
    companions: int
    unnamed: int
    by_link: int
    capacity: int

    @property
    def taken(self) -> int:
        """Chairs that cannot be given to anybody else."""
        return self.held + self.offered + self.companions + self.unnamed

    @property
    def free(self) -> int:
        """Chairs that are left."""
        return max(0, self.capacity - self.taken)

    @property
    def short(self) -> int:
        """Chairs that are missing: more are taken than there are."""
        return max(0, self.taken - self.capacity)


def keeps_seats(event: Event) -> bool:
    """Whether seats without a name are still kept: until the give-back day is over, else until the event begins."""
    last = db.session.scalar(select(Arrangements.give_back_on).where(Arrangements.event_id == event.id))
    now = clock.now()
    return now < event.starts_at and (last is None or event.local(now).date() <= last)


def _used(event: Event):
    return (
        select(Invitation.seats_id, func.count().label("used"))
        .where(Invitation.event_id == event.id, Invitation.seats_id.is_not(None),
               Invitation.state == InvitationState.SENT, Invitation.place.in_(TAKING))
        .group_by(Invitation.seats_id).subquery()
    )


def unnamed(event: Event, *, seats_id: int | None = None) -> int:
    """Seats that are kept for names to come: of all bodies, or of one."""
    if not keeps_seats(event):
        return 0
    used = _used(event)
    left = Seats.count - func.coalesce(used.c.used, 0)
    rows = select(func.coalesce(func.sum(case((left > 0, left), else_=0)), 0)).select_from(Seats)
    rows = rows.outerjoin(used, used.c.seats_id == Seats.id).where(Seats.event_id == event.id)
    if seats_id is not None:
        rows = rows.where(Seats.id == seats_id)
    return int(db.session.scalar(rows) or 0)


def chairs_of(event: Event) -> Chairs:
    """An event's chairs in numbers: the same few queries however many guests there are."""
    here = Invitation.attendance == Attendance.IN_PERSON
    rows = select(Invitation.place, here, func.count()).where(
        Invitation.event_id == event.id, Invitation.state == InvitationState.SENT, Invitation.place.in_(TAKING),
    )
    counted = {(place, bool(near)): count for place, near, count in
               db.session.execute(rows.group_by(Invitation.place, here))}
    with_them = select(func.count()).select_from(Accompanied).join(Accompanied.invitation).where(
        Invitation.event_id == event.id, Invitation.state == InvitationState.SENT, Invitation.place.in_(TAKING), here,
    )
    capacity = db.session.scalar(select(Arrangements.capacity).where(Arrangements.event_id == event.id))
    return Chairs(
        held=counted.get((Place.HELD, True), 0), offered=counted.get((Place.OFFERED, True), 0),
        companions=db.session.scalar(with_them) or 0, unnamed=unnamed(event),
        by_link=counted.get((Place.HELD, False), 0), capacity=capacity or 0,
    )
