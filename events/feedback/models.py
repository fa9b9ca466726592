"""Remarks and what is made of them. An anonymous remark carries no key to anybody."""

from datetime import date, datetime

from sqlalchemy import Column, Date, ForeignKey, Index, String, Table, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from events.access.models import Officer
from events.agenda.models import AgendaItem, Speaker
from events.database import Base, Moment
from events.delegates.models import Invitation
from events.event import Event
from events.feedback.states import (
    Attribution,
    Disposition,
    RemarkChannel,
    RemarkKind,
    RemarkState,
    SpeakerSays,
    SpokenBy,
)

theming = Table(
    "theming",
    Base.metadata,
    Column("remark_id", ForeignKey("remark.id", ondelete="CASCADE"), primary_key=True),
    Column("theme_id", ForeignKey("theme.id", ondelete="CASCADE"), primary_key=True, index=True),
)


class Theme(Base):
    """A heading that remarks are gathered under."""

    __tablename__ = "theme"
    __table_args__ = (UniqueConstraint("event_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(120))


class Remark(Base):
    """A question or a comment, by phone, on paper, spoken or by mail.

    The key is random and the table is kept in key order (no hidden row numbers on SQLite), so the
    order of writing tells nobody apart. An anonymous remark has a day, an agenda item and the hash
    of its receipt: no invitation, no moment, no history.
    """

    __tablename__ = "remark"
    __table_args__ = (
        UniqueConstraint("event_id", "ref"),
        Index("ix_remark_event_id_state", "event_id", "state"),
        {"sqlite_with_rowid": False},
    )

    id: Mapped[str] = mapped_column(String(32), primary_key=True)  # random hex
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    ref: Mapped[str] = mapped_column(String(20))  # random, but those that a file brings stay
    kind: Mapped[RemarkKind] = mapped_column(String(12))
    state: Mapped[RemarkState] = mapped_column(String(12), default=RemarkState.WAITING)
    channel: Mapped[RemarkChannel] = mapped_column(String(12))
    agenda_item_id: Mapped[int | None] = mapped_column(ForeignKey("agenda_item.id", ondelete="SET NULL"), index=True)
    speaker_id: Mapped[int | None] = mapped_column(ForeignKey("speaker.id", ondelete="SET NULL"), index=True)
    attribution: Mapped[Attribution] = mapped_column(String(24))
    name: Mapped[str] = mapped_column(String(200), default="")
    organisation: Mapped[str] = mapped_column(String(200), default="")
    partnership: Mapped[str] = mapped_column(String(160), default="")
    text: Mapped[str] = mapped_column(Text)
    original: Mapped[str] = mapped_column(Text, default="")  # as first written, where edited; gone if redacted
    is_redacted: Mapped[bool] = mapped_column(default=False)  # the words taken out are gone
    language: Mapped[str] = mapped_column(String(12), default="")
    translation: Mapped[str] = mapped_column(Text, default="")
    # Which action of the plan the writer had before them, as they saw it ("4.3"): a word, not a key.
    about_action: Mapped[str] = mapped_column(String(20), default="")
    receipt_hash: Mapped[str | None] = mapped_column(String(64), unique=True)
    # Only where the writer came by their own link and chose to be named.
    invitation_id: Mapped[int | None] = mapped_column(ForeignKey("invitation.id", ondelete="SET NULL"), index=True)
    wants_to_hear: Mapped[bool] = mapped_column(default=False)
    received_on: Mapped[date] = mapped_column(Date)
    received_at: Mapped[datetime | None] = mapped_column(Moment)  # never for an anonymous one
    table_number: Mapped[str] = mapped_column(String(12), default="")  # where the card was written
    agreed: Mapped[int] = mapped_column(default=0)  # so many at the table agreed, as its sheet says
    spoken_by: Mapped[SpokenBy | None] = mapped_column(String(20))  # what kind of person took the microphone
    merged_into_id: Mapped[str | None] = mapped_column(ForeignKey("remark.id", ondelete="SET NULL"), index=True)
    assigned_to_id: Mapped[int | None] = mapped_column(ForeignKey("officer.id", ondelete="SET NULL"), index=True)
    is_pinned: Mapped[bool] = mapped_column(default=False)
    votes: Mapped[int] = mapped_column(default=0)
    speaker_says: Mapped[SpeakerSays | None] = mapped_column(String(20))
    answer_due_on: Mapped[date | None] = mapped_column(Date)  # the speaker was asked to answer in writing by then
    is_on_wall: Mapped[bool] = mapped_column(default=True)
    is_being_answered: Mapped[bool] = mapped_column(default=False)
    wall_position: Mapped[int] = mapped_column(default=0)
    hidden_reason: Mapped[str] = mapped_column(Text, default="")
    disposition: Mapped[Disposition | None] = mapped_column(String(20))
    disposition_reason: Mapped[str] = mapped_column(Text, default="")
    keep_until: Mapped[datetime] = mapped_column(Moment)
    event: Mapped[Event] = relationship()
    agenda_item: Mapped[AgendaItem | None] = relationship()
    speaker: Mapped[Speaker | None] = relationship()
    invitation: Mapped[Invitation | None] = relationship()
    merged_into: Mapped["Remark | None"] = relationship(remote_side=[id])
    assigned_to: Mapped[Officer | None] = relationship()
    themes: Mapped[list[Theme]] = relationship(secondary=theming, order_by=Theme.name)
    answers: Mapped[list["Answer"]] = relationship(back_populates="remark", order_by="Answer.id")


class Answer(Base):
    """What was said or written in answer to a remark."""

    __tablename__ = "answer"

    id: Mapped[int] = mapped_column(primary_key=True)
    remark_id: Mapped[str] = mapped_column(ForeignKey("remark.id", ondelete="CASCADE"), index=True)
    text: Mapped[str] = mapped_column(Text)
    speaker_id: Mapped[int | None] = mapped_column(ForeignKey("speaker.id", ondelete="SET NULL"), index=True)
    is_published: Mapped[bool] = mapped_column(default=False)
    waits_for_approval: Mapped[bool] = mapped_column(default=False)  # a speaker wrote it, and nobody has read it yet
    answered_on: Mapped[date] = mapped_column(Date)
    remark: Mapped[Remark] = relationship(back_populates="answers")
    speaker: Mapped[Speaker | None] = relationship()


class RoomVersion(Base):
    """One number for each event that rises with every change the wall or the room shows: polled by phones."""

    __tablename__ = "room_version"

    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), primary_key=True)
    number: Mapped[int] = mapped_column(default=1)
