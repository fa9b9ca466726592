"""What is read of a programme's released versions."""

from sqlalchemy import select

from events.agenda.models import Speaker
from events.agenda.release_models import Release
from events.agenda.released_items import ReleasedItem, items_from
from events.database import db
from events.event import Event


def newest(event: Event) -> Release | None:
    """The version that everybody reads; None while the programme is still being made."""
    rows = select(Release).where(Release.event_id == event.id)
    return db.session.scalars(rows.order_by(Release.number.desc()).limit(1)).first()


def releases_of(event: Event) -> list[Release]:
    """Every version, newest first."""
    rows = select(Release).where(Release.event_id == event.id)
    return list(db.session.scalars(rows.order_by(Release.number.desc())))


def release(event: Event, number: int) -> Release | None:
    """One version of that event, or None."""
    return db.session.scalar(select(Release).where(Release.event_id == event.id, Release.number == number))


def names_of(event: Event, *, withdrawn: bool = False) -> dict[int, str]:
    """The names of the event's speakers by key; of those who withdrew only if asked for."""
    rows = select(Speaker.id, Speaker.name).where(Speaker.event_id == event.id)
    if not withdrawn:
        rows = rows.where(Speaker.withdrawn_at.is_(None))
    return {key: name for key, name in db.session.execute(rows)}  # noqa: C416 - rows are no pairs to mypy


def items_now(event: Event) -> list[ReleasedItem]:
    """The parts of the newest version, in time order; whoever has withdrawn since is named no more."""
    found = newest(event)
    if found is None:
        return []
    people = select(Speaker).where(Speaker.event_id == event.id, Speaker.withdrawn_at.is_(None))
    return items_from(found.content, {speaker.id: speaker for speaker in db.session.scalars(people)})
