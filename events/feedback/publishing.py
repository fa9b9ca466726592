"""Publishing "what was said": a page for everybody the next day, before anything is decided."""

from events import clock, history
from events.event import Event
from events.feedback import queries, room_queries
from events.refusals import N_, Refusal


class NotOverYet(Refusal):
    """The page tells what was said at an event that is over."""

    sentence = N_("This can be published when the event is over.")
    status = 409


class NothingSaid(Refusal):
    """There is nothing that a moderator has let through."""

    sentence = N_("No question or comment has been let through yet, so there is nothing to publish.")
    status = 409


def publish_said(event: Event, *, by) -> None:
    """Open the page to everybody. Raises NotOverYet or NothingSaid; doing it twice changes nothing."""
    if clock.now() < event.ends_at:
        raise NotOverYet()
    if not queries.counts_of(event).approved:
        raise NothingSaid()
    room = room_queries.for_change(event)
    if room.said_public_at is None:
        room.said_public_at = clock.now()
        history.record(event, "what was said published", by=by, event=event)


def take_down_said(event: Event, *, by) -> None:
    """Close the page again: from the next request on it is not there."""
    room = room_queries.for_change(event)
    if room.said_public_at is not None:
        room.said_public_at = None
        history.record(event, "what was said taken down", by=by, event=event)
