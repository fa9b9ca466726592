"""What may go wrong with a version of the plan, how likely and how bad, what holds it and who owns it."""

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from events.database import Base
from events.plan.models import PlanVersion


class Risk(Base):
    """One line of a version's risk register. `ref` stays the same in the copy of a later version."""

    __tablename__ = "risk"
    __table_args__ = (
        UniqueConstraint("version_id", "ref"),
        CheckConstraint("likelihood BETWEEN 1 AND 5", name="likelihood"),
        CheckConstraint("impact BETWEEN 1 AND 5", name="impact"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("plan_version.id", ondelete="CASCADE"), index=True)
    ref: Mapped[str] = mapped_column(String(12))  # "R-2"
    what: Mapped[str] = mapped_column(Text)  # what may happen
    likelihood: Mapped[int]  # 1 rare to 5 almost certain
    impact: Mapped[int]  # 1 hardly felt to 5 catastrophic
    control: Mapped[str] = mapped_column(Text, default="")  # what holds it
    owner: Mapped[str] = mapped_column(String(200), default="")
    action_key: Mapped[str] = mapped_column(String(32), default="")  # empty: the whole plan
    version: Mapped[PlanVersion] = relationship()

    @property
    def rating(self) -> int:
        """Likelihood times impact: 1 to 25."""
        return self.likelihood * self.impact
