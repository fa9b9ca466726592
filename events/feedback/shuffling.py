"""Writing what keeps no moment anew in random order, so that the database's own files keep no order of writing.

Until then staff see no name; from then on nobody who reads the files can tell which came first. A remark that names
its writer keeps its moment in the open; all others (anonymous, or shown by a body alone), all votes, and what
moderators did about them on the day itself are mixed: whoever decides as remarks come in leaves their order behind.
"""

import secrets
from datetime import UTC, datetime, timedelta

from sqlalchemy import delete, func, insert, select, update

from events import clock, compacting
from events.database import db, reading, unit_of_work
from events.event import Event
from events.feedback.capturing import WITH_A_NAME, closes_at
from events.feedback.models import Answer, Remark, theming
from events.feedback.room_models import RemarkNote, Vote
from events.history import Entry

AFTER_CUT_OFF = timedelta(days=7)  # a worker that stood still for days still gets to it
FRESH = timedelta(days=2)  # after the event and after the newest remark it is mixed every time, then once a night
NIGHT = 3  # the hour, UTC
CLUSTERED = ("remark", "vote")
OTHERS = ("theming", "entry", "remark_note", "answer")
NAMELESS = "remark"  # how history names a remark from then on


def rewrite_anonymous_remarks() -> int:
    """Rewrite the remarks without a moment of events that have ended and still take some. Returns how many.

    Opens its own units of work. Each row is written again as it stands, in one transaction and in random order, and
    the tables are then written anew: their files keep nothing of how they came to be.
    """
    with reading():
        found = [event.id for event in db.session.scalars(select(Event).where(Event.ends_at <= clock.now()))
                 if _is_due(event)]
    mixed = 0
    for event_id in found:
        with unit_of_work():
            mixed += _mix(db.session.get_one(Event, event_id))
    if mixed:
        compacting.write_anew(CLUSTERED, OTHERS)
    return mixed


def _without_moment(event: Event):
    return Remark.event_id == event.id, Remark.attribution.not_in(WITH_A_NAME)


def _is_due(event: Event) -> bool:
    """Whether an event's remarks are to be mixed now: some may have come since the last time."""
    now = clock.now()
    if now > closes_at(event) + AFTER_CUT_OFF:
        return False
    newest = db.session.scalar(select(func.max(Remark.received_on)).where(*_without_moment(event)))
    newest = max(newest, event.local(event.ends_at).date()) if newest else None
    return newest is not None and (newest >= (event.local(now) - FRESH).date() or now.hour == NIGHT)


def _mix(event: Event) -> int:
    """Mix one event's rows in the present transaction; how many remarks."""
    keys = list(db.session.scalars(select(Remark.id).where(*_without_moment(event)).order_by(Remark.id)))
    secrets.SystemRandom().shuffle(keys)
    for key in keys:
        # The place on the wall was given as it was let through; after the event the order of random keys serves.
        again = update(Remark).where(Remark.id == key).values(attribution=Remark.attribution, wall_position=0)
        db.session.execute(again.execution_options(synchronize_session=False))
    _put_back_in_random_order(Vote.__table__, select(Remark.id).where(Remark.event_id == event.id))
    for table in (theming, Answer.__table__, RemarkNote.__table__):
        _put_back_in_random_order(table, select(Remark.id).where(*_without_moment(event)))
    _forget_the_day_itself(event)
    return len(keys)


def _put_back_in_random_order(table, remarks) -> None:
    """Take out what a table holds of some remarks and put it back, remark by remark in random order.

    Keys that were counted up are given anew; what hangs on one remark keeps its own order.
    """
    is_theirs = table.c.remark_id.in_(remarks)
    counted = "id" in table.c
    rows = select(table).where(is_theirs).order_by(*([table.c.id] if counted else []))
    found: dict[str, list[dict]] = {}
    for row in db.session.execute(rows).mappings():
        found.setdefault(row["remark_id"], []).append(
            {name: value for name, value in row.items() if name != "id" or not counted})
    order = list(found)
    secrets.SystemRandom().shuffle(order)
    db.session.execute(delete(table).where(is_theirs))
    for key in order:
        for values in found[key]:
            db.session.execute(insert(table).values(**values))


def _forget_the_day_itself(event: Event) -> None:
    """Take out of history and notes what tells at which moment of its day a remark was there already.

    An entry stays, with its act, its officer and its moment; which remark it was about goes. Entries of later days
    say no more than the remark's own day does, and stay whole.
    """
    rows = select(Remark.id, Remark.received_on).where(*_without_moment(event))
    for key, day in db.session.execute(rows).all():
        begins = datetime(day.year, day.month, day.day, tzinfo=event.time_zone).astimezone(UTC)
        ends = begins + timedelta(days=1)
        # History refuses change through its records; this is the one thing that is ever taken from it.
        nameless = update(Entry).where(Entry.record == f"remark {key}", Entry.at >= begins, Entry.at < ends)
        noted = update(RemarkNote).where(RemarkNote.remark_id == key, RemarkNote.at >= begins, RemarkNote.at < ends)
        for again in (nameless.values(record=NAMELESS), noted.values(at=begins)):
            db.session.execute(again.execution_options(synchronize_session=False))
