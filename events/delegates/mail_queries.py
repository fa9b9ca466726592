"""What is read of received mails: whose they are, and what lies in an event's tray."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, or_, select
from sqlalchemy.orm import joinedload

from events import clock
from events.database import db
from events.delegates import addresses
from events.delegates.mail_models import ReceivedMail
from events.delegates.models import Contact, Invitation, Reply
from events.delegates.states import Channel, Incoming, IncomingState, InvitationState
from events.event import Event
from events.outbox import Letter


@dataclass(frozen=True)
class TrayCounts:
    """How much lies in an event's tray: what waits for somebody, and what each kind has."""

    waiting: int
    replies: int
    mails: int
    bounces: int
    settled: int
    unknown: int


def by_digest(digest: str) -> ReceivedMail | None:
    """The row of a message that was taken in before."""
    return db.session.scalar(select(ReceivedMail).where(ReceivedMail.digest == digest))


def invitation_of_number(number: int) -> Invitation | None:
    """The invitation of that number, with its event."""
    return db.session.get(Invitation, number, options=[joinedload(Invitation.event)]) if number < 2**31 else None


def invitation_to(event: Event, address: str) -> Invitation | None:
    """The invitation to an event that was sent to somebody of that address."""
    rows = select(Invitation).join(Invitation.contact).where(
        Invitation.event_id == event.id, Contact.email_key == addresses.key_of(address),
        Invitation.state != InvitationState.DRAFTED,
    )
    return db.session.scalar(rows)


def open_invitation_from(senders: Iterable[str]) -> Invitation | None:
    """The invitation of whoever has one of these addresses, to the open event that comes next."""
    keys = [key for key in map(addresses.key_of, senders) if key]
    rows = (
        select(Invitation).join(Invitation.contact).join(Event, Invitation.event_id == Event.id)
        .where(Contact.email_key.in_(keys), Event.ends_at > clock.now(), Event.cancelled_at.is_(None),
               Invitation.state != InvitationState.DRAFTED)
        .order_by(Event.starts_at, Invitation.id).limit(1)
    )
    return db.session.scalar(rows) if keys else None


def written_to(invitation: Invitation) -> set[str]:
    """Every address that letters of an invitation were written to, and the contact's own, as compared."""
    rows = select(Letter.to_address).where(Letter.record == f"invitation {invitation.id}").distinct()
    found = {*db.session.scalars(rows), invitation.contact.email}
    return {key for key in map(addresses.key_of, found) if key}


def answered_otherwise_at(invitation: Invitation) -> datetime | None:
    """When a guest answered last in another way than from their calendar."""
    rows = select(func.max(Reply.at)).where(Reply.invitation_id == invitation.id, Reply.channel != Channel.CALENDAR)
    return db.session.scalar(rows)


def letters_by_message_id(ids: Iterable[str]) -> list[Letter]:
    """The letters whose Message-IDs begin so."""
    return list(db.session.scalars(select(Letter).where(Letter.message_id.in_(list(ids))).order_by(Letter.id)))


def _of(event: Event):
    return (
        select(ReceivedMail).where(ReceivedMail.event_id == event.id)
        .options(joinedload(ReceivedMail.invitation), joinedload(ReceivedMail.settled_by))
    )


# What each part of the tray holds.
PARTS = {
    "waiting": ReceivedMail.state == IncomingState.HELD,
    "replies": ReceivedMail.kind == Incoming.CALENDAR,
    "mails": ReceivedMail.kind.in_((Incoming.PLAIN, Incoming.AWAY, Incoming.SLIDES, Incoming.OTHER)),
    "bounces": ReceivedMail.kind == Incoming.BOUNCE,
    "settled": ReceivedMail.state == IncomingState.SETTLED,
}


def tray(event: Event, *, part: str = "waiting", first: int = 0, most: int = 50) -> tuple[int, list[ReceivedMail]]:
    """(how many there are, one page of them): an event's mails of one part, newest first.

    `part` is a key of `PARTS`, or "unknown": mails of nobody we know, which are every event's.
    """
    if part == "unknown":
        rows = select(ReceivedMail).where(ReceivedMail.event_id.is_(None), ReceivedMail.state == IncomingState.HELD)
        rows = rows.options(joinedload(ReceivedMail.settled_by))
    else:
        rows = _of(event).where(PARTS.get(part, PARTS["waiting"]))
    total = db.session.scalar(select(func.count()).select_from(rows.order_by(None).subquery())) or 0
    rows = rows.order_by(ReceivedMail.received_at.desc(), ReceivedMail.id.desc()).offset(first).limit(most)
    return total, list(db.session.scalars(rows))


def tray_counts(event: Event) -> TrayCounts:
    """How many mails each part of an event's tray holds."""
    columns = [func.count().filter(condition) for condition in PARTS.values()]
    row = db.session.execute(select(*columns).where(ReceivedMail.event_id == event.id)).one()
    unknown = select(func.count()).where(ReceivedMail.event_id.is_(None), ReceivedMail.state == IncomingState.HELD)
    return TrayCounts(**dict(zip(PARTS, row, strict=True)), unknown=db.session.scalar(unknown) or 0)


def mail(event: Event, mail_id: int) -> ReceivedMail | None:
    """A mail of that event's tray, or of nobody we know, by its key."""
    rows = select(ReceivedMail).where(
        ReceivedMail.id == mail_id, or_(ReceivedMail.event_id == event.id, ReceivedMail.event_id.is_(None))
    )
    return db.session.scalar(rows)


def mails_of(invitation: Invitation) -> list[ReceivedMail]:
    """What came back from one guest, newest first."""
    rows = select(ReceivedMail).where(ReceivedMail.invitation_id == invitation.id)
    return list(db.session.scalars(rows.order_by(ReceivedMail.received_at.desc(), ReceivedMail.id.desc())))
