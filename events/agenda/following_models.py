"""Which event follows which: the seminar of August after the evening of May."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from events.database import Base, Moment
from events.event import Event


class Following(Base):
    """One event follows an earlier one; it has one that it follows, and may have several that follow it."""

    __tablename__ = "following"

    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), primary_key=True)
    follows_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    at: Mapped[datetime] = mapped_column(Moment)
    event: Mapped[Event] = relationship(foreign_keys=[event_id])
    follows: Mapped[Event] = relationship(foreign_keys=[follows_id])
