"""A register that was ticked on paper is typed in, a page at a time; saved twice it changes nothing."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select

from events import clock
from events import event as event_record
from events.access.models import Officer
from events.database import db
from events.delegates import arriving
from events.delegates.door_models import Arrival
from events.delegates.models import Invitation
from events.delegates.states import InvitationState
from events.event import Event
from events.refusals import N_, Refusal


class NotYet(Refusal):
    """Nobody can have come to an event before its day."""

    sentence = N_("The event has not begun, so nobody can have come yet.")
    status = 409


@dataclass(frozen=True)
class Typed:
    """What typing in a page of the register came to."""

    came: int
    undone: int


def type_in(event: Event, *, came: Iterable[int], shown: Iterable[int], by: Officer) -> Typed:
    """Note everybody ticked in `came` (keys of invitations) as arrived; take back who was ticked in `shown` and is not.

    Who was noted at the door meanwhile stays noted. Paper knows no hour: the arrival is noted for now,
    or for the event's begin when it is over. Raises NotYet and arriving.NotWelcome.
    """
    event = event_record.lock(event)
    now = clock.now()
    if event.local(now).date() < event.local(event.starts_at).date():
        raise NotYet()
    if event.cancelled_at:
        raise arriving.NotWelcome(N_("This event has been cancelled."))
    ticked, before = set(came), set(shown)
    standing = {row.invitation_id: row for row in db.session.scalars(
        select(Arrival).where(Arrival.invitation_id.in_(ticked | before), Arrival.undone_at.is_(None)))}
    guests = db.session.scalars(select(Invitation).where(
        Invitation.event_id == event.id, Invitation.state == InvitationState.SENT,
        Invitation.id.in_((ticked - standing.keys()) | (before - ticked))).order_by(Invitation.id))
    new = gone = 0
    for guest in guests:
        if guest.id in ticked:
            arriving.arrive(guest, by=by, anyway=True, at=event.starts_at if now > event.ends_at else now)
            new += 1
        elif guest.id in standing:
            arriving.undo(standing[guest.id], by=by)
            gone += 1
    return Typed(new, gone)
