"""A speaker with a talk, decks in the store, and the jobs done that they ordered: for tests of slides."""

import io

from events import clockwork, files, jobs
from events.agenda import decks, presenting, profiling
from events.agenda.models import Deck, Speaker
from events.agenda.states import ConsentKind
from events.database import db, unit_of_work


def hand_in(speaker: Speaker, content: bytes, name="talk.pptx", *, by="speaker") -> Deck:
    """Hand in a file as the page does."""
    stream = io.BytesIO(content)
    recognised = decks.recognise(stream)
    stored = files.store(stream, most_megabytes=100)
    with unit_of_work():
        return presenting.receive(db.session.get(Speaker, speaker.id), stored=stored, recognised=recognised,
                                  original_name=name, by=by)


def say_of_publishing(speaker: Speaker, agreed: bool, *, by="speaker") -> None:
    """Say yes or no to the slides being published, as the speaker's own page does."""
    with unit_of_work():
        profiling.consent(db.session.get(Speaker, speaker.id), {ConsentKind.PUBLISH: agreed},
                          words={ConsentKind.PUBLISH: "I agree that my slides are published."}, by=by)


def act(what, deck: Deck, **values) -> None:
    """Do something with a deck, in a unit of work of its own."""
    with unit_of_work():
        what(db.session.get(Deck, deck.id), **({"by": "command"} | values))


def do_jobs(only: str = "") -> int:
    """What the worker would do now; of one kind alone where it is named."""
    db.session.rollback()
    done = jobs.work_off({only: clockwork.JOBS[only]}) if only else clockwork.work_off_jobs()
    db.session.rollback()
    return done


def fresh(deck: Deck) -> Deck:
    """The deck as it stands now."""
    db.session.rollback()
    return db.session.get_one(Deck, deck.id, populate_existing=True)
