"""What is read of the checking of slides, the pictures of their pages, and the terms on which they are shown."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from events import clock
from events.agenda import profile_queries
from events.agenda.models import AgendaItem, Deck, Slot, Speaker
from events.agenda.slide_models import DeckCheck, DeckPicture, SlideTerms
from events.agenda.states import ConsentKind, DeckChoice, DeckState, Kind
from events.database import db
from events.event import Event
from events.jobs import Job, JobState

LONG_WAIT = timedelta(minutes=10)  # a job that has not opened a deck by then has gone astray


def check_of(deck: Deck) -> DeckCheck | None:
    """What the checking of a deck found; None for one that came in before there was any."""
    return db.session.get(DeckCheck, deck.id)


def checks_of(event: Event) -> dict[int, DeckCheck]:
    """The same for every deck of an event, by the deck's key."""
    rows = (select(DeckCheck).join(Deck, Deck.id == DeckCheck.deck_id).join(Speaker, Speaker.id == Deck.speaker_id)
            .where(Speaker.event_id == event.id))
    return {row.deck_id: row for row in db.session.scalars(rows)}


def cleaned_among(decks: Iterable[Deck]) -> set[int]:
    """The keys of those decks that are clean copies of another version."""
    rows = select(DeckCheck.deck_id).where(DeckCheck.deck_id.in_([deck.id for deck in decks]),
                                           DeckCheck.choice == DeckChoice.CLEANED)
    return set(db.session.scalars(rows))


def terms_of(speaker: Speaker) -> SlideTerms | None:
    """On which terms somebody's slides are shown; None where nothing was said."""
    return db.session.get(SlideTerms, speaker.id)


def held_until(speaker: Speaker) -> datetime | None:
    """Until when what is published of somebody's slides is held back; None where it is not, or no longer."""
    terms = terms_of(speaker)
    return terms.shown_from if terms and terms.shown_from and terms.shown_from > clock.now() else None


def held_in(event: Event) -> dict[int, datetime]:
    """The same for every speaker of an event whose slides are held back, by the speaker's key."""
    now = clock.now()
    return {key: terms.shown_from for key, terms in terms_in(event).items()
            if terms.shown_from and terms.shown_from > now}


def terms_in(event: Event) -> dict[int, SlideTerms]:
    """The same for every speaker of an event, by the speaker's key."""
    rows = select(SlideTerms).join(Speaker, Speaker.id == SlideTerms.speaker_id).where(Speaker.event_id == event.id)
    return {row.speaker_id: row for row in db.session.scalars(rows)}


def has_agreed(speaker: Speaker) -> bool | None:
    """Whether a speaker's latest word on publishing their slides is yes; None where they have said nothing."""
    said = profile_queries.latest_consents(profile_queries.consents_of(speaker)).get(ConsentKind.PUBLISH)
    return None if said is None else said.agreed


def pictures_of(deck: Deck) -> list[DeckPicture]:
    """The pictures of a deck's pages, in their order."""
    return list(db.session.scalars(
        select(DeckPicture).where(DeckPicture.deck_id == deck.id).order_by(DeckPicture.number)))


def picture(deck: Deck, number: int) -> DeckPicture | None:
    """The picture of one page, or None."""
    return db.session.scalar(
        select(DeckPicture).where(DeckPicture.deck_id == deck.id, DeckPicture.number == number))


def current_of(speaker: Speaker) -> Deck | None:
    """The slides that count: the newest version that was checked and not replaced; None where there is none."""
    return db.session.scalar(
        select(Deck).where(Deck.speaker_id == speaker.id, Deck.state.in_((DeckState.RECEIVED, DeckState.PUBLISHED)))
        .order_by(Deck.version.desc()).limit(1))


def version_of(speaker: Speaker, version: int) -> Deck | None:
    """One version of somebody's slides, or None."""
    return db.session.scalar(select(Deck).where(Deck.speaker_id == speaker.id, Deck.version == version))


def waiting_decks() -> list[int]:
    """The keys of the decks that wait for the scanner, or have waited too long to be opened."""
    rows = (select(Deck.id).join(DeckCheck, DeckCheck.deck_id == Deck.id)
            .where(Deck.state == DeckState.CHECKING,
                   (DeckCheck.waits_for == "scanner") | (Deck.received_at < clock.now() - LONG_WAIT))
            .order_by(Deck.id))
    return list(db.session.scalars(rows))


def decks_to_delete(now: datetime) -> list[Deck]:
    """The decks that were shown only and whose time is over, with their speakers and events."""
    rows = (select(Deck, SlideTerms).join(SlideTerms, SlideTerms.speaker_id == Deck.speaker_id)
            .options(joinedload(Deck.speaker).joinedload(Speaker.event))
            .where(SlideTerms.shows_only, Deck.file_key != "").order_by(Deck.id))
    return [deck for deck, terms in db.session.execute(rows)
            if deck.speaker.event.ends_at + timedelta(days=terms.delete_after_days) <= now]


def talk_minutes(speaker: Speaker) -> int:
    """How many minutes somebody has for their slides: the talks that they lead; 0 where there is none."""
    rows = (select(AgendaItem).join(Slot, Slot.agenda_item_id == AgendaItem.id)
            .where(Slot.speaker_id == speaker.id, Slot.part == "speaker", AgendaItem.kind == Kind.PRESENTATION))
    return sum(int((item.ends_at - item.starts_at).total_seconds() // 60) for item in db.session.scalars(rows))


def end_of_talk(speaker: Speaker) -> datetime | None:
    """When the last talk that somebody leads is over; None where they have none."""
    rows = (select(AgendaItem.ends_at).join(Slot, Slot.agenda_item_id == AgendaItem.id)
            .where(Slot.speaker_id == speaker.id, Slot.part == "speaker", AgendaItem.kind == Kind.PRESENTATION)
            .order_by(AgendaItem.ends_at.desc()).limit(1))
    return db.session.scalar(rows)


def job_for(deck: Deck, kind: str) -> Job | None:
    """The newest job of a kind for a deck, while it waits, works or has failed; None where it ended well."""
    rows = select(Job).where(Job.kind == kind, Job.event_id == deck.speaker.event_id).order_by(Job.id.desc())
    newest = next((job for job in db.session.scalars(rows) if job.facts.get("deck") == deck.id), None)
    return newest if newest is not None and newest.state != JobState.DONE else None
