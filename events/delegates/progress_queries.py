"""How far an event's sendings are: what the moving bar shows. Asked every second, so it is a few small questions.

A bar is about the sendings that are under way alone: last month's invitations do not fill the bar of today's
reminders. What a server asked to have again in an hour is counted, and not waited for.
"""

import math
from dataclasses import astuple, dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from sqlalchemy import Row, case, func, or_, select

from events import clock, pace
from events.database import db
from events.event import Event
from events.outbox import WAITING, Letter, LetterState

SOON = timedelta(minutes=10)
MEASURED = timedelta(minutes=1)
ENOUGH = (20, 5)  # letters and seconds: with fewer, a measured pace says nothing


@dataclass(frozen=True)
class Progress:
    """The letters of the sendings under way: how many have left, wait, failed; `minutes` is an estimate or None.

    `begins_at`: nothing leaves before then, because it can still be called back. `slow_until`: the mail server asked
    for less, and until then letters leave more slowly.
    """

    sent: int = 0
    waiting: int = 0
    failed: int = 0
    begins_at: datetime | None = None
    minutes: int | None = None
    slow_until: datetime | None = None

    @property
    def all(self) -> int:
        """How many letters the sendings have, without those called back."""
        return self.sent + self.waiting + self.failed

    @property
    def is_moving(self) -> bool:
        """Whether anything is on its way, or will be in a moment."""
        return self.waiting > 0

    @property
    def phase(self) -> str:
        """What the page around the bar depends on: it is read anew when this changes."""
        return "held" if self.begins_at else "leaving"

    @property
    def mark(self) -> str:
        """A version of all that is shown: the same mark, the same bar."""
        return sha256(repr(astuple(self)).encode()).hexdigest()[:16]


def _counted(event: Event, now: datetime) -> list[Row]:
    """How many letters each sending of the event has in each state, how many of them soon, when the first is due."""
    is_soon = or_(Letter.state == LetterState.SENDING, Letter.state.in_(WAITING) & (Letter.due_at <= now + SOON))
    rows = select(
        Letter.batch, Letter.state, func.count().label("letters"), func.sum(case((is_soon, 1), else_=0)).label("soon"),
        func.min(Letter.due_at).label("due_at"), func.min(Letter.name).label("name"),
    ).where(Letter.event_id == event.id, Letter.of_sending, Letter.state != LetterState.WITHDRAWN)
    found = db.session.execute(rows.group_by(Letter.batch, Letter.state)).all()
    return [row for row in found if row.name.startswith("delegates/")]


def _letters_a_minute(now: datetime) -> float:
    """The pace at which letters leave: as set or asked for, or as measured in the last minute if that is less.

    0: not known yet.
    """
    limit = pace.present().per_minute
    count, first = db.session.execute(
        select(func.count(), func.min(Letter.claimed_at)).where(Letter.claimed_at > now - MEASURED)).one()
    seconds = (now - first).total_seconds() if first else 0.0
    measured = 60 * count / seconds if count >= ENOUGH[0] and seconds >= ENOUGH[1] else 0.0
    return min((rate for rate in (limit, measured) if rate), default=0.0)


def progress_of(event: Event) -> Progress:
    """How far the event's sendings are that are under way now; nothing waits where none is."""
    now = clock.now()
    counted = _counted(event, now)
    under_way = {row.batch for row in counted if row.soon}
    if not under_way:
        return Progress()
    rows = [row for row in counted if row.batch in under_way]
    sent = sum(row.letters for row in rows if row.state == LetterState.SENT)
    failed = sum(row.letters for row in rows if row.state == LetterState.FAILED)
    waiting, slowed = sum(row.letters for row in rows) - sent - failed, pace.slowing()
    begins_at = min(row.due_at for row in rows)
    begins = begins_at if begins_at > now and not sent + failed else None
    a_minute = _letters_a_minute(now)
    return Progress(
        sent=sent, waiting=waiting, failed=failed, begins_at=begins,
        minutes=math.ceil(waiting / a_minute) if a_minute else None, slow_until=slowed.until if slowed else None,
    )
