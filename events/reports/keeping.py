"""Keeping a copy of everything, and bringing it back: the database, and the files that people handed in.

A restore sends nothing: what was waiting to leave when the backup was made may have left since, so
those letters are held back until somebody decides about them.
"""

import hashlib
import json
import shutil
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import cast

from sqlalchemy import CursorResult, update

from events import clock
from events.database import db
from events.outbox import WAITING, Letter, LetterState
from events.refusals import N_, Refusal
from events.reports.queries import HELD_BACK

DATABASE, FILES, MANIFEST, README = "soundings.sqlite3", "files", "manifest.json", "README.txt"
FORM = 1
PAGES = 2_000  # of the database file, in one portion
NEVER = datetime(9000, 1, 1, tzinfo=UTC)  # when a letter that is held back would leave by itself

WORDS = """This folder is a backup of Soundings, made on {made}.

  soundings.sqlite3   the whole database
  files/              what people handed in (slides)
  manifest.json       the version, and a checksum of each file

It holds personal data: keep it as safe as the service itself, and delete it when its time is over.

Not in it: the secret key (secret_key in the instance folder, or SECRET_KEY). Keep that apart. Without
it the restored service works, but the personal links and badges that were sent no longer open.
Letters already written as files (mail/) are not in it either.

To bring it back: flask --app app restore THIS_FOLDER
"""


class NotEmpty(Refusal):
    """The folder that a backup should go to has something in it."""

    sentence = N_("%(folder)s is not empty. Name a new folder for the backup.")


class NotABackup(Refusal):
    """The folder is no whole backup: its manifest is missing or cannot be read."""

    sentence = N_("%(folder)s is not a whole backup: its manifest.json is missing or cannot be read.")


class Damaged(Refusal):
    """A file of the backup is not what was written."""

    sentence = N_("%(name)s in the backup is missing or was changed since it was made. Nothing was restored.")


class InUse(Refusal):
    """There is something here that a restore would replace."""

    sentence = N_("This installation holds events or officers already. To replace all of it by the backup, "
                  "add --replace.")


class TooNew(Refusal):
    """The backup was made by a newer version of the program."""

    sentence = N_("The backup was made by a newer version (schema %(revision)s). Install that version first.")


@dataclass(frozen=True)
class Kept:
    """What a backup holds or a restore brought back."""

    revision: str
    files: int
    bytes: int
    held_back: int = 0


def _open(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=20, isolation_level=None)
    connection.execute("PRAGMA foreign_keys=ON")
    return connection


