"""Checking the installation: what is in use, and whether anything is wrong with it."""

import sqlite3
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import func, select, text

from events.agenda.models import Deck
from events.agenda.slide_models import DeckPicture
from events.database import db, journal_mode, reading, wal_is_safe
from events.outbox import Letter
from events.reports import queries


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at: what, what was found, and whether that is as it should be."""

    what: str
    found: str
    is_good: bool = True


def _sqlite_findings() -> list[Finding]:
    version = sqlite3.sqlite_version
    with reading() as session:
        def ask(words: str):
            return session.execute(text(words)).scalar()

        mode, keys = str(ask("PRAGMA journal_mode")).upper(), ask("PRAGMA foreign_keys")
        wait, level = int(ask("PRAGMA busy_timeout") or 0), ask("PRAGMA synchronous")
        whole = str(ask("PRAGMA integrity_check"))
        orphans = len(session.execute(text("PRAGMA foreign_key_check")).all())
    safe = wal_is_safe(sqlite3.sqlite_version_info)
    fault = "free of the WAL-reset fault" if safe else "has the WAL-reset fault, so WAL is not used"
    return [
        Finding("database", f"SQLite {version}, {fault}"),
        Finding("journal mode", mode, mode == journal_mode()),
        Finding("foreign keys", "on" if keys else "off", bool(keys)),
        Finding("busy timeout", f"{wait / 1000:g} seconds", wait >= 15_000),
        Finding("synchronous", {2: "FULL", 1: "NORMAL"}.get(level, str(level)), level == 2),
        Finding("integrity", whole, whole == "ok"),
        Finding("broken references", str(orphans), orphans == 0),
    ]


def _postgresql_findings() -> list[Finding]:
    with reading() as session:
        version = session.execute(text("SHOW server_version")).scalar()
    return [Finding("database", f"PostgreSQL {version}")]


def database_findings() -> list[Finding]:
    """Which database is in use, how it is opened, and whether it is sound."""
    return _sqlite_findings() if db.engine.dialect.name == "sqlite" else _postgresql_findings()


def schema_finding(present: str | None, head: str) -> Finding:
    """Whether the database is at this version's schema."""
    return Finding("schema", present or "none", present == head)


def file_findings(folder: Path) -> list[Finding]:
    """Whether every file that a record names is there."""
    with reading() as session:
        keys = set(session.scalars(select(Deck.file_key).where(Deck.file_key != "")))
        keys |= set(session.scalars(select(DeckPicture.file_key)))
    missing = sorted(key for key in keys if not (folder / key).is_file())
    said = f"{len(keys)} in {folder}" + (f", {len(missing)} missing: {', '.join(missing[:5])}" if missing else "")
    return [Finding("files", said, not missing)]


def letter_findings(mail_url: str, mail_from: str) -> list[Finding]:
    """What is in the outbox, and where letters go. Passwords are not shown."""
    with reading() as session:
        counted = select(Letter.state, func.count(Letter.id)).group_by(Letter.state).order_by(Letter.state)
        rows = session.execute(counted)
        counts = ", ".join(f"{count} {state}" for state, count in rows) or "empty"
        held = queries.letters_held_back()
    kind, _, rest = mail_url.partition(":")
    where = mail_url if kind == "file" else f"{kind}://{rest.lstrip('/').rpartition('@')[2]}"
    found = [Finding("outbox", counts), Finding("mail", f"{where}, from {mail_from}")]
    if held:
        found.append(Finding("held back by a restore", f"{held} letters: see the command held-letters", False))
    return found
