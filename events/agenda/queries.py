"""What is read of an event's arrangements, programme, speakers and slides."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from events import clock, history
from events.agenda import release_queries
from events.agenda.models import AccessFact, AgendaItem, Arrangements, Deck, Host, Slot, Speaker, VenueRoom
from events.agenda.released_items import ReleasedItem
from events.agenda.slide_models import SlideTerms
from events.agenda.states import DeckState
from events.database import db
from events.event import Event, Visibility
from events.outbox import Letter, LetterState
from events.refusals import NotFound


def arrangements_of(event: Event) -> Arrangements:
    """The event's arrangements; every event is planned with them."""
    return db.session.get_one(Arrangements, event.id)


def letters_of_batch(batch: str) -> list[Letter]:
    """The letters of one sending that were not called back, by name."""
    rows = select(Letter).where(Letter.batch == batch, Letter.state != LetterState.WITHDRAWN)
    return list(db.session.scalars(rows.order_by(Letter.to_name, Letter.id))) if batch else []


def listed_events() -> list[tuple[Event, Arrangements]]:
    """Events for the front page, with their arrangements: listed, not over, soonest first."""
    rows = (
        select(Event, Arrangements).join(Arrangements)
        .where(Event.visibility == Visibility.LISTED, Event.ends_at > clock.now(), Event.cancelled_at.is_(None))
        .order_by(Event.starts_at, Event.id)
    )
    return [(event, arrangements) for event, arrangements in db.session.execute(rows)]


def access_facts_of(event: Event) -> list[AccessFact]:
    """What is said about access at the venue, in the organiser's order."""
    rows = select(AccessFact).where(AccessFact.event_id == event.id)
    return list(db.session.scalars(rows.order_by(AccessFact.position, AccessFact.id)))


def access_fact(event: Event, fact_id: int) -> AccessFact | None:
    """One access fact of that event, or None."""
    return db.session.scalar(select(AccessFact).where(AccessFact.event_id == event.id, AccessFact.id == fact_id))


def hosts_of(event: Event) -> list[Host]:
    """The bodies that hold the event or were consulted, in order."""
    return list(db.session.scalars(select(Host).where(Host.event_id == event.id).order_by(Host.position, Host.id)))


def host(event: Event, host_id: int) -> Host | None:
    """One host of that event, or None."""
    return db.session.scalar(select(Host).where(Host.event_id == event.id, Host.id == host_id))


def earlier_starts_of(event: Event) -> list[datetime]:
    """When the event was to begin, each time it was moved since its pages were last made visible to others."""
    moved = history.before_of(event, "starts_at", since="visibility")
    starts = dict.fromkeys(datetime.fromisoformat(words) for words in moved if words)
    return [moment for moment in starts if moment != event.starts_at]


def items_of(event: Event) -> list[AgendaItem]:
    """The programme in time order, with who speaks in each item."""
    rows = (
        select(AgendaItem).where(AgendaItem.event_id == event.id)
        .options(selectinload(AgendaItem.slots).joinedload(Slot.speaker), joinedload(AgendaItem.venue_room))
        .order_by(AgendaItem.starts_at, AgendaItem.ends_at, AgendaItem.id)
    )
    return list(db.session.scalars(rows))


def gap_left_by(item: AgendaItem) -> tuple[datetime, datetime] | None:
    """The time in which nothing would be on without that part; None where none comes after it, or others fill it."""
    others = [one for one in items_of(item.event) if one.id != item.id]
    after = [one.starts_at for one in others if one.ends_at > item.starts_at and one.starts_at >= item.starts_at]
    before = [one.ends_at for one in others if one.starts_at < item.ends_at and one.starts_at < item.starts_at]
    begins = max(before, default=item.starts_at)
    return (begins, min(after)) if after and begins < min(after) else None


def public_items_of(event: Event) -> list[ReleasedItem]:
    """The programme as everybody but its organisers reads it: its newest version, in time order."""
    return release_queries.items_now(event)


def venue_rooms_of(event: Event) -> list[VenueRoom]:
    """The rooms that the event uses, in the organiser's order; none where it needs none."""
    rows = select(VenueRoom).where(VenueRoom.event_id == event.id)
    return list(db.session.scalars(rows.order_by(VenueRoom.position, VenueRoom.id)))


def venue_room(event: Event, room_id: int) -> VenueRoom | None:
    """One room of that event, or None."""
    return db.session.scalar(select(VenueRoom).where(VenueRoom.event_id == event.id, VenueRoom.id == room_id))


def parts_in(room: VenueRoom) -> int:
    """How many parts of the working copy are in a room."""
    return db.session.scalar(select(func.count(AgendaItem.id)).where(AgendaItem.venue_room_id == room.id)) or 0


