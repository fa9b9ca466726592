"""Ask, check, decide: what was looked into before somebody speaks, a venue is used or a body is given a stall.

Rows are only added. What is decided later is a further row, so that it stays known what was thought before.
"""

from datetime import date, datetime

from sqlalchemy import Date, ForeignKey, String, Text
from sqlalchemy import event as sql_event
from sqlalchemy.orm import Mapped, mapped_column, relationship

from events.access.models import Officer
from events.agenda.models import Speaker
from events.agenda.states import VettingOutcome, VettingSubject
from events.database import Base, Moment
from events.event import Event


class VettingIsAppendOnly(RuntimeError):
    """Somebody tried to change or delete what was asked, found or decided."""


class VettingUse(Base):
    """An event that uses these checks. Events without a row do not."""

    __tablename__ = "vetting_use"

    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), primary_key=True)
    begun_at: Mapped[datetime] = mapped_column(Moment)


class Vetting(Base):
    """What is looked into: a speaker, the venue, or a body named in free words."""

    __tablename__ = "vetting"

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    subject: Mapped[VettingSubject] = mapped_column(String(8))
    speaker_id: Mapped[int | None] = mapped_column(ForeignKey("speaker.id", ondelete="CASCADE"), unique=True)
    name: Mapped[str] = mapped_column(String(200), default="")  # of the venue as it was then, or of a body
    made_at: Mapped[datetime] = mapped_column(Moment)
    keep_until: Mapped[datetime] = mapped_column(Moment)
    event: Mapped[Event] = relationship()
    speaker: Mapped[Speaker | None] = relationship()

    @property
    def called(self) -> str:
        """The speaker's name as it is now, or the name of the venue or body."""
        return self.speaker.name if self.speaker else self.name


class VettingAsked(Base):
    """The first step, ask: what will be said and who invited them."""

    __tablename__ = "vetting_asked"

    id: Mapped[int] = mapped_column(primary_key=True)
    vetting_id: Mapped[int] = mapped_column(ForeignKey("vetting.id", ondelete="CASCADE"), index=True)
    what: Mapped[str] = mapped_column(Text)  # will be said or done
    invited_by: Mapped[str] = mapped_column(String(200), default="")
    organisation: Mapped[str] = mapped_column(Text, default="")
    before: Mapped[str] = mapped_column(Text, default="")  # earlier talks, or earlier events there
    funding: Mapped[str] = mapped_column(Text, default="")
    by_id: Mapped[int | None] = mapped_column(ForeignKey("officer.id", ondelete="SET NULL"), index=True)
    at: Mapped[datetime] = mapped_column(Moment)
    by: Mapped[Officer | None] = relationship()


class VettingFinding(Base):
    """The second step, check: one source that was looked at, or one question that was answered."""

    __tablename__ = "vetting_finding"

    id: Mapped[int] = mapped_column(primary_key=True)
    vetting_id: Mapped[int] = mapped_column(ForeignKey("vetting.id", ondelete="CASCADE"), index=True)
    source: Mapped[str] = mapped_column(Text)
    looked_on: Mapped[date] = mapped_column(Date)
    finding: Mapped[str] = mapped_column(Text)
    is_concern: Mapped[bool] = mapped_column(default=False)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("officer.id", ondelete="SET NULL"), index=True)
    at: Mapped[datetime] = mapped_column(Moment)
    by: Mapped[Officer | None] = relationship()


class VettingDecision(Base):
    """The third step, decide: what, by whom and why; the newest one holds."""

    __tablename__ = "vetting_decision"

    id: Mapped[int] = mapped_column(primary_key=True)
    vetting_id: Mapped[int] = mapped_column(ForeignKey("vetting.id", ondelete="CASCADE"), index=True)
    outcome: Mapped[VettingOutcome] = mapped_column(String(16))
    reason: Mapped[str] = mapped_column(Text)
    conditions: Mapped[str] = mapped_column(Text, default="")
    referred_to: Mapped[str] = mapped_column(String(200), default="")
    # Why somebody decided who had checked themselves; empty where another officer had.
    alone_because: Mapped[str] = mapped_column(Text, default="")
    by_id: Mapped[int | None] = mapped_column(ForeignKey("officer.id", ondelete="SET NULL"), index=True)
    at: Mapped[datetime] = mapped_column(Moment)
    by: Mapped[Officer | None] = relationship()


def _refuse(mapper, connection, target) -> None:
    raise VettingIsAppendOnly(f"{target.__tablename__} {target.id} stands as it was written")


for _kept in (VettingAsked, VettingFinding, VettingDecision):
    sql_event.listen(_kept, "before_update", _refuse)
    sql_event.listen(_kept, "before_delete", _refuse)
