"""Slides in pieces: a speaker's browser goes on where the line broke, and nobody else can."""

import hashlib
from datetime import timedelta
from pathlib import Path

import pytest

from events import clock, files
from events.agenda import queries, upload_queries, uploading
from events.agenda.upload_models import Upload
from events.database import db
from tests.agenda import slides
from tests.agenda.deck_stand import do_jobs
from tests.agenda.pieces import Sender

LARGE = slides.pdf(slides.stream(bytes(range(256)) * 20_000))  # five million bytes


@pytest.fixture
def speaker(make):
    """A speaker of an evening."""
    return make.speaker(make.event(), "Alison Garbutt")


@pytest.fixture
def browser(reader, speaker):
    """The speaker's browser."""
    return reader.by_link("speaker", speaker)


@pytest.fixture
def sender(browser, speaker):
    """The same, about to send five megabytes."""
    return Sender(browser, "slides", LARGE, ref=speaker.ref)


def stored(app) -> list[str]:
    """The names of the files in the store."""
    folder = Path(app.config["FILES_URL"])
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []


def test_slides_come_in_by_pieces_and_are_the_same_to_the_last_byte(app, sender, speaker):
    page = sender.send_whole()
    assert "Your slides have come in" in page.words and "talk.pdf" in page.words
    [deck] = queries.decks_of_speaker(speaker)
    assert (deck.size, deck.sha256) == (len(LARGE), hashlib.sha256(LARGE).hexdigest())
    assert stored(app) == [deck.file_key] and files.path_of(deck.file_key).read_bytes() == LARGE
    assert upload_queries.unfinished_of(speaker) == []


def test_a_hundred_megabytes_in_pieces_wait_to_be_checked_and_are_the_same_afterwards(browser, speaker):
    huge = slides.pdf(*[slides.stream(bytes(range(256)) * 39_000)] * 10)
    assert 99_000_000 < len(huge) < 100_000_000
    page = Sender(browser, "slides", huge, ref=speaker.ref).send_whole(most=4_000_000)
    assert "Your slides have come in" in page.words and "Being checked" in page.words
    assert "Look again then" in page.words
    do_jobs()
    [deck] = queries.decks_of_speaker(speaker)
    assert (str(deck.state), deck.sha256) == ("received", hashlib.sha256(huge).hexdigest())
    assert hashlib.sha256(files.path_of(deck.file_key).read_bytes()).hexdigest() == deck.sha256
    assert "Received" in browser.get("slides.hand_in_slides", ref=speaker.ref).words


def test_the_same_file_chosen_again_goes_on_where_it_stopped(browser, sender, speaker):
    sender.begin()
    sender.piece(0, 3_000_000)
    page = browser.get("slides.hand_in_slides", ref=speaker.ref)
    assert "3.0 MB of 5.1 MB have come in. Choose the same file below to continue" in page.words
    later = Sender(browser, "slides", LARGE, ref=speaker.ref)
    answer = later.begin()
    assert (answer.status_code, answer.headers["Upload-Offset"]) == (201, "3000000")
    assert later.address == sender.address and later.so_far() == 3_000_000
    later.piece(3_000_000)
    assert "Your slides have come in" in later.end().words


def test_another_file_of_the_same_name_and_length_does_not_go_on(browser, sender, speaker):
    sender.begin()
    other = Sender(browser, "slides", LARGE[:-7] + b"changed", ref=speaker.ref)
    assert other.begin().headers["Upload-Offset"] == "0" and other.address != sender.address


def test_a_piece_from_a_wrong_place_is_told_the_right_one(sender):
    sender.begin()
    sender.piece(0, 1_000_000)
    for at in (0, 999_999, 1_000_001):
        answer = sender.piece(at, at + 1000)
        assert (answer.status_code, answer.headers["Upload-Offset"]) == (409, "1000000")
    assert sender.so_far() == 1_000_000


def test_more_than_was_announced_is_refused(sender):
    sender.begin()
    sender.content += b"x" * 70_000
    for at in (0, 4_000_000):
        answer = sender.piece(at, at + 4_000_000)
    assert answer.status_code == 413 and "More has come" in answer.text


def test_a_piece_over_the_limit_of_pieces_is_refused_before_anything_is_written(sender):
    sender.begin()
    assert sender.piece(0).status_code == 413 and sender.so_far() == 0


@pytest.mark.parametrize(("content", "says", "status"), [
    (b"", "The file is empty", 415), (b"x" * 100_000_001, "larger than 100 MB", 413),
])
def test_what_cannot_be_taken_is_refused_before_it_is_sent(app, browser, speaker, content, says, status):
    answer = Sender(browser, "slides", content, ref=speaker.ref).begin()
    assert (answer.status_code, answer.mimetype) == (status, "text/plain") and says in answer.text
    assert stored(app) == [] and db.session.query(Upload).count() == 0


