"""An event is made like one before: its arrangements and programme, and what else is ticked; never what people did."""

from dataclasses import dataclass, field
from datetime import date, time

from sqlalchemy import select

from events import history
from events.access import queries as access_queries
from events.access import signing_in
from events.access.models import Officer, Role
from events.agenda import copying
from events.agenda.copying import Copied
from events.database import db
from events.delegates import copying_mailings
from events.event import Event
from events.feedback import arranging, room_queries
from events.feedback.room_models import Room

SPEAKERS, REMINDERS, WORDS, ROOM, TEAM = "speakers", "reminders", "words", "room", "team"
TICKS = (SPEAKERS, REMINDERS, WORDS, ROOM, TEAM)


@dataclass
class Duplicate:
    """The new event, and how much of each thing was taken over; None for what was not asked for."""

    event: Event
    items: int
    speakers: int | None = None
    reminders: int | None = None
    words: int | None = None
    room: bool | None = None
    team: int | None = None
    shifted: list[tuple[time, time]] = field(default_factory=list)


def duplicate(
    source: Event, *, slug: str, title: str, short_title: str, day: date, reply_by_on: date | None = None,
    take: tuple[str, ...] = (), by: Officer, sure: bool = False,
) -> Duplicate:
    """Make an event like another on another day; `take` are those of TICKS that are wanted.

    Never guests, answers, remarks, slides, letters or arrivals. Raises as `planning.plan_event`.
    """
    copied = copying.copy_event(
        source, slug=slug, title=title, short_title=short_title, day=day, reply_by_on=reply_by_on,
        with_speakers=SPEAKERS in take, by=by, sure=sure)
    made = Duplicate(copied.event, copied.items, copied.speakers if SPEAKERS in take else None)
    if TEAM in take:  # first: a deputy of the room needs the role
        made.team = _copy_team(source, made.event, by)
    if REMINDERS in take:
        made.reminders = copying_mailings.copy_reminders(source, made.event, by=by)
    if WORDS in take:
        made.words = copying_mailings.copy_words(source, made.event, by=by)
    if ROOM in take:
        made.room = _copy_room(source, copied, by)
    made.shifted = copied.move.shifted
    history.record(source, "was copied", by=by, event=source)
    return made


def _copy_team(source: Event, event: Event, by: Officer) -> int:
    """Give the officers of an event the same roles on another; how many roles. Disabled ones are left out."""
    rows = select(Role).join(Officer, Officer.id == Role.officer_id).where(
        Role.event_id == source.id, Officer.disabled_at.is_(None)).order_by(Role.id)
    held = list(db.session.scalars(rows))
    for role in held:
        signing_in.give_role(role.officer, role.name, event=event, by=by)
    return len(held)


def _copy_room(source: Event, copied: Copied, by: Officer) -> bool:
    """Set another event's room in the same way; whether there was anything set. Paused or blank it does not begin."""
    if db.session.get(Room, source.id) is None:
        return False
    room = room_queries.room_of(source)
    event, move = copied.event, copied.move
    deputy = room.deputy
    if deputy is not None and (deputy.disabled_at or "safeguarding" not in access_queries.roles_on(deputy, event)):
        deputy = None
    arranging.set_room(
        event, takes_votes=room.takes_votes, order=room.order,
        opens_at=move.moment(source, room.opens_at) if room.opens_at else None,
        closes_at=move.moment(source, room.closes_at) if room.closes_at else None,
        lead_telephone=room.lead_telephone, deputy=deputy,
        deputy_telephone=room.deputy_telephone if deputy is not None else "", by=by)
    return True
