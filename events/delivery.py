"""The sending of letters: claim in one short transaction, talk to the server in none, mark in another.

At least once, never lost: a worker that dies after the server's yes and before our mark leaves the
row claimed; the sweep puts it back and says that it may have been sent twice (same Message-ID).
"""

import json
import logging
import secrets
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from email.headerregistry import Address
from typing import Any

from flask import current_app
from sqlalchemy import bindparam, func, select, update

from events import carriers, clock, council, letters, messages, pace
from events.carriers import Parcel
from events.database import db, reading, unit_of_work
from events.outbox import WAITING, Letter, LetterState

log = logging.getLogger("soundings.delivery")

STALE_AFTER = timedelta(minutes=11)  # longer than the slowest server may keep us waiting for one letter
GAPS = [timedelta(minutes=m) for m in (1, 5, 20, 60, 180, 360, 720, 1440)]
BATCH = 100  # at most so many are claimed together, and about as many as leave in a second
FIRST = 20
MARK_EVERY = 0.25  # seconds: what a worker that dies may have sent without our knowing
LET_GO_AFTER = 60  # seconds: what is claimed and not begun goes back, so that nobody sweeps it up meanwhile
PREPARED_FOR = 60  # seconds: words of the council or the event may have changed since

_running = threading.Lock()
_more = threading.Event()
# Set when the worker is told to end: the letter in hand is finished and marked, the others go back.
ending = threading.Event()


def sweep() -> int:
    """Put back what a dead worker had claimed; it may have been sent, and the row says so."""
    with unit_of_work():
        return db.session.execute(  # type: ignore[attr-defined]
            update(Letter)
            .where(Letter.state == LetterState.SENDING, Letter.claimed_at < clock.now() - STALE_AFTER)
            .values(state=LetterState.RETRYING, due_at=clock.now(), maybe_twice=True)
        ).rowcount


def _next_due(most: int) -> list[int]:
    """The letters to send next: single ones before those of a sending, the longest due first."""
    now = clock.now()
    for of_sending in (False, True):
        for state in (LetterState.QUEUED, LetterState.HELD, LetterState.RETRYING):
            rows = select(Letter.id).where(
                Letter.state == state, Letter.of_sending.is_(of_sending), Letter.due_at <= now
            )
            rows = rows.order_by(Letter.due_at, Letter.id).limit(most).with_for_update(skip_locked=True)
            if found := list(db.session.scalars(rows)):
                return found
    return []


def _claim(most: int) -> tuple[str, list[int]]:
    """Take the next few due letters, as many as the pace allows: the claim's name, and their keys."""
    claim = secrets.token_hex(8)
    with unit_of_work():
        allowed = pace.allowance(most)
        ids = _next_due(allowed) if allowed else []
        if ids:
            db.session.execute(
                update(Letter).where(Letter.id.in_(ids)).values(
                    state=LetterState.SENDING, claimed_at=clock.now(), claim=claim, tries=Letter.tries + 1
                ).execution_options(synchronize_session=False)
            )
    return claim, ids


def _is_anything_due() -> bool:
    with reading():
        rows = select(func.count()).where(Letter.state.in_(WAITING), Letter.due_at <= clock.now())
        return bool(db.session.scalar(rows))


