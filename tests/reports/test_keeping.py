"""Backup and restore: nothing is lost, nothing damaged is taken, and no letter leaves a second time."""

import json
import sqlite3
import sys
from pathlib import Path

import pytest
from sqlalchemy import select

from events import config, create_app, delivery, outbox
from events.access.models import SignedIn
from events.database import db, unit_of_work
from events.delegates.models import Contact
from events.outbox import Letter, LetterState
from events.reports import keeping, queries
from tests.reports.conftest import settings_of
from tests.rules.reading import ROOT

HEAD = (ROOT / "migrations" / "head").read_text("ascii").strip()


@pytest.fixture(autouse=True)
def _on_sqlite(database_kind):
    if database_kind != "sqlite":
        pytest.skip("backup and restore are for the embedded database")


def paths(app) -> dict[str, Path]:
    """Where an application keeps its database and its files."""
    folder = Path(app.config["INSTANCE"])
    return {"database": folder / "soundings.sqlite3", "files": folder / "files"}


@pytest.fixture
def lived_in(app, make, tmp_path):
    """An application with a guest, a stored file, and letters: one sent, one held, one queued, one being sent."""
    event = make.event()
    officer = make.officer("organiser", on=event)
    for state in ("sent", "held", "queued", "sending"):
        invitation = make.invitation(event)
        with unit_of_work():
            letter = outbox.post("delegates/invitation", about=invitation, to_name="A", to_address="a@example.org")
            letter.state = LetterState(state)
    with unit_of_work():
        db.session.add(SignedIn(token_hash="x", officer_id=officer.id, begun_at=event.starts_at,
                                expires_at=event.ends_at))
    files = paths(app)["files"]
    files.mkdir(exist_ok=True)
    (files / "abc123").write_bytes(b"slides")
    (files / "half.part").write_bytes(b"not whole")
    return app


def back_up(app, folder: Path) -> keeping.Kept:
    """A backup of an application."""
    return keeping.back_up(folder, **paths(app), version="0.1.0")


def elsewhere(tmp_path):
    """An empty installation somewhere else."""
    return create_app(settings_of(tmp_path / "elsewhere"))


def restore(folder: Path, app, **values) -> keeping.Kept:
    """Restore a backup into an application."""
    with app.app_context():
        db.engine.dispose()
    return keeping.restore(folder, **paths(app), known_revisions={HEAD}, **values)


def states_in(app) -> list[str]:
    """The states of all letters, in order of the rows."""
    with app.app_context():
        return [str(letter.state) for letter in db.session.scalars(select(Letter).order_by(Letter.id))]


def test_a_backup_comes_back_whole_somewhere_else(lived_in, tmp_path):
    kept = back_up(lived_in, tmp_path / "kept")
    other = elsewhere(tmp_path)
    back = restore(tmp_path / "kept", other)
    assert kept.files == back.files == 1 and back.revision == HEAD
    assert (paths(other)["files"] / "abc123").read_bytes() == b"slides"
    with other.app_context():
        assert len(list(db.session.scalars(select(Contact)))) == 4
        assert db.session.connection().exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX permissions")
def test_nobody_else_on_the_machine_looks_into_a_backup_or_the_instance(lived_in, tmp_path):
    back_up(lived_in, tmp_path / "kept")
    assert (tmp_path / "kept").stat().st_mode & 0o077 == 0
    config.read({"INSTANCE": str(tmp_path / "new")})
    assert (tmp_path / "new").stat().st_mode & 0o077 == 0


def test_after_a_restore_no_letter_leaves_by_itself(lived_in, tmp_path):
    back_up(lived_in, tmp_path / "kept")
    other = elsewhere(tmp_path)
    back = restore(tmp_path / "kept", other)
    assert back.held_back == 3
    assert states_in(other) == ["sent", "held", "held", "held"]
    with other.app_context():
        assert delivery.deliver() == 0
        assert queries.letters_held_back() == 3
        held = db.session.scalars(select(Letter).where(Letter.state == "held"))
        assert {letter.due_at.year for letter in held} == {9000}


def test_held_back_letters_are_sent_or_discarded_when_somebody_says_so(lived_in, tmp_path):
    back_up(lived_in, tmp_path / "kept")
    other = elsewhere(tmp_path)
    restore(tmp_path / "kept", other)
    with other.app_context(), unit_of_work():
        assert keeping.send_held_back() == 3
    assert states_in(other) == ["sent", "queued", "queued", "queued"]
    with other.app_context():  # each may have left after the backup was made, and the organiser is told
        letters = db.session.scalars(select(Letter).order_by(Letter.id))
        assert [letter.maybe_twice for letter in letters] == [False, True, True, True]
    restore(tmp_path / "kept", other, replace=True)
    with other.app_context(), unit_of_work():
        assert keeping.discard_held_back() == 3
    assert states_in(other) == ["sent", "withdrawn", "withdrawn", "withdrawn"]


