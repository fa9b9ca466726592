"""How an event's room is set: the stored row, or as it begins."""

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from events.database import db
from events.event import Event
from events.feedback.room_models import Room
from events.feedback.states import WallOrder


def _as_it_begins(event: Event) -> Room:
    return Room(event_id=event.id, takes_votes=False, order=WallOrder.MODERATOR, is_paused=False, is_blank=False,
                lead_telephone="", deputy_telephone="")


def room_of(event: Event) -> Room:
    """The event's stored setting; an unstored one with everything as it begins where nobody has changed any."""
    return db.session.get(Room, event.id) or _as_it_begins(event)


def _stored(event: Event) -> Room | None:
    rows = select(Room).where(Room.event_id == event.id).with_for_update().execution_options(populate_existing=True)
    return db.session.scalar(rows)


def for_change(event: Event) -> Room:
    """The stored setting, made where there is none, and held until the transaction ends."""
    found = _stored(event)
    if found is not None:
        return found
    try:
        with db.session.begin_nested():
            db.session.add(_as_it_begins(event))
    except IntegrityError:  # on PostgreSQL another officer was first
        pass
    return db.session.get_one(Room, event.id, with_for_update=True, populate_existing=True)
