"""An organiser builds the evening's programme by keyboard alone, releases it, swaps two talks, and sees who is told.

What counts as a keystroke: every key that is pressed, with Alt or Ctrl as a key of its own, the figures of a length
or a time, and the letter that chooses a kind. What does not: the letters of titles and of names, which are the texts.
"""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from events import clock
from events.agenda import queries, release_queries, releasing, scheduling, telling
from events.database import db, unit_of_work
from events.delivery import deliver
from events.event import Event, find
from events.reports.example_files import table
from tests.browsers import violations
from tests.people import People
from tests.readers import Reader

pytestmark = pytest.mark.browser

AT = "/desk/events/evening/programme"
MOST = 150
LETTERS = {"table-discussion": "d"}  # the kind's first letter chooses it; all six begin with another


class Typist:
    """Presses keys and counts them."""

    def __init__(self, page):
        """Nothing is pressed yet."""
        self.page, self.count = page, 0

    def press(self, *keys: str) -> None:
        """Keys one after the other; each key of a chord counts."""
        for key in keys:
            self.count += len(key.split("+"))
            self.page.keyboard.press(key)

    def figures(self, words: str) -> None:
        """Figures and single letters, each of which counts."""
        self.count += len(words)
        self.page.keyboard.type(words)

    def text(self, words: str) -> None:
        """A title or a name: the texts that the programme is made of."""
        self.page.keyboard.type(words)

    def where(self) -> str:
        """The id of what has the focus."""
        return self.page.evaluate("document.activeElement.id")


@pytest.fixture
def organiser(app):
    """An evening without a programme, its six speakers with their links, and the organiser's cookies."""
    with app.app_context():
        people = People()
        day = clock.today() + timedelta(days=28)
        event = people.event(starts_at=datetime.combine(day, time(18), tzinfo=ZoneInfo("Europe/London")),
                             reply_by_on=day)
        data = table("event.toml")
        with unit_of_work():
            speakers = [scheduling.add_speaker(db.session.get(Event, event.id), by="command", **row)
                        for row in data["speakers"]]
        with unit_of_work():
            for speaker in speakers:
                telling.send_link(db.session.merge(speaker), by="command")
        deliver()
        reading = Reader.maker(app).signed_in(people.officer("organiser", on=event))
        return {cookie.key: cookie.value for cookie in reading.client._cookies.values()}


def minutes(row: dict) -> str:
    """How long a part of the example takes."""
    return str((row["end"].hour - row["start"].hour) * 60 + row["end"].minute - row["start"].minute)


def build(typist: Typist, data: dict) -> None:
    """The nine parts, each from the box that has the focus when the page opens."""
    names = {row["key"]: row["name"] for row in data["speakers"]}
    for number, row in enumerate(data["sessions"]):
        assert typist.where() == "minutes_new"
        typist.figures(minutes(row))
        typist.press("Tab")
        typist.text(row["title"])
        typist.press("Tab")
        typist.figures(LETTERS.get(row["kind"], row["kind"][0]))
        typist.press("Tab")
        who = dict.fromkeys(key for key in (row["speaker"], *row.get("panel", [])) if key)
        typist.text(", ".join(names[key] for key in who))
        typist.press("Enter")
        typist.page.wait_for_selector(f"[data-line] >> nth={number + 1}")
        typist.page.wait_for_selector("#key-words:visible")


def test_the_evenings_programme_is_built_released_and_two_talks_swapped_in_150_keystrokes(app, organiser, browsers):
    page, data = browsers.person(cookies=organiser), table("event.toml")
    page.goto(AT)
    page.wait_for_selector("#key-words:visible")
    browsers.picture(page, "programme-empty")
    typist = Typist(page)
    build(typist, data)
    browsers.picture(page, "programme-built")
    assert violations(page) == []
    typist.press("Tab", "Tab", "Tab", "Tab", "Tab")
    page.wait_for_selector("button:focus:has-text('Release it')")
    typist.press("Enter")
    page.wait_for_url("**/release")
    browsers.picture(page, "release-first")
    assert violations(page) == []
    typist.press("Enter")  # the name of the version is left empty
    page.wait_for_selector("text=Version 1 is out")
    browsers.picture(page, "release-out")
    with app.app_context():
        first = queries.letters_of_batch(release_queries.newest(find("evening")).batch)
        assert sorted(row.to_name for row in first) == sorted(row["name"] for row in data["speakers"])
    typist.press("Enter")  # back to the programme
    page.wait_for_selector("#key-words:visible")
    typist.press("ArrowDown", "ArrowDown", "Alt+ArrowDown")  # the third part goes behind the fourth
    page.wait_for_selector("li:nth-child(4) input[name^=title_][value^='The North East']")
    page.wait_for_selector("#key-words:visible")
    assert typist.where().startswith("starts_"), "the keyboard stays where it was"
    typist.press(*["ArrowDown"] * 6, *["Tab"] * 6, "Enter")  # down to the last line, and on to the button behind it
    page.wait_for_url("**/release")
    told = page.inner_text("main")
    browsers.picture(page, "release-second")
    assert "Release version 2, and tell 2 speakers" in told
    typist.press("Enter")
    page.wait_for_selector("text=Version 2 is out")
    said = page.inner_text(".sd-notice")
    swapped = ("Alison Garbutt", "Martin Thirlwell")
    assert [row["name"] in said for row in data["speakers"]] == [
        any(name in row["name"] for name in swapped) for row in data["speakers"]]
    with app.app_context():
        event = find("evening")
        second = queries.letters_of_batch(release_queries.newest(event).batch)
        assert len(second) == 2 and {row.name for row in second} == {"agenda/programme_changed"}
        assert [item.title for item in queries.public_items_of(event)][2:4] == [
            data["sessions"][3]["title"], data["sessions"][2]["title"]]
        parts = [(item.key, str(item.kind), len(item.slots)) for item in queries.items_of(event)]
        assert [kind for _key, kind, _slots in parts] == [
            "welcome", "presentation", "presentation", "presentation", "presentation", "break", "discussion",
            "questions", "close"] and parts[7][2] == 6
    print(f"keystrokes besides the texts: {typist.count}")
    assert typist.count <= MOST
    assert releasing.HOLD.total_seconds() == 120
