"""What a version costs and what the law says of it, each text cleared by a named officer."""

from datetime import date

from sqlalchemy import Date, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from events.access.models import Officer
from events.database import Base
from events.plan.models import PlanVersion
from events.plan.states import ImplicationKind


class Implication(Base):
    """The financial or the legal text of a version. Changing its words takes the clearance away."""

    __tablename__ = "implication"
    __table_args__ = (UniqueConstraint("version_id", "kind"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("plan_version.id", ondelete="CASCADE"), index=True)
    kind: Mapped[ImplicationKind] = mapped_column(String(12))
    text: Mapped[str] = mapped_column(Text)
    cost: Mapped[int | None]  # whole pounds, where there is a figure
    cleared_by: Mapped[str] = mapped_column(String(200), default="")  # name and post; empty: not cleared
    cleared_on: Mapped[date | None] = mapped_column(Date)
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("officer.id", ondelete="SET NULL"), index=True)
    version: Mapped[PlanVersion] = relationship()
    recorded_by: Mapped[Officer | None] = relationship()
