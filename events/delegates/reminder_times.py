"""When a reminder goes out: so many days from the reply-by day or the event, at an hour of the event's own clock."""

from datetime import date, datetime, time, timedelta

from events.agenda import local_times
from events.agenda.models import Arrangements
from events.delegates.mail_models import Reminder
from events.event import Event

REPLY_BY, EVENT = "reply by", "event"


def day_of(counts_from: str, days: int, event: Event, arrangements: Arrangements) -> date:
    """The day, by the event's own clock; `days` is negative before the day that it counts from."""
    start = arrangements.reply_by_on if counts_from == REPLY_BY else event.local(event.starts_at).date()
    return start + timedelta(days=days)


def moment_of(reminder: Reminder, event: Event, arrangements: Arrangements) -> datetime:
    """The UTC moment at which a reminder goes, as things stand now.

    Nobody can be asked when an event moves: an hour that the clocks skip becomes the next there is, and of
    an hour that comes twice the first is meant (RFC 5545 3.3.5).
    """
    day = day_of(reminder.counts_from, reminder.days, event, arrangements)
    hour = time(reminder.hour, reminder.minute)
    found = local_times.moments_of(day, hour, event.zone)
    if not found:
        found = local_times.moments_of(day, local_times.next_valid(day, hour, event.zone), event.zone)
    return found[0]