def test_a_letter_held_for_calling_back_is_not_touched_by_that(in_app, make):
    invitation = make.invitation(make.event())
    with unit_of_work():
        outbox.post("delegates/invitation", about=invitation, to_name="A", to_address="a@example.org").state = "held"
    with unit_of_work():
        assert keeping.send_held_back() == 0


def test_everybody_signs_in_again_after_a_restore(lived_in, tmp_path):
    back_up(lived_in, tmp_path / "kept")
    other = elsewhere(tmp_path)
    restore(tmp_path / "kept", other)
    with other.app_context():
        assert all(row.ended_at for row in db.session.scalars(select(SignedIn)))


def test_what_is_in_use_is_replaced_only_when_that_is_said(lived_in, tmp_path, make):
    back_up(lived_in, tmp_path / "kept")
    with lived_in.app_context():
        make.contact("Added since")
    (paths(lived_in)["files"] / "newer").write_bytes(b"later")
    with pytest.raises(keeping.InUse, match="--replace"):
        restore(tmp_path / "kept", lived_in)
    restore(tmp_path / "kept", lived_in, replace=True)
    with lived_in.app_context():
        db.session.expire_all()
        assert "Added since" not in {contact.name for contact in db.session.scalars(select(Contact))}
    assert [path.name for path in paths(lived_in)["files"].glob("*")] == ["abc123"]


def test_a_backup_goes_only_into_an_empty_folder(lived_in, tmp_path):
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "something").write_text("x")
    with pytest.raises(keeping.NotEmpty):
        back_up(lived_in, tmp_path / "full")


def test_the_secret_key_is_not_in_a_backup_and_the_folder_says_so(lived_in, tmp_path):
    back_up(lived_in, tmp_path / "kept")
    assert sorted(path.name for path in (tmp_path / "kept").iterdir()) == [
        "README.txt", "files", "manifest.json", "soundings.sqlite3"]
    assert "secret key" in (tmp_path / "kept" / "README.txt").read_text("utf-8")
    assert [path.name for path in (tmp_path / "kept" / "files").iterdir()] == ["abc123"]  # nothing half received


@pytest.mark.parametrize("spoil", ["cut", "changed", "missing", "no manifest", "leads out"])
def test_a_damaged_backup_is_refused_and_nothing_is_touched(lived_in, tmp_path, spoil):
    kept = tmp_path / "kept"
    back_up(lived_in, kept)
    manifest = json.loads((kept / "manifest.json").read_text("utf-8"))
    if spoil == "cut":
        (kept / "soundings.sqlite3").write_bytes((kept / "soundings.sqlite3").read_bytes()[:-4096])
    elif spoil == "changed":
        (kept / "files" / "abc123").write_bytes(b"others")
    elif spoil == "missing":
        (kept / "files" / "abc123").unlink()
    elif spoil == "no manifest":
        (kept / "manifest.json").unlink()
    else:
        (tmp_path / "outside").write_bytes(b"x")
        manifest["files"]["../outside"] = {"sha256": keeping._sum_of(tmp_path / "outside"), "bytes": 1}
        (kept / "manifest.json").write_text(json.dumps(manifest), "utf-8")
    other = elsewhere(tmp_path)
    with pytest.raises((keeping.Damaged, keeping.NotABackup)):
        restore(kept, other)
    assert not keeping.is_in_use(paths(other)["database"]) and not list(paths(other)["files"].glob("*"))


def test_a_backup_of_a_newer_version_is_refused(lived_in, tmp_path):
    back_up(lived_in, tmp_path / "kept")
    with pytest.raises(keeping.TooNew, match=HEAD):
        keeping.restore(tmp_path / "kept", **paths(elsewhere(tmp_path)), known_revisions={"0000"})


def test_a_backup_made_while_somebody_writes_is_whole(lived_in, tmp_path, monkeypatch):
    """A copy that keeps starting again is made at once; every row that was saved before it is in it."""
    monkeypatch.setattr(keeping, "PAGES", 1)
    database = paths(lived_in)["database"]
    writer = sqlite3.connect(database, isolation_level=None, timeout=20)
    seen = []

    class Nosy(sqlite3.Connection):
        """A connection whose source changes after every portion."""

        def backup(self, target, *, pages=-1, progress=None, sleep=0.25, **more):
            """Write between the portions, as a busy service does."""

            def between(status, remaining, total):
                if len(seen) < 500:
                    row = (str(len(seen)), "2009-05-20 00:00:00.000000")
                    writer.execute("INSERT INTO clockwork_run VALUES (?, ?)", row)
                    seen.append(1)
                progress(status, remaining, total)

            return super().backup(target, pages=pages, progress=between if progress else None, sleep=0, **more)

    real = sqlite3.connect
    monkeypatch.setattr(keeping.sqlite3, "connect", lambda path, **values: real(path, factory=Nosy, **values))
    back_up(lived_in, tmp_path / "kept")
    copy = real(tmp_path / "kept" / "soundings.sqlite3")
    assert copy.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    assert copy.execute("SELECT count(*) FROM clockwork_run").fetchone()[0] == len(seen) > 0
