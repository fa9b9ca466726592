"""How long a freed place is offered: the rule, in one place."""

from datetime import datetime, time, timedelta

from events.event import Event

SHORTEST = timedelta(minutes=30)
NONE_BEFORE = timedelta(hours=1)  # so near to the event places are given by hand, or at the door
NIGHT, MORNING = time(23), time(8)


def ends_at(event: Event, *, hours: int, now: datetime) -> datetime | None:
    """Until when a place that comes free now is offered; None where it is too late for an offer.

    `hours` after now. Nearer to the event than twice that, a quarter of what is left, half an hour at
    the least; in its last hour none. An offer that would run out at night (23:00 to 8:00 by the
    event's clock) lasts until the morning, if the event is then still four hours away.
    """
    left = event.starts_at - now
    if left <= NONE_BEFORE:
        return None
    lasts = timedelta(hours=hours)
    if left < 2 * lasts:
        lasts = max(SHORTEST, left / 4)
    until = event.local(now + lasts)
    if until.time() >= NIGHT:
        morning = datetime.combine(until.date() + timedelta(days=1), MORNING, tzinfo=until.tzinfo)
    elif until.time() < MORNING:
        morning = datetime.combine(until.date(), MORNING, tzinfo=until.tzinfo)
    else:
        return now + lasts
    return morning.astimezone(now.tzinfo) if event.starts_at - morning >= timedelta(hours=4) else now + lasts
