"""How far the speakers of an event have come, in a fixed number of queries however many they are."""

from collections.abc import Iterable

from sqlalchemy import func, select

from events import clock
from events.agenda import queries, slide_queries
from events.agenda.models import AgendaItem, Deck, Speaker
from events.agenda.pipelines import Gathered, Progress, progress
from events.agenda.profile_models import SpeakerAnswer, SpeakerConsent, SpeakerInvitation, SpeakerNeeds, SpeakerProfile
from events.agenda.states import ConsentKind, DeckState, SpeakerState
from events.database import db
from events.event import Event
from events.outbox import Letter, LetterState

CHASED = "agenda/speaker_chased"


def _by_speaker(model, ids: list[int]) -> dict:
    """Each speaker's newest row of a table."""
    rows = select(model).where(model.speaker_id.in_(ids))
    order = model.id if "id" in model.__table__.columns else model.speaker_id
    return {row.speaker_id: row for row in db.session.scalars(rows.order_by(order))}


def _consents(ids: list[int]) -> dict[int, dict[ConsentKind, SpeakerConsent]]:
    found: dict[int, dict[ConsentKind, SpeakerConsent]] = {}
    rows = select(SpeakerConsent).where(SpeakerConsent.speaker_id.in_(ids)).order_by(SpeakerConsent.id)
    for row in db.session.scalars(rows):
        found.setdefault(row.speaker_id, {})[ConsentKind(row.kind)] = row
    return found


def _decks(ids: list[int]) -> dict[int, Deck]:
    """The slides that count: what is published, else the newest."""
    rows = select(Deck).where(Deck.speaker_id.in_(ids)).order_by(Deck.state == DeckState.PUBLISHED, Deck.version)
    return {deck.speaker_id: deck for deck in db.session.scalars(rows)}


def _chased(event: Event) -> dict:
    """When each speaker was last chased, by the outbox's name for them; what was called back does not count."""
    rows = (
        select(Letter.record, func.max(Letter.created_at))
        .where(Letter.event_id == event.id, Letter.name == CHASED, Letter.state != LetterState.WITHDRAWN)
        .group_by(Letter.record)
    )
    return {row[0]: row[1] for row in db.session.execute(rows)}


def _items(event: Event) -> dict[int, dict[int, AgendaItem]]:
    found: dict[int, dict[int, AgendaItem]] = {}
    for item in queries.items_of(event):
        for slot in item.slots:
            found.setdefault(slot.speaker_id, {})[item.id] = item
    return found


def lines_of(event: Event, *, withdrawn: bool = False) -> list[Progress]:
    """Every speaker's line of the pipeline, by name."""
    return _lines(event, queries.speakers_of(event, withdrawn=withdrawn))


def line_of(speaker: Speaker) -> Progress:
    """One speaker's line."""
    return _lines(speaker.event, [speaker])[0]


def _lines(event: Event, speakers: Iterable[Speaker]) -> list[Progress]:
    speakers = list(speakers)
    ids = [speaker.id for speaker in speakers]
    profiles, needs, invitations = (_by_speaker(model, ids) for model in (SpeakerProfile, SpeakerNeeds,
                                                                           SpeakerInvitation))
    answers, consents, decks = _by_speaker(SpeakerAnswer, ids), _consents(ids), _decks(ids)
    chased, items, held = _chased(event), _items(event), slide_queries.held_in(event)
    return [
        progress(speaker, Gathered(
            profile=profiles.get(speaker.id), needs=needs.get(speaker.id), consents=consents.get(speaker.id, {}),
            deck=decks.get(speaker.id), held_until=held.get(speaker.id), invitation=invitations.get(speaker.id),
            reason=answers[speaker.id].reason if speaker.id in answers else "",
            items=tuple(items.get(speaker.id, {}).values()), chased_at=chased.get(f"speaker {speaker.id}")))
        for speaker in speakers
    ]


def late_to_answer(event: Event) -> int:
    """How many of those who were asked have let their day go by, or were given none."""
    today = event.local(clock.now()).date()
    in_time = select(SpeakerInvitation.speaker_id).where(
        SpeakerInvitation.sent_at.is_not(None), SpeakerInvitation.answer_by >= today)
    rows = select(func.count(Speaker.id)).where(
        Speaker.event_id == event.id, Speaker.withdrawn_at.is_(None), Speaker.state == SpeakerState.INVITED,
        Speaker.id.not_in(in_time))
    return db.session.scalar(rows) or 0


def in_numbers(event: Event) -> dict[SpeakerState, int]:
    """How many of those who are still down to speak stand in each state, in one query."""
    rows = select(Speaker.state, func.count(Speaker.id)).where(
        Speaker.event_id == event.id, Speaker.withdrawn_at.is_(None)).group_by(Speaker.state)
    return {SpeakerState(state): count for state, count in db.session.execute(rows)}
