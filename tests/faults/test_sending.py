"""Four hundred invitations are four hundred letters to one person each; nothing is lost, nothing repeated."""

import os
import re
import signal
import subprocess
import sys
import time
from datetime import timedelta
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from sqlalchemy import func, select

from events import clock, delivery
from events.access.models import Officer
from events.database import db, unit_of_work
from events.delegates import contact_queries, importing, inviting, queries
from events.delegates.models import Invitation
from events.outbox import Letter, LetterState
from tests.servers import ROOT

MANY = 400


@pytest.fixture
def drafted(app, make):
    """The example's contacts and made-up ones, 400 with an address, each with a drafted invitation."""
    event = make.event(
        starts_at=clock.now() + timedelta(days=28), reply_by_on=(clock.now() + timedelta(days=20)).date()
    )
    organiser = make.officer("organiser")
    with (ROOT / "example" / "contacts.csv").open("rb") as list_of_people, unit_of_work():
        importing.import_contacts(list_of_people, source="the example list", by="command")
    known = db.session.scalar(
        select(func.count()).select_from(queries.Contact).where(queries.Contact.email.is_not(None))
    )
    db.session.rollback()
    for number in range(MANY - known):
        make.contact(f"Made-up Person {number}", email=f"made-up-{number}@example.net")
    with unit_of_work():
        inviting.draft_invitations(event, contact_queries.contacts(), by=organiser)
    return event, organiser


def send(event, organiser):
    """What the Send button does."""
    with unit_of_work():
        drafts = list(db.session.scalars(select(Invitation).where(Invitation.state == "drafted")))
        inviting.send_invitations(db.session.merge(event), drafts, by=db.session.get(Officer, organiser.id))


def letters_of(folder: str) -> list:
    """Every letter in the folder of mail."""
    return [message_from_bytes(path.read_bytes(), policy=policy.SMTP) for path in Path(folder, "mail").glob("*.eml")]


def every_word_of(message) -> str:
    """All parts of a letter, decoded, as one text."""
    parts = [part.get_content() for part in message.walk() if part.get_content_maintype() == "text"]
    parts += [part.get_content().decode() for part in message.walk() if part.get_content_type() == "application/ics"]
    return "\n".join([str(message["To"]), *parts]).replace("\r\n ", "").replace("\n ", "")


def test_each_of_four_hundred_letters_speaks_to_one_person_alone(app, drafted, settings):
    send(*drafted)
    with clock.moved_to(clock.now() + timedelta(minutes=3)):
        delivery.deliver()
    messages = letters_of(settings["INSTANCE"])
    assert len(messages) == MANY
    addresses = {m["To"].addresses[0].addr_spec.lower() for m in messages}
    assert len(addresses) == MANY
    assert all(len(m["To"].addresses) == 1 and m["Cc"] is None and m["Bcc"] is None for m in messages)
    links: set[str] = set()
    for message in messages:
        words, mine = every_word_of(message), message["To"].addresses[0].addr_spec.lower()
        named = {address.lower() for address in re.findall(r"[\w.+'-]+@[\w.-]+\.\w+", words)}
        assert named & addresses == {mine}
        calendars = [p for p in message.walk() if p.get_content_type() in ("text/calendar", "application/ics")]
        for part in calendars:
            content = part.get_content()
            text = (content if isinstance(content, str) else content.decode()).replace("\r\n ", "").replace("\n ", "")
            assert len(re.findall(r"^ATTENDEE", text, re.M)) == 1
            assert "/i/" not in text
        own = set(re.findall(r"/i/([\w-]+)", words))
        assert len(own) == 1
        assert not own & links
        links |= own


def test_pressing_send_twice_sends_nothing_twice(app, drafted, settings):
    send(*drafted)
    with unit_of_work():
        sent = list(db.session.scalars(select(Invitation).where(Invitation.state == "sent")))
        assert len(sent) == MANY + 1  # one of them by post
        before = db.session.scalar(select(func.count()).select_from(Letter))
    try:
        with unit_of_work():
            event = db.session.merge(drafted[0])
            inviting.send_invitations(
                event, list(db.session.scalars(select(Invitation))), by=db.session.get(Officer, drafted[1].id)
            )
    except inviting.NothingToSend:
        pass
    assert db.session.scalar(select(func.count()).select_from(Letter)) == before == MANY


def test_a_killed_worker_loses_no_letter(app, drafted, settings, database_kind):
    """Killed in the middle, twice; what was claimed is sent again with the same Message-ID, and it is said."""
    send(*drafted)
    with unit_of_work():
        db.session.execute(Letter.__table__.update().values(due_at=clock.now() - timedelta(minutes=1)))
    environ = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    folder = Path(settings["INSTANCE"], "mail")
    for _time in range(2):
        already = len(list(folder.glob("*.eml"))) if folder.exists() else 0
        words = [sys.executable, "-m", "flask", "--app", "app", "deliver"]
        process = subprocess.Popen(words, cwd=ROOT, env=environ | settings, stderr=subprocess.DEVNULL)
        ends = time.monotonic() + 60
        while time.monotonic() < ends and (not folder.exists() or len(list(folder.glob("*.eml"))) < already + 60):
            time.sleep(0.01)
        process.send_signal(signal.SIGKILL)
        process.wait()
    in_between = len(list(folder.glob("*.eml")))
    assert 0 < in_between < MANY, "it was killed in the middle"
    with clock.moved_to(clock.now() + timedelta(hours=2)):
        delivery.deliver()
    states = dict(
        tuple(row) for row in db.session.execute(select(Letter.state, func.count()).group_by(Letter.state)).all()
    )
    assert states == {LetterState.SENT: MANY}
    assert len(letters_of(settings["INSTANCE"])) == MANY
    assert db.session.scalar(select(func.count()).select_from(Letter).where(Letter.maybe_twice)) <= 2 * delivery.BATCH


@pytest.fixture(autouse=True)
def spring_2009():
    """The killed worker is a process of its own with the real clock."""
    return
