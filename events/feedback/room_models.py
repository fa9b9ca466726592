"""How an event's room is set, what moderators note beside a remark, votes, cards and the scribes' links."""

from datetime import date, datetime

from sqlalchemy import Date, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from events.access.models import Officer
from events.database import Base, Moment
from events.event import Event
from events.feedback.models import Remark
from events.feedback.states import Disposition, ScribeLinkKind, WallOrder


class Room(Base):
    """How an event's room is set. Without a row everything is as it begins: moderated, open, no votes."""

    __tablename__ = "room"

    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), primary_key=True)
    takes_votes: Mapped[bool] = mapped_column(default=False)
    order: Mapped[WallOrder] = mapped_column(String(12), default=WallOrder.MODERATOR)
    is_paused: Mapped[bool] = mapped_column(default=False)  # nobody can send anything just now
    is_blank: Mapped[bool] = mapped_column(default=False)  # the wall shows nothing of what was sent
    opens_at: Mapped[datetime | None] = mapped_column(Moment)  # None: as soon as the event is made
    closes_at: Mapped[datetime | None] = mapped_column(Moment)  # None: two weeks after the event
    said_public_at: Mapped[datetime | None] = mapped_column(Moment)  # "what was said" is a public page from then on
    lead_telephone: Mapped[str] = mapped_column(String(40), default="")  # of the safeguarding lead
    deputy_id: Mapped[int | None] = mapped_column(ForeignKey("officer.id", ondelete="SET NULL"), index=True)
    deputy_telephone: Mapped[str] = mapped_column(String(40), default="")
    event: Mapped[Event] = relationship()
    deputy: Mapped[Officer | None] = relationship()


class RemarkNote(Base):
    """What an officer noted beside a remark, for officers alone: in no export and on no page but the desk's."""

    __tablename__ = "remark_note"

    id: Mapped[int] = mapped_column(primary_key=True)
    remark_id: Mapped[str] = mapped_column(ForeignKey("remark.id", ondelete="CASCADE"), index=True)
    officer_id: Mapped[int | None] = mapped_column(ForeignKey("officer.id", ondelete="SET NULL"), index=True)
    words: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(Moment)
    keep_until: Mapped[datetime] = mapped_column(Moment)
    remark: Mapped[Remark] = relationship()
    officer: Mapped[Officer | None] = relationship()


class SafeguardingFlag(Base):
    """A remark was withheld: when, who has been written to, and who has taken it on."""

    __tablename__ = "safeguarding_flag"

    remark_id: Mapped[str] = mapped_column(ForeignKey("remark.id", ondelete="CASCADE"), primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    flagged_at: Mapped[datetime] = mapped_column(Moment)
    acknowledged_at: Mapped[datetime | None] = mapped_column(Moment)
    acknowledged_by_id: Mapped[int | None] = mapped_column(ForeignKey("officer.id", ondelete="SET NULL"), index=True)
    deputy_told_at: Mapped[datetime | None] = mapped_column(Moment)
    outcome: Mapped[str] = mapped_column(Text, default="")  # what the lead did about it, for leads alone
    closed_at: Mapped[datetime | None] = mapped_column(Moment)
    remark: Mapped[Remark] = relationship()
    acknowledged_by: Mapped[Officer | None] = relationship()


class Vote(Base):
    """One browser's vote for one question.

    The key is a one-way function of the browser's random cookie and the remark, so a cookie stands in no table, two
    votes of one browser cannot be told to be its, and the table stands in the order of keys, not of votes.
    """

    __tablename__ = "vote"
    __table_args__ = {"sqlite_with_rowid": False}

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    remark_id: Mapped[str] = mapped_column(ForeignKey("remark.id", ondelete="CASCADE"), index=True)


class FurtherDisposition(Base):
    """What became of a remark where it concerns a second action, or a third: one for each, beside its own."""

    __tablename__ = "further_disposition"
    __table_args__ = (UniqueConstraint("remark_id", "about_action"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    remark_id: Mapped[str] = mapped_column(ForeignKey("remark.id", ondelete="CASCADE"))
    about_action: Mapped[str] = mapped_column(String(20))  # as people read it ("4.3"): a word, not a key
    disposition: Mapped[Disposition] = mapped_column(String(20))
    reason: Mapped[str] = mapped_column(Text)
    remark: Mapped[Remark] = relationship()


class Card(Base):
    """A printed card: its serial becomes the ref of what is written on it. The receipt stands on the tear-off alone."""

    __tablename__ = "card"
    __table_args__ = {"sqlite_with_rowid": False}

    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), primary_key=True)
    ref: Mapped[str] = mapped_column(String(20), primary_key=True)  # random: serials handed out in a row tell nothing
    receipt_hash: Mapped[str] = mapped_column(String(64), unique=True)
    printed_on: Mapped[date] = mapped_column(Date)


class ScribeLink(Base):
    """A link for one evening for somebody who enters cards or what a table says, and needs no account."""

    __tablename__ = "scribe_link"

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    ref: Mapped[str] = mapped_column(String(20), unique=True)  # random: stands in the link
    link_version: Mapped[int] = mapped_column(default=1)
    kind: Mapped[ScribeLinkKind] = mapped_column(String(12))
    name: Mapped[str] = mapped_column(String(160))  # whom it is for
    table_number: Mapped[str] = mapped_column(String(12), default="")
    good_on: Mapped[date] = mapped_column(Date)  # the evening, by the event's own clock
    closed_at: Mapped[datetime | None] = mapped_column(Moment)
    created_at: Mapped[datetime] = mapped_column(Moment)
    keep_until: Mapped[datetime] = mapped_column(Moment)
    event: Mapped[Event] = relationship()
