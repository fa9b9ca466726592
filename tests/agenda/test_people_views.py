"""The organiser's pages of speakers and slides."""

import pytest

from events.agenda import presenting, profile_queries, queries
from events.agenda.decks import Recognised
from events.agenda.models import Deck, Speaker
from events.database import db, unit_of_work
from events.files import Stored, path_of
from events.outbox import Letter
from tests.agenda import slides


@pytest.fixture
def organiser(make, reader):
    """The organiser of the evening at work, and the evening."""
    event = make.event()
    reading = reader.signed_in(make.officer("organiser", on=event))
    reading.event = event
    return reading


def test_a_speaker_is_added_and_hears_nothing_yet(organiser):
    assert "Nobody is down to speak yet" in organiser.get("speakers.list_speakers", slug="evening").words
    organiser.post("speakers.add_speaker", {"name": "Ann Lee", "level": "local", "email": "ann@example.org"},
                   slug="evening")
    [ann] = queries.speakers_of(organiser.event)
    assert ann.key == "ann-lee" and db.session.query(Letter).count() == 0
    refused = organiser.post("speakers.add_speaker", {"name": "Ben", "email": "ben@", "bio": "Long words"},
                             slug="evening", status=422)
    assert refused.errors == ["Choose a level", "Enter one email address, such as name@council.gov.uk"]
    assert refused.find("textarea").get_text().strip() == "Long words"


def test_the_link_is_sent_and_never_shown(organiser, make, reader):
    speaker = make.speaker(organiser.event)
    token = reader.link("speaker", speaker).removeprefix("/s/")
    at = {"slug": "evening", "speaker_id": speaker.id}
    page = organiser.get("speakers.change_speaker", **at)
    assert token not in str(page)
    sent = organiser.send(page, {}, to="/link", follow=True)
    assert "The link is on its way" in sent.words and token not in str(sent)
    assert [letter.name for letter in db.session.query(Letter)] == ["agenda/speaker_link"]
    organiser.send(sent, {}, to="/new-link")
    reader.anybody().get(f"/s/{token}", status=410)


def test_without_an_address_the_page_says_what_to_do(organiser, make):
    speaker = make.speaker(organiser.event, email="")
    at = {"slug": "evening", "speaker_id": speaker.id}
    assert "There is no email address yet" in organiser.get("speakers.change_speaker", **at).words
    organiser.post("speakers.send_link", {}, **at)
    assert "Add one first" in organiser.get("speakers.change_speaker", **at).words


def test_a_changed_address_says_that_the_link_is_worthless_where_one_was_sent(organiser, make):
    speaker = make.speaker(organiser.event)
    at = {"slug": "evening", "speaker_id": speaker.id}
    data = {"name": "Alison", "level": "local", "email": "first@example.org"}
    saved = organiser.post("speakers.change_speaker", data, follow=True, **at)
    assert "Saved." in saved.words and "worthless" not in saved.words
    organiser.post("speakers.send_link", {}, **at)
    data["email"] = "new@example.org"
    assert "send a new one" in organiser.post("speakers.change_speaker", data, follow=True, **at).words
    assert organiser.post("speakers.change_speaker", data, follow=True, **at).words.count("Saved.") == 1


def test_withdrawing_says_first_what_follows_and_can_be_undone(organiser, make):
    speaker = make.speaker(organiser.event)
    make.agenda_item(organiser.event, speaker=speaker)
    at = {"slug": "evening", "speaker_id": speaker.id}
    page = organiser.get("speakers.withdraw_speaker", **at)
    assert "taken out of 1 part of the programme" in page.words
    organiser.send(page, {}, place=1)
    assert "Withdrawn" in organiser.get("speakers.list_speakers", slug="evening").words
    organiser.send(organiser.get("speakers.change_speaker", **at), {}, to="/return")
    assert db.session.get(Speaker, speaker.id).withdrawn_at is None


def deck_of(speaker) -> int:
    """A stored and received deck's key."""
    with unit_of_work():
        path_of("ab12").write_bytes(slides.PDF)
        return presenting.receive(
            db.session.get(Speaker, speaker.id), stored=Stored("ab12", 9, "0" * 64), original_name="talk.pdf",
            recognised=Recognised("application/pdf", ".pdf"), by="speaker").id


def test_slides_are_listed_downloaded_published_and_taken_back(organiser, make):
    speaker, missing = make.speaker(organiser.event, "Ann"), make.speaker(organiser.event, "Ben")
    assert "No slides have come in yet" in organiser.get("speakers.list_decks", slug="evening").words
    number = deck_of(speaker)
    page = organiser.get("speakers.list_decks", slug="evening")
    assert f"Still to come {missing.name}" in page.words
    assert organiser.client.get(f"/desk/events/evening/slides/{number}").data == slides.PDF
    address = f"/desk/events/evening/slides/{number}/publish"
    assert page.find("main").find("a", href=address)
    page = organiser.get(address)
    organiser.send(page, {"when": "now", "asked": "y"}, to="", place=-1, status=302)
    assert str(db.session.get(Deck, number).state) == "published"
    organiser.send(page, {"when": "now", "form_key": "an old page"}, to="", place=-1, status=302)
    assert str(db.session.get(Deck, number).state) == "published"
    organiser.send(organiser.get("speakers.list_decks", slug="evening"), {}, to="/withdrawal")
    assert str(db.session.get(Deck, number).state) == "received"


def test_what_was_replaced_meanwhile_is_said_and_not_published(organiser, make):
    speaker = make.speaker(organiser.event)
    first = deck_of(speaker)
    deck_of(speaker)
    page = organiser.post(f"/desk/events/evening/slides/{first}/publish", {"when": "now", "asked": "y"}, status=422)
    assert "replaced by a newer one" in page.errors[0] and not profile_queries.consents_of(speaker)


def test_another_events_slides_are_not_there(organiser, make):
    number = deck_of(make.speaker(make.event(slug="other")))
    organiser.get(f"/desk/events/evening/slides/{number}", status=404)
    organiser.post(f"/desk/events/evening/slides/{number}/publish", {}, status=404)


def test_a_moderator_sees_no_speakers_addresses(make, reader, organiser):
    speaker = make.speaker(organiser.event)
    moderator = reader.signed_in(make.officer("moderator", on=organiser.event, name="Other"))
    moderator.get("speakers.change_speaker", slug="evening", speaker_id=speaker.id, status=403)
