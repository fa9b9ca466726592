"""A deck that waits is opened and shown to the virus scanner; what is good goes on, what is not is refused."""

import logging

from events import clock, files
from events.agenda import deck_openings, decks, picturing, presenting, scanners, slide_queries
from events.agenda import deck_refusals as why
from events.agenda.deck_refusals import DeckRefused
from events.agenda.models import Deck
from events.agenda.slide_models import DeckCheck
from events.agenda.states import DeckState
from events.database import db, leave_unsaved, unit_of_work
from events.jobs import Work
from events.refusals import N_, Refusal

log = logging.getLogger("soundings.slides")

INFECTED = N_("The virus scanner found something harmful in this file, so it was deleted. Check your own computer, and "
              "send slides that were saved on another one.")
LOST = N_("The file did not reach our store. Please hand it in again.")


def _waiting(deck_id: int) -> tuple[Deck, DeckCheck] | None:
    """The deck and its check, if it still waits."""
    deck = db.session.get(Deck, deck_id)
    check = slide_queries.check_of(deck) if deck is not None else None
    return (deck, check) if deck is not None and check is not None and deck.state == DeckState.CHECKING else None


def _end(deck_id: int, refusal: Refusal, signature: str = "") -> None:
    """Refuse it, and take its file away once that is stored."""
    key = ""
    with unit_of_work():
        if waits := _waiting(deck_id):
            deck, check = waits
            key = presenting.refused(deck)
            check.words, check.values, check.signature = refusal.sentence, refusal.values, signature
            check.waits_for = ""
    if key:
        files.remove(key)


def _go_on(deck_id: int, findings: dict, *, is_scanned: bool) -> None:
    """It is good: it counts from now on, and its pages are drawn."""
    with unit_of_work():
        if waits := _waiting(deck_id):
            deck, check = waits
            what = decks.opened(findings)
            deck.media_type, deck.suffix, deck.facts = what.media_type, what.suffix, what.facts
            check.findings, check.waits_for = findings, ""
            check.scanned_at = clock.now() if is_scanned else None
            presenting.passed(deck)
            picturing.order(check, by="clock")


def _wait(deck_id: int, findings: dict) -> None:
    """The scanner is away: what was found so far is kept, and the clock asks again."""
    with unit_of_work():
        if waits := _waiting(deck_id):
            _, check = waits
            check.findings, check.waits_for = findings, "scanner"


def check(deck_id: int) -> None:
    """Open a deck that waits and have it scanned. Opens its own units of work; what no longer waits is left."""
    waits = _waiting(deck_id)
    if waits is None:
        return
    key, findings = waits[0].file_key, waits[1].findings
    leave_unsaved()  # opening and scanning take seconds: no transaction is open meanwhile
    try:
        with files.path_of(key).open("rb") as stream:
            findings = findings or deck_openings.look(stream, deck_openings.IN_THE_BACKGROUND)
            signature = scanners.scan(stream) if scanners.is_set() else ""
    except DeckRefused as refusal:
        _end(deck_id, refusal)
    except deck_openings.NotOpened:
        _end(deck_id, DeckRefused(why.TOO_LONG_TO_OPEN))
    except scanners.ScannerAway:
        log.warning("the virus scanner does not answer: deck %s waits", deck_id)
        _wait(deck_id, findings or {})
    except FileNotFoundError:
        _end(deck_id, DeckRefused(LOST))
    else:
        if signature:
            _end(deck_id, DeckRefused(INFECTED), signature)
        else:
            _go_on(deck_id, findings, is_scanned=scanners.is_set())


def work_on_check(work: Work) -> None:
    """Do the job that handing in a deck ordered."""
    check(work.facts["deck"])


def check_waiting() -> int:
    """Check every deck that still waits: the scanner was away, or a job went astray. Returns how many."""
    waiting = slide_queries.waiting_decks()
    leave_unsaved()  # each opens its own
    for deck_id in waiting:
        check(deck_id)
    return len(waiting)
