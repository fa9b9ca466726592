"""On which terms slides are shown: from when the public sees them, or at the event alone and deleted afterwards."""

from datetime import datetime

from events import clock, files, history
from events.agenda import picturing, presenting, profiling, slide_queries
from events.agenda.models import Deck, Speaker
from events.agenda.slide_models import SlideTerms
from events.agenda.states import MOVES, ConsentKind, DeckState
from events.database import db, unit_of_work
from events.refusals import N_, Refusal


class AskedBySpeaker(Refusal):
    """The speaker asked that the slides are not published."""

    sentence = N_("%(name)s asked that these slides are not published. Only they can change that, on their own page.")
    field = "shows_only"


class AlreadyPast(Refusal):
    """Slides cannot be held back until a moment that is over."""

    sentence = N_("This moment is over already. Choose “At once”, or a day and time that are still to come.")
    field = "day"


def _terms(speaker: Speaker) -> SlideTerms:
    found = slide_queries.terms_of(speaker)
    if found is None:
        found = SlideTerms(speaker_id=speaker.id, shows_only=False, delete_after_days=14, asked_by="")
        db.session.add(found)
    return found


def keep_back(speaker: Speaker, *, shows_only: bool, delete_after_days: int, by) -> None:
    """Say that the slides are shown at the event alone and deleted so many days after it; or no longer.

    What is published is taken back. Raises AskedBySpeaker where an officer would undo what the speaker asked for.
    """
    terms = _terms(speaker)
    who = history.who_is(by)
    if terms.shows_only and not shows_only and terms.asked_by == "speaker" and who != "speaker":
        raise AskedBySpeaker(name=speaker.name)
    if terms.shows_only == shows_only and terms.delete_after_days == delete_after_days:
        return
    terms.shows_only, terms.delete_after_days = shows_only, delete_after_days
    terms.asked_by = who if shows_only else ""
    if shows_only:
        presenting.withdraw_all(speaker, by=by)
    history.record(speaker, "slides shown only" if shows_only else "slides may be published", by=by,
                   event=speaker.event)


def embargo(speaker: Speaker, *, until: datetime | None, by) -> None:
    """Say from when the public sees what is published of somebody's slides; None: at once. Raises AlreadyPast."""
    if until is not None and until <= clock.now():
        raise AlreadyPast()
    terms = _terms(speaker)
    if terms.shown_from != until:
        terms.shown_from = until
        history.record(speaker, "slides held until a time" if until else "slides no longer held", by=by,
                       event=speaker.event)


def publish(deck: Deck, *, until: datetime | None, sure: bool = False, asked: str = "", by) -> None:
    """Publish a deck from some moment on, or change the moment of one that is published.

    `asked` holds the words with which an officer says that they asked a speaker who has said nothing, and that the
    speaker agrees: that is kept as a consent noted by the officer. Raises what `presenting.publish` and `embargo` do.
    """
    speaker = deck.speaker
    if deck.state != DeckState.PUBLISHED:
        if asked and slide_queries.has_agreed(speaker) is None:
            profiling.consent(speaker, {ConsentKind.PUBLISH: True}, words={ConsentKind.PUBLISH: asked}, by=by)
        presenting.publish(deck, by=by, sure=sure)
    embargo(speaker, until=until, by=by)


def delete_shown() -> int:
    """Delete the files of slides that were to be shown only, once their days are over. Returns how many decks."""
    gone: list[str] = []
    with unit_of_work():
        due = slide_queries.decks_to_delete(clock.now())
        for deck in due:
            if DeckState.DELETED not in MOVES[DeckState(deck.state)]:
                continue
            gone += [deck.file_key, *picturing.drop(deck)]
            deck.state, deck.file_key, deck.published_at = DeckState.DELETED, "", None
            check = slide_queries.check_of(deck)
            if check is not None:
                check.findings = None
            history.record(deck, "deleted after the event", by="clock", event=deck.speaker.event)
    for key in gone:
        files.remove(key)
    return len(due)
