"""Slides held back until a moment, and slides that are shown, never published, and deleted afterwards."""

from datetime import timedelta

import pytest

from events import clock, files, history
from events.agenda import presenting, queries, showing_slides, slide_queries
from events.agenda.models import Speaker
from events.database import db, unit_of_work
from tests.agenda import slides
from tests.agenda.deck_stand import act, do_jobs, fresh, hand_in, say_of_publishing


@pytest.fixture
def speaker(make):
    """A speaker of an evening, who agrees that their slides are published."""
    speaker = make.speaker(make.event(), "Ann Lee")
    say_of_publishing(speaker, True)
    return speaker


def say(what, speaker, **values) -> None:
    """Say something of a speaker's slides."""
    with unit_of_work():
        what(db.session.get(Speaker, speaker.id), **values)


def offered(speaker) -> list[int]:
    """The versions that the public may download by now."""
    return [deck.version for deck in queries.published_decks_of(speaker.event)]


def test_published_slides_are_held_until_the_moment_and_seen_from_it_on(speaker):
    moment = clock.now() + timedelta(days=3)
    say(showing_slides.embargo, speaker, until=moment, by="command")
    act(presenting.publish, hand_in(speaker, slides.PDF))
    assert offered(speaker) == []
    with clock.moved_to(moment - timedelta(minutes=1)):
        assert offered(speaker) == []
    with clock.moved_to(moment):
        assert offered(speaker) == [1]
    say(showing_slides.embargo, speaker, until=None, by="command")
    assert offered(speaker) == [1]
    assert [entry.act for entry in history.of(speaker)] == [
        "agreed", "slides held until a time", "slides no longer held"]


def test_slides_that_are_only_shown_are_never_published_and_what_was_is_taken_back(speaker):
    deck = hand_in(speaker, slides.PDF)
    act(presenting.publish, deck)
    say(showing_slides.keep_back, speaker, shows_only=True, delete_after_days=7, by="speaker")
    assert fresh(deck).state == "received" and offered(speaker) == []
    with pytest.raises(presenting.ShownOnly):
        act(presenting.publish, deck, sure=True)


def test_what_the_speaker_asked_for_only_the_speaker_takes_back(speaker):
    say(showing_slides.keep_back, speaker, shows_only=True, delete_after_days=7, by="speaker")
    with pytest.raises(showing_slides.AskedBySpeaker):
        say(showing_slides.keep_back, speaker, shows_only=False, delete_after_days=7, by="command")
    say(showing_slides.keep_back, speaker, shows_only=False, delete_after_days=7, by="speaker")
    act(presenting.publish, hand_in(speaker, slides.PDF))


def test_they_lie_ready_on_the_evening_and_their_files_are_deleted_some_days_after_it(speaker):
    first, second = hand_in(speaker, slides.PDF), hand_in(speaker, slides.pdf(pages=1))
    do_jobs()
    keys = [first.file_key, second.file_key, *(one.file_key for one in slide_queries.pictures_of(second))]
    assert len(keys) == 3
    say(showing_slides.keep_back, speaker, shows_only=True, delete_after_days=7, by="command")
    over = speaker.event.ends_at
    with clock.moved_to(over + timedelta(days=6)):
        assert showing_slides.delete_shown() == 0
        assert slide_queries.current_of(speaker).id == second.id and all(files.path_of(key).exists() for key in keys)
    with clock.moved_to(over + timedelta(days=7, hours=1)):
        assert showing_slides.delete_shown() == 2
        assert showing_slides.delete_shown() == 0
    assert [fresh(deck).state for deck in (first, second)] == ["deleted", "deleted"]
    assert not any(files.path_of(key).exists() for key in keys) and slide_queries.pictures_of(second) == []
    assert slide_queries.check_of(second).findings is None  # names that stood in it
    assert history.of(second)[-1].act == "deleted after the event"
    act_after = pytest.raises(presenting.DeckCannotMove)
    with act_after:
        act(presenting.withdraw, second)


def test_slides_of_others_are_not_deleted(speaker, make):
    other = make.speaker(db.session.get(type(speaker.event), speaker.event_id), "Somebody else")
    kept = hand_in(other, slides.PDF)
    say(showing_slides.keep_back, speaker, shows_only=True, delete_after_days=0, by="command")
    with clock.moved_to(speaker.event.ends_at + timedelta(days=90)):
        assert showing_slides.delete_shown() == 0
    assert fresh(kept).state == "received"
