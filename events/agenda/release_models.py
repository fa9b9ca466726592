"""Released versions of a programme: what everybody but the organisers reads."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from events.database import Base, Moment
from events.event import Event


class Release(Base):
    """A programme as it was frozen, numbered, with what changed since the one before.

    Speakers stand in it by their keys alone: a name that is put right or erased is so in every version.
    """

    __tablename__ = "programme_release"
    __table_args__ = (UniqueConstraint("event_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    number: Mapped[int]
    name: Mapped[str] = mapped_column(String(80), default="")
    note: Mapped[str] = mapped_column(Text, default="")  # what the organiser says of it to everybody
    released_at: Mapped[datetime] = mapped_column(Moment)
    released_by: Mapped[str] = mapped_column(String(60))  # as history names people
    batch: Mapped[str] = mapped_column(String(60), default="")  # its letters to speakers
    # {"items": as `contents.frozen` makes them, "gone": {key of a part taken off: its last SEQUENCE}}
    content: Mapped[dict] = mapped_column(JSON, default=dict)
    changes: Mapped[list] = mapped_column(JSON, default=list)  # as `differences.between` makes them
    event: Mapped[Event] = relationship()
