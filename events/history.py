"""History: who did what to which record, when. Append-only.

Personal values stand in a detail row of their own, which erasing blanks (and the blanking is an
entry too); a remark's text never stands in it.
"""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import ForeignKey, String, Text, func, select
from sqlalchemy import event as sql_event
from sqlalchemy.orm import Mapped, mapped_column

from events import clock
from events.database import Base, Moment, db
from events.event import Event


class HistoryIsAppendOnly(RuntimeError):
    """Somebody tried to change or delete an entry."""


class Entry(Base):
    """One thing that was done: record, field, act, who, when. Never changed."""

    __tablename__ = "entry"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(Moment, index=True)
    event_id: Mapped[int | None] = mapped_column(ForeignKey("event.id", ondelete="SET NULL"), index=True)
    record: Mapped[str] = mapped_column(String(60), index=True)  # "invitation 12"
    field: Mapped[str] = mapped_column(String(60), default="")
    act: Mapped[str] = mapped_column(String(60))  # "sent", "accepted", "role given"
    who: Mapped[str] = mapped_column(String(60))  # "officer 3", "delegate", "command"


class EntryDetail(Base):
    """What an entry's field held before and after, where that is somebody's personal data."""

    __tablename__ = "entry_detail"

    entry_id: Mapped[int] = mapped_column(ForeignKey("entry.id", ondelete="CASCADE"), primary_key=True)
    before: Mapped[str] = mapped_column(Text, default="")
    after: Mapped[str] = mapped_column(Text, default="")
    blanked_at: Mapped[datetime | None] = mapped_column(Moment)


@sql_event.listens_for(Entry, "before_update")
@sql_event.listens_for(Entry, "before_delete")
def _refuse(mapper, connection, target) -> None:
    raise HistoryIsAppendOnly(f"entry {target.id} stands as it was written")


def name_of(record) -> str:
    """How history names a record: its table and its key."""
    return f"{record.__tablename__} {record.id}"


def who_is(person) -> str:
    """How history names who did it: an officer's record, or a word such as "delegate"."""
    return person if isinstance(person, str) else name_of(person)


def record(
    subject,
    act: str,
    *,
    by,
    event: Event | None = None,
    field: str = "",
    before: str | None = None,
    after: str | None = None,
) -> Entry:
    """Write that `act` was done to `subject` by `by` (an Officer, or a word).

    `before` and `after` are personal values: they go to the detail row. Flushes, because an
    entry names its subject by key.
    """
    db.session.flush()  # the subject's key is part of what is written
    entry = Entry(
        at=clock.now(),
        event_id=event.id if event else None,
        record=name_of(subject),
        field=field,
        act=act,
        who=who_is(by),
    )
    db.session.add(entry)
    if before is not None or after is not None:
        db.session.flush()  # the detail row needs the entry's key
        db.session.add(EntryDetail(entry_id=entry.id, before=before or "", after=after or ""))
    return entry


def record_many(done: Iterable[tuple[object, str, str]], *, by, event: Event | None = None) -> None:
    """Write many (record, act, field) at once, as a long list wants it; nothing personal stands in them."""
    db.session.flush()  # the subjects' keys are part of what is written
    at, who, event_id = clock.now(), who_is(by), event.id if event else None
    db.session.add_all(
        Entry(at=at, event_id=event_id, record=name_of(subject), field=field, act=act, who=who)
        for subject, act, field in done
    )


def of(subject) -> list[Entry]:
    """What was done to a record, oldest first."""
    rows = select(Entry).where(Entry.record == name_of(subject)).order_by(Entry.at, Entry.id)
    return list(db.session.scalars(rows))


def before_of(subject, field: str, *, since: str = "") -> list[str]:
    """What a field of a record held before each of its changes, oldest first; `since` the last change of another."""
    rows = (
        select(EntryDetail.before).join(Entry, Entry.id == EntryDetail.entry_id)
        .where(Entry.record == name_of(subject), Entry.field == field).order_by(Entry.id)
    )
    if since:
        last = select(func.coalesce(func.max(Entry.id), 0)).where(
            Entry.record == name_of(subject), Entry.field == since)
        rows = rows.where(Entry.id > last.scalar_subquery())
    return list(db.session.scalars(rows))
