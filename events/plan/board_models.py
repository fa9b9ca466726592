"""A board's members, who read a version by a private link, and the amendments it made at the table."""

from datetime import date, datetime

from sqlalchemy import Date, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from events.access.models import Officer
from events.database import Base, Moment
from events.plan.models import Amendment, PlanVersion


class BoardLink(Base):
    """One member's private link to the papers of one version. Needs no account."""

    __tablename__ = "board_link"

    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("plan_version.id", ondelete="CASCADE"), index=True)
    ref: Mapped[str] = mapped_column(String(20), unique=True)  # random: stands in the link
    link_version: Mapped[int] = mapped_column(default=1)
    name: Mapped[str] = mapped_column(String(200))
    email: Mapped[str] = mapped_column(String(254), default="")  # empty: the link is printed
    made_at: Mapped[datetime] = mapped_column(Moment)
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("officer.id", ondelete="SET NULL"), index=True)
    sent_at: Mapped[datetime | None] = mapped_column(Moment)
    read_on: Mapped[date | None] = mapped_column(Date)  # the day the member said so; what they read is not kept
    closed_at: Mapped[datetime | None] = mapped_column(Moment)
    keep_until: Mapped[datetime] = mapped_column(Moment, index=True)
    version: Mapped[PlanVersion] = relationship()
    made_by: Mapped[Officer | None] = relationship()

    @property
    def event(self) -> None:
        """None: it belongs to a plan, so it opens no event's pages."""
        return


class TableAmendment(Base):
    """An amendment that a board made at the table to the version that lay before it."""

    __tablename__ = "table_amendment"

    amendment_id: Mapped[int] = mapped_column(ForeignKey("amendment.id", ondelete="CASCADE"), primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("plan_version.id", ondelete="CASCADE"), index=True)
    amendment: Mapped[Amendment] = relationship()
    version: Mapped[PlanVersion] = relationship()
