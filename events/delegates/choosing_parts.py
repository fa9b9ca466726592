"""Whoever comes chooses among parts with places of their own, under the event's lock, so that none is double."""

from collections.abc import Iterable

from events import clock, history
from events import event as event_record
from events.access.models import Officer
from events.database import db
from events.delegates import overlaps, part_queries, replying
from events.delegates.models import Invitation
from events.delegates.part_models import PartChoice
from events.delegates.part_queries import Part
from events.refusals import N_, NotFound, Refusal


class NoPlaceYet(Refusal):
    """Only those with a place at the venue choose."""

    sentence = N_("You can choose once you have a place at the venue.")
    status = 409


class PartFull(Refusal):
    """The last place has gone."""

    sentence = N_("“%(title)s” is full. Choose another.")
    status = 409


class PartFullOthersFree(PartFull):
    """The same, and at the same time there is room elsewhere."""

    sentence = N_("“%(title)s” is full. At the same time there is room in: %(others)s.")


class SameTime(Refusal):
    """Two parts at the same time."""

    sentence = N_("“%(one)s” and “%(other)s” run at the same time. Choose one of the two.")


def choose(invitation: Invitation, *, keys: Iterable[int], by: Officer | None = None) -> list[PartChoice]:
    """Take these parts (keys of agenda items) as somebody's whole choice: others that they had are free again.

    Raises replying.ReplyClosed, NoPlaceYet, NotFound for what nobody chooses, SameTime, or PartFull; then what they
    had stays.
    """
    event = event_record.lock(invitation.event)
    db.session.refresh(invitation)  # they may have answered while we waited for the lock
    refusal = replying.closed(invitation)
    if refusal:
        raise refusal
    if not replying.holds_place(invitation):
        raise NoPlaceYet()
    parts = {part.item.id: part for part in part_queries.parts_of(event)}
    wanted = list(dict.fromkeys(keys))
    if not set(wanted) <= set(parts):
        raise NotFound()
    both = overlaps.clash([parts[key].item for key in wanted])
    if both:
        raise SameTime(one=both[0].title, other=both[1].title)
    had = part_queries.choices_of(invitation)
    kept = {choice.agenda_item_id for choice in had} & set(wanted)
    for key in wanted:
        if key not in kept and not parts[key].free:
            raise _full(parts[key], parts.values())
    if _write(invitation, had, {key: parts[key] for key in wanted if key not in kept}, kept):
        history.record(invitation, "parts chosen", by=by or "delegate", event=event)
    return part_queries.choices_of(invitation)


def _write(invitation: Invitation, had: list[PartChoice], new: dict[int, Part], kept: set[int | None]) -> bool:
    """Keep what was chosen; whether that changes anything.

    What is about to leave the programme stays until the release, so that whoever had chosen it is on the list then.
    """
    gone = part_queries.gone(invitation.event, had)
    dropped = [row for row in had if row in gone or row.agenda_item_id is not None and row.agenda_item_id not in kept]
    for choice in dropped:
        db.session.delete(choice)
    for key, part in new.items():
        db.session.add(PartChoice(invitation=invitation, agenda_item_id=key, title=part.item.title, at=clock.now(),
                                  keep_until=invitation.keep_until))
    return bool(dropped or new)


def _full(part: Part, parts: Iterable[Part]) -> PartFull:
    others = [other.item.title for other in parts
              if other.free and other.item.id != part.item.id and overlaps.overlap(other.item, part.item)]
    if others:
        return PartFullOthersFree(title=part.item.title, others=", ".join(others))
    return PartFull(title=part.item.title)
