"""Mail both ways: how letters are worded, when reminders go out, and what came back."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from events.access.models import Officer
from events.database import Base, Moment
from events.delegates.models import Invitation
from events.delegates.states import Incoming, IncomingState, Reminded
from events.event import Event


class Wording(Base):
    """One version of an event's own words for one letter in one language; versions never change."""

    __tablename__ = "wording"
    __table_args__ = (UniqueConstraint("event_id", "letter", "language", "version"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    letter: Mapped[str] = mapped_column(String(60))  # "invitation", "reminder" …
    language: Mapped[str] = mapped_column(String(12), default="en")
    version: Mapped[int]
    subject: Mapped[str] = mapped_column(String(200))
    words: Mapped[str] = mapped_column(Text)
    by_officer_id: Mapped[int | None] = mapped_column(ForeignKey("officer.id", ondelete="SET NULL"), index=True)
    at: Mapped[datetime] = mapped_column(Moment)
    by_officer: Mapped[Officer | None] = relationship()


class Reminder(Base):
    """A reminder that goes out so many days from the reply-by day or the event, at an hour of its zone."""

    __tablename__ = "reminder"

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    to: Mapped[Reminded] = mapped_column(String(16))
    counts_from: Mapped[str] = mapped_column(String(10))  # "reply by" or "event"
    days: Mapped[int]  # negative: before it
    hour: Mapped[int]  # of the event's own clock
    minute: Mapped[int] = mapped_column(default=0)
    # When it goes, as last worked out: where that changes to a moment gone by, it is missed and not sent by surprise.
    due_at: Mapped[datetime] = mapped_column(Moment, index=True)
    # It went out; or its time had passed before it was made, or it concerned nobody.
    sent_at: Mapped[datetime | None] = mapped_column(Moment)
    missed_at: Mapped[datetime | None] = mapped_column(Moment)
    count: Mapped[int] = mapped_column(default=0)
    event: Mapped[Event] = relationship()


class ReceivedMail(Base):
    """One mail that came back: what it was taken for, what became of it, and why."""

    __tablename__ = "received_mail"

    id: Mapped[int] = mapped_column(primary_key=True)
    # SHA-256 of the message: reading the same mailbox again takes nothing twice.
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    event_id: Mapped[int | None] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    invitation_id: Mapped[int | None] = mapped_column(ForeignKey("invitation.id", ondelete="CASCADE"), index=True)
    kind: Mapped[Incoming] = mapped_column(String(16))
    state: Mapped[IncomingState] = mapped_column(String(10))
    reason: Mapped[str] = mapped_column(Text, default="")  # a marked sentence
    facts: Mapped[dict] = mapped_column(JSON, default=dict)  # the reason's values; said, sequence, comment …
    from_name: Mapped[str] = mapped_column(String(200), default="")
    from_address: Mapped[str] = mapped_column(String(254), default="")
    subject: Mapped[str] = mapped_column(String(300), default="")
    text: Mapped[str] = mapped_column(Text, default="")
    received_at: Mapped[datetime] = mapped_column(Moment)
    settled_by_id: Mapped[int | None] = mapped_column(ForeignKey("officer.id", ondelete="SET NULL"), index=True)
    settled_at: Mapped[datetime | None] = mapped_column(Moment)
    keep_until: Mapped[datetime] = mapped_column(Moment)
    event: Mapped[Event | None] = relationship()
    invitation: Mapped[Invitation | None] = relationship()
    settled_by: Mapped[Officer | None] = relationship()
