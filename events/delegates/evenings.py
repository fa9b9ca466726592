"""The hours of one evening in which a helper's link opens, at the door or at a table, by the event's own clock."""

import enum
from datetime import date, datetime, timedelta
from typing import Protocol

from events import clock
from events.delegates.door_models import DoorLink
from events.event import Event
from events.refusals import N_

BEFORE, AFTER = timedelta(hours=6), timedelta(hours=4)


class ForAnEvening(Protocol):
    """A link that is good on one day of an event."""

    good_on: date
    closed_at: datetime | None
    event: Event


class Why(enum.Enum):
    """Why a link does not open just now."""

    CLOSED = "closed"
    CANCELLED = "cancelled"
    EARLY = "early"
    OVER = "over"


WORDS = {
    Why.CLOSED: N_("The organiser has closed this door link. If you still help at the door, ask them for a new one."),
    Why.CANCELLED: N_("The event has been cancelled, so this door link is closed."),
    Why.EARLY: N_("This door link opens on the day of the event, six hours before it begins."),
    Why.OVER: N_("This door link was for one evening, and that is over. Thank you for helping."),
}


def days_of(event: Event) -> list[date]:
    """The days an event lasts; a night that ends before six in the morning belongs to the day before."""
    first = event.local(event.starts_at).date()
    last = (event.local(event.ends_at) - timedelta(hours=6)).date()
    return [first + timedelta(days=number) for number in range(max(0, (last - first).days) + 1)]


def is_past(event: Event) -> bool:
    """Whether no evening of an event is left to make a link for: it is over or cancelled."""
    return event.cancelled_at is not None or event.ends_at + AFTER <= clock.now()


def hours_of(link: ForAnEvening) -> tuple[datetime, datetime]:
    """From when until when a link opens: some hours before that day's event until some hours after."""
    event, zone = link.event, link.event.time_zone
    begins, ends = event.local(event.starts_at), event.local(event.ends_at)
    until = link.good_on + timedelta(days=1) if ends.time() < begins.time() else link.good_on
    return (datetime.combine(link.good_on, begins.time(), tzinfo=zone) - BEFORE,
            datetime.combine(until, ends.time(), tzinfo=zone) + AFTER)


def why_shut(link: ForAnEvening) -> Why | None:
    """Why a link does not open just now; None while it does."""
    if link.closed_at is not None:
        return Why.CLOSED
    if link.event.cancelled_at is not None:
        return Why.CANCELLED
    opens, closes = hours_of(link)
    if clock.now() < opens:
        return Why.EARLY
    return Why.OVER if clock.now() >= closes else None


def shut(link: DoorLink) -> str | None:
    """Why a link for the door does not open just now, in a marked sentence; None while it does."""
    why = why_shut(link)
    return WORDS[why] if why else None
