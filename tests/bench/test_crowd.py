"""A hall of phones behind one address: 1,000 look what is on, 300 of them ask within a minute, on SQLite."""

import json
import os
import subprocess
import sys
import time
import urllib.request

import pytest
from sqlalchemy import select

from events import clock
from events.database import db
from events.feedback.models import Remark
from tests.bench.test_pages import pages_a_second
from tests.servers import PASSED_ON, ROOT, WebServer, free_port

ROOM = "/events/evening/room"
WITHIN = 1_500  # milliseconds, for 95 of 100 answers


@pytest.fixture(autouse=True)
def spring_2009():
    """The servers have the real clock."""
    return


class Serving:
    """`flask --app app serve` as people start it: the parent, the web server with two processes, the worker."""

    def __init__(self, settings: dict):
        """With these settings, at a free port."""
        self.port = free_port()
        environ = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
        self.settings = environ | settings | {
            "PORT": str(self.port), "BASE_URL": f"http://127.0.0.1:{self.port}", "WORKERS": "2", "THREADS": "64"}

    def __enter__(self):
        """Start it and wait until it answers."""
        self.process = subprocess.Popen(
            [sys.executable, "-m", "flask", "--app", "app", "serve"], env=self.settings, cwd=ROOT,
            stdout=subprocess.DEVNULL)
        ends = time.monotonic() + 60
        while time.monotonic() < ends:
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{self.port}/healthz", timeout=2)
                return self
            except OSError:
                time.sleep(0.1)
        raise AssertionError("the server did not answer within a minute")

    def __exit__(self, *problem):
        """Stop it as Ctrl-C does."""
        self.process.terminate()
        self.process.wait(30)


def crowd(port: int, **wish) -> dict:
    """What a crowd of phones in a process of its own has seen."""
    asked = {"port": port, "state": f"{ROOM}/state", "room": ROOM} | wish
    run = subprocess.run([sys.executable, "-m", "tests.bench.crowd", json.dumps(asked)], cwd=ROOT, text=True,
                         capture_output=True, check=True, timeout=wish["seconds"] + 240)
    return json.loads(run.stdout)


def told(name: str, seen: dict) -> str:
    """Lines to read."""
    return "\n".join(f"{name:8} {kind:5} {row['count']:6}  median {row['median']:7} ms  p95 {row['p95']:7} ms  "
                     f"slowest {row['slowest']:7} ms  {row['statuses']}"
                     for kind, row in seen.items() if kind != "taken" and row["count"])


def evening(app, settings, make, *, phones: int, asking: int, seconds: int) -> dict:
    """The hall's minute. Nothing is refused, and everything that was sent is there, once."""
    make.event(starts_at=clock.now(), reply_by_on=clock.now().date())
    db.session.remove()
    with Serving(settings) as server:
        seen = crowd(server.port, phones=phones, asking=asking, seconds=seconds)
    statuses = seen["all"]["statuses"]
    assert set(statuses) <= {"200", "304", "302"}, told("ours", seen)
    assert seen["send"]["statuses"] == {"302": asking}, told("ours", seen)
    kept = sorted(db.session.scalars(select(Remark.text)))
    assert kept == sorted(seen["taken"]) and len(kept) == asking
    return seen


@pytest.fixture
def on_sqlite(database_kind):
    """The promise is about the embedded default."""
    if database_kind != "sqlite":
        pytest.skip("the crowd comes to the embedded default")


def test_a_hall_of_phones_is_served_and_nothing_is_lost(app, settings, make, on_sqlite):
    """The short form: a fifth of the hall for twelve seconds; how fast is measured on a quiet machine."""
    seen = evening(app, settings, make, phones=200, asking=60, seconds=12)
    assert seen["all"]["median"] < WITHIN, told("ours", seen)


@pytest.mark.prove
def test_a_thousand_phones_look_and_three_hundred_ask_within_a_minute(app, settings, make, on_sqlite, capsys):
    seen = evening(app, settings, make, phones=1_000, asking=300, seconds=60)
    with capsys.disabled():
        print("\n" + told("ours", seen))
    assert seen["all"]["p95"] < WITHIN and seen["send"]["p95"] < WITHIN, told("ours", seen)


@pytest.mark.bench
def test_the_hall_beside_the_bare_framework(app, settings, make, on_sqlite, capsys):
    seen = evening(app, settings, make, phones=1_000, asking=300, seconds=60)
    with WebServer(settings) as ours, WebServer(settings, app="tests.bench.bare:app") as bare:
        same = crowd(bare.port, phones=1_000, asking=300, seconds=60, state="/not-changed", room="/room")
        with urllib.request.urlopen(f"{ours.url}{ROOM}/state") as answer:
            known = {"If-None-Match": answer.headers["ETag"]}
        mine, slow = pages_a_second(ours, f"{ROOM}/state", known)
        theirs, _slow = pages_a_second(bare, "/not-changed")
    with capsys.disabled():
        print("\n" + told("ours", seen) + "\n" + told("bare", same))
        print(f"nothing new (304): {mine:.0f}/s  p95 {slow:.1f} ms   bare {theirs:.0f}/s   ratio {mine / theirs:.2f}")
    assert seen["all"]["p95"] < WITHIN and seen["send"]["p95"] < WITHIN
