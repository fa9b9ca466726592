"""A deck on its own page: what its speaker decides, what the organiser publishes, and files that cannot run."""

from datetime import timedelta

import pytest

from events import clock
from events.agenda import cleaning, queries, slide_queries
from events.agenda.models import Deck
from events.database import db
from tests.agenda import real_decks, slides
from tests.agenda.deck_stand import do_jobs, fresh, hand_in, say_of_publishing


@pytest.fixture
def speaker(make):
    """A speaker of an evening, with a talk of two minutes, who agrees that their slides are published."""
    speaker = make.speaker(make.event(), "Ann Lee")
    say_of_publishing(speaker, True)
    make.agenda_item(speaker.event, speaker=speaker, minutes=2)
    return speaker


@pytest.fixture
def theirs(reader, speaker):
    """The speaker's browser."""
    return reader.by_link("speaker", speaker)


@pytest.fixture
def organiser(reader, make, speaker):
    """An organiser's browser."""
    return reader.signed_in(make.officer("organiser", on=speaker.event))


def about(organiser, deck):
    """The organiser's page of a deck."""
    return organiser.get("decks.show_deck", slug="evening", deck_id=deck.id)


def programme(reader) -> str:
    """The public programme's words."""
    return reader.anybody().get("agenda.show_programme", slug="evening").words


def test_the_speaker_is_shown_what_is_hidden_in_plain_words_before_anything_is_published(theirs, speaker):
    deck = hand_in(speaker, real_decks.powerpoint())
    page = theirs.get("decks.show_my_deck", ref=speaker.ref, number=1)
    for words in ("Speaker's notes under 1 slide", "Comments 1 comment", "Names of people who commented Bilal Shah",
                  "Hidden slides slide 4", f"Name of the author {real_decks.AUTHOR}", "1 picture with its place",
                  "When it was made and changed 27 January 2013",
                  "https://example.org/more", "4 slides for 2 minutes", "too small to be read in a hall (9 points",
                  "Slides without a title", "without a description"):
        assert words in page.words, words
    assert page.words.index("We make a copy of your slides") < page.words.index("The copy becomes your newest version")
    missed = theirs.send(page, {}, to="/as-it-is", follow=True)
    assert "Tick “Yes, leave this in the file” first" in missed.words
    theirs.send(page, {"stays": "y"}, to="/as-it-is")
    assert slide_queries.check_of(fresh(deck)).choice == "as it is"
    page = theirs.get("decks.show_my_deck", ref=speaker.ref, number=1)
    assert "You have said that this stays in the file" in page.words


def test_the_page_after_handing_in_says_what_is_hidden_and_a_clean_copy_is_told_from_its_original(theirs, speaker):
    hand_in(speaker, real_decks.powerpoint())
    page = theirs.get("slides.hand_in_slides", ref=speaker.ref)
    assert "Something in your file is not seen on its slides Speaker's notes and 11 more." in page.words
    assert page.find("main").find("a", string="Look at it, and choose what stays in the file")
    theirs.send(theirs.get("decks.show_my_deck", ref=speaker.ref, number=1), {"certain": "y"}, to="/clean-copy")
    do_jobs(cleaning.CLEANING)
    words = theirs.get("slides.hand_in_slides", ref=speaker.ref).words
    assert "talk.pptx version 2, clean copy" in words and "talk.pptx version 1 " in words
    assert "not seen on its slides" not in words


def test_a_clean_copy_is_one_press_and_the_speaker_can_look_at_it(theirs, speaker):
    hand_in(speaker, real_decks.powerpoint())
    page = theirs.get("decks.show_my_deck", ref=speaker.ref, number=1)
    theirs.send(page, {"certain": "y"}, to="/clean-copy")
    assert "is being made" in theirs.get("decks.show_my_deck", ref=speaker.ref, number=1).words
    do_jobs(cleaning.CLEANING)
    page = theirs.get("decks.show_my_deck", ref=speaker.ref, number=2)
    assert "Nothing is hidden in this file" in page.words
    answer = theirs.client.get(f"/my/{speaker.ref}/slides/2/file")
    assert answer.data[:2] == b"PK" and "attachment" in answer.headers["Content-Disposition"]


def test_the_organiser_is_asked_before_publishing_what_nobody_has_looked_at(organiser, speaker, reader):
    deck = hand_in(speaker, real_decks.powerpoint())
    listed = organiser.get("speakers.list_decks", slug="evening")
    assert "not looked at yet: Speaker's notes and 11 more" in listed.words
    page = organiser.get("decks.publish_slides", slug="evening", deck_id=deck.id)
    assert listed.find("a", href=f"/desk/events/evening/slides/{deck.id}/publish")
    assert "The speaker has not looked at it yet" in page.words and "Ann Lee of the Home Office" in page.words
    refused = organiser.send(page, {"when": "now"}, to="", place=-1, status=422)
    assert "Look at what it is" in refused.errors[0]
    organiser.send(refused, {"when": "now", "sure": "y"}, to="", place=-1, status=302)
    assert fresh(deck).state == "published" and "Download the slides" in programme(reader)


