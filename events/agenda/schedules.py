"""The programme as programs for conferences want it told: days, rooms, parts with stable identities.

Names that everybody may read, times, rooms and the addresses of published slides; never anything of a delegate.
"""

import hashlib
import unicodedata
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from events.agenda.calendars import uid_of, uid_of_item
from events.agenda.models import Arrangements
from events.agenda.names import short_name
from events.agenda.released_items import ReleasedItem
from events.agenda.states import Kind
from events.event import Event

TYPES = {Kind.PRESENTATION: "talk", Kind.QUESTIONS: "discussion", Kind.DISCUSSION: "discussion"}
LONGEST = timedelta(hours=99, minutes=59)  # the format has two digits for hours
NUMBERS = 2**31 - 1  # what readers keep a number in


@dataclass(frozen=True)
class Slides:
    """A published deck: whose it is, what it is called, where it is."""

    speaker_id: int
    name: str
    address: str


@dataclass(frozen=True)
class Person:
    """Somebody who speaks, as the programme names them."""

    number: int
    guid: str
    name: str


@dataclass(frozen=True)
class Talk:
    """One part of the programme with all that both formats want to know."""

    number: int
    guid: str
    slug: str
    room: str
    title: str
    abstract: str
    kind: str
    starts: datetime  # on the event's own clock
    ends: datetime
    address: str
    persons: tuple[Person, ...]
    slides: tuple[Slides, ...]

    @property
    def duration(self) -> str:
        """Hours and minutes that pass, also where the clocks change meanwhile."""
        minutes = int(min(self.ends.astimezone(UTC) - self.starts.astimezone(UTC), LONGEST) / timedelta(minutes=1))
        return f"{minutes // 60:02d}:{minutes % 60:02d}"


@dataclass(frozen=True)
class Day:
    """A day of the event with the parts that begin on it, by room."""

    on: date
    starts: datetime
    ends: datetime
    rooms: dict[str, list[Talk]]


@dataclass(frozen=True)
class Schedule:
    """The whole programme, ready to be written."""

    title: str
    acronym: str
    language: str
    zone: str
    address: str
    version: str
    days: tuple[Day, ...]


def writable(words: str, *, lines: bool = False) -> str:
    """Words without what XML cannot hold or what turns a line round; on one line unless `lines` are kept."""
    kept = []
    for sign in words.replace("\r\n", "\n").replace("\r", "\n"):
        kind = unicodedata.category(sign)
        if sign == "\n" and lines:
            kept.append(sign)
        elif kind in ("Cc", "Zl", "Zp"):
            kept.append(" ")
        elif kind != "Cs" and (kind != "Cf" or sign in "\u200c\u200d") and ord(sign) & 0xFFFE != 0xFFFE:
            kept.append(sign)
    found = "".join(kept)
    return found.strip() if lines else " ".join(found.split())


def acronym_of(event: Event) -> str:
    """The event's slug as both schemas take it: letters, digits and underscores, four at the least."""
    short = event.slug.replace("-", "_")
    return short if len(short) >= 4 else f"event_{short}"


def _slug_of(event: Event, key: str) -> str:
    own = short_name(key)
    return f"{acronym_of(event)}-{own if len(own) >= 4 else f'part_{own or 0}'}"


def guid_of(identity: str) -> str:
    """The UUID of what has that identity in calendars: the same at every writing."""
    return str(uuid.uuid5(uuid.NAMESPACE_URL, identity))


def _number_of(guid: str, taken: set[int]) -> int:
    """A number for readers that know no UUID: the same at every writing, unless two meet."""
    number = uuid.UUID(guid).int % NUMBERS + 1
    while number in taken:
        number = number % NUMBERS + 1
    taken.add(number)
    return number


def room_of(arrangements: Arrangements, item: ReleasedItem | None, *, otherwise: str) -> str:
    """The name of the room of a part; every part has one in these formats."""
    own = item.venue_room.name if item is not None and item.venue_room else ""
    return writable(own or arrangements.venue_room or arrangements.venue_name) or otherwise


def _persons(event: Event, item: ReleasedItem, base: str) -> tuple[Person, ...]:
    """Everybody who speaks or sits on the panel of a part, once each."""
    speakers = {slot.speaker.id: slot.speaker for slot in item.slots}
    whole = uid_of(event, base=base)
    return tuple(
        Person(number=speaker.id, guid=guid_of(f"{whole}/{speaker.key}"), name=writable(speaker.name) or "?")
        for speaker in speakers.values()
    )


def _talks(event: Event, arrangements: Arrangements, items: Iterable[ReleasedItem], slides: Sequence[Slides],
           base: str) -> list[Talk]:
    found, taken = [], set[int]()
    for item in items:
        guid, persons = guid_of(uid_of_item(event, item.key, base=base)), _persons(event, item, base)
        speaking = {person.number for person in persons} if item.kind == Kind.PRESENTATION else set()
        found.append(Talk(
            number=_number_of(guid, taken), guid=guid, slug=_slug_of(event, item.key),
            room=room_of(arrangements, item, otherwise=acronym_of(event)),
            title=writable(item.title) or "?", abstract=writable(item.abstract, lines=True),
            kind=TYPES.get(Kind(item.kind), "other"), starts=event.local(item.starts_at),
            ends=event.local(item.ends_at), address=f"{base}/events/{event.slug}/programme#{item.key}",
            persons=persons, slides=tuple(deck for deck in slides if deck.speaker_id in speaking),
        ))
    return found


def _days(event: Event, talks: Iterable[Talk], first_room: str) -> tuple[Day, ...]:
    """Days in order; one without parts where there are none, because a schedule has a day at the least."""
    by_day: dict[date, list[Talk]] = {}
    for talk in talks:
        by_day.setdefault(talk.starts.date(), []).append(talk)
    days = []
    for on, here in sorted(by_day.items()):
        rooms: dict[str, list[Talk]] = {}
        for talk in here:
            rooms.setdefault(talk.room, []).append(talk)
        days.append(Day(on, here[0].starts, max((talk.ends for talk in here), key=datetime.timestamp), rooms))
    starts, ends = event.local(event.starts_at), event.local(event.ends_at)
    return tuple(days) or (Day(starts.date(), starts, ends, {first_room: []}),)


def schedule_of(
    event: Event, arrangements: Arrangements, items: Iterable[ReleasedItem], *, slides: Sequence[Slides] = (),
    base: str, version: str,
) -> Schedule:
    """The programme to be written. While an event is cancelled or put off nothing takes place, so it has no parts."""
    is_off = event.cancelled_at or event.postponed_at
    talks = [] if is_off else _talks(event, arrangements, items, slides, base)
    return Schedule(
        title=writable(event.title) or event.slug, acronym=acronym_of(event), language=arrangements.language,
        zone=event.zone, address=f"{base}/events/{event.slug}/", version=writable(version),
        days=_days(event, talks, room_of(arrangements, None, otherwise=acronym_of(event))),
    )


def version_of(event: Event, items: Iterable[ReleasedItem], *, number: int) -> str:
    """The number of the release, and what tells one state of it from another: somebody withdraws, the event is off."""
    told = [str(event.sequence)]
    for item in items:
        told += [item.key, item.title, item.abstract, item.kind, str(item.starts_at), str(item.ends_at)]
        told += [item.venue_room.name if item.venue_room else "", *(slot.speaker.name for slot in item.slots)]
    return f"{number}-{hashlib.sha256(chr(31).join(told).encode('utf-8', 'replace')).hexdigest()[:8]}"
