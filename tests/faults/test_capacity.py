"""Seats cannot be oversold: sixty replies at the same moment, over HTTP, for ten seats."""

import threading
from collections import Counter
from datetime import timedelta

import pytest
from sqlalchemy import select

from events import clock
from events.database import db
from events.delegates.models import Invitation
from events.delegates.states import Place
from tests.servers import PlainBrowser, WebServer

SEATS, PEOPLE = 10, 60


@pytest.fixture
def invited(make, reader):
    """An event with ten seats, and the links of sixty people."""
    starts = clock.now() + timedelta(days=28)
    event = make.event(capacity=SEATS, starts_at=starts, reply_by_on=(starts - timedelta(days=7)).date())
    links = [reader.link("invitation", make.invitation(event)) for _person in range(PEOPLE)]
    db.session.rollback()  # an open read of ours would stop every commit of the server's
    return event, links


@pytest.fixture(autouse=True)
def spring_2009():
    """The server is a process of its own with the real clock, so the event is made by it too."""
    return


def all_at_once(server: WebServer, links: list[str]) -> Counter:
    """Everybody opens the form, then everybody presses at the same moment. The statuses that came back."""
    barrier, statuses = threading.Barrier(len(links)), Counter()

    def person(link: str) -> None:
        browser = PlainBrowser(server)
        opened = browser.open(link)
        reply = browser.open(opened.url.rstrip("/").removesuffix("/reply") + "/reply")
        address, typed = browser.form_of(reply, has="said")
        barrier.wait(60)
        statuses[browser.open(address, typed | {"said": "ACCEPTED"}).status] += 1

    threads = [threading.Thread(target=person, args=(link,)) for link in links]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    return statuses


def places(app) -> tuple[int, list]:
    """How many hold a place, and the numbers of those who wait."""
    with app.app_context():
        rows = list(db.session.execute(select(Invitation.place, Invitation.waiting_number)))
        db.session.rollback()
    return (
        sum(1 for place, _number in rows if place == Place.HELD),
        sorted(number for place, number in rows if place == Place.WAITING),
    )


def test_ten_are_coming_and_fifty_wait_in_one_order(app, settings, invited):
    with WebServer(settings) as server:
        statuses = all_at_once(server, invited[1])
    assert statuses == {200: PEOPLE}
    held, waiting = places(app)
    assert held == SEATS
    assert waiting == list(range(1, PEOPLE - SEATS + 1))


@pytest.mark.prove
@pytest.mark.parametrize("_again", range(5))
def test_so_it_is_every_time(app, settings, invited, _again):
    with WebServer(settings) as server:
        assert all_at_once(server, invited[1]) == {200: PEOPLE}
    held, waiting = places(app)
    assert (held, waiting) == (SEATS, list(range(1, PEOPLE - SEATS + 1)))


def test_without_the_guard_the_same_people_are_not_seated_so(app, settings, invited, database_kind):
    """Shows that the test above can fail: on SQLite with a plain BEGIN, on PostgreSQL without the row's lock."""
    fault = "tests.faults.plain_begin:app" if database_kind == "sqlite" else "tests.faults.without_lock:app"
    with WebServer(settings, app=fault) as server:
        statuses = all_at_once(server, invited[1])
    held, waiting = places(app)
    assert (dict(statuses), held, waiting) != ({200: PEOPLE}, SEATS, list(range(1, PEOPLE - SEATS + 1)))
