"""How the actions of an approved plan go on: an entry each time somebody says how one stands. None is changed."""

from datetime import date, datetime

from sqlalchemy import Date, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from events.access.models import Officer
from events.database import Base, Moment
from events.plan.models import ActionPlan
from events.plan.states import Colour


class ProgressEntry(Base):
    """How one action stood on a day, as somebody noted it. The key is the action's identity in every version."""

    __tablename__ = "progress_entry"
    __table_args__ = (Index("ix_progress_entry_plan_id_action_key", "plan_id", "action_key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("action_plan.id", ondelete="CASCADE"))
    action_key: Mapped[str] = mapped_column(String(32))
    colour: Mapped[Colour] = mapped_column(String(8))
    per_cent: Mapped[int | None]  # 0 to 100; None where nobody can say
    note: Mapped[str] = mapped_column(Text, default="")
    as_of: Mapped[date] = mapped_column(Date)  # the day on which it stood so
    at: Mapped[datetime] = mapped_column(Moment)  # when it was noted
    by_officer_id: Mapped[int | None] = mapped_column(ForeignKey("officer.id", ondelete="SET NULL"), index=True)
    plan: Mapped[ActionPlan] = relationship()
    by_officer: Mapped[Officer | None] = relationship()
