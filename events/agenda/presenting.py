"""Slides are handed in by their speaker, and published or taken back by the organiser."""

from events import clock, history
from events.agenda import queries
from events.agenda.decks import Recognised
from events.agenda.models import Deck, Speaker
from events.agenda.states import MOVES, DeckState
from events.database import db
from events.files import Stored
from events.refusals import N_, Refusal


class DeckCannotMove(Refusal):
    """The deck is not where that can be done to it."""

    sentence = N_("This version has been replaced by a newer one meanwhile. Look at the list again.")
    status = 409


def _move(deck: Deck, to: DeckState) -> None:
    if to not in MOVES[DeckState(deck.state)]:
        raise DeckCannotMove()
    deck.state = to


def receive(speaker: Speaker, *, stored: Stored, recognised: Recognised, original_name: str, by) -> Deck:
    """Take in a new version of somebody's slides, which lie in the store already.

    What was only received before is replaced; what is published stays so until this one is.
    """
    before = queries.decks_of_speaker(speaker)
    for older in before:
        if older.state == DeckState.RECEIVED:
            _move(older, DeckState.REPLACED)
    deck = Deck(
        speaker=speaker, version=max((older.version for older in before), default=0) + 1, file_key=stored.key,
        original_name=original_name.strip()[-200:], media_type=recognised.media_type, suffix=recognised.suffix,
        size=stored.size, sha256=stored.sha256, facts=recognised.facts, received_at=clock.now(),
        keep_until=speaker.keep_until,
    )
    db.session.add(deck)
    history.record(deck, "received", by=by, event=speaker.event)
    return deck


def publish(deck: Deck, *, by) -> None:
    """Let everybody who reads the programme download a deck; an older published one goes. Raises DeckCannotMove."""
    _move(deck, DeckState.PUBLISHED)
    deck.published_at = clock.now()
    for other in queries.decks_of_speaker(deck.speaker):
        if other.id != deck.id and other.state == DeckState.PUBLISHED:
            _move(other, DeckState.REPLACED)
    history.record(deck, "published", by=by, event=deck.speaker.event)


def withdraw(deck: Deck, *, by) -> None:
    """Take a published deck back: only its speaker and the organiser see it then. Raises DeckCannotMove.

    Where a newer version has come in meanwhile, that is the one that waits, and this one is replaced.
    """
    if deck.state != DeckState.PUBLISHED:
        raise DeckCannotMove()
    newer = any(other.version > deck.version for other in queries.decks_of_speaker(deck.speaker))
    _move(deck, DeckState.REPLACED if newer else DeckState.RECEIVED)
    deck.published_at = None
    history.record(deck, "withdrawn", by=by, event=deck.speaker.event)


def file_name(deck: Deck) -> str:
    """The name under which a deck is downloaded: ours, never the one it came with."""
    return f"{deck.speaker.event.slug}-{deck.speaker.key}-{deck.version}{deck.suffix}"
