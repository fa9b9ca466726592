"""Dates of one evening cannot be oversold: forty people choose and change places at the same moment, over HTTP."""

import threading
from collections import Counter
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from events import clock
from events.database import db, unit_of_work
from events.delegates import offering_dates
from events.delegates.models import Invitation
from events.event import Event
from tests.servers import PlainBrowser, WebServer

SEATS, CHANGING, NEW = 8, 8, 24  # of each date; people with a place at one, and people without an answer


@pytest.fixture(autouse=True)
def spring_2009():
    """The server is a process of its own with the real clock, so the events are made by it too."""
    return


@pytest.fixture
def people(make, reader):
    """Two dates, the first full of people who want the second, and others who want one of the two: link, date."""
    starts = clock.now() + timedelta(days=28)
    dates = [make.event(slug=slug, capacity=SEATS, starts_at=starts + timedelta(days=days),
                        reply_by_on=(starts - timedelta(days=7)).date())
             for slug, days in (("first", 0), ("second", 7))]
    with unit_of_work():
        offering_dates.offer_together(*[db.session.get(Event, one.id) for one in dates], by="command")
    found = [(reader.link("invitation", make.invitation(dates[0], said="ACCEPTED", place="held")), "second")
             for _person in range(CHANGING)]
    found += [(reader.link("invitation", make.invitation(dates[0])), ("first", "second")[number % 2])
              for number in range(NEW)]
    db.session.rollback()  # an open read of ours would stop every commit of the server's
    return found


def all_at_once(server: WebServer, people) -> Counter:
    """Everybody opens the form, then everybody presses at the same moment. The statuses that came back."""
    barrier, statuses = threading.Barrier(len(people)), Counter()

    def person(link: str, date: str) -> None:
        browser = PlainBrowser(server)
        opened = browser.open(link)
        reply = browser.open(opened.url.rstrip("/").removesuffix("/reply") + "/reply")
        address, typed = browser.form_of(reply, has="said")
        barrier.wait(120)
        statuses[browser.open(address, typed | {"said": "ACCEPTED", "date": date}).status] += 1

    threads = [threading.Thread(target=person, args=one) for one in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(200)
    return statuses


def standing(app) -> tuple[list[int], int, list[list[int]]]:
    """How many places are held or on offer at each date, how many invitations there are, and who waits where."""
    with app.app_context():
        dates = list(db.session.scalars(select(Event).order_by(Event.starts_at)))
        taken = [db.session.scalar(select(func.count()).select_from(Invitation).where(
            Invitation.event_id == one.id, Invitation.place.in_(("held", "offered")))) for one in dates]
        waiting = [sorted(db.session.scalars(select(Invitation.waiting_number).where(
            Invitation.event_id == one.id, Invitation.place == "waiting"))) for one in dates]
        total = db.session.scalar(select(func.count()).select_from(Invitation))
        db.session.rollback()
    return taken, total, waiting


def test_no_date_is_oversold_and_nobody_stands_at_two(app, settings, people):
    with WebServer(settings) as server:
        statuses = all_at_once(server, people)
    taken, total, waiting = standing(app)
    # 422: the date had filled up meanwhile, and the page says so.
    assert set(statuses) <= {200, 422} and sum(statuses.values()) == CHANGING + NEW
    assert taken == [SEATS, SEATS] and total == CHANGING + NEW
    assert all(len(set(numbers)) == len(numbers) for numbers in waiting)


def test_without_the_guard_it_would_not_be_so(app, settings, people, database_kind):
    """Shows that the test above can fail: on SQLite with a plain BEGIN, on PostgreSQL without the row's lock."""
    fault = "tests.faults.plain_begin:app" if database_kind == "sqlite" else "tests.faults.without_lock:app"
    with WebServer(settings, app=fault) as server:
        statuses = all_at_once(server, people)
    taken, _total, waiting = standing(app)
    good = set(statuses) <= {200, 422} and taken == [SEATS, SEATS]
    assert not (good and all(len(set(numbers)) == len(numbers) for numbers in waiting))
