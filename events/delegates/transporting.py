"""Transport: the organiser says where it stops and when it leaves; guests choose among the stops."""

from datetime import datetime, time

from events import history
from events.database import db
from events.delegates import needs_queries
from events.delegates.door_models import TransportStop
from events.event import Event
from events.refusals import N_, Refusal


class StopKnown(Refusal):
    """There is a stop of that name already."""

    sentence = N_("There is a stop of this name already.")
    field = "name"


def _moment(event: Event, leaves: time | None) -> datetime | None:
    """That hour of the event's first day, on its own clock."""
    return datetime.combine(event.local(event.starts_at), leaves, tzinfo=event.time_zone) if leaves else None


def _refuse_known(event: Event, name: str, *, but: TransportStop | None = None) -> None:
    if any(stop.name.casefold() == name.casefold() for stop in needs_queries.stops_of(event) if stop is not but):
        raise StopKnown()


def add_stop(event: Event, *, name: str, leaves: time | None, by) -> TransportStop:
    """Add a stop; `leaves` is an hour of the event's day. Raises StopKnown."""
    _refuse_known(event, name)
    stop = TransportStop(event_id=event.id, name=name, leaves_at=_moment(event, leaves),
                         position=len(needs_queries.stops_of(event)))
    db.session.add(stop)
    history.record(stop, "added", by=by, event=event)
    return stop


def change_stop(event: Event, stop: TransportStop, *, name: str, leaves: time | None, by) -> None:
    """Change where or when; whoever chose it keeps it. Raises StopKnown."""
    _refuse_known(event, name, but=stop)
    stop.name, stop.leaves_at = name, _moment(event, leaves)
    history.record(stop, "changed", by=by, event=event)


def remove_stop(event: Event, stop: TransportStop, *, by) -> None:
    """Take a stop away; whoever chose it still wants a seat, from a stop that is not named."""
    history.record(stop, "removed", by=by, event=event)
    db.session.delete(stop)
