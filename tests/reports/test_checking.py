"""`check` says what is in use, and finds what is wrong."""

import pytest

from events import outbox
from events.agenda.models import Deck
from events.database import db, unit_of_work
from events.outbox import LetterState
from events.reports import checking
from events.reports.queries import HELD_BACK


def by_name(findings) -> dict[str, checking.Finding]:
    """Findings by what they are about."""
    return {finding.what: finding for finding in findings}


def test_a_sound_database_is_said_to_be_sound(in_app, database_kind):
    found = by_name(checking.database_findings())
    assert all(finding.is_good for finding in found.values())
    if database_kind == "sqlite":
        assert found["foreign keys"].found == "on" and found["synchronous"].found == "FULL"
        assert found["integrity"].found == "ok" and found["busy timeout"].found == "20 seconds"
    else:
        assert found["database"].found.startswith("PostgreSQL")


def test_a_schema_behind_the_program_is_found():
    assert checking.schema_finding("0001", "0001").is_good
    assert not checking.schema_finding(None, "0001").is_good and not checking.schema_finding("0000", "0001").is_good


def test_a_file_that_a_record_names_and_that_is_gone_is_found(in_app, make, tmp_path):
    speaker = make.speaker(make.event())
    with unit_of_work():
        db.session.add(Deck(
            speaker_id=speaker.id, version=1, file_key="feed", original_name="a.pdf", media_type="application/pdf",
            suffix="pdf", size=1, sha256="0" * 64, received_at=speaker.keep_until, keep_until=speaker.keep_until))
    assert not checking.file_findings(tmp_path)[0].is_good
    (tmp_path / "feed").write_bytes(b"x")
    assert checking.file_findings(tmp_path)[0].is_good


def test_the_mail_settings_are_told_without_the_password(in_app):
    found = by_name(checking.letter_findings("smtp://anna:secret@mail.example.org:587?tls=start", "a@example.org"))
    assert found["mail"].found == "smtp://mail.example.org:587?tls=start, from a@example.org"
    assert found["outbox"].found == "empty"


def test_letters_held_back_by_a_restore_want_looking_at(in_app, make):
    invitation = make.invitation(make.event())
    with unit_of_work():
        letter = outbox.post("delegates/invitation", about=invitation, to_name="A", to_address="a@example.org")
        letter.state, letter.server_words = LetterState.HELD, HELD_BACK
    found = by_name(checking.letter_findings("file:/mail", "a@example.org"))
    assert not found["held back by a restore"].is_good and found["outbox"].found == "1 held"


@pytest.mark.parametrize("url", ["file:/var/mail"])
def test_a_folder_of_mail_is_named(in_app, url):
    assert by_name(checking.letter_findings(url, "a@example.org"))["mail"].found.startswith(url)
