"""A clean copy of a deck is made: a new version without what nobody sees on its slides."""

from events import clock, files, history, jobs
from events.agenda import deck_openings, decks, presenting, slide_queries
from events.agenda.models import Deck
from events.agenda.states import DeckChoice, DeckState
from events.database import db, leave_unsaved, unit_of_work
from events.jobs import Job, Work
from events.refusals import N_, Refusal

CLEANING = "agenda/cleaning slides"
MOST_MEGABYTES = 120  # a copy is hardly larger than what it was made from


class CopyFailed(Refusal):
    """No clean copy could be made."""

    sentence = N_("No clean copy could be made of this file. Save it as PDF from your own program, without notes and "
                  "comments, and hand that in.")


def order(deck: Deck, *, keep_hidden_slides: bool, by) -> Job:
    """Order a clean copy. Raises DeckCannotMove where the deck no longer counts."""
    if deck.state not in (DeckState.RECEIVED, DeckState.PUBLISHED):
        raise presenting.DeckCannotMove()
    history.record(deck, "clean copy ordered", by=by, event=deck.speaker.event)
    keep = ["hidden_slides"] if keep_hidden_slides else []
    return jobs.put(CLEANING, event=deck.speaker.event, by=by, most=1,
                    facts={"deck": deck.id, "keep": keep, "by": history.who_is(by)})


def is_under_way(deck: Deck) -> Job | None:
    """The newest job that makes a copy of this deck and has not ended well; None where there is none."""
    return slide_queries.job_for(deck, CLEANING)


def work_on_copy(work: Work) -> None:
    """Make the copy that a job names, open it like any other, and take it in as a new version."""
    deck = db.session.get(Deck, work.facts["deck"])
    if deck is None or deck.state not in (DeckState.RECEIVED, DeckState.PUBLISHED):
        raise presenting.DeckCannotMove()
    deck_id, key, suffix, name = deck.id, deck.file_key, deck.suffix, deck.original_name
    leave_unsaved()  # copying takes seconds: no transaction is open meanwhile
    with files.working_folder(files.EXPORTS) as folder:
        copy = folder.resolve() / f"copy{suffix}"
        try:
            with files.path_of(key).open("rb") as stream:
                deck_openings.run("clean", stream, deck_openings.COPYING,
                                  {"to": str(copy), "suffix": suffix, "keep": work.facts["keep"]})
            with copy.open("rb") as stream:
                recognised = decks.opened(deck_openings.look(stream, deck_openings.IN_THE_BACKGROUND))
                stream.seek(0)
                stored = files.store(stream, most_megabytes=MOST_MEGABYTES)
        except (deck_openings.NotOpened, decks.DeckRefused, OSError) as error:
            raise CopyFailed() from error
    try:
        _take_in(work, deck_id, name, stored, recognised)
    except BaseException:
        files.remove(stored.key)
        raise


def _take_in(work: Work, deck_id: int, name: str, stored, recognised) -> None:
    with unit_of_work():
        deck = db.session.get_one(Deck, deck_id)
        if deck.state not in (DeckState.RECEIVED, DeckState.PUBLISHED):
            raise presenting.DeckCannotMove()
        copy = presenting.receive(deck.speaker, stored=stored, recognised=recognised, original_name=name,
                                  by=work.facts["by"])
        check = slide_queries.check_of(copy)
        if check is not None:
            check.choice, check.chosen_by, check.chosen_at = DeckChoice.CLEANED, work.facts["by"], clock.now()
        jobs.progress(work, done=1, most=1, result={"version": copy.version})
