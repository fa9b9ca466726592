"""Several dates of the same evening: one invitation, and the guest chooses which."""

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from events.database import Base
from events.event import Event


class EventRun(Base):
    """One date among several of the same evening; those with the same key belong together."""

    __tablename__ = "event_run"

    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), primary_key=True)
    key: Mapped[str] = mapped_column(String(32), index=True)
    event: Mapped[Event] = relationship()
