"""A part of the programme cannot be overfilled: forty choices at the same moment, over HTTP, for eight places."""

import threading
from collections import Counter
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from events import clock
from events.agenda import queries as agenda_queries
from events.database import db, unit_of_work
from events.delegates.part_models import PartChoice
from events.event import Event
from tests.servers import PlainBrowser, WebServer

PLACES, PEOPLE = 8, 40


@pytest.fixture(autouse=True)
def spring_2009():
    """The server is a process of its own with the real clock, so the event is made by it too."""
    return


@pytest.fixture
def guests(make, reader):
    """A workshop with eight places, and the links of forty people who come to the evening."""
    starts = clock.now() + timedelta(days=28)
    event = make.event(starts_at=starts, reply_by_on=(starts - timedelta(days=7)).date())
    item = make.agenda_item(event, "Schools", after_minutes=30)
    with unit_of_work():
        agenda_queries.item(db.session.get(Event, event.id), item.id).places = PLACES
    make.released(event)
    links = [reader.link("invitation", make.invitation(event, said="ACCEPTED", place="held"))
             for _person in range(PEOPLE)]
    key = item.id
    db.session.rollback()  # an open read of ours would stop every commit of the server's
    return key, links


def all_at_once(server: WebServer, key: int, links: list[str]) -> Counter:
    """Everybody opens the form, then everybody chooses at the same moment. The statuses that came back."""
    barrier, statuses = threading.Barrier(len(links)), Counter()

    def person(link: str) -> None:
        browser = PlainBrowser(server)
        opened = browser.open(link)
        page = browser.open(opened.url.rstrip("/") + "/parts")
        address, typed = browser.form_of(page, has=f"part_{key}")
        barrier.wait(120)
        statuses[browser.open(address or page.url, typed | {f"part_{key}": str(key)}).status] += 1

    threads = [threading.Thread(target=person, args=(link,)) for link in links]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(200)
    return statuses


def taken(app) -> int:
    """How many have the part."""
    with app.app_context():
        found = db.session.scalar(select(func.count()).select_from(PartChoice))
        db.session.rollback()
    return found


def test_eight_get_a_place_and_all_others_are_told_that_it_is_full(app, settings, guests):
    with WebServer(settings) as server:
        statuses = all_at_once(server, *guests)
    assert statuses == {200: PLACES, 422: PEOPLE - PLACES}
    assert taken(app) == PLACES


def test_without_the_guard_it_would_not_be_so(app, settings, guests, database_kind):
    """Shows that the test above can fail: on SQLite with a plain BEGIN, on PostgreSQL without the row's lock."""
    fault = "tests.faults.plain_begin:app" if database_kind == "sqlite" else "tests.faults.without_lock:app"
    with WebServer(settings, app=fault) as server:
        statuses = all_at_once(server, *guests)
    assert (dict(statuses), taken(app)) != ({200: PLACES, 422: PEOPLE - PLACES}, PLACES)
