"""Limits of the room: by device and by link, never by address, and nothing typed is lost at one."""

import sqlite3
from pathlib import Path

from events.feedback import device_limits, room_forms
from tests.feedback.test_room_views import WORDS, remarks


def ask(browser, event, *, status: int = 302, **typed):
    """Send one question from a fresh page."""
    return browser.send(browser.get("room.ask", slug=event.slug), WORDS | typed, status=status)


def rows_counted(app) -> int:
    """How many rows the store of limits has."""
    path = Path(app.config["INSTANCE"]) / "limits.sqlite3"
    if not path.exists():
        return 0
    with sqlite3.connect(path) as store:
        return store.execute("SELECT count(*) FROM counted").fetchone()[0]


def test_a_device_that_sends_too_much_waits_and_keeps_its_words(app, make, reader, at, monkeypatch):
    monkeypatch.setattr(device_limits, "MOST", 3)
    event, browser = make.event(), reader.anybody()
    with at(2009, 5, 20, 18):
        for number in range(3):
            ask(browser, event, text=f"Question {number}")
        page = browser.get("room.ask", slug=event.slug)
        refused = browser.send(page, WORDS | {"text": "One more"}, status=429)
        assert refused.find("textarea").get_text().strip() == "One more"
        assert int(refused.headers["Retry-After"]) <= device_limits.WINDOW
        ask(reader.anybody(), event, text="Another device, the same address")
    with at(2009, 5, 20, 18, 20):
        browser.send(page, WORDS | {"text": "One more"})
    assert len(remarks()) == 5


def test_a_repeat_of_what_was_taken_is_never_refused(make, reader, at, monkeypatch):
    monkeypatch.setattr(device_limits, "MOST", 1)
    event, browser = make.event(), reader.anybody()
    with at(2009, 5, 20, 18):
        page = browser.get("room.ask", slug=event.slug)
        first = browser.send(page, WORDS)
        again = browser.send(page, WORDS)
    assert first.headers["Location"] == again.headers["Location"]


def test_an_anonymous_remark_is_counted_in_the_cookie_alone(app, make, reader):
    event = make.event()
    guest = reader.by_link("invitation", make.invitation(event))
    ask(guest, event)
    assert rows_counted(app) == 0


def test_one_link_s_name_is_under_so_many_remarks_on_however_many_devices(app, make, reader, at, monkeypatch):
    monkeypatch.setattr(room_forms, "MOST_BY_LINK", 2)
    event = make.event()
    invitation = make.invitation(event)
    me = f"me:{invitation.ref}"
    with at(2009, 5, 20, 18):
        for number in range(2):
            ask(reader.by_link("invitation", invitation), event, text=f"Question {number}", shown=me)
        third = reader.by_link("invitation", invitation)
        refused = ask(third, event, status=429, text="A third", shown=me)
        assert refused.find("textarea").get_text().strip() == "A third"
        ask(third, event, text="A third", shown="anonymous")
    assert rows_counted(app) == 1 and len(remarks()) == 3


def test_a_hall_behind_one_address_is_refused_nothing(make, reader, at, monkeypatch):
    monkeypatch.setattr(device_limits, "MOST", 2)
    event = make.event()
    with at(2009, 5, 20, 18):
        for number in range(20):
            ask(reader.anybody(), event, text=f"Question {number}")
    assert len(remarks()) == 20
