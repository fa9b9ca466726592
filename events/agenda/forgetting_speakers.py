"""What speakers told of their needs and travel is forgotten when its time is over, and what history holds of it."""

from sqlalchemy import select

from events import clock, history
from events.agenda.profile_models import SpeakerNeeds
from events.agenda.profiling import NEEDS_KEPT_AFTER
from events.database import db, unit_of_work


def forget_needs() -> int:
    """Delete speakers' needs whose time is over. Returns how many. Its own unit of work.

    Where the event has moved since they were told, they are kept until as long after its new day.
    """
    with unit_of_work():
        found = []
        for needs in db.session.scalars(select(SpeakerNeeds).where(SpeakerNeeds.keep_until <= clock.now())):
            needs.keep_until = needs.speaker.event.ends_at + NEEDS_KEPT_AFTER
            if needs.keep_until > clock.now():
                continue
            found.append(needs)
            history.record(needs.speaker, "needs forgotten", by="clock", event=needs.speaker.event)
            db.session.delete(needs)
    return len(found)
