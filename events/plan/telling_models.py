"""The letters back: each pressing of Send, and who has been told what became of their words."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from events.access.models import Officer
from events.database import Base, Moment
from events.delegates.models import Invitation
from events.event import Event


class Telling(Base):
    """One pressing of Send: which letters back went out together, who pressed it and when."""

    __tablename__ = "telling"

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    batch: Mapped[str] = mapped_column(String(60), unique=True)  # the outbox's name for its letters
    by_mail: Mapped[int]
    by_post: Mapped[int]
    at: Mapped[datetime] = mapped_column(Moment)
    by_officer_id: Mapped[int | None] = mapped_column(ForeignKey("officer.id", ondelete="SET NULL"), index=True)
    called_back_at: Mapped[datetime | None] = mapped_column(Moment)
    event: Mapped[Event] = relationship()
    by_officer: Mapped[Officer | None] = relationship()


class Told(Base):
    """Somebody has their letter back, by mail or printed: they get no second one."""

    __tablename__ = "told"

    invitation_id: Mapped[int] = mapped_column(ForeignKey("invitation.id", ondelete="CASCADE"), primary_key=True)
    telling_id: Mapped[int] = mapped_column(ForeignKey("telling.id", ondelete="CASCADE"), index=True)
    by_post: Mapped[bool] = mapped_column(default=False)
    invitation: Mapped[Invitation] = relationship()
    telling: Mapped[Telling] = relationship()
