"""What is read for order sheets: everybody who comes to the hall with what counts of them, and earlier sheets."""

from collections import defaultdict

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from events.database import db
from events.delegates.door_models import Needs, OrderSheet
from events.delegates.models import Accompanied, Contact, Invitation
from events.delegates.orders import Guest
from events.delegates.states import Attendance, InvitationState, Place, Supplier
from events.event import Event


def coming(event: Event) -> list[Guest]:
    """Those who hold a place in the hall, in three queries."""
    rows = select(Invitation.id, Contact.name).join(Invitation.contact).where(
        Invitation.event_id == event.id, Invitation.state == InvitationState.SENT, Invitation.place == Place.HELD,
        Invitation.attendance == Attendance.IN_PERSON).order_by(Invitation.id)
    needs = {row.invitation_id: row for row in db.session.scalars(
        select(Needs).join(Needs.invitation).where(Invitation.event_id == event.id).options(joinedload(Needs.stop)))}
    companions = defaultdict(list)
    with_whom = select(Accompanied.invitation_id, Accompanied.kind).join(Accompanied.invitation)
    for invitation_id, kind in db.session.execute(with_whom.where(Invitation.event_id == event.id)):
        companions[invitation_id].append(str(kind))
    return [Guest(name=name, needs=needs.get(invitation_id), companions=tuple(companions[invitation_id]))
            for invitation_id, name in db.session.execute(rows)]


def sheets_of(event: Event) -> list[OrderSheet]:
    """The sheets that were made, newest first."""
    rows = select(OrderSheet).where(OrderSheet.event_id == event.id)
    return list(db.session.scalars(rows.order_by(OrderSheet.at.desc(), OrderSheet.id.desc())))


def sheet(event: Event, sheet_id: int) -> OrderSheet | None:
    """A sheet of that event, by its key."""
    return db.session.scalar(select(OrderSheet).where(OrderSheet.event_id == event.id, OrderSheet.id == sheet_id))


def sheet_before(event: Event, supplier: Supplier, *, sheet_id: int | None = None) -> OrderSheet | None:
    """The last sheet of a supplier, or the last before that one."""
    rows = select(OrderSheet).where(OrderSheet.event_id == event.id, OrderSheet.supplier == supplier)
    if sheet_id is not None:
        rows = rows.where(OrderSheet.id < sheet_id)
    return db.session.scalar(rows.order_by(OrderSheet.id.desc()).limit(1))
