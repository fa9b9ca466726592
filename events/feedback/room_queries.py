"""How an event's room is set, whether or not anybody has set anything yet."""

from events.database import db
from events.event import Event
from events.feedback.room_models import Room
from events.feedback.states import WallOrder


def room_of(event: Event) -> Room:
    """The event's room as it is set; where nobody has set anything, as it begins (and not stored)."""
    return db.session.get(Room, event.id) or Room(
        event_id=event.id, takes_votes=False, order=WallOrder.MODERATOR, is_paused=False, is_blank=False,
        lead_telephone="", deputy_telephone="",
    )


def for_change(event: Event) -> Room:
    """The event's room, stored, to set something of it."""
    room = room_of(event)
    db.session.add(room)
    return room
