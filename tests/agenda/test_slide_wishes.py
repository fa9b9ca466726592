"""Slides are published where their speaker has said yes, and taken back at once where they say no."""

from datetime import timedelta

import pytest

from events import clock, history
from events.agenda import presenting, profile_queries, queries, slide_queries
from events.agenda.models import Deck, Speaker
from events.database import db
from tests.agenda import slides
from tests.agenda.deck_stand import act, fresh, hand_in, say_of_publishing

SAYS_NOTHING = "Ann Lee has not said whether the slides may be published."


@pytest.fixture
def speaker(make):
    """A speaker of an evening next month, who agreed to speak and has said nothing about publishing."""
    event = make.event(starts_at=clock.now() + timedelta(days=30))
    speaker = make.speaker(event, "Ann Lee", state="accepted")
    make.agenda_item(event, speaker=speaker)
    return speaker


@pytest.fixture
def deck(speaker) -> Deck:
    """Slides of theirs."""
    return hand_in(speaker, slides.PDF)


@pytest.fixture
def officer(make, speaker):
    """An organiser of the evening."""
    return make.officer("organiser", on=speaker.event)


@pytest.fixture
def organiser(reader, officer):
    """The organiser's browser."""
    return reader.signed_in(officer)


@pytest.fixture
def theirs(reader, speaker):
    """The speaker's browser."""
    return reader.by_link("speaker", speaker)


def offered(speaker) -> list[int]:
    """The versions that the public may download by now."""
    db.session.rollback()
    return [deck.version for deck in queries.published_decks_of(db.session.get_one(Speaker, speaker.id).event)]


def pages_of(organiser, deck) -> dict[str, str]:
    """What the organiser reads of a deck, by page."""
    at = {"slug": "evening", "deck_id": deck.id}
    return {"list": organiser.get("speakers.list_decks", slug="evening").words,
            "deck": organiser.get("decks.show_deck", **at).words,
            "publish": organiser.get("decks.publish_slides", **at).words}


def test_without_a_word_the_organiser_publishes_by_saying_that_they_asked(organiser, officer, speaker, deck):
    for words in pages_of(organiser, deck).values():
        assert SAYS_NOTHING in words and "May be published" not in words
    page = organiser.get("decks.publish_slides", slug="evening", deck_id=deck.id)
    assert "Ask first." in page.words
    refused = organiser.send(page, {"when": "now", "sure": "y"}, to="", place=-1, status=422)
    assert SAYS_NOTHING[:-1] in refused.errors[0] and offered(speaker) == []
    organiser.send(refused, {"when": "now", "asked": "y"}, to="", place=-1, status=302)
    assert offered(speaker) == [1]
    [said] = profile_queries.consents_of(speaker)
    assert (said.agreed, said.kind, said.by_officer_id) == (True, "publish", officer.id)
    assert said.words.startswith("I have asked Ann Lee, who agrees that the slides are published with the programme")
    assert ("agreed", f"officer {officer.id}") in [(entry.act, entry.who) for entry in history.of(speaker)]
    assert "May be published. Margaret Tulloch asked, and noted on" in pages_of(organiser, deck)["deck"]


def test_the_act_itself_publishes_nothing_without_a_yes(speaker, deck):
    with pytest.raises(presenting.NotAsked):
        act(presenting.publish, deck, sure=True)
    say_of_publishing(speaker, False)
    with pytest.raises(presenting.SaidNo):
        act(presenting.publish, deck, sure=True)
    say_of_publishing(speaker, True)
    act(presenting.publish, deck)
    assert offered(speaker) == [1]


def test_where_the_speaker_agreed_nobody_is_asked_again(organiser, speaker, deck):
    say_of_publishing(speaker, True)
    pages = pages_of(organiser, deck)
    assert "May be published. Ann Lee agreed on" in pages["deck"]
    assert "has not said" not in "".join(pages.values()) and "Ask first" not in pages["publish"]
    page = organiser.get("decks.publish_slides", slug="evening", deck_id=deck.id)
    organiser.send(page, {}, to="", place=-1, status=302)  # at once, unless something else is chosen
    assert offered(speaker) == [1]