def test_what_is_no_slides_is_said_as_the_plain_form_says_it_and_leaves_nothing_behind(app, browser, speaker):
    page = Sender(browser, "slides", slides.pptx(**{"ppt/vbaProject.bin": "x"}), ref=speaker.ref).send_whole()
    assert "There are macros hidden in the file" in page.words
    assert (stored(app), queries.decks_of_speaker(speaker), db.session.query(Upload).count()) == ([], [], 0)


def test_a_file_that_changed_under_way_is_refused(app, browser, sender, speaker):
    sender.begin()
    sender.piece(0, 3_000_000)
    sender.content = LARGE[:-7] + b"changed"
    sender.piece(3_000_000)
    assert "changed while it was being sent" in sender.end().words
    assert stored(app) == [] and queries.decks_of_speaker(speaker) == []


def test_what_has_not_come_whole_is_not_handed_in_and_not_lost(sender, speaker):
    sender.begin()
    sender.piece(0, 3_000_000)
    assert "Not all of this file has come in yet" in sender.end().words
    assert queries.decks_of_speaker(speaker) == [] and sender.so_far() == 3_000_000


def test_a_line_that_broke_after_the_last_piece_leaves_a_button_to_hand_it_in(browser, sender, speaker):
    sender.begin()
    sender.piece(0, 3_000_000)
    sender.piece(3_000_000)
    page = browser.get("slides.hand_in_slides", ref=speaker.ref)
    assert "All of it has come in." in page.words
    done = browser.send(page, {}, to="/finish", follow=True)
    assert "Your slides have come in" in done.words and len(queries.decks_of_speaker(speaker)) == 1


def test_cancelling_keeps_nothing(app, browser, sender, speaker):
    sender.begin()
    sender.piece(0, 3_000_000)
    page = browser.get("slides.hand_in_slides", ref=speaker.ref)
    assert "Nothing of that file is kept" in browser.send(page, {}, to="/cancel", follow=True).words
    assert stored(app) == [] and db.session.query(Upload).count() == 0


def test_nobody_else_can_go_on_with_it_or_learn_of_it(make, reader, sender, speaker):
    event = db.session.get(type(speaker.event), speaker.event_id)
    sender.begin()
    somebody = Sender(reader.by_link("speaker", make.speaker(event, "Somebody else")), "slides", LARGE, ref=speaker.ref)
    somebody.address = sender.address
    assert somebody.begin().status_code == 404 and somebody.piece(0, 100).status_code == 404
    assert somebody.reader.client.head(sender.address).status_code == 404
    own = sender.address.replace(speaker.ref, queries.speakers_of(event)[-1].ref)  # their own page, another's file
    assert somebody.reader.client.head(own).status_code == 404
    stranger = reader.anybody()
    assert stranger.client.post(sender.address, data=b"x" * 100).status_code == 404
    assert sender.so_far() == 0


@pytest.mark.parametrize(("headers", "status"), [
    ({"X-CSRFToken": ""}, 422), ({"Tus-Resumable": "0.2.2"}, 412), ({"Upload-Offset": "-1"}, 412),
    ({"Upload-Offset": "²"}, 412), ({"Content-Type": "application/octet-stream"}, 415),
    ({"Content-Type": "multipart/form-data; boundary=x"}, 415),
])
def test_a_piece_without_what_it_must_say_is_not_taken(sender, headers, status):
    sender.begin()
    headers = {name: value.encode().decode("latin-1") for name, value in headers.items()}
    assert sender.piece(0, 1000, **headers).status_code == status and sender.so_far() == 0


def test_three_unfinished_files_are_enough(browser, speaker):
    senders = [Sender(browser, "slides", LARGE, f"talk {number}.pdf", ref=speaker.ref) for number in range(4)]
    assert [sender.begin().status_code for sender in senders] == [201, 201, 201, 409]
    senders[0].end("cancel")
    assert senders[3].begin().status_code == 201


def test_what_nobody_finishes_is_forgotten_after_two_days(app, sender, speaker):
    sender.begin()
    sender.piece(0, 1000)
    with clock.moved_to(clock.now() + uploading.KEPT + timedelta(minutes=1)):
        assert sender.reader.client.head(sender.address).status_code == 404
        assert uploading.forget() == 1
    assert stored(app) == [] and db.session.query(Upload).count() == 0


def test_a_full_disk_is_told_and_nothing_is_begun(app, sender, monkeypatch):
    free = type("Usage", (), {"free": files.SPARE + 1_000_000})
    monkeypatch.setattr(files.shutil, "disk_usage", lambda folder: free)
    answer = sender.begin()
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5") and stored(app) == []
