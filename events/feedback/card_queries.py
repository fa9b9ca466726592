"""What is read of printed cards, and of the links by which scribes and facilitators enter."""

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from events.database import db
from events.event import Event
from events.feedback import receipts
from events.feedback.models import Remark
from events.feedback.room_models import Card, ScribeLink
from events.feedback.states import ScribeLinkKind


def card_to_enter(event: Event, ref: str) -> Card | None:
    """The printed card of that serial. Held until the transaction ends: two scribes never enter one card twice."""
    rows = select(Card).where(Card.event_id == event.id, Card.ref == ref).with_for_update()
    return db.session.scalar(rows)


def remark_on(event: Event, ref: str) -> Remark | None:
    """What was entered of a card, in whatever state it is."""
    return db.session.scalar(select(Remark).where(Remark.event_id == event.id, Remark.ref == ref))


def is_not_entered_yet(event: Event, receipt: str) -> bool:
    """Whether a receipt belongs to a printed card that nobody has entered."""
    entered = select(Remark.id).where(Remark.event_id == event.id, Remark.ref == Card.ref).exists()
    rows = select(Card.ref).where(Card.event_id == event.id, Card.receipt_hash == receipts.hash_of(receipt), ~entered)
    return db.session.scalar(rows) is not None


def taken_refs(event: Event) -> set[str]:
    """Every ref that a remark or a printed card of the event has."""
    cards = select(Card.ref).where(Card.event_id == event.id)
    return set(db.session.scalars(cards.union(select(Remark.ref).where(Remark.event_id == event.id))))


def counts_of(event: Event) -> tuple[int, int]:
    """(how many cards were printed, how many of them were entered)."""
    printed = select(func.count()).select_from(Card).where(Card.event_id == event.id)
    entered = printed.join(Remark, (Remark.event_id == Card.event_id) & (Remark.ref == Card.ref))
    return db.session.scalar(printed) or 0, db.session.scalar(entered) or 0


def link_by_ref(kind: ScribeLinkKind, ref: str) -> ScribeLink | None:
    """The link of that kind and ref, with its event."""
    rows = select(ScribeLink).where(ScribeLink.kind == kind, ScribeLink.ref == ref)
    return db.session.scalar(rows.options(joinedload(ScribeLink.event)))


def links_of(event: Event, kind: ScribeLinkKind) -> list[ScribeLink]:
    """The links of that kind that were made for an event, the first made first."""
    rows = select(ScribeLink).where(ScribeLink.event_id == event.id, ScribeLink.kind == kind)
    return list(db.session.scalars(rows.options(joinedload(ScribeLink.event)).order_by(ScribeLink.id)))


def link(event: Event, link_id: int) -> ScribeLink | None:
    """A link of that event, by its key."""
    rows = select(ScribeLink).where(ScribeLink.event_id == event.id, ScribeLink.id == link_id)
    return db.session.scalar(rows.options(joinedload(ScribeLink.event)))
