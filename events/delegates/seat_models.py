"""Seats given to a body for names that come later, substitutes, and requests for a place."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from events.database import Base, Moment
from events.delegates.models import Contact, Invitation, Partnership
from events.delegates.states import RequestState, SubstituteState
from events.event import Event


class Seats(Base):
    """Places given to a body: its coordinator names who comes, from a link of their own."""

    __tablename__ = "seats"
    __table_args__ = (CheckConstraint("count >= 0", name="count"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    partnership_id: Mapped[int | None] = mapped_column(ForeignKey("partnership.id", ondelete="SET NULL"), index=True)
    name: Mapped[str] = mapped_column(String(160))  # the body's name, as it is written to
    coordinator_id: Mapped[int | None] = mapped_column(ForeignKey("contact.id", ondelete="SET NULL"), index=True)
    count: Mapped[int]
    ref: Mapped[str] = mapped_column(String(20), unique=True)  # random: stands in the coordinator's link
    link_version: Mapped[int] = mapped_column(default=1)
    # Stands in the body's newsletter: asking for a place with it counts against these seats.
    code: Mapped[str] = mapped_column(String(20), unique=True)
    sent_at: Mapped[datetime | None] = mapped_column(Moment)
    given_at: Mapped[datetime] = mapped_column(Moment)
    keep_until: Mapped[datetime] = mapped_column(Moment)
    event: Mapped[Event] = relationship()
    partnership: Mapped[Partnership | None] = relationship()
    coordinator: Mapped[Contact | None] = relationship()


class PlaceRequest(Base):
    """Somebody who was not invited asks for a place; counted from when they confirmed their address."""

    __tablename__ = "place_request"

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    ref: Mapped[str] = mapped_column(String(20), unique=True)
    link_version: Mapped[int] = mapped_column(default=1)
    name: Mapped[str] = mapped_column(String(200))
    email: Mapped[str] = mapped_column(String(254))
    email_key: Mapped[str] = mapped_column(String(254), index=True)
    organisation: Mapped[str] = mapped_column(String(200), default="")
    message: Mapped[str] = mapped_column(Text, default="")
    seats_id: Mapped[int | None] = mapped_column(ForeignKey("seats.id", ondelete="SET NULL"), index=True)
    state: Mapped[RequestState] = mapped_column(String(12), default=RequestState.UNCONFIRMED)
    invitation_id: Mapped[int | None] = mapped_column(ForeignKey("invitation.id", ondelete="SET NULL"), index=True)
    asked_at: Mapped[datetime] = mapped_column(Moment)
    confirmed_at: Mapped[datetime | None] = mapped_column(Moment)
    decided_at: Mapped[datetime | None] = mapped_column(Moment)
    keep_until: Mapped[datetime] = mapped_column(Moment)
    event: Mapped[Event] = relationship()
    seats: Mapped[Seats | None] = relationship()
    invitation: Mapped[Invitation | None] = relationship()


class Substitute(Base):
    """Somebody who is named to come in a guest's place; comes only once that is confirmed."""

    __tablename__ = "substitute"

    id: Mapped[int] = mapped_column(primary_key=True)
    invitation_id: Mapped[int] = mapped_column(ForeignKey("invitation.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(200))
    email: Mapped[str] = mapped_column(String(254), default="")
    address: Mapped[str] = mapped_column(Text, default="")  # for a letter on paper
    state: Mapped[SubstituteState] = mapped_column(String(12), default=SubstituteState.PROPOSED)
    proposed_at: Mapped[datetime] = mapped_column(Moment)
    decided_at: Mapped[datetime | None] = mapped_column(Moment)
    keep_until: Mapped[datetime] = mapped_column(Moment)
    invitation: Mapped[Invitation] = relationship()
