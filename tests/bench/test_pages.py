"""How many pages a second, each as a ratio to the bare framework in the same run on the same server."""

import http.client
import statistics
import threading
import time

import pytest

from events.database import db
from events.reports import example
from tests.servers import WebServer

pytestmark = pytest.mark.bench
SECONDS, PHONES = 4.0, 16
SLUG = "prevent-evening-2009"


@pytest.fixture(autouse=True)
def spring_2009():
    """The servers have the real clock."""
    return


def pages_a_second(server: WebServer, path: str, headers: dict | None = None) -> tuple[float, float]:
    """Answers a second from sixteen kept connections, and the 95th percentile of their times in milliseconds."""
    times: list[float] = []
    ends = time.monotonic() + SECONDS

    def phone() -> None:
        connection = http.client.HTTPConnection("127.0.0.1", server.port)
        while time.monotonic() < ends:
            began = time.perf_counter()
            connection.request("GET", path, headers=headers or {})
            answer = connection.getresponse()
            answer.read()
            assert answer.status in (200, 304)
            times.append(1000 * (time.perf_counter() - began))
        connection.close()

    threads = [threading.Thread(target=phone) for _phone in range(PHONES)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return len(times) / SECONDS, statistics.quantiles(times, n=20)[-1]


def etag_of(server: WebServer, path: str) -> str:
    """The version that the wall's state has now."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port)
    connection.request("GET", path)
    answer = connection.getresponse()
    answer.read()
    return answer.headers["ETag"]


def test_pages_against_the_bare_framework(app, settings, capsys):
    with app.app_context():
        example.load("held")
        db.session.rollback()
    with WebServer(settings) as ours, WebServer(settings, app="tests.bench.bare:app") as bare:
        state = f"/events/{SLUG}/wall/state"
        known = {"If-None-Match": etag_of(ours, state)}
        rows = []
        for name, path, headers, other in [
            ("the event's page", f"/events/{SLUG}/", {}, "/page"),
            ("the room's page", f"/events/{SLUG}/room", {}, "/page"),
            ("the wall, nothing new (304)", state, known, "/not-changed"),
        ]:
            mine, slow = pages_a_second(ours, path, headers)
            theirs, _slow = pages_a_second(bare, other)
            rows.append(
                f"{name:30} {mine:7.0f}/s  p95 {slow:6.1f} ms   bare {theirs:7.0f}/s   ratio {mine / theirs:.2f}"
            )
    with capsys.disabled():
        print("\n" + "\n".join(rows))
