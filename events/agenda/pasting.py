"""A programme that was written elsewhere is pasted in, a line for each part."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from events.agenda import local_times, queries, scheduling
from events.agenda.models import AgendaItem, Speaker
from events.agenda.named_people import found_in
from events.agenda.pasted_lines import PastedLine
from events.agenda.states import Level
from events.database import db
from events.event import Event
from events.refusals import N_, Refusal


class NothingPasted(Refusal):
    """There is no line."""

    sentence = N_("Paste the programme, a line for each part.")
    field = "lines"


class TakesNoTime(Refusal):
    """A part that ends when it begins, or before."""

    sentence = N_("Line %(number)s: “%(title)s” ends before it begins. Check the times.")
    field = "lines"


@dataclass(frozen=True)
class Placed:
    """A line with its moments."""

    line: PastedLine
    starts_at: datetime
    ends_at: datetime


def placed(event: Event, lines: Iterable[PastedLine]) -> list[Placed]:
    """The lines on the event's clock: after the programme that is there, or from the event's start.

    Raises NothingPasted, TakesNoTime, HourSkipped or HourTwice.
    """
    rows = list(lines)
    items = queries.items_of(event)
    until = items[-1].ends_at if items else event.starts_at
    if not rows:
        raise NothingPasted()
    found: list[Placed] = []
    starts = [_moment(event, row.starts, event.starts_at) for row in rows]
    for place, row in enumerate(rows):
        begins = starts[place] or until
        following = starts[place + 1] if place + 1 < len(rows) else None
        ends = _moment(event, row.ends, event.starts_at)
        if row.minutes:
            ends = begins + timedelta(minutes=row.minutes)
        until = ends or following or begins
        if until <= begins:
            raise TakesNoTime(number=row.number, title=row.title)
        found.append(Placed(row, begins, until))
    return found


def _moment(event: Event, hour, near: datetime) -> datetime | None:
    """The moment of an hour of the event: past midnight it is the day after."""
    if hour is None:
        return None
    begin, end = event.local(near), event.local(event.ends_at)
    on = begin.date()
    if hour < begin.time() and end.date() > on and hour <= end.time():
        on += timedelta(days=1)
    return local_times.moment_of(on, hour, event.zone, field="lines")


def paste(event: Event, lines: Iterable[PastedLine], *, by) -> list[AgendaItem]:
    """Add a part for each line; a new name is a new speaker. Raises as `placed`, or SeveralByThatName."""
    added = []
    for row in placed(event, lines):
        people = [_known(event, one, by=by) for one in found_in(row.line.who, queries.speakers_of(event))]
        added.append(scheduling.add_item(
            event, title=row.line.title, kind=row.line.kind, starts_at=row.starts_at, ends_at=row.ends_at,
            lead=people[0] if people else None, panel=people[1:], by=by, sure=True))
    return added


def _known(event: Event, one: Speaker | str, *, by) -> Speaker:
    if isinstance(one, Speaker):
        return one
    speaker = scheduling.add_speaker(event, name=one, level=Level.LOCAL, by=by)
    db.session.flush()  # the next line may name them again, and finds them by their key
    return speaker
