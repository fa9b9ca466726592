"""How people put what an action is about, as officers write it now: beside the versions, which never change."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from events.database import Base, Moment


class PlainWords(Base):
    """The phrases of one action across all versions; without a row those that came with the version hold."""

    __tablename__ = "plain_words"
    __table_args__ = (UniqueConstraint("plan_id", "action_key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("action_plan.id", ondelete="CASCADE"), index=True)
    action_key: Mapped[str] = mapped_column(String(32))
    phrases: Mapped[str] = mapped_column(Text, default="")  # divided by " | "
    by_officer_id: Mapped[int | None] = mapped_column(ForeignKey("officer.id", ondelete="SET NULL"), index=True)
    changed_at: Mapped[datetime] = mapped_column(Moment)
