"""The whole programme is edited on one page: every line that was changed, and a new one, saved together."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from events.agenda import contents, queries, scheduling
from events.agenda.models import AgendaItem, Speaker
from events.agenda.named_people import found_in
from events.agenda.states import Level
from events.database import db
from events.event import Event
from events.refusals import N_, Refusal, Stale

LONGEST_SHIFT = 600  # minutes


class ShiftTooFar(Refusal):
    """A shift by more than a day's length is a slip of the keyboard."""

    sentence = N_("Write by how many minutes, such as 10, or -5 for earlier.")


@dataclass(frozen=True)
class Line:
    """What was changed of one part; `number` is None for a new one. What stays as it was is not among `values`.

    `values` may have title, kind, starts_at, minutes, venue_room; `who` is what was written of its people, or None.
    """

    number: int | None
    values: dict = field(default_factory=dict)
    who: str | None = None


@dataclass(frozen=True)
class Saved:
    """What saving did: the parts that are new, and the people who are."""

    added: list[AgendaItem] = field(default_factory=list)
    newcomers: list[Speaker] = field(default_factory=list)


def fingerprint(items: Iterable[AgendaItem]) -> str:
    """What the page of the whole programme showed, in short."""
    shown = [contents.frozen(item) | {"sequence": 0, "who": [slot.speaker.name for slot in item.slots]}
             for item in items]
    return contents.fingerprint(shown)


def save_lines(event: Event, lines: Iterable[Line], *, seen: str, by) -> Saved:
    """Save every line that was changed. `seen` is the fingerprint of what the page showed.

    Raises Stale where somebody else has changed the programme since, and SeveralByThatName at the line's field.
    """
    items = {item.id: item for item in queries.items_of(event)}
    if seen != fingerprint(items.values()):
        raise Stale()
    saved = Saved()
    for line in lines:
        values, people = _moments(line, items.get(line.number or 0)), {}
        if line.who is not None:
            people = _people(event, line, saved, by=by)
        if line.number is None:
            saved.added.append(scheduling.add_item(event, **values, **people, by=by, sure=True))
        elif values or people:
            scheduling.change_item(items[line.number], by=by, sure=True, **values, **people)
    return saved


def _moments(line: Line, item: AgendaItem | None) -> dict:
    """Start and length as start and end: a part that begins at another time keeps its length."""
    values = dict(line.values)
    minutes = values.pop("minutes", None)
    if item is not None and (minutes is not None or "starts_at" in values):
        length = item.ends_at - item.starts_at if minutes is None else timedelta(minutes=minutes)
        values.setdefault("starts_at", item.starts_at)
        values["ends_at"] = values["starts_at"] + length
    elif item is None:
        starts: datetime = values["starts_at"]
        values["ends_at"] = starts + timedelta(minutes=minutes or 0)
    return values


def _people(event: Event, line: Line, saved: Saved, *, by) -> dict:
    """Whoever stands first leads, the others are the panel; a name that nobody has yet is a new speaker."""
    try:
        found = found_in(line.who or "", queries.speakers_of(event))
    except Refusal as refusal:
        refusal.field = f"who_{line.number or 'new'}"
        raise
    people = []
    for one in found:
        if isinstance(one, str):
            one = scheduling.add_speaker(event, name=one, level=Level.LOCAL, by=by)
            db.session.flush()  # whoever is new has a key from now on, by which the part names them
            saved.newcomers.append(one)
        people.append(one)
    return {"lead": people[0] if people else None, "panel": people[1:]}


def shift(item: AgendaItem, *, minutes: int | None, by) -> int:
    """As `scheduling.shift_after`. Raises ShiftTooFar for what no evening can move by."""
    if not minutes or abs(minutes) > LONGEST_SHIFT:
        raise ShiftTooFar(field=f"by_{item.id}")
    return scheduling.shift_after(item, minutes=minutes, by=by)
