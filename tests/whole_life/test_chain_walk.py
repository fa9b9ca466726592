"""In the browser: from an approved sentence to its words and from a remark to its end, each in two clicks."""

import shutil
from email import message_from_bytes, policy
from pathlib import Path

import pytest

from events import create_app
from events import event as event_record
from events.database import db
from events.reports import example
from events.reports.example_planned import officers
from tests.browsers import Browsers, violations
from tests.readers import Reader
from tests.servers import WebServer
from tests.whole_life.towns import EVENING

pytestmark = pytest.mark.browser
PLAN = "/desk/plans/prevent-plan-2009"


class Approved:
    """The approved example behind the real server, with its officers' cookies."""

    def __init__(self, app, url: str):
        """Loads it; letters become files."""
        self.app, self.url, self.clicks = app, url, 0
        with app.app_context():
            example.load("approved")
            people = officers(event_record.find(EVENING))
            self.cookies = {
                key: {c.key: c.value for c in Reader.maker(app).signed_in(people[key]).client._cookies.values()}
                for key in ("organiser", "reviewer")}

    def mails(self) -> list:
        """The letters back that have left."""
        folder = Path(self.app.config["MAIL_URL"].removeprefix("file:"))
        found = [message_from_bytes(path.read_bytes(), policy=policy.default) for path in folder.glob("*.eml")]
        return [mail for mail in found if mail["Subject"].startswith("What became of what you said")]


@pytest.fixture(scope="module")
def approved(tmp_path_factory, template_sqlite, database_kind):
    """One approved example for the walks of this module."""
    if database_kind != "sqlite":
        pytest.skip("walks run on the embedded default")
    instance = tmp_path_factory.mktemp("approved")
    shutil.copy(template_sqlite, instance / "soundings.sqlite3")
    settings = {"INSTANCE": str(instance), "SECRET_KEY": "of the walks", "THREADS": "8", "LOG_LEVEL": "WARNING"}
    with WebServer(settings, workers=1, threads=16) as server:
        app = create_app(settings | {"BASE_URL": server.url})
        yield Approved(app, server.url)
        with app.app_context():
            db.engine.dispose()


@pytest.fixture
def browsers(chromium, approved, pictures):
    """Browsers, one for each person of a walk."""
    made = Browsers(chromium, approved.url, pictures)
    yield made
    made.close()


def click(browsers, page, name: str, picture: str, within: str = "main") -> None:
    """One click on the link of that name; the page it leads to is clean and leaves a picture."""
    page.locator(within).get_by_role("link", name=name).first.click()
    page.wait_for_load_state()
    browsers.picture(page, picture)
    assert violations(page) == []


def test_anybody_walks_from_a_sentence_to_its_words_and_from_words_to_their_end(approved, browsers):
    page = browsers.person(phone=True)
    page.goto(f"/events/{EVENING}/plan")
    sentence = page.locator("[id='4.5']")
    assert "on the same day" in sentence.inner_text()
    click(browsers, page, "The words behind it", "chain-words-behind-a-sentence", within="[id='4.5']")
    assert "not one person in uniform came to see if we were all right" in page.inner_text("main")
    click(browsers, page, "What became of C-25", "chain-end-of-those-words")
    told = page.inner_text("main")
    assert "Amendment A-28" in told and "version 2" in told and "Approved by Renaissance" in told
    page.goto(f"/events/{EVENING}/outcomes")
    click(browsers, page, "The whole way, from these words to the end", "chain-end-of-a-remark", within="[id='C-25']")
    assert "Approved by Renaissance" in page.inner_text("main")
    click(browsers, page, "Action 4.5, and all the words behind it", "chain-action-of-a-remark")
    assert "When it kicks off down south" in page.inner_text("main"), "somebody else's words are behind it too"


def test_anybody_reads_the_outcomes_by_action_and_how_the_plan_goes_on(approved, browsers):
    page = browsers.person()
    page.goto(f"/events/{EVENING}/outcomes")
    click(browsers, page, "By action of the plan", "chain-by-action")
    click(browsers, page, "Read the plan", "chain-plan-with-progress")
    click(browsers, page, "How the plan goes on, by who leads", "progress-by-lead")
    assert "do not agree on what may be shared" in page.inner_text("main")


def test_an_officer_walks_both_ways_on_the_desk(approved, browsers):
    page = browsers.person(cookies=approved.cookies["reviewer"])
    page.goto(f"/desk/events/{EVENING}/remarks/C-25")
    click(browsers, page, "From these words to their end", "chain-desk-end")
    assert "Approved by Renaissance" in page.inner_text("main")
    page.goto(f"{PLAN}/")
    click(browsers, page, "The words behind it", "chain-desk-words", within="#action-4-5")
    assert "not one person in uniform" in page.inner_text("main")
    click(browsers, page, "C-25 to its end", "chain-desk-end-again")


def test_an_officer_notes_progress_by_keyboard_and_loses_nothing_typed(approved, browsers):
    page = browsers.person(cookies=approved.cookies["reviewer"])
    page.goto(f"{PLAN}/progress")
    page.get_by_label("How it stands, action 1.2").focus()
    page.keyboard.press("g")  # Green
    page.keyboard.press("Tab")
    page.keyboard.type("140")
    page.keyboard.press("Tab")
    page.keyboard.type("Two people are being trained.")
    page.keyboard.press("Enter")
    page.locator(".govuk-error-summary").wait_for()
    assert page.locator(".govuk-error-summary").inner_text().endswith("Write a number from 0 to 100, or leave it empty")
    assert page.get_by_label("Note, action 1.2").input_value() == "Two people are being trained."
    assert violations(page) == []
    browsers.picture(page, "progress-refused")
    page.get_by_label("Per cent done, action 1.2").fill("40")
    page.keyboard.press("Enter")
    page.get_by_text("Noted for 1 action.").wait_for()
    anybody = browsers.person(phone=True)
    anybody.goto(f"/events/{EVENING}/plan#1.2")
    assert "Two people are being trained." in anybody.locator("[id='1.2']").inner_text()


def test_the_organiser_sends_letters_back_and_a_delegate_follows_theirs(approved, browsers):
    page = browsers.person(cookies=approved.cookies["organiser"])
    page.goto(f"/desk/events/{EVENING}/")
    click(browsers, page, "11 people asked to hear what became of their words: write back", "letters-back")
    assert page.locator("article.sd-card").count() == 3
    page.get_by_role("button", name="Send 11 letters").click()
    page.get_by_text("11 letters leave in two minutes.").wait_for()
    browsers.picture(page, "letters-back-sent")
    page.get_by_role("button", name="Call back").click()
    page.get_by_text("Called back: 11 people are to be told again.").wait_for()
    assert approved.mails() == []
