"""Telling the wall that something it shows has changed: one number for each event, which only rises."""

from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from events.database import db
from events.event import Event
from events.feedback.models import RoomVersion


def _rise(event: Event) -> bool:
    risen = update(RoomVersion).where(RoomVersion.event_id == event.id).values(number=RoomVersion.number + 1)
    return db.session.scalar(risen.returning(RoomVersion.number)) is not None


def announce(event: Event) -> None:
    """Raise the event's number, in the transaction of what changed.

    Capturing never calls this: a number that rose with each remark would tell when it was written.
    """
    if _rise(event):
        return
    try:
        with db.session.begin_nested():
            db.session.add(RoomVersion(event_id=event.id, number=2))
    except IntegrityError:  # on PostgreSQL another announcement was first
        _rise(event)