def test_slides_are_published_for_the_end_of_the_talk_and_the_moment_can_be_changed(organiser, speaker, reader):
    deck = hand_in(speaker, slides.PDF)
    at = {"slug": "evening", "deck_id": deck.id}
    organiser.send(organiser.get("decks.publish_slides", **at), {"when": "talk"}, to="", place=-1, status=302)
    assert "Published, held back" in about(organiser, deck).words
    end = slide_queries.end_of_talk(speaker)
    address = f"/events/evening/slides/{deck.id}"
    with clock.moved_to(end - timedelta(minutes=1)):
        assert "Download the slides" not in programme(reader)
        assert reader.anybody().client.get(address).status_code == 404
    with clock.moved_to(end):
        assert "Download the slides" in programme(reader)
        answer = reader.anybody().client.get(address)
    assert answer.status_code == 200 and "attachment" in answer.headers["Content-Disposition"]
    again = organiser.get("decks.publish_slides", **at)
    for typed, said in (({"when": "time", "day": "", "hour": ""}, "Enter the day"),
                        ({"when": "time", "day": "21/5/2009", "hour": ""}, "Enter the time"),
                        ({}, "")):
        if typed:
            assert said in organiser.send(again, typed, to="", place=-1, status=422).errors[0]
    organiser.send(again, {"when": "time", "day": "21/5/2009", "hour": "9am"}, to="", place=-1, status=302)
    assert "From Thursday 21 May 2009 at 9am on" in about(organiser, deck).words
    organiser.send(organiser.get("decks.publish_slides", **at), {"when": "now"}, to="", place=-1, status=302)
    assert "Download the slides" in programme(reader)


def test_a_speaker_keeps_their_slides_from_being_published(organiser, theirs, speaker):
    deck = hand_in(speaker, slides.PDF)
    page = theirs.get("decks.limit_my_slides", ref=speaker.ref)
    assert theirs.send(page, {"shows_only": "yes", "days": "9999"}, to="", place=-1, status=422).errors
    theirs.send(page, {"shows_only": "yes", "days": "7"}, to="", place=-1, status=302)
    assert "never published" in theirs.get("decks.show_my_deck", ref=speaker.ref, number=1).words
    assert "shown only, never published" in organiser.get("speakers.list_decks", slug="evening").words
    at = {"slug": "evening", "deck_id": deck.id}
    page = organiser.get("decks.publish_slides", **at)
    refused = organiser.send(page, {"when": "now", "sure": "y"}, to="", place=-1, status=422)
    assert "never published" in refused.errors[0]
    page = organiser.get("decks.limit_slides", **at)
    refused = organiser.send(page, {"shows_only": "no"}, to="", place=-1, status=422)
    assert "Only they can change that" in refused.errors[0]


def test_pictures_are_for_the_speaker_and_the_organiser_alone_and_cannot_run(organiser, theirs, speaker, make, reader):
    deck = hand_in(speaker, slides.PDF)
    do_jobs()
    other = reader.by_link("speaker", make.speaker(db.session.get(type(speaker.event), speaker.event_id), "Ben"))
    desk, own = f"/desk/events/evening/slides/{deck.id}/pictures/1", f"/my/{speaker.ref}/slides/1/pictures/1"
    assert desk in str(about(organiser, deck))
    assert own in str(theirs.get("decks.show_my_deck", ref=speaker.ref, number=1))
    for browser, address in ((organiser, desk), (theirs, own)):
        answer = browser.client.get(address)
        assert answer.status_code == 200 and answer.mimetype == "image/jpeg"
        assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Content-Disposition"].startswith("attachment")
        assert browser.client.get(address.replace("pictures/1", "pictures/9")).status_code == 404
    assert other.client.get(own).status_code == 404 and reader.anybody().client.get(desk).status_code == 302
    answer = theirs.client.get(f"/my/{speaker.ref}/slides/1/file")
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"


def test_what_waits_or_was_refused_is_told_with_what_to_do(app, organiser, theirs, speaker, monkeypatch):
    from events.agenda import decks
    monkeypatch.setattr(decks, "OPENED_AT_ONCE", 10)
    deck = hand_in(speaker, slides.pptx(**{"ppt/activeX/activeX1.xml": "<x/>"}))
    assert "being checked" in about(organiser, deck).words
    at = {"slug": "evening", "deck_id": deck.id}
    page = organiser.send(organiser.get("decks.publish_slides", **at), {"when": "now"}, to="", place=-1, status=422)
    assert "still being checked" in page.errors[0]
    do_jobs()
    for page in (about(organiser, deck), theirs.get("decks.show_my_deck", ref=speaker.ref, number=1)):
        assert "This file was refused" in page.words and "Take them off, or save the file as PDF" in page.words
    organiser.client.get(f"/desk/events/evening/slides/{deck.id}")
    assert organiser.client.get(f"/desk/events/evening/slides/{deck.id}").status_code == 404
    assert theirs.client.get(f"/my/{speaker.ref}/slides/1/file").status_code == 404
    assert "Refused" in theirs.get("slides.hand_in_slides", ref=speaker.ref).words


def test_another_speakers_version_and_another_events_deck_are_not_there(organiser, theirs, make):
    other = make.speaker(make.event(slug="other"))
    deck = hand_in(other, slides.PDF)
    organiser.get("decks.show_deck", slug="evening", deck_id=deck.id, status=404)
    theirs.get("decks.show_my_deck", ref=other.ref, number=1, status=404)
    assert queries.deck(other.event, deck.id).id == db.session.get(Deck, deck.id).id


def test_the_organiser_orders_a_clean_copy_too(organiser, speaker):
    deck = hand_in(speaker, real_decks.powerpoint())
    organiser.send(about(organiser, deck), {"keep_hidden_slides": "y", "certain": "y"}, to="/clean-copy")
    do_jobs(cleaning.CLEANING)
    newest = queries.decks_of_speaker(fresh(deck).speaker)[0]
    assert set(slide_queries.check_of(newest).findings["hidden"]) == {"hidden_slides"}
    assert slide_queries.check_of(newest).chosen_by.startswith("officer")
