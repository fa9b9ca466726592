"""What an organiser should look at again in a programme, as sentences beside the part. Nothing is ever forbidden."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from flask_babel import gettext as _

from events.agenda.models import Arrangements
from events.agenda.states import Kind, SpeakerState
from events.event import Event
from events.presentation import hour

WITHOUT_BREAK = timedelta(hours=2)
COUNTS_AS_BREAK = timedelta(minutes=10)  # nothing on for so long: people can go out
ANSWERS = (Kind.QUESTIONS, Kind.DISCUSSION)


class Caution(NamedTuple):
    """One sentence about one part."""

    item_id: int
    words: str


def cautions_of(event: Event, arrangements: Arrangements, items: Iterable[Any]) -> list[Caution]:
    """Everything to look at again, in the order of the programme. `items`: of the working copy or released."""
    ordered = sorted(items, key=lambda item: (item.starts_at, item.ends_at, item.id))
    found = []
    for place, item in enumerate(ordered):
        before = ordered[:place]
        said = [*_of_hours(event, arrangements, item), *_of_people(event, item, before),
                *_of_rooms(item, before), *_of_questions(arrangements, item, ordered[place + 1:])]
        found += [Caution(item.id, words) for words in said]
    found += [Caution(item.id, _("By the end of this part nobody has had a break for more than two hours."))
              for item in _without_break(event, ordered)]
    order = {item.id: place for place, item in enumerate(ordered)}
    return sorted(found, key=lambda caution: order[caution.item_id])


def _of_hours(event: Event, arrangements: Arrangements, item) -> list[str]:
    """Outside the hall's hours; else outside the event's."""
    opens, closes = arrangements.hall_opens_at, arrangements.hall_closes_at
    found = []
    if opens and item.starts_at < opens:
        found.append(_("The hall opens at %(hour)s, after this begins.", hour=hour(opens, event)))
    elif item.starts_at < event.starts_at:
        found.append(_("The event begins at %(hour)s, after this begins.", hour=hour(event.starts_at, event)))
    if closes and item.ends_at > closes:
        found.append(_("The hall closes at %(hour)s, before this ends.", hour=hour(closes, event)))
    elif item.ends_at > event.ends_at:
        found.append(_("The event ends at %(hour)s, before this does.", hour=hour(event.ends_at, event)))
    return found


def _of_people(event: Event, item, before: list) -> list[str]:
    """In two places at once, not there yet, gone already, or not coming at all; from one room straight to another."""
    found = []
    for speaker in dict.fromkeys(slot.speaker for slot in item.slots):
        if speaker.state == SpeakerState.DECLINED:
            found.append(_("%(name)s has declined.", name=speaker.name))
        if speaker.arrives_at and item.starts_at < speaker.arrives_at:
            found.append(_("%(name)s arrives at %(hour)s.", name=speaker.name, hour=hour(speaker.arrives_at, event)))
        if speaker.leaves_by and item.ends_at > speaker.leaves_by:
            found.append(_("%(name)s has to leave by %(hour)s.", name=speaker.name,
                           hour=hour(speaker.leaves_by, event)))
        for other in before:
            if speaker not in [slot.speaker for slot in other.slots]:
                continue
            if _overlap(item, other):
                found.append(_("%(name)s is in two places at once: here and in “%(title)s”.", name=speaker.name,
                               title=other.title))
            elif other.ends_at == item.starts_at and _another_room(item, other):
                found.append(_("%(name)s comes straight from %(room)s, without a minute between.", name=speaker.name,
                               room=other.venue_room.name))
    return found


def _of_rooms(item, before: list) -> list[str]:
    found = []
    for other in before:
        if not _overlap(item, other) or item.venue_room_id != other.venue_room_id:
            continue
        found.append(_("Overlaps with “%(title)s” in %(room)s.", title=other.title, room=item.venue_room.name)
                     if item.venue_room else _("Overlaps with “%(title)s”.", title=other.title))
    last = before[-1] if before else None
    alone = last is not None and not any(_overlap(last, other) for other in before[:-1])
    if last is not None and alone and last.ends_at == item.starts_at and _another_room(item, last):
        found.append(_("Everybody goes from %(old)s to %(new)s, without a minute between.", old=last.venue_room.name,
                       new=item.venue_room.name))
    return found


def _of_questions(arrangements: Arrangements, item, after: list) -> list[str]:
    """Where the event asks for it: no time for questions after a contentious talk."""
    if not (arrangements.wants_questions and item.is_contentious) or item.kind in ANSWERS:
        return []
    lane = [other for other in after if other.venue_room_id == item.venue_room_id or not other.venue_room_id]
    following = next((other for other in lane if other.starts_at >= item.ends_at), None)
    if following is not None and following.kind in ANSWERS:
        return []
    return [_("No time for questions follows, and this part is marked as contentious.")]


def _without_break(event: Event, ordered: list) -> list:
    """The parts by whose end two hours have gone without a break; of each stretch the first."""
    found: list = []
    since: datetime | None = None
    until: datetime | None = None
    said = False
    for item in ordered:
        gap = until is None or item.starts_at - until >= COUNTS_AS_BREAK
        other_day = until is not None and event.local(until).date() != event.local(item.starts_at).date()
        if item.kind == Kind.BREAK:
            since, until, said = None, item.ends_at, False
            continue
        if since is None or gap or other_day:
            since, said = item.starts_at, False
        until = max(until or item.ends_at, item.ends_at)
        if until - since > WITHOUT_BREAK and not said:
            found.append(item)
            said = True
    return found


def _overlap(one, other) -> bool:
    return one.starts_at < other.ends_at and other.starts_at < one.ends_at


def _another_room(one, other) -> bool:
    return bool(one.venue_room_id and other.venue_room_id and one.venue_room_id != other.venue_room_id)
