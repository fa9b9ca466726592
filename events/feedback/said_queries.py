"""What was said, as anybody may read it: approved remarks alone, by theme or by part of the event."""

from collections import Counter
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import aliased

from events import clock
from events.agenda.models import AgendaItem
from events.database import db
from events.event import Event
from events.feedback import listing_queries, queries, room_queries
from events.feedback.models import Answer, Remark, Theme, theming
from events.feedback.states import RemarkState

A_PAGE = 200


@dataclass(frozen=True)
class Row:
    """One remark with what it shows of its writer, its published answers, and those that say the same."""

    remark: Remark
    who: str
    answers: list[Answer]
    alike: list["Row"]


@dataclass
class Said:
    """One page of what was said: groups in order, and how many remarks stand in each of all pages together."""

    groups: list[tuple[str, list[Row]]] = field(default_factory=list)
    sizes: dict[str, int] = field(default_factory=dict)  # of the whole, remarks that say the same counted too
    total: int = 0  # remarks, those that say the same counted too
    pages: int = 0


def said_is_public(event: Event) -> bool:
    """Whether everybody may read what was said at an event."""
    since = room_queries.room_of(event).said_public_at
    return since is not None and since <= clock.now()


def _approved(event: Event):
    return Remark.event_id == event.id, Remark.state == RemarkState.APPROVED


def _folded_into(event: Event) -> dict[str, list[str]]:
    """The keys of remarks that were merged into another which is shown itself, by that one's key."""
    main = aliased(Remark)
    rows = (select(Remark.merged_into_id, Remark.id).join(main, main.id == Remark.merged_into_id)
            .where(*_approved(event), main.state == RemarkState.APPROVED, main.event_id == event.id)
            .order_by(Remark.ref))
    found: dict[str, list[str]] = {}
    for main_id, remark_id in db.session.execute(rows):
        found.setdefault(str(main_id), []).append(remark_id)
    return found


def _group_names(event: Event, by: str) -> dict[str, str]:
    """What each remark stands under: its first theme or its part of the event, by the remark's key."""
    if by == "part":
        parts = select(Remark.id, AgendaItem.title).join(AgendaItem, AgendaItem.id == Remark.agenda_item_id)
        return {key: title for key, title in db.session.execute(parts.where(*_approved(event)))}  # noqa: C416
    themes = (select(Remark.id, Theme.name).join(theming, theming.c.remark_id == Remark.id)
              .join(Theme, Theme.id == theming.c.theme_id).where(*_approved(event)).order_by(Theme.name.desc()))
    return {key: name for key, name in db.session.execute(themes)}  # noqa: C416  the first in order is the last set


def _order_of(event: Event, by: str, sizes: Counter) -> dict[str, tuple]:
    """How groups follow: parts as the event ran, themes with the most said first; what is in none comes last."""
    if by == "part":
        rows = select(AgendaItem.title).where(AgendaItem.event_id == event.id).order_by(
            AgendaItem.starts_at.desc(), AgendaItem.id.desc())
        return {title: (-place,) for place, title in enumerate(db.session.scalars(rows))}
    return {name: (-number, name) for name, number in sizes.items()}


def said_of(event: Event, *, by: str = "theme", number: int = 1) -> Said:
    """A page of what was said by theme, or by "part". Waiting, hidden, withheld and withdrawn remarks are not in it."""
    folded, names = _folded_into(event), _group_names(event, by)
    below = {key for keys in folded.values() for key in keys}
    heads = [(key, ref) for key, ref in db.session.execute(select(Remark.id, Remark.ref).where(*_approved(event)))
             if key not in below]
    sizes: Counter = Counter()
    for key, _ref in heads:
        sizes[names.get(key, "")] += 1 + len(folded.get(key, []))
    order = _order_of(event, by, sizes)
    heads.sort(key=lambda head: (not names.get(head[0]), order.get(names.get(head[0], ""), ()), head[1]))
    shown = [key for key, _ref in heads[(number - 1) * A_PAGE:number * A_PAGE]]
    rows = _rows([*shown, *(key for main in shown for key in folded.get(main, []))])
    said = Said(sizes=dict(sizes), total=sum(sizes.values()), pages=-(-len(heads) // A_PAGE))
    groups: dict[str, list[Row]] = {}
    for row in (rows[key] for key in shown if key in rows):
        key = row.remark.id
        row.alike.extend(rows[one] for one in folded.get(key, []) if one in rows)
        groups.setdefault(names.get(key, ""), []).append(row)
    said.groups = list(groups.items())
    return said


def _rows(keys: list[str]) -> dict[str, Row]:
    # Asked for by state once more: one that was withheld since the keys were read is not in it.
    chosen = select(Remark).where(Remark.id.in_(keys), Remark.state == RemarkState.APPROVED)
    return {
        remark.id: Row(remark, queries.shown_name(remark), [one for one in remark.answers if one.is_published], [])
        for remark in db.session.scalars(listing_queries.loaded(chosen))
    }
