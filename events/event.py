"""The bare record of an Event: what guards, letters and history need to know of it."""

import enum
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import String, select
from sqlalchemy.orm import Mapped, mapped_column

from events import clock
from events.database import Base, Moment, db

# Retention: an event's personal records are kept this long after it ends, unless its page says other.
KEPT_AFTER = timedelta(days=365)


class Visibility(enum.StrEnum):
    """Who may read an event's public pages."""

    LISTED = "listed"  # on the front page, with JSON-LD
    BY_ADDRESS = "by address"  # whoever has the address; noindex; not on the front page
    CLOSED = "closed"  # only with a personal link


class Event(Base):
    """An awareness event: its name, its zone and its hours. The rest is its arrangements (agenda)."""

    __tablename__ = "event"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    title: Mapped[str] = mapped_column(String(200))
    # Neutral: subject lines, calendars, badges and tabs are seen on shared phones.
    short_title: Mapped[str] = mapped_column(String(60))
    zone: Mapped[str] = mapped_column(String(60))
    starts_at: Mapped[datetime] = mapped_column(Moment)
    ends_at: Mapped[datetime] = mapped_column(Moment)
    visibility: Mapped[Visibility] = mapped_column(String(20), default=Visibility.BY_ADDRESS)
    # RFC 5546 2.1.4: rises when time or place changes, or the event is cancelled.
    sequence: Mapped[int] = mapped_column(default=0)
    cancelled_at: Mapped[datetime | None] = mapped_column(Moment)
    # Put off to a day that is not known yet; a new day takes the mark away.
    postponed_at: Mapped[datetime | None] = mapped_column(Moment)
    created_at: Mapped[datetime] = mapped_column(Moment)
    keep_until: Mapped[datetime] = mapped_column(Moment)

    @property
    def time_zone(self) -> ZoneInfo:
        """The zone its hours are told in."""
        return ZoneInfo(self.zone)

    @property
    def is_over(self) -> bool:
        """Whether it has ended."""
        return self.ends_at <= clock.now()

    def local(self, moment: datetime) -> datetime:
        """A moment as the event's own wall clock shows it."""
        return moment.astimezone(self.time_zone)


def find(slug: str) -> Event | None:
    """The event with that slug, or None."""
    return db.session.scalar(select(Event).where(Event.slug == slug))


def lock(event: Event) -> Event:
    """Hold the event's row until the transaction ends, so that seats are counted one at a time.

    On SQLite the whole database is held already (BEGIN IMMEDIATE) and FOR UPDATE is left out.
    """
    return db.session.scalars(
        select(Event).where(Event.id == event.id).with_for_update().execution_options(populate_existing=True)
    ).one()
