"""The hours of one evening in which a volunteer's link opens the door, by the event's own clock."""

from datetime import date, datetime, timedelta

from events import clock
from events.delegates.door_models import DoorLink
from events.event import Event
from events.refusals import N_

BEFORE, AFTER = timedelta(hours=6), timedelta(hours=4)


def days_of(event: Event) -> list[date]:
    """The days an event lasts; a night that ends before six in the morning belongs to the day before."""
    first = event.local(event.starts_at).date()
    last = (event.local(event.ends_at) - timedelta(hours=6)).date()
    return [first + timedelta(days=number) for number in range(max(0, (last - first).days) + 1)]


def hours_of(link: DoorLink) -> tuple[datetime, datetime]:
    """From when until when a link opens: some hours before that day's event until some hours after."""
    event, zone = link.event, link.event.time_zone
    begins, ends = event.local(event.starts_at), event.local(event.ends_at)
    until = link.good_on + timedelta(days=1) if ends.time() < begins.time() else link.good_on
    return (datetime.combine(link.good_on, begins.time(), tzinfo=zone) - BEFORE,
            datetime.combine(until, ends.time(), tzinfo=zone) + AFTER)


def shut(link: DoorLink) -> str | None:
    """Why a link does not open just now, in a marked sentence; None while it does."""
    if link.closed_at is not None:
        return N_("The organiser has closed this door link. If you still help at the door, ask them for a new one.")
    if link.event.cancelled_at is not None:
        return N_("The event has been cancelled, so this door link is closed.")
    opens, closes = hours_of(link)
    if clock.now() < opens:
        return N_("This door link opens on the day of the event, six hours before it begins.")
    if clock.now() >= closes:
        return N_("This door link was for one evening, and that is over. Thank you for helping.")
    return None
