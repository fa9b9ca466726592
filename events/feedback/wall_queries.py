"""What the wall reads: its mark, in one small query, and the questions that it shows."""

import hashlib
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from events.agenda import run_queries
from events.agenda.models import AgendaItem
from events.database import db
from events.event import Event
from events.feedback import room_queries
from events.feedback.models import Remark, RoomVersion
from events.feedback.states import RemarkKind, RemarkState, WallOrder


def on_wall(event: Event) -> list[Remark]:
    """The approved questions that the wall shows: the one being answered, pinned ones, then by the event's order."""
    rows = select(Remark).where(
        Remark.event_id == event.id, Remark.state == RemarkState.APPROVED,
        Remark.kind == RemarkKind.QUESTION, Remark.is_on_wall, Remark.merged_into_id.is_(None),
    )
    by_votes = (Remark.votes.desc(),) if room_queries.room_of(event).order == WallOrder.VOTES else ()
    order = (Remark.is_being_answered.desc(), Remark.is_pinned.desc(), *by_votes, Remark.wall_position,
             Remark.received_on, Remark.id)
    return list(db.session.scalars(rows.options(joinedload(Remark.speaker)).order_by(*order)))


def shown_to_phones(event: Event) -> list[Remark]:
    """The same questions for phones: none while the wall is blank."""
    return [] if room_queries.room_of(event).is_blank else on_wall(event)


def mark_of_list(questions: list[Remark]) -> str:
    """A short word that changes whenever other questions are shown; an order that votes change is no other list."""
    said = "\x1f".join(sorted(f"{row.ref} {row.is_being_answered} {row.text} {row.translation}" for row in questions))
    return hashlib.sha256(said.encode()).hexdigest()[:20]


def mark_of(event: Event, moment: datetime) -> str:
    """A short word that changes whenever the wall would show something else.

    It is made of the event's number, its title and the agenda item of that moment; once the run sheet has been
    pressed, of what that says.
    """
    number = select(RoomVersion.number).where(RoomVersion.event_id == event.id).scalar_subquery()
    now = select(AgendaItem.title).where(
        AgendaItem.event_id == event.id, AgendaItem.starts_at <= moment, AgendaItem.ends_at > moment
    ).order_by(AgendaItem.starts_at.desc(), AgendaItem.id.desc()).limit(1).scalar_subquery()
    row = db.session.execute(select(number, now, run_queries.newest_in(event))).one()
    said = f"{row[0] or 1}\x1f{event.title}\x1f{row[1] or ''}\x1f{run_queries.mark_of(event, moment, row[2])}"
    return hashlib.sha256(said.encode()).hexdigest()[:20]
