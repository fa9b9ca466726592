"""How fast letters leave: what the council has set, or less where the mail server asked for less.

The truth is in the database (when each letter was last taken in hand), so that the pace holds for
all workers together. Exchange Online, for one, takes three connections and thirty messages a minute.
"""

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import CheckConstraint, Text, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, mapped_column

from events import clock, council
from events.database import Base, Moment, db, unit_of_work
from events.outbox import Letter

SLOW_FOR = timedelta(minutes=15)
SLOWEST = 6  # letters a minute
TOGETHER = timedelta(seconds=10)  # several connections are told at once: one slowing
SLICE = timedelta(seconds=10)
MINUTE = timedelta(minutes=1)
MOST_CONNECTIONS = 20
MOST_PER_MINUTE = 100_000


class Slowing(Base):
    """The mail server asked for less: how little we send, until when, and what it said."""

    __tablename__ = "slowing"
    __table_args__ = (CheckConstraint("id = 1", name="only_one"),)

    id: Mapped[int] = mapped_column(primary_key=True, default=1)
    connections: Mapped[int]
    per_minute: Mapped[int]  # 0: as fast as the server takes them
    noted_at: Mapped[datetime] = mapped_column(Moment)
    until: Mapped[datetime] = mapped_column(Moment)
    words: Mapped[str] = mapped_column(Text, default="")


@dataclass(frozen=True)
class Pace:
    """How many connections at once, and how many letters a minute (0: no limit of ours)."""

    connections: int
    per_minute: int


def slowing() -> Slowing | None:
    """What the mail server asked for lately, while it holds."""
    found = db.session.get(Slowing, 1)
    return found if found is not None and found.until > clock.now() else None


def present() -> Pace:
    """The pace that holds now."""
    ours, slowed = council.ours(), slowing()
    connections = min(max(1, ours.mail_connections), MOST_CONNECTIONS)
    if slowed is None:
        return Pace(connections, ours.mail_per_minute)
    limits = [limit for limit in (ours.mail_per_minute, slowed.per_minute) if limit]
    return Pace(min(connections, slowed.connections), min(limits, default=0))


def _taken_since(moment: datetime) -> int:
    rows = select(func.count()).select_from(Letter).where(Letter.claimed_at > moment)
    return db.session.scalar(rows) or 0


def allowance(most: int) -> int:
    """How many letters may be taken in hand now, `most` at the most; evenly, not in one burst a minute.

    Asked inside the transaction that takes them.
    """
    per_minute, now = present().per_minute, clock.now()
    if not per_minute:
        return most
    db.session.get(council.Council, 1, with_for_update=True)  # two workers count one after the other
    in_minute, in_slice = per_minute - _taken_since(now - MINUTE), max(1, per_minute // 6) - _taken_since(now - SLICE)
    return max(0, min(most, in_minute, in_slice))


def _note_first(slowed: Slowing) -> None:
    """Store the first slowing there has been, unless another connection has stored its own at the same moment."""
    with suppress(IntegrityError), db.session.begin_nested():
        db.session.add(slowed)


def slow_down(words: str) -> None:
    """The mail server said "too much": half the connections; at one connection, half the letters a minute.

    Several connections that are told so at the same moment are one slowing.
    """
    with unit_of_work():
        now, before = clock.now(), present()
        per_minute = before.per_minute
        if before.connections == 1:
            per_minute = max(SLOWEST, (before.per_minute or _taken_since(now - MINUTE)) // 2)
        values = {"connections": max(1, before.connections // 2), "per_minute": per_minute, "noted_at": now,
                  "until": now + SLOW_FOR, "words": words}
        row = db.session.get(Slowing, 1, with_for_update=True, populate_existing=True)
        if row is None:
            _note_first(Slowing(id=1, **values))
        elif row.noted_at <= now - TOGETHER:
            for name, value in values.items():
                setattr(row, name, value)
