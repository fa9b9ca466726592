"""What a change of an event would do besides: who is written to, and whether its programme moves with it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from events.agenda import queries, release_queries
from events.database import db
from events.event import Event
from events.outbox import Letter


@dataclass(frozen=True)
class Before:
    """How an event stood before the change."""

    newest: int  # the key of the newest letter of all: those written from here on have higher ones
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True)
class Effect:
    """What the change does: each person is named once, also who gets two letters."""

    people: list[str]
    letters: int
    parts: int  # of the programme, where it moves with the event
    is_public: bool  # whether everybody reads the moved programme at once
    keeps_hours: bool  # whether there is a programme, the hours changed, and it stays where it is


def before(event: Event) -> Before:
    """How the event stands now, to compare with after a change."""
    return Before(db.session.scalar(select(func.max(Letter.id))) or 0, event.starts_at, event.ends_at)


def effect_of(event: Event, was: Before) -> Effect:
    """What a change has done that is not committed yet."""
    rows = select(Letter.to_address, Letter.to_name).where(Letter.event_id == event.id, Letter.id > was.newest)
    letters = [(address.lower(), name) for address, name in db.session.execute(rows.order_by(Letter.id))]
    step, parts = event.starts_at - was.starts_at, len(queries.items_of(event))
    moves = bool(step) and event.ends_at - was.ends_at == step
    return Effect(
        people=list(dict(letters).values()), letters=len(letters), parts=parts if moves else 0,
        is_public=moves and release_queries.newest(event) is not None,
        keeps_hours=bool(parts) and not moves and (event.starts_at, event.ends_at) != (was.starts_at, was.ends_at))
