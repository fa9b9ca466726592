"""What is read of events that follow each other."""

from dataclasses import dataclass, field

from sqlalchemy import select

from events.agenda.following_models import Following
from events.database import db
from events.event import Event, Visibility


@dataclass(frozen=True)
class Neighbours:
    """The events beside one: which it follows, and which follow it."""

    before: Event | None = None
    after: list[Event] = field(default_factory=list)


def following_of(event: Event) -> Following | None:
    """What is written of the event that this one follows."""
    return db.session.get(Following, event.id)


def event_before(event: Event) -> Event | None:
    """The event that this one follows."""
    found = following_of(event)
    return found.follows if found else None


def events_after(event: Event) -> list[Event]:
    """The events that follow this one, soonest first."""
    rows = select(Event).join(Following, Following.event_id == Event.id).where(Following.follows_id == event.id)
    return list(db.session.scalars(rows.order_by(Event.starts_at, Event.id)))


def may_be_named(other: Event, *, on: Event) -> bool:
    """Whether a public page may name another event: none leads to one that fewer may know of."""
    if other.visibility == Visibility.CLOSED:
        return False
    return other.visibility == Visibility.LISTED or on.visibility != Visibility.LISTED


def public_neighbours(event: Event) -> Neighbours:
    """The events beside one as its public page may name them."""
    before = event_before(event)
    return Neighbours(
        before if before is not None and may_be_named(before, on=event) else None,
        [other for other in events_after(event) if may_be_named(other, on=event)],
    )
