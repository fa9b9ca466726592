"""Slides are handed in from a real browser: over a line that breaks, after a reload, by an officer, without scripts."""

import hashlib

import pytest
from playwright.sync_api import expect

from events.access import links
from events.agenda import queries
from events.agenda.models import Speaker
from events.agenda.upload_models import Upload
from events.database import db
from tests.agenda import slides
from tests.browsers import violations
from tests.people import People
from tests.readers import Reader

pytestmark = pytest.mark.browser
LARGE = slides.pdf(slides.stream(bytes(range(256)) * 40_000))  # ten million bytes
MACROS = slides.pptx(**{"ppt/vbaProject.bin": "x"})


@pytest.fixture
def evening(app) -> dict:
    """A speaker's link and the organiser's cookies."""
    with app.app_context():
        make = People()
        event = make.event()
        speaker = make.speaker(event, "Alison Garbutt")
        desk = Reader.maker(app).signed_in(make.officer("organiser", on=event))
        token = links.token(app.config["SECRET_KEY"], "speaker", speaker.ref, speaker.link_version)
        found = {"link": f"/s/{token}", "speaker": speaker.id, "page": f"/my/{speaker.ref}/slides",
                 "desk": f"/desk/events/{event.slug}/speakers/{speaker.id}",
                 "cookies": {cookie.key: cookie.value for cookie in desk.client._cookies.values()}}
        db.session.rollback()
    return found


@pytest.fixture
def deck_file(tmp_path):
    """Ten megabytes of slides on somebody's computer."""
    path = tmp_path / "Radicalisation – what works (final, final).pdf"
    path.write_bytes(LARGE)
    return path


class Line:
    """A browser's line, as slow as wanted, or dead."""

    def __init__(self, page):
        """One for a page: two would speak against each other."""
        self.cdp = page.context.new_cdp_session(page)
        self.cdp.send("Network.enable")

    def is_now(self, *, octets: int = 0, dead: bool = False) -> None:
        """Let no more bytes leave than that in a second; 0: as many as can."""
        self.cdp.send("Network.emulateNetworkConditions", {
            "offline": dead, "latency": 0, "downloadThroughput": -1, "uploadThroughput": octets or -1})


def opened(browsers, evening, **values):
    """The speaker's browser on the page where slides are handed in."""
    page = browsers.person(**values)
    page.goto(evening["link"])
    page.get_by_role("button", name="Hand in your slides").click()
    return page


def hand_in(page, path) -> None:
    """Choose a file and press the button."""
    page.locator("#hand-in-form input[type=file]").set_input_files(path)
    page.get_by_role("button", name="Hand in", exact=True).click()


def sent(page) -> float:
    """How far the bar is, of 100."""
    return page.locator("#uploader progress").evaluate("bar => bar.value")


def on_the_way(page, beyond: float) -> None:
    """Wait until more than that share has been sent."""
    page.wait_for_function("most => document.querySelector('#uploader progress').value > most", arg=beyond)


def hashes(app, evening) -> list[str]:
    """SHA-256 of each version that has come in."""
    with app.app_context():
        found = [deck.sha256 for deck in queries.decks_of_speaker(db.session.get_one(Speaker, evening["speaker"]))]
        db.session.rollback()
    return found


def test_a_line_that_breaks_goes_on_by_itself(app, evening, browsers, deck_file):
    page = opened(browsers, evening, phone=True)
    line = Line(page)
    line.is_now(octets=1_500_000)
    hand_in(page, deck_file)
    on_the_way(page, 25)
    expect(page.locator("#uploader")).to_contain_text("of 10 MB have been sent")
    assert violations(page) == []
    browsers.picture(page, "upload-on-its-way")
    line.is_now(dead=True)
    expect(page.locator("#uploader")).to_contain_text("The connection has broken.")
    expect(page.locator("#upload-said")).to_contain_text("The connection has broken.")
    expect(page.get_by_role("button", name="Continue")).to_be_visible()
    before = sent(page)
    browsers.picture(page, "upload-broken")
    line.is_now()
    expect(page.get_by_text("Your slides have come in.")).to_be_visible()
    assert before > 20 and hashes(app, evening) == [hashlib.sha256(LARGE).hexdigest()]
    browsers.picture(page, "upload-done")


def test_after_a_reload_the_same_file_goes_on_where_it_stopped(app, evening, browsers, deck_file):
    page = opened(browsers, evening)
    line = Line(page)
    line.is_now(octets=2_000_000)
    hand_in(page, deck_file)
    on_the_way(page, 45)
    page.get_by_role("button", name="Pause").press("Enter")
    expect(page.locator("#uploader")).to_contain_text("Paused.")
    browsers.picture(page, "upload-paused")
    page.reload()
    expect(page.locator("#unfinished-uploads")).to_contain_text("of 10.2 MB have come in. Choose the same file below")
    assert violations(page) == []
    browsers.picture(page, "upload-unfinished")
    line.is_now()
    begun = []
    page.on("request", lambda request: begun.append(request.headers.get("upload-offset")))
    hand_in(page, deck_file)
    expect(page.get_by_text("Your slides have come in.")).to_be_visible()
    first = next(int(offset) for offset in begun if offset)
    assert first >= 4_000_000, "what had come in was not sent again"
    assert hashes(app, evening) == [hashlib.sha256(LARGE).hexdigest()]


def test_a_file_is_cancelled_or_refused_in_a_sentence(app, evening, browsers, deck_file, tmp_path):
    page = opened(browsers, evening)
    line = Line(page)
    line.is_now(octets=1_000_000)
    hand_in(page, deck_file)
    on_the_way(page, 5)
    page.get_by_role("button", name="Cancel").click()
    expect(page.get_by_text("Nothing of that file is kept.")).to_be_visible()
    line.is_now()
    words = tmp_path / "minutes.pdf"
    words.write_bytes(b"these are no slides" * 200_000)
    hand_in(page, words)
    expect(page.get_by_text("These are not slides that we can take.")).to_be_visible()
    huge = tmp_path / "huge.pdf"
    with huge.open("wb") as file:
        file.truncate(100_000_001)
    hand_in(page, huge)
    expect(page.locator("#upload-refused")).to_contain_text("larger than 100 MB")
    browsers.picture(page, "upload-refused")
    with app.app_context():
        assert db.session.query(Upload).count() == 0
        db.session.rollback()
    assert hashes(app, evening) == []


def test_an_organiser_hands_in_what_came_on_a_stick_and_the_speaker_sees_who_did(app, evening, browsers, deck_file):
    desk = browsers.person(cookies=evening["cookies"])
    desk.goto(evening["desk"])
    desk.get_by_role("link", name="Hand in slides for them").click()
    browsers.picture(desk, "upload-desk-empty")
    hand_in(desk, deck_file)
    expect(desk.get_by_text("Handed in for Alison Garbutt")).to_be_visible()
    assert violations(desk) == []
    browsers.picture(desk, "upload-desk-done")
    speaker = browsers.person(phone=True)
    speaker.goto(evening["link"])
    speaker.goto(evening["page"])
    expect(speaker.get_by_text("put in by Margaret Tulloch for you")).to_be_visible()
    assert hashes(app, evening) == [hashlib.sha256(LARGE).hexdigest()]


def test_without_scripts_the_form_is_a_plain_one(app, evening, browsers, deck_file):
    page = opened(browsers, evening, javascript=False)
    browsers.picture(page, "upload-plain")
    hand_in(page, deck_file)
    expect(page.get_by_text("Your slides have come in.")).to_be_visible()
    assert hashes(app, evening) == [hashlib.sha256(LARGE).hexdigest()]
