"""A speaker hands in slides on a page that their personal link opens."""

import hashlib
import io
import secrets
import threading
from pathlib import Path

import pytest

from events import files
from events.access import doors
from events.agenda import deck_openings, queries
from events.agenda.models import Deck
from events.council import Council
from events.database import db, unit_of_work
from tests.agenda import slides
from tests.agenda.deck_stand import do_jobs, fresh


@pytest.fixture
def speaker(make):
    """A speaker of an evening."""
    return make.speaker(make.event(), "Alison Garbutt")


@pytest.fixture
def browser(reader, speaker):
    """The speaker's browser."""
    return reader.by_link("speaker", speaker)


def hand_in(browser, speaker, content: bytes | None, name="talk.pdf", *, status=302, **data):
    """Send a file with the form, as a browser does."""
    data |= {} if content is None else {"slides": (io.BytesIO(content), name)}
    return browser.post("slides.hand_in_slides", data, ref=speaker.ref, status=status)


def stored(app) -> list[Path]:
    """The files of the store."""
    folder = Path(app.config["FILES_URL"])
    return sorted(folder.iterdir()) if folder.exists() else []


def test_the_page_takes_the_file_alone(browser, speaker):
    page = browser.get("slides.hand_in_slides", ref=speaker.ref)
    form = page.find("form", enctype="multipart/form-data")
    fields = form.find_all(["input", "textarea", "select"])
    assert [tag["name"] for tag in fields if tag.get("type") != "hidden"] == ["slides"]
    assert "up to 100 MB" in page.words and page.find("meta", attrs={"name": "robots"})


@pytest.mark.parametrize(("content", "name", "suffix"), [
    (slides.PDF, "talk.pdf", ".pdf"), (slides.pptx(), "talk.pptx", ".pptx"), (slides.odp(), "talk", ".odp"),
    (slides.PDF, "misnamed.pptx", ".pdf"),
])
def test_slides_come_in_and_the_page_shows_what_and_when(app, browser, speaker, content, name, suffix):
    hand_in(browser, speaker, content, name)
    page = browser.get("slides.hand_in_slides", ref=speaker.ref)
    assert "Your slides have come in" in page.words and name in page.words
    assert "Wednesday 22 April 2009 at 10am" in page.words  # 9:00 UTC on the clock of the tests
    [deck] = queries.decks_of_speaker(speaker)
    assert (deck.suffix, deck.size, deck.version) == (suffix, len(content), 1)
    assert [path.name for path in stored(app)] == [deck.file_key]
    assert stored(app)[0].read_bytes() == content


def test_a_newer_version_replaces_the_older(browser, speaker):
    hand_in(browser, speaker, slides.PDF)
    hand_in(browser, speaker, slides.pptx(), "talk.pptx")
    page = browser.get("slides.hand_in_slides", ref=speaker.ref)
    assert "Replaced" in page.words
    assert [(deck.version, str(deck.state)) for deck in queries.decks_of_speaker(speaker)] == [
        (2, "received"), (1, "replaced")]


@pytest.mark.parametrize(("content", "says"), [
    (b"these are words", "Save them as PDF"), (slides.pptx(**{"ppt/vbaProject.bin": "x"}), "macros"), (b"", "empty"),
])
def test_what_is_no_slides_is_415_with_what_to_do_and_leaves_nothing_behind(app, browser, speaker, content, says):
    page = hand_in(browser, speaker, content, status=415)
    assert says in page.errors[0]
    assert db.session.query(Deck).count() == 0 and stored(app) == []


def test_no_file_is_asked_for(browser, speaker):
    assert hand_in(browser, speaker, None, status=422).errors == ["Choose the file with your slides"]


def test_a_file_over_the_limit_is_413_with_what_to_do_and_leaves_nothing_behind(app, browser, speaker):
    page = hand_in(browser, speaker, slides.PDF.replace(b"trailer", b"x" * 100_000_000 + b"trailer"), status=413)
    assert "larger than 100 MB" in page.errors[0] and stored(app) == []
    page = hand_in(browser, speaker, b"x" * 101_000_000, status=413)
    assert "too large" in page.heading and stored(app) == []


