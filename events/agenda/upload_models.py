"""Slides that come in pieces: one row for each file of which more is still to come."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from events.agenda.models import Speaker
from events.database import Base, Moment


class Upload(Base):
    """A file that has been announced. How much of it is there is the length of its part in the store."""

    __tablename__ = "upload"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(20), unique=True)  # random: stands in its address
    speaker_id: Mapped[int] = mapped_column(ForeignKey("speaker.id", ondelete="CASCADE"), index=True)
    file_key: Mapped[str] = mapped_column(String(64))
    name: Mapped[str] = mapped_column(String(200))
    size: Mapped[int]
    digest: Mapped[str] = mapped_column(String(64))  # SHA-256 of its first and last bytes: tells it from others
    by: Mapped[str] = mapped_column(String(60))  # as history names who began it
    begun_at: Mapped[datetime] = mapped_column(Moment)
    keep_until: Mapped[datetime] = mapped_column(Moment)
    speaker: Mapped[Speaker] = relationship()
