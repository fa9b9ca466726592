"""Questions that an event took along from an earlier one."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from events.database import Base, Moment
from events.feedback.models import Remark


class TakenQuestion(Base):
    """A question stands anew at a later event, and the answer that it gets there is the answer to the first."""

    __tablename__ = "taken_question"

    copy_id: Mapped[str] = mapped_column(ForeignKey("remark.id", ondelete="CASCADE"), primary_key=True)
    original_id: Mapped[str] = mapped_column(ForeignKey("remark.id", ondelete="CASCADE"), index=True)
    at: Mapped[datetime] = mapped_column(Moment)
    # The words of answers that were carried back. Not their keys: those of nameless remarks are given anew at night.
    carried: Mapped[list] = mapped_column(JSON, default=list)
    copy: Mapped[Remark] = relationship(foreign_keys=[copy_id])
    original: Mapped[Remark] = relationship(foreign_keys=[original_id])
