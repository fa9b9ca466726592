"""Who is to be rung when something changes at short notice, and why each of them."""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import String, and_, case, cast, exists, func, literal, or_, select
from sqlalchemy.orm import contains_eager

from events import clock
from events.agenda.models import Speaker
from events.database import db
from events.delegates.models import Contact, Invitation
from events.delegates.seat_models import Seats
from events.delegates.states import InvitationState, Place
from events.event import Event
from events.outbox import Letter, LetterState

SOON = timedelta(hours=48)  # nearer than that a letter may be read too late
COUNTED_ON = (Place.HELD, Place.WAITING, Place.OFFERED)


@dataclass(frozen=True)
class ToRing:
    """Somebody to ring, and what speaks against relying on a letter."""

    invitation: Invitation
    has_no_address: bool
    is_bounced: bool
    is_failed: bool


def is_soon(event: Event) -> bool:
    """Whether the event begins, or would have begun, so soon that everybody is rung. Not when it is over."""
    return event.starts_at - clock.now() <= SOON and not event.is_over


def _failed():
    """Whether a letter about an invitation failed and none has left since."""
    record = literal("invitation ") + cast(Invitation.id, String)
    last_failed = select(func.max(Letter.id)).where(Letter.record == record, Letter.state == LetterState.FAILED)
    last_sent = select(func.max(Letter.id)).where(Letter.record == record, Letter.state == LetterState.SENT)
    return and_(
        exists().where(Letter.record == record, Letter.state == LetterState.FAILED),
        func.coalesce(last_failed.scalar_subquery(), 0) > func.coalesce(last_sent.scalar_subquery(), 0),
    )


def offered_by_telephone(event: Event) -> int:
    """How many have a place on offer and no e-mail address that works: nobody but a caller tells them in time."""
    rows = select(func.count(Invitation.id)).join(Invitation.contact).where(
        Invitation.event_id == event.id, Invitation.state == InvitationState.SENT, Invitation.place == Place.OFFERED,
        or_(Contact.email.is_(None), Contact.bounced_at.is_not(None)),
    )
    return db.session.scalar(rows) or 0


def people_to_ring(event: Event, *, first: int = 0, most: int = 200) -> tuple[int, list[ToRing]]:
    """(how many there are, one page of them): those coming or waiting whom a letter may not reach.

    Those come first whose offer runs out next; the others by name.
    """
    failed = _failed()
    is_offered = case((Invitation.place == Place.OFFERED, 0), else_=1)
    why = or_(Contact.email.is_(None), Contact.bounced_at.is_not(None), failed)
    rows = (
        select(Invitation, case((failed, 1), else_=0)).join(Invitation.contact)
        .options(contains_eager(Invitation.contact))
        .where(Invitation.event_id == event.id, Invitation.state == InvitationState.SENT,
               Invitation.place.in_(COUNTED_ON))
        .order_by(is_offered, Invitation.offered_until, Contact.name, Invitation.id)
    )
    if not is_soon(event):
        rows = rows.where(why)
    total = db.session.scalar(select(func.count()).select_from(
        rows.with_only_columns(Invitation.id).order_by(None).subquery())) or 0
    found = db.session.execute(rows.offset(first).limit(most)).all()
    return total, [
        ToRing(row, row.contact.email is None, row.contact.bounced_at is not None, bool(is_failed))
        for row, is_failed in found
    ]


def coordinators(event: Event) -> list[Seats]:
    """The bodies with places, whose coordinators are to be told, by name."""
    return list(db.session.scalars(select(Seats).where(Seats.event_id == event.id).order_by(Seats.name, Seats.id)))


def speakers_to_tell(event: Event) -> list[Speaker]:
    """Speakers whom no letter reaches: without an address, or whose last letter failed; all of them when it is soon."""
    record = literal("speaker ") + cast(Speaker.id, String)
    failed = exists().where(Letter.record == record, Letter.state == LetterState.FAILED)
    rows = select(Speaker).where(Speaker.event_id == event.id, Speaker.withdrawn_at.is_(None))
    if not is_soon(event):
        rows = rows.where(or_(Speaker.email == "", failed))
    return list(db.session.scalars(rows.order_by(Speaker.name, Speaker.id)))
