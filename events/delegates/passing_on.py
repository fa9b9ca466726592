"""Free places are passed on by the clock: offers that ran out, seats whose give-back day is over."""

import logging

from sqlalchemy import select

from events import clock
from events import event as event_record
from events.database import db, unit_of_work
from events.delegates import placing
from events.delegates.models import Invitation
from events.delegates.states import Place
from events.event import Event

log = logging.getLogger("soundings.places")


def _with_people_waiting() -> list[int]:
    """Events to come for which somebody waits, or holds an offer."""
    rows = select(Event.id).where(
        Event.ends_at > clock.now(), Event.cancelled_at.is_(None), Event.postponed_at.is_(None),
        select(Invitation.id).where(
            Invitation.event_id == Event.id, Invitation.place.in_((Place.WAITING, Place.OFFERED))).exists(),
    )
    return list(db.session.scalars(rows.order_by(Event.id)))


def pass_on_places() -> int:
    """End the offers that ran out and offer what is free to the next. Returns how many new offers were made.

    Each event is a unit of work of its own, so that one that fails does not stop the others.
    """
    with unit_of_work():
        keys, made = _with_people_waiting(), 0
    for key in keys:
        try:
            with unit_of_work():
                event = event_record.lock(db.session.get_one(Event, key))
                placing.run_out(event)
                made += len(placing.give_on(event))
        except Exception:
            log.exception("places of event %s could not be passed on", key)
    return made