@pytest.mark.parametrize("kilobytes", [400, 600, 3_000, 19_900])
def test_what_is_stored_is_what_was_sent_to_the_last_byte(app, browser, speaker, kilobytes):
    """Beyond half a megabyte a form's file lies on the disk while it is opened by another process."""
    content = slides.pdf(slides.stream(secrets.token_bytes(kilobytes * 1000)))
    hand_in(browser, speaker, content)
    [deck] = queries.decks_of_speaker(speaker)
    assert files.path_of(deck.file_key).read_bytes() == content
    assert (deck.sha256, str(deck.state)) == (hashlib.sha256(content).hexdigest(), "received")


def test_a_large_file_under_the_limit_is_taken_and_waits_to_be_checked_which_the_page_says(browser, speaker):
    hand_in(browser, speaker, slides.PDF)
    hand_in(browser, speaker, slides.pdf(*[slides.stream(bytes(10_000_000))] * 9), "large.pdf")
    page = browser.get("slides.hand_in_slides", ref=speaker.ref)
    assert "Your slides have come in" in page.words and "large.pdf" in page.words and "Being checked" in page.words
    assert "A large file takes a minute or two. Look again then; nobody else sees it before." in page.words
    large, small = queries.decks_of_speaker(speaker)
    assert large.size > 90_000_000 and (str(large.state), str(small.state)) == ("checking", "received")
    do_jobs()
    page = browser.get("slides.hand_in_slides", ref=speaker.ref)
    assert "checked" not in page.words and "Received" in page.words
    assert (fresh(large).state, fresh(small).state) == ("received", "replaced")


def test_a_large_file_that_turns_out_to_be_no_slides_is_told_on_the_page_and_the_version_before_counts(
        app, browser, speaker):
    hand_in(browser, speaker, slides.PDF)
    hand_in(browser, speaker, slides.pdf(slides.stream(bytes(21_000_000)), catalogue=b"/AA<</WC<<>>>>"), "acts.pdf")
    do_jobs()
    page = browser.get("slides.hand_in_slides", ref=speaker.ref)
    assert "This PDF does something by itself as it is opened. Print it to PDF anew" in page.words
    refused, small = queries.decks_of_speaker(speaker)
    assert (str(refused.state), str(small.state)) == ("refused", "received")
    assert refused.file_key == "" and all(path.stat().st_size < 1_000_000 for path in stored(app))


def test_where_others_slides_are_being_opened_a_small_file_waits_its_turn(browser, speaker, monkeypatch):
    monkeypatch.setattr(deck_openings, "_AT_ONCE", threading.BoundedSemaphore(1))
    with deck_openings._AT_ONCE:
        hand_in(browser, speaker, slides.PDF)
    page = browser.get("slides.hand_in_slides", ref=speaker.ref)
    assert "Your slides have come in" in page.words and "Being checked" in page.words
    do_jobs()
    assert str(queries.decks_of_speaker(speaker)[0].state) == "received"


def test_while_slides_are_stored_and_looked_at_others_can_save(app, browser, speaker, monkeypatch):
    """A second writer commits while the file is being written to the store."""
    at_once = []

    def second_writer():
        with app.app_context(), unit_of_work():
            db.session.add(Council(name="saved meanwhile"))
        at_once.append(True)

    def slow_store(*args, **values):
        thread = threading.Thread(target=second_writer)
        thread.start()
        thread.join(5)
        return store(*args, **values)

    store = files.store
    monkeypatch.setattr(files, "store", slow_store)
    hand_in(browser, speaker, slides.PDF)
    assert at_once == [True] and len(queries.decks_of_speaker(speaker)) == 1


def test_a_form_without_its_token_stores_nothing(app, browser, speaker):
    page = browser._page(browser.client.post(f"/my/{speaker.ref}/slides", data={
        "slides": (io.BytesIO(slides.PDF), "talk.pdf")}), 422)
    assert "open for a long time" in page.errors[0] and stored(app) == []


def test_a_stranger_cannot_send_a_large_body(reader, speaker):
    answer = reader.anybody().client.post(f"/my/{speaker.ref}/slides", data={
        "slides": (io.BytesIO(b"x" * 1_500_000), "talk.pdf")})
    assert answer.status_code == 413


def test_somebody_elses_page_is_not_there(make, browser, speaker):
    other = make.speaker(db.session.get(type(speaker.event), speaker.event_id), "Somebody else")
    browser.get("slides.hand_in_slides", ref=other.ref, status=404)


def test_the_speakers_door_is_registered_with_its_page():
    door = doors.of_kind("speaker")
    assert (door.lets_in, door.page) == ("speaker", "reports.show_speaker_page")
