"""What the tests of this stage share: letters as they left, read from the folder of outgoing mail."""

import email
import email.policy
from pathlib import Path

import pytest

from events import delivery
from events.database import db


@pytest.fixture
def post(app):
    """Send what is due and read it: `post()` gives the messages that left, by name of the person."""

    def read() -> list:
        db.session.rollback()  # an open read of the test's own would hold the worker back
        with app.app_context():
            delivery.deliver()
        folder = Path(app.config["MAIL_URL"].removeprefix("file:"))
        found = sorted(folder.glob("*.eml"), key=lambda path: path.stat().st_mtime_ns)
        return [email.message_from_bytes(path.read_bytes(), policy=email.policy.SMTP) for path in found]

    return read


def part(message, kind: str) -> str:
    """The words of a message's first part of that kind."""
    found = next(row for row in message.walk() if row.get_content_type() == kind)
    return found.get_content()


@pytest.fixture
def words():
    """`words(message, "text/plain")`."""
    return part
