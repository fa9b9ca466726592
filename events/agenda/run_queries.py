"""What is read of the evening as it really goes: the running order, what is on now, what it breaks."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from events.agenda import queries
from events.agenda.released_items import ReleasedItem
from events.agenda.run_choices import Limits, Taking
from events.agenda.run_models import RunNote, RunPress
from events.agenda.run_orders import MINUTE, Line, OnNow, Order, Part, Pressed, order_of
from events.agenda.states import Kind, RunAct
from events.database import db
from events.event import Event


def presses_of(event: Event) -> list[RunPress]:
    """Everything that was pressed, oldest first, with who pressed it."""
    rows = select(RunPress).where(RunPress.event_id == event.id).options(joinedload(RunPress.officer))
    return list(db.session.scalars(rows.order_by(RunPress.number)))


def newest_in(event: Event):
    """The number of the newest press as part of a larger question: polls ask one small one."""
    return select(func.max(RunPress.number)).where(RunPress.event_id == event.id).scalar_subquery()


def newest_number(event: Event) -> int:
    """The number of the newest press; 0 before the first."""
    return db.session.scalar(select(newest_in(event))) or 0


def pressed(presses: list[RunPress]) -> list[Pressed]:
    """The presses as the order is computed from them."""
    return [Pressed(row.number, RunAct(row.act), row.at, row.item_key, row.other_key, row.minutes, row.undoes)
            for row in presses]


def parts_of(items: list[ReleasedItem]) -> list[Part]:
    """The programme as the order is computed from it."""
    return [Part(item.key, item.title, Kind(item.kind), item.starts_at, item.ends_at, item.venue_room_id)
            for item in items]


def order_at(event: Event, moment: datetime, items: list[ReleasedItem] | None = None) -> Order:
    """The event's running order at that moment."""
    items = queries.public_items_of(event) if items is None else items
    return order_of(parts_of(items), pressed(presses_of(event)), moment)


def limits_of(event: Event, items: list[ReleasedItem]) -> Limits:
    """What the evening has to keep to."""
    people = {speaker.id: speaker for speaker in queries.speakers_of(event)}
    taking = dict.fromkeys(
        Taking(item.key, one.name, one.leaves_by, one.arrives_at)
        for item in items for slot in item.slots if (one := people.get(slot.speaker_id))
    )
    return Limits(event.ends_at, queries.arrangements_of(event).hall_closes_at, tuple(taking))


@dataclass(frozen=True)
class Sheet:
    """The run sheet of an event at one moment, read once."""

    event: Event
    items: dict[str, ReleasedItem]  # by key, in the programme's order
    presses: list[RunPress]
    order: Order
    limits: Limits

    @property
    def seen(self) -> int:
        """The number of the newest press: what a page that shows this has seen."""
        return self.presses[-1].number if self.presses else 0

    @property
    def parts(self) -> list[Part]:
        """The programme as the order is computed from it."""
        return parts_of(list(self.items.values()))


def sheet_of(event: Event, moment: datetime) -> Sheet:
    """The run sheet at that moment."""
    items, presses = queries.public_items_of(event), presses_of(event)
    order = order_of(parts_of(items), pressed(presses), moment)
    return Sheet(event, {item.key: item for item in items}, presses, order, limits_of(event, items))


def now_and_next(event: Event, moment: datetime) -> OnNow:
    """What is on and what comes next: what was really started while the run sheet is live, else by the clock."""
    if newest_number(event):
        items = queries.public_items_of(event)
        order = order_at(event, moment, items)
        if order.is_live:
            return _really(order, {item.key: item for item in items})
        if order.is_over and moment < event.ends_at + MINUTE:
            return OnNow(is_live=True)  # the last part is over, whatever the clock says
    now = queries.item_now(event, moment)
    return OnNow(now, now.ends_at if now else None, queries.next_item(event, moment))


def _really(order: Order, items: dict[str, ReleasedItem]) -> OnNow:
    """What is on by what was pressed; of several rooms the part that began last."""
    on = max((line for line in order.lines if line.is_on), key=lambda line: line.starts_at, default=None)
    following = min((line for line in order.lines if line.is_to_come), key=lambda line: line.starts_at, default=None)
    until = on.due_at if on and on.due_at > order.moment else None
    at = following.starts_at if following and following.starts_at > order.moment + MINUTE else None
    return OnNow(items[on.key] if on else None, until, items[following.key] if following else None, at, is_live=True)


def lines_while_live(event: Event, moment: datetime) -> dict[str, Line]:
    """The parts by key with what is expected of each, while the run sheet is live; else none."""
    if not newest_number(event):
        return {}
    order = order_at(event, moment)
    return {line.key: line for line in order.lines} if order.is_live else {}


def mark_of(event: Event, moment: datetime, newest: int | None) -> str:
    """A word that changes whenever what is on, or what comes next and when, would be told otherwise.

    Hours are told by the minute, so it changes at most once a minute by itself. Empty before the first press;
    `newest` is that press's number.
    """
    if not newest:
        return ""
    on = now_and_next(event, moment)
    said = [on.is_live, on.now.key if on.now else "", on.until, on.following.key if on.following else "", on.at]
    told = [str(part.replace(second=0, microsecond=0)) if isinstance(part, datetime) else str(part) for part in said]
    return hashlib.sha256("\x1f".join(told).encode()).hexdigest()[:20]


def notes_of(event: Event) -> dict[str, str]:
    """The organiser's line for each part that has one, by the part's key."""
    rows = select(RunNote.item_key, RunNote.words).where(RunNote.event_id == event.id)
    return {row.item_key: row.words for row in db.session.execute(rows)}
