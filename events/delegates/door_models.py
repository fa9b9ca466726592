"""What somebody needs, what is ordered for it, and who came through the door."""

from datetime import date, datetime

from sqlalchemy import JSON, Date, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from events.access.models import Officer
from events.database import Base, Moment
from events.delegates.models import Invitation
from events.delegates.states import Supplier
from events.event import Event


class Needs(Base):
    """What somebody coming needs; given with consent, never shown again but "noted: change them"."""

    __tablename__ = "needs"

    invitation_id: Mapped[int] = mapped_column(ForeignKey("invitation.id", ondelete="CASCADE"), primary_key=True)
    kinds: Mapped[list] = mapped_column(JSON, default=list)  # values of states.Need
    interpreter_language: Mapped[str] = mapped_column(String(60), default="")
    access: Mapped[str] = mapped_column(Text, default="")  # in their own words
    diets: Mapped[list] = mapped_column(JSON, default=list)  # values of states.Diet
    diet: Mapped[str] = mapped_column(Text, default="")
    transport: Mapped[bool] = mapped_column(default=False)
    stop_id: Mapped[int | None] = mapped_column(ForeignKey("transport_stop.id", ondelete="SET NULL"), index=True)
    returns: Mapped[bool] = mapped_column(default=True)  # wants the way back as well
    consented_at: Mapped[datetime] = mapped_column(Moment)
    keep_until: Mapped[datetime] = mapped_column(Moment, index=True)
    invitation: Mapped[Invitation] = relationship()
    stop: Mapped["TransportStop | None"] = relationship()


class TransportStop(Base):
    """Where the transport stops, and when it leaves."""

    __tablename__ = "transport_stop"

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(160))
    leaves_at: Mapped[datetime | None] = mapped_column(Moment)
    position: Mapped[int] = mapped_column(default=0)


class OrderSheet(Base):
    """What was ordered from one supplier as it stood then: counts without names."""

    __tablename__ = "order_sheet"

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    supplier: Mapped[Supplier] = mapped_column(String(20))
    counts: Mapped[dict] = mapped_column(JSON, default=dict)
    at: Mapped[datetime] = mapped_column(Moment)
    by: Mapped[str] = mapped_column(String(160), default="")


class DoorLink(Base):
    """A link for one evening for a volunteer at the door, who needs no account."""

    __tablename__ = "door_link"

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    ref: Mapped[str] = mapped_column(String(20), unique=True)  # random: stands in the link
    link_version: Mapped[int] = mapped_column(default=1)
    name: Mapped[str] = mapped_column(String(160))  # whom it is for
    good_on: Mapped[date] = mapped_column(Date)  # the evening, by the event's own clock
    closed_at: Mapped[datetime | None] = mapped_column(Moment)
    created_at: Mapped[datetime] = mapped_column(Moment)
    keep_until: Mapped[datetime] = mapped_column(Moment)
    event: Mapped[Event] = relationship()


class Arrival(Base):
    """Somebody came through the door. Undone where it was a slip."""

    __tablename__ = "arrival"

    id: Mapped[int] = mapped_column(primary_key=True)
    invitation_id: Mapped[int] = mapped_column(ForeignKey("invitation.id", ondelete="CASCADE"), unique=True)
    at: Mapped[datetime] = mapped_column(Moment)
    by_officer_id: Mapped[int | None] = mapped_column(ForeignKey("officer.id", ondelete="SET NULL"), index=True)
    by_door_link_id: Mapped[int | None] = mapped_column(ForeignKey("door_link.id", ondelete="SET NULL"), index=True)
    undone_at: Mapped[datetime | None] = mapped_column(Moment)
    invitation: Mapped[Invitation] = relationship()
    by_officer: Mapped[Officer | None] = relationship()
    by_door_link: Mapped[DoorLink | None] = relationship()
