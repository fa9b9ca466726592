"""An event is copied to another day: arrangements, access, hosts, rooms, programme and, if wished, who speaks."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from events import history
from events.agenda import describing, local_times, planning, queries, scheduling
from events.agenda.models import AgendaItem, Speaker, VenueRoom
from events.agenda.states import Part
from events.database import db
from events.event import Event, Visibility

MOMENTS = ("doors_at", "hall_opens_at", "hall_closes_at")
DAYS = ("reply_by_on", "give_back_on")
AS_IT_STANDS = (*planning.OF_ARRANGEMENTS, "hall_opens_at", "hall_closes_at", "wants_questions")
OF_PLACE = ("places", "is_contentious")


@dataclass
class Move:
    """From one day to another in one zone: every hour stays what the clock on the wall shows."""

    zone: str
    before: date
    after: date
    # Hours that the new day does not have, because the clocks go forward: as they were, and what became of them.
    shifted: list[tuple[time, time]] = field(default_factory=list)

    @property
    def days(self) -> timedelta:
        """How far the day moves."""
        return self.after - self.before

    def moment(self, event: Event, moment: datetime) -> datetime:
        """The moment of the new day with the same hour on the wall; where it comes twice, the same of the two."""
        local = event.local(moment)
        day, hour = local.date() + self.days, local.time()
        found = local_times.moments_of(day, hour, self.zone)
        if not found:
            there_is = local_times.next_valid(day, hour, self.zone)
            self.shifted.append((hour, there_is))
            found = local_times.moments_of(day, there_is, self.zone)
        second = local_times.which_of(moment, self.zone) == local_times.SECOND
        return found[-1] if second else found[0]

    def span(self, event: Event, begins: datetime, ends: datetime) -> tuple[datetime, datetime]:
        """Both ends of a part; one that a missing hour would swallow keeps its length."""
        start, end = self.moment(event, begins), self.moment(event, ends)
        return start, end if end > start else start + (ends - begins)


@dataclass
class Copied:
    """The new event, and how much was taken over."""

    event: Event
    move: Move
    items: int = 0
    speakers: int = 0


def copy_event(
    source: Event, *, slug: str, title: str, short_title: str, day: date, reply_by_on: date | None = None,
    with_speakers: bool, by, sure: bool = False,
) -> Copied:
    """Make an event like another, on another day. The last day for answers moves along unless given.

    Nobody's answers, letters, slides or words are taken. Who speaks is proposed anew, with links of their own.
    Nothing is released: the programme is the organisers' alone until they release it, also where the source's is out.
    Raises as `planning.plan_event`.
    """
    move = Move(source.zone, source.local(source.starts_at).date(), day)
    starts, ends = move.span(source, source.starts_at, source.ends_at)
    event = planning.plan_event(
        slug=slug, title=title, short_title=short_title, zone=source.zone, starts_at=starts, ends_at=ends,
        visibility=_visibility(source), arrangements=_arrangements(source, move, reply_by_on), by=by, sure=sure)
    copied = Copied(event, move)
    for fact in queries.access_facts_of(source):
        describing.add_access_fact(event, key=fact.key, label=fact.label, available=fact.available,
                                   detail=fact.detail, by=by)
    for host in queries.hosts_of(source):
        if host.part == "host":  # who was consulted about another event was not about this one
            describing.add_host(event, name=host.name, detail=host.detail, by=by)
    people = _speakers(source, event, by) if with_speakers else {}
    copied.speakers = len(people)
    copied.items = _programme(source, copied, _rooms(source, event), people, by)
    history.record(event, "copied", by=by, event=event, field=source.slug[:60])
    return copied


def _visibility(source: Event) -> Visibility:
    """A listed event's copy still says the old day here and there: like any new event it is listed by hand."""
    return Visibility.CLOSED if source.visibility == Visibility.CLOSED else Visibility.BY_ADDRESS


def _arrangements(source: Event, move: Move, reply_by_on: date | None) -> dict:
    kept = queries.arrangements_of(source)
    values = {name: getattr(kept, name) for name in AS_IT_STANDS}
    for name in MOMENTS:
        values[name] = move.moment(source, values[name]) if values[name] else None
    for name in DAYS:
        values[name] = values[name] + move.days if values[name] else None
    return values | ({"reply_by_on": reply_by_on} if reply_by_on else {})


def _rooms(source: Event, event: Event) -> dict[int, VenueRoom]:
    made = {room.id: VenueRoom(event_id=event.id, name=room.name, position=room.position)
            for room in queries.venue_rooms_of(source)}
    db.session.add_all(made.values())
    return made


def _speakers(source: Event, event: Event, by) -> dict[int, Speaker]:
    return {
        one.id: scheduling.add_speaker(
            event, key=one.key, by=by, **{name: getattr(one, name) for name in scheduling.OF_SPEAKER})
        for one in queries.speakers_of(source)
    }


def _programme(source: Event, copied: Copied, rooms: dict, people: dict[int, Speaker], by) -> int:
    items = queries.items_of(source)
    for item in items:
        starts, ends = copied.move.span(source, item.starts_at, item.ends_at)
        led, panel = _seated(item, people)
        made = scheduling.add_item(
            copied.event, key=item.key, title=item.title, kind=item.kind, level=item.level, abstract=item.abstract,
            starts_at=starts, ends_at=ends, lead=led, panel=panel, by=by, sure=True)
        made.venue_room = rooms.get(item.venue_room_id)
        for name in OF_PLACE:
            setattr(made, name, getattr(item, name))
    return len(items)


def _seated(item: AgendaItem, people: dict[int, Speaker]) -> tuple[Speaker | None, list[Speaker]]:
    led = [people[slot.speaker_id] for slot in item.slots if slot.part == Part.SPEAKER and slot.speaker_id in people]
    panel = [people[slot.speaker_id] for slot in item.slots if slot.part == Part.PANEL and slot.speaker_id in people]
    return (led[0] if led else None), panel
