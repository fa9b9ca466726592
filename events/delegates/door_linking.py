"""A volunteer is given a link for one evening at the door; it is closed at will."""

import secrets
from datetime import date

from events import clock, history
from events.database import db
from events.delegates import evenings
from events.delegates.door_models import DoorLink
from events.event import Event
from events.refusals import N_, Refusal


class NotADayOfIt(Refusal):
    """The event is not on that day."""

    sentence = N_("The event is not on that day. Choose one of its days.")
    field = "good_on"


class NoDoorAnyMore(Refusal):
    """The event is over or cancelled."""

    sentence = N_("This event is over or cancelled, so its door needs no link.")
    status = 409


def make_link(event: Event, *, name: str, good_on: date, by) -> DoorLink:
    """Make a link for one evening, for the person named. Raises NotADayOfIt or NoDoorAnyMore."""
    if good_on not in evenings.days_of(event):
        raise NotADayOfIt()
    if evenings.is_past(event):
        raise NoDoorAnyMore()
    link = DoorLink(event_id=event.id, ref=secrets.token_hex(8), name=name, good_on=good_on, created_at=clock.now(),
                    keep_until=event.keep_until)
    db.session.add(link)
    history.record(link, "made", by=by, event=event)
    return link


def close_link(link: DoorLink, *, by) -> None:
    """Close a link for good: the next thing done with it is refused."""
    if link.closed_at is None:
        link.closed_at = clock.now()
        history.record(link, "closed", by=by, event=link.event)
