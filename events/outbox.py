"""The outbox: letters as rows of the transaction that caused them. `delivery.py` sends them.

A row freezes what the letter says (name, wording version, language, facts), never a link: so
nothing in the database opens a door.
"""

import enum
import secrets
from datetime import datetime, timedelta

from sqlalchemy import JSON, ForeignKey, Index, String, Text, func, insert, select, update
from sqlalchemy.orm import Mapped, mapped_column

from events import clock
from events.database import Base, Moment, db
from events.event import KEPT_AFTER, Event


class LetterState(enum.StrEnum):
    """Where one letter stands."""

    HELD = "held"  # may still be called back until `due_at`
    QUEUED = "queued"
    SENDING = "sending"  # claimed by a worker that talks to the mail server now
    SENT = "sent"
    RETRYING = "retrying"  # the server said "later" (4xx) or could not be reached
    FAILED = "failed"  # the server said no (5xx); its words are kept
    WITHDRAWN = "withdrawn"  # called back, or its reason went away, before it left


# Where the transaction notes that it put letters in the outbox, for the worker to be told after the commit.
# A set of holds, since it is told to look again when each is over.
POSTED = "letters posted"
WAITING = (LetterState.HELD, LetterState.QUEUED, LetterState.RETRYING)


class Letter(Base):
    """One mail to one person."""

    __tablename__ = "letter"
    __table_args__ = (Index("ix_letter_state_of_sending_due_at", "state", "of_sending", "due_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int | None] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(60))  # which composer: "delegates/invitation"
    # The record it is about, by table and key: the composer derives the link from it.
    record: Mapped[str] = mapped_column(String(60), index=True)
    batch: Mapped[str] = mapped_column(String(60), default="")  # one sending
    # One of many: somebody's sign-in code must not wait until ten thousand invitations have left.
    of_sending: Mapped[bool] = mapped_column(default=False)
    to_name: Mapped[str] = mapped_column(String(200))
    to_address: Mapped[str] = mapped_column(String(254))
    wording_version: Mapped[int] = mapped_column(default=0)  # 0: the house's own words
    language: Mapped[str] = mapped_column(String(12), default="en")
    facts: Mapped[dict] = mapped_column(JSON, default=dict)
    # Left half of the Message-ID: a repeat after a crash carries the same one.
    message_id: Mapped[str] = mapped_column(String(64), unique=True)
    state: Mapped[LetterState] = mapped_column(String(12), default=LetterState.QUEUED)
    due_at: Mapped[datetime] = mapped_column(Moment)
    claimed_at: Mapped[datetime | None] = mapped_column(Moment, index=True)
    claim: Mapped[str] = mapped_column(String(16), default="")  # whose turn it is: a worker marks its own alone
    tries: Mapped[int] = mapped_column(default=0)
    sent_at: Mapped[datetime | None] = mapped_column(Moment)
    # Set when the server had all of it and its yes was not heard, or not marked: said openly to the organiser.
    maybe_twice: Mapped[bool] = mapped_column(default=False)
    server_words: Mapped[str] = mapped_column(Text, default="")
    created_at: Mapped[datetime] = mapped_column(Moment)
    keep_until: Mapped[datetime] = mapped_column(Moment)


def post(
    name: str,
    *,
    about,
    to_name: str,
    to_address: str,
    event: Event | None = None,
    facts: dict | None = None,
    batch: str = "",
    hold: timedelta = timedelta(0),
    language: str = "en",
    wording_version: int = 0,
) -> Letter:
    """Put one letter in the outbox, in the transaction of what caused it.

    `about` is the stored record that the composer finds again; `hold` is how long it may still
    be called back. Leaves after the commit.
    """
    row = _row(name, about=about, to_name=to_name, to_address=to_address, event=event, facts=facts or {}, batch=batch,
               hold=hold, language=language, wording_version=wording_version)
    letter = Letter(**row)
    db.session.add(letter)
    db.session.info.setdefault(POSTED, set()).add(hold)
    return letter


def _row(name: str, *, about, event: Event | None, batch: str, hold: timedelta, **values) -> dict:
    now = clock.now()
    return values | {
        "event_id": event.id if event else None,
        "name": name,
        "record": f"{about.__tablename__} {about.id}",
        "batch": batch or secrets.token_hex(8),
        "of_sending": bool(batch),
        "message_id": secrets.token_hex(16),
        "state": LetterState.HELD if hold else LetterState.QUEUED,
        "due_at": now + hold,
        "created_at": now,
        "keep_until": (event.ends_at if event else now) + KEPT_AFTER,
    }


def post_all(name: str, people: list[dict], *, event: Event, batch: str, hold: timedelta = timedelta(0)) -> None:
    """Put the letters of a sending in the outbox, in one statement however many they are.

    `people`: for each {about, to_name, to_address, facts, language, wording_version}, as for `post`.
    """
    db.session.flush()  # who is new has a key from now on
    rows = [_row(name, event=event, batch=batch, hold=hold, **person) for person in people]
    if rows:
        db.session.execute(insert(Letter), rows)
        db.session.info.setdefault(POSTED, set()).add(hold)


def post_again(letter: Letter, *, to_name: str, to_address: str, facts: dict) -> None:
    """Put a letter that failed in the outbox once more, in the open transaction; it leaves after the commit.

    Under a new Message-ID: what still comes back of the first try must not be taken for this one's.
    """
    letter.to_name, letter.to_address, letter.facts = to_name, to_address, facts
    letter.message_id, letter.server_words = secrets.token_hex(16), ""
    letter.state, letter.due_at, letter.tries = LetterState.QUEUED, clock.now(), 0
    letter.claim, letter.claimed_at = "", None
    db.session.info.setdefault(POSTED, set()).add(timedelta(0))


def withdraw(*, about=None, batch: str = "", name: str = "", event: Event | None = None, stage: str = "") -> int:
    """Call back letters that have not left: by record, by batch, or a stage's of a whole event. Returns how many."""
    if about is None and not batch and not (event and stage):
        raise ValueError("say which letters: a record, a batch, or an event and a stage")
    chosen = update(Letter).where(Letter.state.in_(WAITING))
    if about is not None:
        chosen = chosen.where(Letter.record == f"{about.__tablename__} {about.id}")
    if batch:
        chosen = chosen.where(Letter.batch == batch)
    if name:
        chosen = chosen.where(Letter.name == name)
    if event is not None:
        chosen = chosen.where(Letter.event_id == event.id, Letter.name.startswith(f"{stage}/"))
    return db.session.execute(chosen.values(state=LetterState.WITHDRAWN)).rowcount  # type: ignore[attr-defined]


def about(record) -> list[Letter]:
    """The letters about a record, newest first."""
    rows = select(Letter).where(Letter.record == f"{record.__tablename__} {record.id}")
    return list(db.session.scalars(rows.order_by(Letter.created_at.desc(), Letter.id.desc())))


def left(batch: str) -> int:
    """How many letters of a batch have left, or are leaving now: those cannot be called back."""
    gone = (LetterState.SENDING, LetterState.SENT, LetterState.FAILED)
    rows = select(func.count()).select_from(Letter).where(Letter.batch == batch, Letter.state.in_(gone))
    return db.session.scalar(rows) or 0