class _Writer:
    """Composes letters; what many of them share is prepared once."""

    def __init__(self) -> None:
        self.prepared: dict[tuple, tuple[float, Any]] = {}

    def _shared(self, row: Letter, composer: letters.Composer):
        key = (row.name, row.language, row.wording_version, json.dumps(row.facts, sort_keys=True))
        at, shared = self.prepared.get(key, (0.0, None))
        if not at or at < time.monotonic() - PREPARED_FOR:
            if len(self.prepared) >= 20:
                self.prepared.clear()
            shared = composer.prepare(row)
            self.prepared[key] = (time.monotonic(), shared)
        return shared

    def parcels(self, ids: list[int]) -> list[tuple[int, Parcel | None, str]]:
        """(key, message, or else what is wrong) of each letter, in order. Read in a transaction that ends here."""
        with reading():
            rows = list(db.session.scalars(select(Letter).where(Letter.id.in_(ids)).order_by(Letter.id)))
            sender = Address(
                display_name=messages.header_words(council.ours().name), addr_spec=current_app.config["MAIL_FROM"]
            )
            kept = []  # held until all are filled, so that none is read again
            for name in sorted({row.name for row in rows}):
                try:
                    kept.append(letters.composer(name).gather([row for row in rows if row.name == name]))
                except Exception:  # each of them says so below
                    log.exception("what letters %s are about could not be read", name)
            return [(row.id, *self._parcel(row, sender)) for row in rows]

    def _parcel(self, row: Letter, sender: Address) -> tuple[Parcel | None, str]:
        try:
            composer = letters.composer(row.name)
            mail = composer.fill(self._shared(row, composer), row)
            to = messages.address_of(row.to_name, row.to_address)
            content = messages.message_of(mail, to=to, sender=sender, message_id=row.message_id, at=clock.now())
            return Parcel(row.message_id, sender.addr_spec, to.addr_spec, content), ""
        except Exception as error:  # one odd name must not stop four hundred letters
            log.exception("letter %s could not be written", row.id)
            return None, f"could not be written: {error}"


class _Marks:
    """What became of the letters of one claim, written several at a time."""

    def __init__(self, claim: str) -> None:
        self.claim, self.written_at = claim, time.monotonic()
        self.rows: list[dict] = []

    def add(self, letter_id: int, **values) -> None:
        """Note one; written at once where the last writing is a while ago."""
        self.rows.append({"letter": letter_id} | values)
        if time.monotonic() - self.written_at > MARK_EVERY:
            self.write()

    def write(self) -> None:
        """Write what is noted; only rows that are still ours."""
        if self.rows:
            with unit_of_work():
                for names in {tuple(sorted(row)) for row in self.rows}:
                    self._write([row for row in self.rows if tuple(sorted(row)) == names], names)
            self.rows = []
        self.written_at = time.monotonic()

    def _write(self, rows: list[dict], names: tuple[str, ...]) -> None:
        table = Letter.__table__
        values: dict[str, Any] = {name: bindparam(f"new_{name}") for name in names if name != "letter"}
        marked = update(table).where(  # type: ignore[arg-type]
            table.c.id == bindparam("letter"), table.c.state == LetterState.SENDING, table.c.claim == self.claim
        ).values(**values)
        db.session.connection().execute(marked, [
            {name if name == "letter" else f"new_{name}": value for name, value in row.items()} for row in rows
        ])

    def give_back(self, ids: list[int], *, wait: timedelta = timedelta(0), words: str = "") -> None:
        """Letters that were claimed and not tried go back, without counting a try."""
        self.write()
        values: dict[str, Any] = {"claimed_at": None, "tries": Letter.tries - 1, "due_at": clock.now() + wait}
        if words:
            values["server_words"] = words
        with unit_of_work():
            db.session.execute(
                update(Letter).where(Letter.id.in_(ids), Letter.claim == self.claim,
                                     Letter.state == LetterState.SENDING)
                .values(state=LetterState.RETRYING if words else LetterState.QUEUED, **values)
                .execution_options(synchronize_session=False)
            )


def _later(marks: _Marks, letter_id: int, words: str, **values) -> None:
    """The server said "later", or nothing: try again after a gap that grows, and not for ever."""
    with reading():
        tries = db.session.scalar(select(Letter.tries).where(Letter.id == letter_id)) or 1
    if tries > len(GAPS):
        marks.add(letter_id, state=LetterState.FAILED, server_words=words, **values)
    else:
        marks.add(letter_id, state=LetterState.RETRYING, due_at=clock.now() + GAPS[tries - 1], server_words=words,
                  **values)


