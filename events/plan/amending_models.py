"""What is kept about an amendment beside itself: earlier words, recommendations, rulings, sittings; and whom a
version was sent to."""

from datetime import date, datetime

from sqlalchemy import JSON, Column, Date, ForeignKey, String, Table, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from events.access.models import Officer
from events.database import Base, Moment
from events.plan.models import ActionPlan, Amendment, PlanVersion
from events.plan.states import Advice, RulingKind

attending = Table(
    "attending",
    Base.metadata,
    Column("sitting_id", ForeignKey("sitting.id", ondelete="CASCADE"), primary_key=True),
    Column("officer_id", ForeignKey("officer.id", ondelete="CASCADE"), primary_key=True, index=True),
)


class EarlierWording(Base):
    """What an amendment said before it was rewritten, carried over, or accepted in other words. Never changed."""

    __tablename__ = "earlier_wording"

    id: Mapped[int] = mapped_column(primary_key=True)
    amendment_id: Mapped[int] = mapped_column(ForeignKey("amendment.id", ondelete="CASCADE"), index=True)
    base_version_id: Mapped[int] = mapped_column(ForeignKey("plan_version.id", ondelete="CASCADE"), index=True)
    before: Mapped[str] = mapped_column(Text, default="")
    after: Mapped[str] = mapped_column(Text, default="")
    others: Mapped[dict] = mapped_column(JSON, default=dict)
    reason: Mapped[str] = mapped_column(Text, default="")
    because: Mapped[str] = mapped_column(String(20))  # "rewritten", "carried over", "other words", "joint wording"
    by_officer_id: Mapped[int | None] = mapped_column(ForeignKey("officer.id", ondelete="SET NULL"), index=True)
    at: Mapped[datetime] = mapped_column(Moment)  # when other words took its place
    amendment: Mapped[Amendment] = relationship()
    base_version: Mapped[PlanVersion] = relationship()
    by_officer: Mapped[Officer | None] = relationship()


class Recommendation(Base):
    """What one reviewer recommends about an amendment. The decision is the drafting group's."""

    __tablename__ = "recommendation"

    id: Mapped[int] = mapped_column(primary_key=True)
    amendment_id: Mapped[int] = mapped_column(ForeignKey("amendment.id", ondelete="CASCADE"), index=True)
    advice: Mapped[Advice] = mapped_column(String(24))
    words: Mapped[str] = mapped_column(Text, default="")  # the other words, where it recommends some
    reason: Mapped[str] = mapped_column(Text)
    by_officer_id: Mapped[int | None] = mapped_column(ForeignKey("officer.id", ondelete="SET NULL"), index=True)
    at: Mapped[datetime] = mapped_column(Moment)
    amendment: Mapped[Amendment] = relationship()
    by_officer: Mapped[Officer | None] = relationship()


class Sitting(Base):
    """A meeting of the drafting group about one plan: its day, who was present, and what was noted."""

    __tablename__ = "sitting"
    __table_args__ = (UniqueConstraint("plan_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("action_plan.id", ondelete="CASCADE"), index=True)
    number: Mapped[int]
    held_on: Mapped[date] = mapped_column(Date)
    others_present: Mapped[str] = mapped_column(Text, default="")  # names of people without an account, one a line
    note: Mapped[str] = mapped_column(Text, default="")
    opened_at: Mapped[datetime] = mapped_column(Moment)
    opened_by_id: Mapped[int | None] = mapped_column(ForeignKey("officer.id", ondelete="SET NULL"), index=True)
    closed_at: Mapped[datetime | None] = mapped_column(Moment)
    plan: Mapped[ActionPlan] = relationship()
    opened_by: Mapped[Officer | None] = relationship()
    present: Mapped[list[Officer]] = relationship(secondary=attending, order_by=Officer.name)


class Ruling(Base):
    """What was done with an amendment at one moment, by whom, and in which sitting. Never changed."""

    __tablename__ = "ruling"

    id: Mapped[int] = mapped_column(primary_key=True)
    amendment_id: Mapped[int] = mapped_column(ForeignKey("amendment.id", ondelete="CASCADE"), index=True)
    sitting_id: Mapped[int | None] = mapped_column(ForeignKey("sitting.id", ondelete="SET NULL"), index=True)
    kind: Mapped[RulingKind] = mapped_column(String(16))
    before: Mapped[str] = mapped_column(Text, default="")
    after: Mapped[str] = mapped_column(Text, default="")  # the words that were ruled on
    in_other_words: Mapped[bool] = mapped_column(default=False)
    reason: Mapped[str] = mapped_column(Text, default="")
    by_officer_id: Mapped[int | None] = mapped_column(ForeignKey("officer.id", ondelete="SET NULL"), index=True)
    at: Mapped[datetime] = mapped_column(Moment)
    amendment: Mapped[Amendment] = relationship()
    sitting: Mapped[Sitting | None] = relationship()
    by_officer: Mapped[Officer | None] = relationship()


class VersionSent(Base):
    """A version that was sent to somebody for comment."""

    __tablename__ = "version_sent"

    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("plan_version.id", ondelete="CASCADE"), index=True)
    to_whom: Mapped[str] = mapped_column(String(300))
    sent_on: Mapped[date] = mapped_column(Date)
    answer_by: Mapped[date | None] = mapped_column(Date)
    note: Mapped[str] = mapped_column(Text, default="")
    noted_by_id: Mapped[int | None] = mapped_column(ForeignKey("officer.id", ondelete="SET NULL"), index=True)
    noted_at: Mapped[datetime] = mapped_column(Moment)
    version: Mapped[PlanVersion] = relationship()
    noted_by: Mapped[Officer | None] = relationship()
