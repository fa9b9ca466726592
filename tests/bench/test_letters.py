"""How many letters leave for each second of CPU time of the process that sends them, to a local sink."""

import os
import secrets
import statistics
import subprocess
import sys
from datetime import timedelta

import pytest
from sqlalchemy import insert, select, update

from events import clock
from events.database import db, unit_of_work
from events.delegates import inviting, queries
from events.delegates.models import Contact, Invitation
from events.outbox import Letter, LetterState
from tests.servers import PASSED_ON, ROOT

AT_LEAST = 300
SINK = """
import sys
from tests.mail_sinks import Sink
with Sink() as sink:
    print(sink.url, flush=True)
    sys.stdin.readline()
    print(len(sink.taken), len(set(sink.taken)), flush=True)
"""
SEND = """
import resource
from app import app
from events import delivery
with app.app_context():
    before = resource.getrusage(resource.RUSAGE_SELF)
    sent = delivery.deliver()
    after = resource.getrusage(resource.RUSAGE_SELF)
print(sent, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
"""


@pytest.fixture(autouse=True)
def spring_2009():
    """The sending process has the real clock."""
    return


@pytest.fixture
def sink():
    """A sink in a process of its own, so that its work is not counted: its address, and its count at the end."""
    process = subprocess.Popen(
        [sys.executable, "-c", SINK], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    yield process, process.stdout.readline().strip()
    process.kill()
    process.wait()


def drafted(make, count: int):
    """An event with so many drafted invitations, written in bulk."""
    event = make.event(
        starts_at=clock.now() + timedelta(days=28), reply_by_on=(clock.now() + timedelta(days=20)).date()
    )
    with unit_of_work():
        told = {"organisation": "A body", "source": "a list", "created_at": clock.now(), "keep_until": event.keep_until}
        db.session.execute(insert(Contact), [
            told | {"name": f"Person {n}", "email": f"p{n}@example.org", "email_key": f"p{n}@example.org"}
            for n in range(count)
        ])
        said = {"event_id": event.id, "drafted_at": clock.now(), "keep_until": event.keep_until, "state": "drafted"}
        db.session.execute(insert(Invitation), [
            said | {"contact_id": number, "ref": secrets.token_hex(8), "badge_code": secrets.token_hex(8)}
            for number in db.session.scalars(select(Contact.id))
        ])
    return event


def letters_a_second(settings: dict, url: str) -> float:
    """Letters for each second of CPU time of one sending process."""
    environ = {name: os.environ[name] for name in PASSED_ON if name in os.environ} | settings | {"MAIL_URL": url}
    done = subprocess.run(
        [sys.executable, "-c", SEND], cwd=ROOT, env=environ, capture_output=True, text=True, check=True
    )
    sent, seconds = done.stdout.split()
    return int(sent) / float(seconds)


def measured(make, settings, sink, *, count: int, times: int) -> float:
    """The median of several runs; each person's letter reached the sink once in each."""
    process, url = sink
    event, rates = drafted(make, count), []
    with unit_of_work():
        event = db.session.merge(event)
        inviting.send_invitations(event, queries.invitations_of(event), by="command", hold=timedelta(0))
    db.session.remove()
    for _time in range(times):
        rates.append(letters_a_second(settings, url))
        with unit_of_work():
            db.session.execute(update(Letter).values(state=LetterState.QUEUED))
        db.session.remove()
    process.stdin.write("\n")
    process.stdin.flush()
    assert process.stdout.readline().split() == [str(count * times), str(count)]
    return statistics.median(rates)


def test_letters_leave_at_the_speed_that_was_promised(make, settings, sink, capsys):
    """The short form: one run of a few hundred. A run's start weighs more here, so the bar is the same."""
    rate = measured(make, settings, sink, count=400, times=1)
    with capsys.disabled():
        print(f"\n{rate:.0f} letters for each second of CPU time, 400 letters")
    assert rate >= AT_LEAST


@pytest.mark.bench
def test_letters_for_each_second_of_cpu_time(make, settings, sink, capsys):
    rate = measured(make, settings, sink, count=2000, times=3)
    with capsys.disabled():
        print(f"\n{rate:.0f} letters for each second of CPU time, median of three runs of 2,000")
    assert rate >= AT_LEAST
