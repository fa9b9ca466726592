"""Ten thousand invitations leave behind a bar that moves, while the organiser goes on working with the list of guests.

Everything is as it runs: `serve` with its web server and its worker, a mail server in a process of its own, and an
officer's browser that asks for the list once a second and for the bar as often as its script does.
"""

import http.client
import os
import re
import secrets
import statistics
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from datetime import timedelta

import pytest

from events import clock
from events.access.models import SignedIn
from events.access.queries import hash_of
from events.database import db, unit_of_work
from tests.bench.test_letters import drafted, sink, spring_2009
from tests.servers import PASSED_ON, ROOT, free_port

__all__ = ["sink", "spring_2009"]

MANY, SECONDS, SLOWEST = 10_000, 180, 300  # letters; seconds for all; milliseconds for the list, 95th percentile
LIST, LETTERS = "/desk/events/evening/guests", "/desk/events/evening/letters"
BAR = f"{LETTERS}/progress"
FLASK = [sys.executable, "-m", "flask", "--app", "app"]


@dataclass
class Watched:
    """What the officer's browser saw."""

    list_took: list[float] = field(default_factory=list)  # milliseconds
    letters_took: list[float] = field(default_factory=list)
    bar_took: list[float] = field(default_factory=list)
    bars: list[int] = field(default_factory=list)  # letters sent, as the bar said
    unchanged: int = 0
    is_over: threading.Event = field(default_factory=threading.Event)
    wrong: list[str] = field(default_factory=list)


class Officer:
    """An organiser's browser: one kept connection for each of the two things that it asks for."""

    def __init__(self, port: int, cookie: str):
        """Signed in by that cookie."""
        self.port, self.cookie = port, cookie

    def ask(self, connection, path: str, took: list[float], **headers) -> tuple[int, str, str]:
        """(status, words, version) of a page; how long it took is noted."""
        began = time.perf_counter()
        connection.request("GET", path, headers={"Cookie": self.cookie} | headers)
        answer = connection.getresponse()
        words = answer.read().decode()
        took.append(1000 * (time.perf_counter() - began))
        return answer.status, words, answer.headers.get("ETag", "")

    def list_once_a_second(self, seen: Watched, connection) -> None:
        """Ask for the list of guests, and again a second later, until the sending is over."""
        due = time.monotonic()
        while not seen.is_over.wait(max(0.0, due - time.monotonic())):
            status, words, _version = self.ask(connection, LIST, seen.list_took)
            if status != 200 or "Person 0" not in words:
                seen.wrong.append(f"the list answered {status}")
            due += 1

    def watch_the_bar(self, seen: Watched, seconds: float) -> None:
        """Ask for the bar as its script does, until it says that it is over."""
        connection, version = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60), ""
        ends = time.monotonic() + seconds
        while time.monotonic() < ends:
            known = {"If-None-Match": version} if version else {}
            status, words, version = self.ask(connection, BAR, seen.bar_took, **known)
            if status == 304:
                seen.unchanged += 1
            elif "data-finished" in words:
                break
            else:
                seen.bars.append(int(re.search(r'data-value="(\d+)"', words)[1]))
            time.sleep(1.2)
        seen.is_over.set()


@pytest.fixture
def served(settings, sink):
    """`serve`, sending to the sink: its port, and its environment for commands."""
    port = free_port()
    environ = {name: os.environ[name] for name in PASSED_ON if name in os.environ} | {
        name: value for name, value in settings.items() if name not in ("THREADS", "BASE_URL")
    } | {"MAIL_URL": sink[1], "MAIL_FROM": "events@council.example.org", "PORT": str(port)}
    process = subprocess.Popen([*FLASK, "serve"], cwd=ROOT, env=environ, stdout=subprocess.DEVNULL)
    ends = time.monotonic() + 60
    while time.monotonic() < ends:
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request("GET", "/readyz")
            if connection.getresponse().status == 200:
                break
        except OSError:
            time.sleep(0.2)
    yield port, environ
    process.terminate()
    process.wait(30)


def signed_in(make, app) -> str:
    """The cookie of an organiser of the event."""
    officer, token = make.officer("organiser"), secrets.token_urlsafe(16)
    with unit_of_work():
        db.session.add(SignedIn(token_hash=hash_of(token), officer_id=officer.id, begun_at=clock.now(),
                                expires_at=clock.now() + timedelta(hours=12)))
    db.session.remove()
    return f"{app.config['OFFICER_COOKIE_NAME']}={token}"


def send_and_watch(make, app, served, *, count: int, seconds: float) -> tuple[Watched, float]:
    """Send so many invitations and watch them leave: what was seen, and in how many seconds they were gone."""
    port, environ = served
    drafted(make, count)
    officer, seen = Officer(port, signed_in(make, app)), Watched()
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    for _look in range(2):  # as whoever presses Send has come there by this page
        officer.ask(connection, LIST, [])
    began = time.monotonic()
    subprocess.run([*FLASK, "invitations", "send", "evening", "--now"], cwd=ROOT, env=environ, check=True,
                   stdout=subprocess.DEVNULL)
    threads = [threading.Thread(target=officer.list_once_a_second, args=[seen, connection]),
               threading.Thread(target=officer.watch_the_bar, args=[seen, seconds])]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(seconds + 60)
    took = time.monotonic() - began
    for _look in range(2):
        officer.ask(connection, LETTERS, seen.letters_took)
    return seen, took


def arrived(sink) -> list[int]:
    """How many messages the mail server took, and how many different ones."""
    process, _url = sink
    process.stdin.write("\n")
    process.stdin.flush()
    return [int(number) for number in process.stdout.readline().split()]


def slow(took: list[float]) -> float:
    """The 95th percentile of all that were asked: none of a few is guessed to be slower than the slowest was."""
    return statistics.quantiles(took, n=20, method="inclusive")[-1]


def test_invitations_leave_behind_a_bar_that_ends_by_itself(make, app, served, sink):
    """The short form: how fast it is depends on what else a machine does, so it is not asked here."""
    seen, _took = send_and_watch(make, app, served, count=200, seconds=120)
    assert seen.is_over.is_set() and not seen.wrong
    assert arrived(sink) == [200, 200], "each person once"


@pytest.mark.prove
def test_ten_thousand_leave_in_three_minutes_and_the_list_answers_meanwhile(make, app, served, sink, capsys):
    seen, took = send_and_watch(make, app, served, count=MANY, seconds=2 * SECONDS)
    with capsys.disabled():
        print(f"\n{MANY} invitations in {took:.0f} s; the list of guests {len(seen.list_took)} times: median "
              f"{statistics.median(seen.list_took):.0f} ms, 95th percentile {slow(seen.list_took):.0f} ms; the bar "
              f"{len(seen.bars)} steps, {seen.unchanged} times unchanged, 95th percentile {slow(seen.bar_took):.0f} "
              f"ms; load {os.getloadavg()[0]:.1f}")
    assert arrived(sink) == [MANY, MANY], "each person once"
    assert not seen.wrong
    assert seen.bars == sorted(seen.bars) and len(set(seen.bars)) > took / 4, "the bar moves"
    assert took < SECONDS
    assert slow(seen.list_took) < SLOWEST
    assert min(seen.letters_took) < 3 * SLOWEST, "the page of all letters, where the bar stands"