def _send(carrier, marks: _Marks, letter_id: int, parcel: Parcel) -> bool:
    """Send one letter and mark it; whether it was handed over. Raises Away, with the letter not marked."""
    try:
        words = carrier.send(parcel)
    except carriers.Refused as refused:
        if refused.for_good:
            marks.add(letter_id, state=LetterState.FAILED, server_words=refused.words)
        else:
            _later(marks, letter_id, refused.words)
        return False
    except carriers.Away as problem:
        if not problem.maybe_arrived:
            raise
        _later(marks, letter_id, problem.words, maybe_twice=True)
        return False
    marks.add(letter_id, state=LetterState.SENT, sent_at=clock.now(), server_words=words)
    return True


def _send_claimed(carrier, writer: _Writer, claim: str, ids: list[int]) -> int:
    """Send what was claimed; how many were handed over. Raises Away, with every letter marked or given back."""
    began, marks, handed = time.monotonic(), _Marks(claim), 0
    rows = writer.parcels(ids)
    for place, (letter_id, parcel, problem) in enumerate(rows):
        rest = [row[0] for row in rows[place:]]
        if place and (ending.is_set() or time.monotonic() - began > LET_GO_AFTER):
            marks.give_back(rest)
            return handed
        if parcel is None:
            marks.add(letter_id, state=LetterState.FAILED, server_words=problem)
            continue
        try:
            handed += _send(carrier, marks, letter_id, parcel)
        except carriers.Away as away:
            marks.give_back(rest, wait=GAPS[0], words=away.words)
            raise
    marks.write()
    return handed


def _work_off(place: int, patience: float) -> int:
    """One connection's work: claim, send, mark, until nothing is due. Returns how many were handed over."""
    carrier, writer = carriers.carrier_of(current_app.config["MAIL_URL"]), _Writer()
    handed, most, waits_until = 0, FIRST, time.monotonic() + patience
    try:
        while not ending.is_set():
            with reading():
                if place >= pace.present().connections:
                    break
            claim, ids = _claim(most)
            if ids:
                began = time.monotonic()
                handed += _send_claimed(carrier, writer, claim, ids)
                most = max(1, min(BATCH, int(len(ids) / max(0.01, time.monotonic() - began))))
            elif time.monotonic() < waits_until and _is_anything_due():
                ending.wait(2)  # the pace holds them back
            else:
                break
    except carriers.Away as away:
        log.warning("the mail server is away: %s", away.words)
        if away.too_much:
            pace.slow_down(away.words)
    finally:
        carrier.close()
    return handed


def _work_off_beside(app, place: int, patience: float) -> int:
    with app.app_context():
        return _work_off(place, patience)


def _deliver_once(patience: float) -> int:
    sweep()
    with reading():
        connections = pace.present().connections
    if connections == 1:
        return _work_off(0, patience)
    app = current_app._get_current_object()  # type: ignore[attr-defined]
    with ThreadPoolExecutor(connections, thread_name_prefix="mail") as pool:
        work = [pool.submit(_work_off_beside, app, place, patience) for place in range(connections)]
        return sum(one.result() for one in work)


def deliver(patience: float = float("inf")) -> int:
    """Send what is due now and return how many letters were handed over.

    One run at a time in a process: another that is asked for meanwhile leaves its letters to the first.
    `patience` is how many seconds it waits in all where the pace holds letters back.
    """
    if not _running.acquire(blocking=False):
        _more.set()
        return 0
    try:
        handed = 0
        while True:
            _more.clear()
            handed += _deliver_once(patience)
            if not _more.is_set() or ending.is_set():
                return handed
    finally:
        _running.release()


def deliver_for_a_while() -> int:
    """As `deliver`, for the clock: whatever else it has to do must not wait until a slow sending has left."""
    return deliver(patience=30)
