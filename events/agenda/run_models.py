"""What was pressed on the live run sheet: one row for each press, added and never changed."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from events.access.models import Officer
from events.agenda.states import RunAct
from events.database import Base, Moment
from events.event import Event


class RunPress(Base):
    """One press of the evening: who did what, when. What it did to the order is computed from all of them.

    Parts are named by their keys, not by rows: a part that is taken off the programme afterwards was on all the same.
    """

    __tablename__ = "run_press"
    # Of two that press on the same sheet one is first, whatever the database.
    __table_args__ = (UniqueConstraint("event_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    number: Mapped[int]  # counts an event's presses from 1, those that undo another too
    act: Mapped[RunAct] = mapped_column(String(12))
    item_key: Mapped[str] = mapped_column(String(60), default="")
    other_key: Mapped[str] = mapped_column(String(60), default="")  # of the other part of a swap
    minutes: Mapped[int] = mapped_column(default=0)
    undoes: Mapped[int | None]  # the number of the press that this one takes back
    at: Mapped[datetime] = mapped_column(Moment)
    officer_id: Mapped[int | None] = mapped_column(ForeignKey("officer.id", ondelete="SET NULL"), index=True)
    event: Mapped[Event] = relationship()
    officer: Mapped[Officer | None] = relationship()


class RunNote(Base):
    """A line of the organiser's for one part of the run sheet: microphones, chairs, who brings the clicker."""

    __tablename__ = "run_note"

    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), primary_key=True)
    item_key: Mapped[str] = mapped_column(String(60), primary_key=True)
    words: Mapped[str] = mapped_column(String(300))
