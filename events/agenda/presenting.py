"""Slides are handed in by their speaker, and published or taken back by the organiser."""

from events import clock, history, jobs
from events.agenda import picturing, queries, scanners, slide_queries
from events.agenda.decks import Recognised
from events.agenda.models import Deck, Speaker
from events.agenda.slide_models import DeckCheck
from events.agenda.states import MOVES, DeckChoice, DeckState
from events.database import db
from events.files import Stored
from events.refusals import N_, Refusal

CHECKING_SLIDES = "agenda/checking slides"


class DeckCannotMove(Refusal):
    """The deck is not where that can be done to it."""

    sentence = N_("This version has been replaced by a newer one meanwhile. Look at the list again.")
    status = 409


class StillChecking(Refusal):
    """The deck waits to be opened or for the virus scanner."""

    sentence = N_("These slides are still being checked. They can be published as soon as that is done.")
    status = 409


class ShownOnly(Refusal):
    """The slides are shown at the event and never published."""

    sentence = N_("These slides are shown at the event and never published: that was agreed. Change it first if it is "
                  "no longer so.")


class NotLookedAt(Refusal):
    """Nobody has looked at what is hidden in the deck."""

    sentence = N_("There is something in this file that nobody sees on its slides, and its speaker has not looked at "
                  "it yet. Look at what it is, and say that you publish it all the same.")
    field = "sure"


class NotAsked(Refusal):
    """The speaker has not said whether their slides may be published."""

    sentence = N_("%(name)s has not said whether the slides may be published. Ask first, and tick the box once they "
                  "agree.")
    field = "asked"


class SaidNo(Refusal):
    """The speaker said that their slides are not to be published."""

    sentence = N_("%(name)s said that the slides are not to be published. They cannot be published until %(name)s "
                  "changes that answer.")
    status = 409


def _move(deck: Deck, to: DeckState) -> None:
    if deck.state == DeckState.CHECKING and to == DeckState.PUBLISHED:
        raise StillChecking()
    if to not in MOVES[DeckState(deck.state)]:
        raise DeckCannotMove()
    deck.state = to


def receive(speaker: Speaker, *, stored: Stored, recognised: Recognised, original_name: str, by) -> Deck:
    """Take in a new version of somebody's slides, which lie in the store already.

    What was only received before is replaced once this one has been checked; what is published stays so until this
    one is. Where it is still to be opened, or a virus scanner is set, it waits, and nobody else sees it.
    """
    before = queries.decks_of_speaker(speaker)
    waits_for = "opening" if recognised.is_waiting else "scanner" if scanners.is_set() else ""
    for older in before:
        if older.state == DeckState.CHECKING or (older.state == DeckState.RECEIVED and not waits_for):
            _move(older, DeckState.REPLACED)
    deck = Deck(
        speaker=speaker, version=max((older.version for older in before), default=0) + 1, file_key=stored.key,
        original_name=original_name.strip()[-200:], media_type=recognised.media_type, suffix=recognised.suffix,
        size=stored.size, sha256=stored.sha256, facts=recognised.facts, received_at=clock.now(),
        keep_until=speaker.keep_until, state=DeckState.CHECKING if waits_for else DeckState.RECEIVED,
    )
    check = DeckCheck(deck=deck, findings=recognised.findings, waits_for=waits_for)
    db.session.add_all([deck, check])
    history.record(deck, "received", by=by, event=speaker.event)
    if waits_for:
        jobs.put(CHECKING_SLIDES, event=speaker.event, facts={"deck": deck.id}, by=by, most=1)
    else:
        picturing.order(check, by=by)
    return deck


def passed(deck: Deck) -> None:
    """A deck that waited has been found good: it takes the place of what was received before."""
    _move(deck, DeckState.RECEIVED)
    for older in queries.decks_of_speaker(deck.speaker):
        if older.version < deck.version and older.state == DeckState.RECEIVED:
            _move(older, DeckState.REPLACED)
    history.record(deck, "checked", by="clock", event=deck.speaker.event)


def refused(deck: Deck) -> str:
    """A deck that waited has been refused: the version before stays. Returns its file's key, which it gives up."""
    _move(deck, DeckState.REFUSED)
    history.record(deck, "refused", by="clock", event=deck.speaker.event)
    key, deck.file_key = deck.file_key, ""
    return key


def _check_wishes(deck: Deck, *, sure: bool) -> None:
    terms = slide_queries.terms_of(deck.speaker)
    if terms is not None and terms.shows_only:
        raise ShownOnly()
    agreed = slide_queries.has_agreed(deck.speaker)
    if agreed is None:
        raise NotAsked(name=deck.speaker.name)
    if not agreed:
        raise SaidNo(name=deck.speaker.name)
    check = slide_queries.check_of(deck)
    hidden = check is not None and check.findings and check.findings.get("hidden")
    if hidden and check.choice == DeckChoice.OPEN and not sure:  # type: ignore[union-attr]
        raise NotLookedAt()


def publish(deck: Deck, *, by, sure: bool = False) -> None:
    """Let everybody who reads the programme download a deck; an older published one goes.

    Raises DeckCannotMove, StillChecking, ShownOnly, NotAsked, SaidNo; and NotLookedAt unless the organiser is `sure`.
    """
    if deck.state == DeckState.RECEIVED:
        _check_wishes(deck, sure=sure)
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
    newer = any(other.version > deck.version and other.state == DeckState.RECEIVED
                for other in queries.decks_of_speaker(deck.speaker))
    _move(deck, DeckState.REPLACED if newer else DeckState.RECEIVED)
    deck.published_at = None
    history.record(deck, "withdrawn", by=by, event=deck.speaker.event)


def withdraw_all(speaker: Speaker, *, by) -> None:
    """Take back whatever is published of somebody's slides."""
    for deck in queries.decks_of_speaker(speaker):
        if deck.state == DeckState.PUBLISHED:
            withdraw(deck, by=by)


def choose_as_it_is(deck: Deck, *, by) -> None:
    """Somebody has looked at what is hidden in a deck and keeps it so."""
    check = slide_queries.check_of(deck)
    if check is None or deck.state not in (DeckState.RECEIVED, DeckState.PUBLISHED):
        raise DeckCannotMove()
    check.choice, check.chosen_by, check.chosen_at = DeckChoice.AS_IT_IS, history.who_is(by), clock.now()
    history.record(deck, "hidden data kept", by=by, event=deck.speaker.event)


def file_name(deck: Deck) -> str:
    """The name under which a deck is downloaded: ours, never the one it came with."""
    return f"{deck.speaker.event.slug}-{deck.speaker.key}-{deck.version}{deck.suffix}"
