"""Writing anonymous remarks anew in random order, so that the database's own files keep no order of writing.

Until then staff see no name; from then on nobody who reads the files can tell which came first.
"""

import secrets
from datetime import timedelta

from sqlalchemy import select, update

from events import clock
from events.database import db, unit_of_work
from events.event import Event
from events.feedback.capturing import OPEN_AFTER
from events.feedback.models import Remark
from events.feedback.states import Attribution


def rewrite_anonymous_remarks() -> int:
    """Rewrite the anonymous remarks of events that have ended and still take some. Returns how many.

    Opens its own unit of work. Each row is written again as it stands: on PostgreSQL it gets a new
    place and the number of this transaction; on SQLite the table stands in the order of random keys.
    """
    now = clock.now()
    with unit_of_work():
        closed = select(Event.id).where(Event.ends_at <= now, Event.ends_at > now - OPEN_AFTER - timedelta(days=1))
        rows = select(Remark.id).where(Remark.event_id.in_(closed), Remark.attribution == Attribution.ANONYMOUS)
        keys = list(db.session.scalars(rows.order_by(Remark.id)))
        secrets.SystemRandom().shuffle(keys)
        for key in keys:
            again = update(Remark).where(Remark.id == key).values(attribution=Attribution.ANONYMOUS)
            db.session.execute(again.execution_options(synchronize_session=False))
        return len(keys)
