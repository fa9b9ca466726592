"""How the partners rate themselves against an indicator that the plan's actions name, criterion by criterion."""

from datetime import date

from sqlalchemy import Date, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from events.database import Base
from events.plan.models import ActionPlan


class SelfAssessment(Base):
    """One criterion of an indicator with its level on a day. It is the plan's, whichever version is in force."""

    __tablename__ = "self_assessment"
    __table_args__ = (UniqueConstraint("plan_id", "indicator", "criterion", "assessed_on"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("action_plan.id", ondelete="CASCADE"))
    indicator: Mapped[str] = mapped_column(String(80))  # as the actions name it
    criterion: Mapped[str] = mapped_column(String(300))
    level: Mapped[str] = mapped_column(String(40))  # words or a number, as the indicator counts
    evidence: Mapped[str] = mapped_column(Text, default="")
    next_target: Mapped[str] = mapped_column(Text, default="")
    assessed_on: Mapped[date] = mapped_column(Date)
    position: Mapped[int]  # the order in which the criteria of an indicator were written down
    plan: Mapped[ActionPlan] = relationship()
