"""An event is said to follow an earlier one, or no longer to."""

from events import clock, history
from events.agenda import following_queries
from events.agenda.following_models import Following
from events.database import db
from events.event import Event
from events.refusals import N_, Refusal


class FollowsLater(Refusal):
    """An event can only follow one that begins before it."""

    sentence = N_("%(title)s does not begin before this event, so this one cannot follow it.")
    field = "earlier"


class FollowsAnother(Refusal):
    """It follows one event at the most."""

    sentence = N_("This event follows %(title)s already.")
    field = "earlier"


def follow(event: Event, earlier: Event, *, by) -> Following:
    """Say that an event follows an earlier one. Saying it twice changes nothing.

    Raises FollowsLater, or FollowsAnother where it follows a third one.
    """
    if earlier.starts_at >= event.starts_at or earlier.id == event.id:
        raise FollowsLater(title=earlier.title)
    found = following_queries.following_of(event)
    if found is not None and found.follows_id != earlier.id:
        raise FollowsAnother(title=found.follows.title)
    if found is None:
        found = Following(event=event, follows=earlier, at=clock.now())
        db.session.add(found)
        history.record(event, "follows another", by=by, event=event)
    return found


def part(event: Event, *, by) -> None:
    """Say that an event follows no other any more; what it took along stays."""
    found = following_queries.following_of(event)
    if found is not None:
        db.session.delete(found)
        history.record(event, "follows no other", by=by, event=event)
