"""An examiner who wants to know who wrote which anonymous remark, and has everything: database, files, key and logs.

They know the forty delegates, their links, their cookies, their addresses and the second at which each of them sent
something. What they do not know is which remark it was. Each method is a name and a guess; a rehearsal, where the
examiner plays an evening of their own and knows the answers, tells them which method to trust.
"""

import hashlib
import hmac
import re
import secrets
import sqlite3
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import psycopg

from events.feedback import receipts

PAGE = 4096  # bytes of SQLite's pages; PostgreSQL's are twice as long, which changes no order
RECEIPT = re.compile(receipts.SHAPE.pattern)
Guess = dict[str, int]  # a remark's id -> a delegate's place in the list


@dataclass
class Delegate:
    """All that is known of one delegate."""

    invitation_id: int
    contact_id: int
    known: list[str]  # name, e-mail, link, token, address, cookie …: whatever a trace could be made of
    sent_at: datetime


@dataclass
class Evidence:
    """What lies before the examiner."""

    slug: str
    folder: Path
    secret: str
    log: Path
    delegates: list[Delegate]
    database_url: str = ""  # of PostgreSQL
    remarks: list[dict] = field(default_factory=list)

    def by_time(self) -> list[int]:
        """The delegates' places in the order in which they sent."""
        return sorted(range(len(self.delegates)), key=lambda place: self.delegates[place].sent_at)


def in_order(evidence: Evidence, keys: dict[str, object]) -> dict[str, Guess]:
    """Two guesses from something that sorts remarks: the first is the earliest sender's, or the last is."""
    try:
        ranked = sorted(keys, key=lambda remark: (keys[remark], secrets.randbits(30)))  # type: ignore[return-value]
    except TypeError:
        return {}
    if len(set(map(str, keys.values()))) < 2:
        return {}
    senders = evidence.by_time()
    step = len(senders) / len(ranked)
    forward = {remark: senders[int(rank * step)] for rank, remark in enumerate(ranked)}
    backward = {remark: senders[int(rank * step)] for rank, remark in enumerate(reversed(ranked))}
    return {"up": forward, "down": backward}


class Tables:
    """Every table with every column, hidden ones too: SQLite's row numbers, PostgreSQL's places and transactions."""

    def __init__(self, evidence: Evidence):
        """Read it all, past the product."""
        self.rows: dict[str, list[dict]] = {}
        if evidence.database_url:
            with psycopg.connect(evidence.database_url) as connection:
                names = [row[0] for row in connection.execute(
                    "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace")]
                place = "(ctid::text::point)[0] * 10000 + (ctid::text::point)[1] AS ctid"
                for name in names:
                    self._keep(name, connection.execute(f'SELECT {place}, xmin::text::bigint AS xmin, * FROM "{name}"'))
        for path in evidence.folder.rglob("*.sqlite3"):
            with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as connection:
                for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
                    try:
                        rows = connection.execute(f'SELECT rowid AS row_number, * FROM "{name}"')
                    except sqlite3.OperationalError:  # a table without row numbers
                        rows = connection.execute(f'SELECT * FROM "{name}"')
                    self._keep(f"{path.name} {name}", rows)

    def _keep(self, name: str, cursor) -> None:
        columns = [column[0] for column in cursor.description]
        self.rows[name] = [
            {"place": place} | dict(zip(columns, row, strict=True)) for place, row in enumerate(cursor.fetchall())
        ]

    def remarks(self) -> list[dict]:
        """The remarks themselves, each once."""
        return [row for name, rows in self.rows.items() if name.split()[-1] == "remark" for row in rows]


def naming(evidence: Evidence) -> dict[str, str]:
    """Words by which a remark is named somewhere: id, ref, hash of its receipt."""
    return {row[word]: row["id"] for row in evidence.remarks for word in ("id", "ref", "receipt_hash")}


def remark_in(words: str, names: dict[str, str]) -> str | None:
    """The remark that some words mention, by a name of it or by its receipt."""
    for word in re.findall(r"[0-9A-Za-z-]+", words):
        if word in names:
            return names[word]
    for match in RECEIPT.finditer(words):
        if receipts.hash_of(match.group()) in names:
            return names[receipts.hash_of(match.group())]
    return None


def sender_in(words: str, evidence: Evidence) -> int | None:
    """The delegate whom some words mention, if it is one alone."""
    found = {place for place, delegate in enumerate(evidence.delegates) if any(
        known and re.search(rf"(?<![\w.]){re.escape(known)}(?![\w.])", words) for known in delegate.known)}
    return found.pop() if len(found) == 1 else None


