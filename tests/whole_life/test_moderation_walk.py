"""A moderator reads the sixty contributions of the real evening with the keyboard alone, in under a minute."""

import csv
import io
import time

import pytest
from sqlalchemy import func, select

from events.database import db, unit_of_work
from events.feedback import importing, safeguarding_queries
from events.feedback.models import Remark, Theme
from tests.people import People
from tests.readers import Reader
from tests.rules.reading import ROOT

pytestmark = pytest.mark.browser

SLUG = "evening"
SECONDS = 60  # for all of them; the machine of the tests is slower than a council's
STROKES_EACH = 2.5  # at the most, counted over all sixty with their exceptions, words typed left out
ENGLISH = "The women of our neighbourhood want a little money and a room of their own."


@pytest.fixture
def loaded(app):
    """The sixty, unread, in the queue of an event; the moderator's cookies."""
    with app.app_context():
        make = People()
        event = make.event()
        make.officer("safeguarding", on=event, name="Bernadette Quigley")
        rows = (ROOT / "example" / "contributions.csv").read_text("utf-8")
        with unit_of_work():
            db.session.add(Theme(event_id=event.id, name="Reporting hate crime and hearing back"))
            importing.import_contributions(event, without_keys(rows), by="command")
        browser = Reader.maker(app).signed_in(make.officer("moderator", on=event, name="Jill Pallister"))
        return {cookie.key: cookie.value for cookie in browser.client._cookies.values()}


def without_keys(rows: str) -> str:
    """The file without agenda items and speakers, which this event has not."""
    stream = io.StringIO()
    found = list(csv.DictReader(io.StringIO(rows)))
    writer = csv.DictWriter(stream, found[0])
    writer.writeheader()
    writer.writerows(row | {"session": "", "addressed_to": ""} for row in found)
    return stream.getvalue()


class Keyboard:
    """Presses keys and counts them; words are typed, and counted apart."""

    def __init__(self, page):
        """Nothing is pressed yet."""
        self.page, self.strokes = page, 0

    def press(self, *keys: str) -> None:
        """Press keys one after another."""
        for key in keys:
            self.page.keyboard.press(key)
            self.strokes += 1

    def here(self) -> str:
        """The ref of the remark that has the focus."""
        return self.page.evaluate("document.activeElement.closest('article.sd-remark')?.id ?? ''")


def read_one(keys: Keyboard, ref: str) -> None:
    """What a moderator does with one remark; whatever is not said here is approved."""
    page = keys.page
    if ref == "C-37":
        keys.press("s", "Enter")
        page.wait_for_selector(f"article#{ref}", state="detached", timeout=30_000)
        page.wait_for_selector("#queue-keys:visible")
        keys.press("j")
    elif ref == "C-19":
        keys.press("x")
    elif ref == "C-22":
        keys.press("l")
        page.keyboard.type("ur")
        keys.press("Tab")
        page.keyboard.type(ENGLISH)
        keys.press("Tab", "Enter")
        page.wait_for_selector(f"article#{ref} .sd-remark__who:has-text('room of their own')")
        keys.press("Escape", "a")
    elif ref == "C-02":
        keys.press("h")
        page.keyboard.type("About the microphone: mended at once")
        keys.press("Enter")
    elif ref in ("C-13", "C-14"):
        keys.press("1")
        page.wait_for_selector(f"article#{ref} .govuk-tag:has-text('hearing back')")
        keys.press("a")
    else:
        keys.press("a")


def states(app) -> dict[str, str]:
    """Where each remark stands."""
    with app.app_context():
        return {ref: str(state) for ref, state in db.session.execute(select(Remark.ref, Remark.state))}


def test_sixty_contributions_are_read_with_the_keyboard_alone(app, loaded, browsers):
    page = browsers.person(cookies=loaded)
    page.goto(f"/desk/events/{SLUG}/queue")
    page.screenshot(path=browsers.folder / "queue.png")
    page.wait_for_selector("#queue-keys:visible")
    keys = Keyboard(page)
    begun = time.monotonic()
    keys.press("j")
    read = []
    while (ref := keys.here()) and len(read) < 60:
        assert ref not in read[-1:], f"{ref} stays, and has been dealt with"
        read.append(ref)
        read_one(keys, ref)
    page.wait_for_selector("text=Nothing waits", timeout=SECONDS * 1000)
    took = time.monotonic() - begun
    assert len(read) == 60 and took < SECONDS, (len(read), took)
    assert keys.strokes <= 60 * STROKES_EACH, keys.strokes
    found = states(app)
    assert sorted(ref for ref, state in found.items() if state != "approved") == ["C-02", "C-37"]
    with app.app_context():
        mended, urdu, child = (db.session.scalars(select(Remark).where(Remark.ref == ref)).one()
                               for ref in ("C-19", "C-22", "C-37"))
        assert mended.is_redacted and "Dinsdale" not in mended.text and urdu.translation == ENGLISH
        assert safeguarding_queries.flag_of(child) and child.state == "withheld"
        assert db.session.scalar(select(func.count()).select_from(Remark).where(Remark.themes.any())) == 2
    browsers.picture(page, "queue-read")
    print(f"{keys.strokes} keys, {took:.1f} s")


def test_one_key_calls_back_blanks_and_pauses(app, loaded, browsers):
    page = browsers.person(cookies=loaded)
    page.goto(f"/desk/events/{SLUG}/queue")
    page.wait_for_selector("#queue-keys:visible")
    keys = Keyboard(page)
    keys.press("j")
    first = keys.here()
    keys.press("a")
    page.wait_for_selector("#queue-said:has-text('is approved')")
    assert keys.here() not in ("", first)
    keys.press("u")
    page.wait_for_selector("#queue-said:has-text('in the queue again')")
    assert keys.here() == first and set(states(app).values()) == {"waiting"}
    for key, words in (("b", "The wall is blank."), ("p", "Asking is paused.")):
        page.keyboard.press(key)
        page.wait_for_selector(f".sd-stopped:has-text('{words}')")
        page.wait_for_selector("#queue-keys:visible")  # the script is there
        page.keyboard.press(key)
        page.wait_for_selector(f".sd-stopped:has-text('{words}')", state="detached")
        page.wait_for_selector("#queue-keys:visible")
    page.locator("#keys-on").uncheck()
    page.keyboard.press("b")
    page.reload()
    assert page.locator(".sd-stopped").count() == 0 and not page.locator("#keys-on").is_checked()