def test_where_the_speaker_said_no_the_organiser_cannot_publish(organiser, speaker, deck):
    page = organiser.get("decks.publish_slides", slug="evening", deck_id=deck.id)
    say_of_publishing(speaker, False)
    pages = pages_of(organiser, deck)
    for words in pages.values():
        assert "Ann Lee said on" in words and "that the slides are not to be published." in words
        assert "May be published" not in words and "has not said" not in words
    assert "until Ann Lee changes that answer" in pages["publish"]
    address = f"/desk/events/evening/slides/{deck.id}/publish"
    assert not organiser.get("speakers.list_decks", slug="evening").find("a", href=address)
    answer = organiser.send(page, {"when": "now", "asked": "y", "sure": "y"}, to="", place=-1, status=422)
    assert "until Ann Lee changes that answer" in answer.errors[0] and offered(speaker) == []
    assert len(profile_queries.consents_of(speaker)) == 1


def test_a_no_after_publishing_takes_the_slides_back_and_everybody_reads_so(organiser, theirs, speaker, deck, reader):
    say_of_publishing(speaker, True)
    act(presenting.publish, deck)
    assert "Download the slides" in reader.anybody().get("agenda.show_programme", slug="evening").words
    page = theirs.get("profiles.tell_about_me", ref=speaker.ref)
    answer = theirs.send(page, {"publish": "no"}, to="", place=-1, follow=True)
    assert fresh(deck).state == "received" and offered(speaker) == []
    assert "Download the slides" not in reader.anybody().get("agenda.show_programme", slug="evening").words
    for words in (answer.words, theirs.get("decks.show_my_deck", ref=speaker.ref, number=1).words,
                  theirs.get("slides.hand_in_slides", ref=speaker.ref).words):
        assert "have been taken back: the programme no longer offers them" in words
    listed = organiser.get("speakers.list_decks", slug="evening")
    assert "They were public, and were taken back at once." in listed.words
    last = history.of(deck)[-1]
    assert (last.act, last.who) == ("withdrawn", "speaker")
    assert "has come in and is not published" not in organiser.get("reports.show_overview", slug="evening").words


def test_a_deck_held_back_says_until_when_on_every_page(organiser, theirs, speaker, deck):
    say_of_publishing(speaker, True)
    page = organiser.get("decks.publish_slides", slug="evening", deck_id=deck.id)
    organiser.send(page, {"when": "event"}, to="", place=-1, status=302)
    held = slide_queries.held_until(speaker)
    assert held == speaker.event.ends_at and offered(speaker) == []
    pages = [organiser.get("speakers.list_decks", slug="evening"),
             organiser.get("speakers.list_speakers", slug="evening"),
             organiser.get("decks.show_deck", slug="evening", deck_id=deck.id),
             theirs.get("reports.show_speaker_page", ref=speaker.ref),
             theirs.get("slides.hand_in_slides", ref=speaker.ref),
             theirs.get("decks.show_my_deck", ref=speaker.ref, number=1)]
    assert all("Published, held back until" in page.words for page in pages)
    with clock.moved_to(held):
        assert offered(speaker) == [1]
        assert "held back" not in theirs.get("reports.show_speaker_page", ref=speaker.ref).words


def test_a_moment_that_is_over_is_refused(organiser, speaker, deck):
    say_of_publishing(speaker, True)
    page = organiser.get("decks.publish_slides", slug="evening", deck_id=deck.id)
    day = speaker.event.local(clock.now() - timedelta(days=1))
    typed = {"when": "time", "day": f"{day.day}/{day.month}/{day.year}", "hour": "9am"}
    refused = organiser.send(page, typed, to="", place=-1, status=422)
    assert "This moment is over already" in refused.errors[0] and offered(speaker) == []
    with clock.moved_to(speaker.event.ends_at + timedelta(hours=1)):
        organiser.send(refused, {"when": "event"}, to="", place=-1, status=302)
        assert offered(speaker) == [1] and slide_queries.held_until(speaker) is None