def item(event: Event, item_id: int) -> AgendaItem | None:
    """One agenda item of that event, or None."""
    return db.session.scalar(select(AgendaItem).where(AgendaItem.event_id == event.id, AgendaItem.id == item_id))


def item_now(event: Event, moment: datetime) -> ReleasedItem | None:
    """The item that runs at that moment, as released; the one that began last where two overlap."""
    running = [item for item in public_items_of(event) if item.starts_at <= moment < item.ends_at]
    return max(running, key=lambda item: (item.starts_at, item.id), default=None)


def next_item(event: Event, moment: datetime) -> ReleasedItem | None:
    """The first item that begins after that moment, as released."""
    return next((item for item in public_items_of(event) if item.starts_at > moment), None)


def speakers_of(event: Event, *, withdrawn: bool = False) -> list[Speaker]:
    """The event's speakers by name; with those who withdrew only if asked for."""
    rows = select(Speaker).where(Speaker.event_id == event.id)
    if not withdrawn:
        rows = rows.where(Speaker.withdrawn_at.is_(None))
    return list(db.session.scalars(rows.order_by(Speaker.name, Speaker.id)))


def speaker(event: Event, speaker_id: int) -> Speaker | None:
    """One speaker of that event, or None."""
    return db.session.scalar(select(Speaker).where(Speaker.event_id == event.id, Speaker.id == speaker_id))


def speakers_by_id(event: Event, ids: Iterable[int]) -> list[Speaker]:
    """The event's own speakers of those ids, in that order. Raises NotFound for anybody else's."""
    known = {speaker.id: speaker for speaker in speakers_of(event)}
    wanted = list(ids)
    if not set(wanted) <= set(known):
        raise NotFound()
    return [known[number] for number in wanted]


def speaker_by_ref(ref: str) -> Speaker | None:
    """The speaker whose personal link carries that ref, with their event."""
    return db.session.scalar(select(Speaker).where(Speaker.ref == ref).options(joinedload(Speaker.event)))


def open_speakers_from(address: str) -> list[Speaker]:
    """Whoever has that email address and speaks at an event that is still to come, soonest first."""
    rows = (
        select(Speaker).join(Speaker.event).options(contains_eager(Speaker.event))
        .where(func.lower(Speaker.email) == address.strip().lower(), Speaker.email != "", Event.ends_at > clock.now(),
               Event.cancelled_at.is_(None), Speaker.withdrawn_at.is_(None))
        .order_by(Event.starts_at, Speaker.id)
    )
    return list(db.session.scalars(rows))


def items_of_speaker(speaker: Speaker) -> list[AgendaItem]:
    """The items in which somebody speaks or sits on the panel, in time order."""
    rows = (
        select(AgendaItem).where(AgendaItem.slots.any(Slot.speaker_id == speaker.id))
        .options(selectinload(AgendaItem.slots).joinedload(Slot.speaker))
        .order_by(AgendaItem.starts_at, AgendaItem.id)
    )
    return list(db.session.scalars(rows))


def decks_of_speaker(speaker: Speaker) -> list[Deck]:
    """Every version of somebody's slides, newest first."""
    return list(db.session.scalars(select(Deck).where(Deck.speaker_id == speaker.id).order_by(Deck.version.desc())))


def decks_of(event: Event) -> list[Deck]:
    """Every deck handed in for the event, by speaker and newest version first."""
    rows = (
        select(Deck).join(Deck.speaker).where(Speaker.event_id == event.id).options(contains_eager(Deck.speaker))
        .order_by(Speaker.name, Speaker.id, Deck.version.desc())
    )
    return list(db.session.scalars(rows))


def published_decks_of(event: Event) -> list[Deck]:
    """The decks that anybody who reads the programme may download by now, by speaker."""
    rows = (
        select(Deck).join(Deck.speaker).options(contains_eager(Deck.speaker))
        .outerjoin(SlideTerms, SlideTerms.speaker_id == Deck.speaker_id)
        .where(Speaker.event_id == event.id, Speaker.withdrawn_at.is_(None), Deck.state == DeckState.PUBLISHED,
               SlideTerms.shown_from.is_(None) | (SlideTerms.shown_from <= clock.now()))
        .order_by(Speaker.name, Speaker.id, Deck.version.desc())
    )
    return list(db.session.scalars(rows))


def deck(event: Event, deck_id: int) -> Deck | None:
    """One deck of that event, with its speaker, or None."""
    return db.session.scalar(
        select(Deck).join(Deck.speaker).options(contains_eager(Deck.speaker).joinedload(Speaker.event))
        .where(Speaker.event_id == event.id, Deck.id == deck_id)
    )