def _copy(source: Path, target: Path) -> None:
    """Copy a live database in portions; at once where writers keep it from coming to an end.

    A file copied while it is written opens without an error and lacks rows: never copy it so.
    """
    with closing(_open(source)) as live, closing(_open(target)) as copy:
        steps = [0]

        def count(status: int, remaining: int, total: int) -> None:
            steps[0] += 1
            if steps[0] > 3 * (total // PAGES + 1) + 20:
                raise InterruptedError

        try:
            live.backup(copy, pages=PAGES, progress=count, sleep=0.02)
        except InterruptedError:
            live.backup(copy)


def _sum_of(path: Path) -> str:
    with path.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def _revision_of(database: Path) -> str:
    with closing(_open(database)) as connection:
        row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    return row[0] if row else ""


def back_up(folder: Path, *, database: Path, files: Path, version: str) -> Kept:
    """Write a backup of a live installation into a new or empty folder. Raises NotEmpty.

    The manifest is written last: a folder without one is no whole backup.
    """
    if folder.exists() and any(folder.iterdir()):
        raise NotEmpty(folder=folder)
    (folder / FILES).mkdir(parents=True, exist_ok=True)
    folder.chmod(0o700)  # everybody's data lies in it: for nobody else on this machine
    _copy(database, folder / DATABASE)
    if files.is_dir():
        for path in sorted(files.iterdir()):
            if path.is_file() and path.suffix != ".part":
                shutil.copy2(path, folder / FILES / path.name)
    made = clock.now()
    (folder / README).write_text(WORDS.format(made=f"{made:%d %B %Y at %H:%M} UTC"), "utf-8")
    sums: dict[str, dict] = {
        str(path.relative_to(folder).as_posix()): {"sha256": _sum_of(path), "bytes": path.stat().st_size}
        for path in [folder / DATABASE, *sorted((folder / FILES).iterdir())]
    }
    revision = _revision_of(folder / DATABASE)
    manifest = {"form": FORM, "version": version, "revision": revision, "made_at": made.isoformat(), "files": sums}
    (folder / MANIFEST).write_text(json.dumps(manifest, indent=1), "utf-8")
    return Kept(revision, len(sums) - 1, sum(row["bytes"] for row in sums.values()))


def _manifest_of(folder: Path) -> dict:
    try:
        manifest = json.loads((folder / MANIFEST).read_text("utf-8"))
        if manifest["form"] != FORM or DATABASE not in manifest["files"]:
            raise NotABackup(folder=folder)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise NotABackup(folder=folder) from error
    for name, said in manifest["files"].items():
        path = folder / name
        # A name that leads out of the folder is not one that a backup has written.
        if not path.resolve().is_relative_to(folder.resolve()) or not path.is_file() or _sum_of(path) != said["sha256"]:
            raise Damaged(name=name)
    return manifest


def is_in_use(database: Path) -> bool:
    """Whether a database file holds events, officers or contacts."""
    if not database.exists():
        return False
    with closing(_open(database)) as connection:
        tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        held = [name for name in ("event", "officer", "contact") if name in tables]
        return any(connection.execute(f"SELECT 1 FROM {name} LIMIT 1").fetchone() is not None for name in held)


def _quieten(copy: Path) -> int:
    """Hold back what was waiting to be sent, and sign everybody out. Returns how many letters."""
    waiting = ", ".join(f"'{state}'" for state in (*WAITING, LetterState.SENDING))
    with closing(_open(copy)) as connection:
        held = connection.execute(
            f"UPDATE letter SET state = ?, due_at = ?, claimed_at = NULL, server_words = ? WHERE state IN ({waiting})",
            (LetterState.HELD, NEVER.strftime("%Y-%m-%d %H:%M:%S.%f"), HELD_BACK),
        ).rowcount
        now = clock.now().strftime("%Y-%m-%d %H:%M:%S.%f")
        connection.execute("UPDATE signed_in SET ended_at = ? WHERE ended_at IS NULL", (now,))
        connection.execute("UPDATE sign_in_request SET used_at = ? WHERE used_at IS NULL", (now,))
    return held


def restore(folder: Path, *, database: Path, files: Path, known_revisions: set[str], replace: bool = False) -> Kept:
    """Bring a backup back. Raises NotABackup, Damaged, TooNew, and InUse unless `replace`.

    Everything is checked first; the database is put in place at once, so a service that runs
    meanwhile sees the old one or the new one. The caller migrates it afterwards.
    """
    manifest = _manifest_of(folder)
    if manifest["revision"] not in known_revisions:
        raise TooNew(revision=manifest["revision"])
    if not replace and is_in_use(database):
        raise InUse()
    files.mkdir(parents=True, exist_ok=True)
    database.parent.mkdir(parents=True, exist_ok=True)
    kept = [folder / name for name in manifest["files"] if name != DATABASE]
    for path in kept:
        shutil.copy2(path, files / path.name)
    copy = database.with_name(f"{database.name}.restoring")
    copy.unlink(missing_ok=True)
    try:
        shutil.copy2(folder / DATABASE, copy)
        held = _quieten(copy)
        with closing(_open(copy)) as source, closing(_open(database)) as target:
            source.backup(target)
    finally:
        copy.unlink(missing_ok=True)
    if replace:
        _drop_other_files(files, {path.name for path in kept})
    return Kept(manifest["revision"], len(kept), sum(row["bytes"] for row in manifest["files"].values()), held)


def _drop_other_files(files: Path, names: set[str]) -> None:
    """Files of the replaced installation belong to no record any more."""
    for path in files.iterdir():
        if path.is_file() and path.name not in names:
            path.unlink()


def send_held_back() -> int:
    """Let the letters go that a restore held back; each may have been sent before, and says so. Returns how many."""
    return _decide(LetterState.QUEUED, due_at=clock.now(), server_words="", maybe_twice=True)


def discard_held_back() -> int:
    """Withdraw the letters that a restore held back. Returns how many."""
    return _decide(LetterState.WITHDRAWN, server_words="discarded after a restore")


def _decide(state: LetterState, **values) -> int:
    chosen = update(Letter).where(Letter.state == LetterState.HELD, Letter.server_words == HELD_BACK)
    return cast(CursorResult, db.session.execute(chosen.values(state=state, **values))).rowcount
