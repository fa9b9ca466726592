"""Slides come in, are replaced by newer ones, are published and taken back."""

import pytest

from events import history
from events.agenda import presenting, queries
from events.agenda.decks import Recognised
from events.agenda.models import Deck, Speaker
from events.database import db, unit_of_work
from events.files import Stored
from tests.agenda.deck_stand import say_of_publishing


def hand_in(speaker, name="talk.pdf") -> Deck:
    """Take in one version."""
    with unit_of_work():
        return presenting.receive(
            db.session.get(Speaker, speaker.id), stored=Stored("ab12", 1000, "0" * 64), original_name=name,
            recognised=Recognised("application/pdf", ".pdf"), by="speaker")


def act(what, deck) -> None:
    """Publish or withdraw."""
    with unit_of_work():
        what(db.session.get(Deck, deck.id), by="command")


def states(speaker) -> list[tuple[int, str]]:
    """The versions and where they stand, newest first."""
    return [(deck.version, str(deck.state)) for deck in queries.decks_of_speaker(speaker)]


@pytest.fixture
def speaker(make):
    """A speaker of an evening, who agrees that their slides are published."""
    speaker = make.speaker(make.event(), "Ann Lee")
    say_of_publishing(speaker, True)
    return speaker


def test_a_newer_version_replaces_one_that_was_only_received(speaker):
    hand_in(speaker)
    hand_in(speaker)
    assert states(speaker) == [(2, "received"), (1, "replaced")]


def test_what_is_published_stays_so_until_the_newer_one_is(speaker):
    first = hand_in(speaker)
    act(presenting.publish, first)
    second = hand_in(speaker)
    assert states(speaker) == [(2, "received"), (1, "published")]
    act(presenting.publish, second)
    assert states(speaker) == [(2, "published"), (1, "replaced")]
    assert [deck.version for deck in queries.published_decks_of(speaker.event)] == [2]


def test_a_published_deck_can_be_taken_back(speaker):
    deck = hand_in(speaker)
    act(presenting.publish, deck)
    assert db.session.get(Deck, deck.id).published_at is not None
    act(presenting.withdraw, deck)
    assert states(speaker) == [(1, "received")]
    assert db.session.get(Deck, deck.id).published_at is None
    acts = [entry.act for entry in history.of(db.session.get(Deck, deck.id))]
    assert acts == ["received", "published", "withdrawn"]


def test_taking_back_an_old_one_leaves_the_newer_one_waiting(speaker):
    first = hand_in(speaker)
    act(presenting.publish, first)
    hand_in(speaker)
    act(presenting.withdraw, first)
    assert states(speaker) == [(2, "received"), (1, "replaced")]


def test_a_replaced_deck_is_neither_published_nor_taken_back(speaker):
    first = hand_in(speaker)
    hand_in(speaker)
    for what in (presenting.publish, presenting.withdraw):
        with pytest.raises(presenting.DeckCannotMove):
            act(what, first)


def test_slides_of_a_speaker_who_withdrew_are_offered_no_more(speaker):
    from events.agenda import scheduling
    act(presenting.publish, hand_in(speaker))
    with unit_of_work():
        scheduling.withdraw_speaker(db.session.get(Speaker, speaker.id), by="command")
    assert queries.published_decks_of(db.session.get(Speaker, speaker.id).event) == []


def test_the_name_for_downloading_is_ours(speaker):
    deck = hand_in(speaker, "../../etc/passwd\x00.pdf" + "x" * 300)
    assert len(deck.original_name) == 200
    assert presenting.file_name(deck) == f"evening-{speaker.key}-1.pdf"