def from_tables(evidence: Evidence, tables: Tables) -> dict[str, Guess]:
    """Order by every column of every row that mentions a remark; and rows that mention a remark and a delegate."""
    guesses: dict[str, Guess] = {}
    names, by_id = naming(evidence), {d.invitation_id: n for n, d in enumerate(evidence.delegates)}
    for table, rows in tables.rows.items():
        keyed: dict[str, dict[str, object]] = {}
        direct: Guess = {}
        for row in rows:
            said = " ".join(str(value) for value in row.values())
            remark = remark_in(said, names)
            if remark is None:
                continue
            for column, value in row.items():
                if value is not None:
                    keyed.setdefault(column, {}).setdefault(remark, value)  # the earliest row counts
            sender = by_id.get(row.get("invitation_id"), sender_in(said, evidence))
            if sender is not None:
                direct[remark] = sender
        guesses[f"{table}: both in one row"] = direct
        for column, keys in keyed.items():
            for way, guess in in_order(evidence, keys).items():
                guesses[f"{table}.{column} {way}"] = guess
    return guesses


def files_of(evidence: Evidence) -> dict[str, bytes]:
    """Every file as bytes: the instance folder, and PostgreSQL's tables and indexes as they lie on the disk."""
    found = {str(p.relative_to(evidence.folder)): p.read_bytes() for p in evidence.folder.rglob("*") if p.is_file()}
    if evidence.database_url:
        with psycopg.connect(evidence.database_url, autocommit=True) as connection:
            connection.execute("CHECKPOINT")
            rows = connection.execute(
                "SELECT relname, pg_read_binary_file(pg_relation_filepath(oid)) FROM pg_class WHERE relkind IN "
                "('r', 'i') AND relnamespace = 'public'::regnamespace AND pg_relation_size(oid) > 0").fetchall()
            found |= {name: bytes(content) for name, content in rows}
    return found


def places_of(needle: bytes, content: bytes) -> list[int]:
    """Where the bytes stand."""
    found, at = [], content.find(needle)
    while at >= 0:
        found.append(at)
        at = content.find(needle, at + 1)
    return found


def from_files(evidence: Evidence) -> dict[str, Guess]:
    """The order in which remarks lie in each file: free pages, places within pages, what a journal left behind."""
    guesses: dict[str, Guess] = {}
    for name, content in files_of(evidence).items():
        for word in ("id", "ref", "receipt_hash", "text"):
            places = {row["id"]: places_of(row[word][:40].encode(), content) for row in evidence.remarks}
            places = {remark: found for remark, found in places.items() if found}
            if len(places) < 2:
                continue
            for which, pick in (("first", min), ("last", max)):
                plain = {remark: pick(found) for remark, found in places.items()}
                turned = {remark: (at // PAGE, -at) for remark, at in plain.items()}
                for how, keys in (("", plain), (" from each page's end", turned)):
                    for way, guess in in_order(evidence, keys).items():
                        guesses[f"file {name}: {which} {word}{how} {way}"] = guess
    return guesses


def from_receipts(evidence: Evidence) -> dict[str, Guess]:
    """Receipts and hashes made of what a delegate holds, with and without the secret key."""
    hashes = {row["receipt_hash"]: row["id"] for row in evidence.remarks}
    guess: Guess = {}
    for place, delegate in enumerate(evidence.delegates):
        for known in [*delegate.known, str(delegate.invitation_id), str(delegate.contact_id)]:
            keyed = hmac.new(evidence.secret.encode(), known.encode(), hashlib.sha256).hexdigest()
            for word in (known, keyed, evidence.secret + known):
                tried = (receipts.receipt_of(evidence.slug, word), word)
                for found in [receipts.hash_of(receipt) for receipt in tried] + [word]:
                    if found in hashes:
                        guess[hashes[found]] = place
    return {"receipts made of what delegates hold": guess}


def from_log(evidence: Evidence) -> dict[str, Guess]:
    """Lines that mention a remark: with its sender, or in their order."""
    names, direct, order = naming(evidence), {}, {}
    for number, line in enumerate(evidence.log.read_text("utf-8").splitlines()):
        remark = remark_in(line, names)
        if remark is not None:
            order.setdefault(remark, number)
            sender = sender_in(line, evidence)
            if sender is not None:
                direct[remark] = sender
    return {"log: both in one line": direct} | {
        f"log: order {way}": guess for way, guess in in_order(evidence, order).items()}


def examine(evidence: Evidence) -> dict[str, Guess]:
    """Every method with its guess."""
    tables = Tables(evidence)
    evidence.remarks = tables.remarks()
    return from_tables(evidence, tables) | from_files(evidence) | from_receipts(evidence) | from_log(evidence)
