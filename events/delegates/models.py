"""Contacts and partnerships (the council's), invitations, replies, needs and arrivals (an event's)."""

import secrets
from datetime import datetime

from sqlalchemy import Column, ForeignKey, Index, String, Table, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from events.access.models import Officer
from events.database import Base, Moment
from events.delegates.states import Attendance, Channel, Companion, InvitationState, Origin, Place, Said
from events.event import Event

membership = Table(
    "membership",
    Base.metadata,
    Column("contact_id", ForeignKey("contact.id", ondelete="CASCADE"), primary_key=True),
    Column("partnership_id", ForeignKey("partnership.id", ondelete="CASCADE"), primary_key=True, index=True),
)


SPOKEN = "234679ACDEFGHJKMNPQRTUVWXY"  # nothing that sounds or looks like another


def new_reply_code() -> str:
    """Eight signs that can be said over the telephone."""
    return "".join(secrets.choice(SPOKEN) for _ in range(8))


class Partnership(Base):
    """A body that is invited as such: a board, a trust, a network."""

    __tablename__ = "partnership"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(160), unique=True)
    detail: Mapped[str] = mapped_column(Text, default="")


class PartnershipAlias(Base):
    """Another spelling of a body's name: a list that has it finds the body."""

    __tablename__ = "partnership_alias"

    name_key: Mapped[str] = mapped_column(String(160), primary_key=True)  # in small letters
    partnership_id: Mapped[int] = mapped_column(ForeignKey("partnership.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(160))


class Contact(Base):
    """A person who can be invited; without an e-mail address, by post and telephone."""

    __tablename__ = "contact"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    # As it is written to; `email_key` compares it (domain case-folded, no format characters).
    email: Mapped[str | None] = mapped_column(String(254))
    email_key: Mapped[str | None] = mapped_column(String(254), unique=True)
    organisation: Mapped[str] = mapped_column(String(200), default="")
    job_title: Mapped[str] = mapped_column(String(160), default="")
    phone: Mapped[str] = mapped_column(String(40), default="")
    address: Mapped[str] = mapped_column(Text, default="")  # for letters on paper, a line each
    language: Mapped[str] = mapped_column(String(12), default="en")
    # Needs that came with an import: shown to that person alone, until they confirm or drop them.
    unconfirmed_needs: Mapped[str] = mapped_column(Text, default="")
    needs_brought_at: Mapped[datetime | None] = mapped_column(Moment)  # when that was
    source: Mapped[str] = mapped_column(String(160), default="")
    do_not_invite: Mapped[bool] = mapped_column(default=False)
    # A letter came back from this address: when, and the mail system's words.
    bounced_at: Mapped[datetime | None] = mapped_column(Moment)
    bounce_words: Mapped[str] = mapped_column(Text, default="")
    created_at: Mapped[datetime] = mapped_column(Moment)
    keep_until: Mapped[datetime] = mapped_column(Moment)
    partnerships: Mapped[list[Partnership]] = relationship(secondary=membership, order_by=Partnership.name)


class Sending(Base):
    """One pressing of Send: which invitations went out together, who pressed it and when."""

    __tablename__ = "sending"

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    batch: Mapped[str] = mapped_column(String(60), unique=True)  # the outbox's name for its letters
    letter: Mapped[str] = mapped_column(String(60), default="invitation")  # or a reminder
    count: Mapped[int]
    by_officer_id: Mapped[int | None] = mapped_column(ForeignKey("officer.id", ondelete="SET NULL"), index=True)
    at: Mapped[datetime] = mapped_column(Moment)
    called_back_at: Mapped[datetime | None] = mapped_column(Moment)
    event: Mapped[Event] = relationship()
    by_officer: Mapped[Officer | None] = relationship()


class Invitation(Base):
    """One person invited to one event: what they said, what place they have, whether they came."""

    __tablename__ = "invitation"
    __table_args__ = (
        UniqueConstraint("event_id", "contact_id"),
        Index("ix_invitation_event_id_place", "event_id", "place"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    contact_id: Mapped[int] = mapped_column(ForeignKey("contact.id", ondelete="CASCADE"), index=True)
    ref: Mapped[str] = mapped_column(String(20), unique=True)  # random: stands in the personal link
    link_version: Mapped[int] = mapped_column(default=1)
    badge_code: Mapped[str] = mapped_column(String(20), unique=True)  # random: the badge's address
    # Said over the telephone or typed from a paper letter; opens nothing but the page that asks for it.
    reply_code: Mapped[str] = mapped_column(String(12), unique=True, default=new_reply_code)
    origin: Mapped[Origin] = mapped_column(String(12), default=Origin.INVITED)
    seats_id: Mapped[int | None] = mapped_column(ForeignKey("seats.id", ondelete="SET NULL"), index=True)
    stands_in_for_id: Mapped[int | None] = mapped_column(ForeignKey("invitation.id", ondelete="SET NULL"), index=True)
    # As the coordinator wrote the name: they see nothing of what the council knows of an address.
    named_as: Mapped[str] = mapped_column(String(200), default="")
    state: Mapped[InvitationState] = mapped_column(String(12), default=InvitationState.DRAFTED)
    said: Mapped[Said] = mapped_column(String(16), default=Said.NEEDS_ACTION)
    said_at: Mapped[datetime | None] = mapped_column(Moment)
    place: Mapped[Place] = mapped_column(String(10), default=Place.NONE)
    # The place in the queue: one order, counted up under the event's lock.
    waiting_number: Mapped[int | None]
    # A freed place is theirs to take until then (place is offered).
    offered_until: Mapped[datetime | None] = mapped_column(Moment)
    attendance: Mapped[Attendance] = mapped_column(String(12), default=Attendance.IN_PERSON)
    # What the badge sheet and the lists respect.
    is_under_18: Mapped[bool] = mapped_column(default=False)
    no_photographs: Mapped[bool] = mapped_column(default=False)
    print_no_name: Mapped[bool] = mapped_column(default=False)
    no_reminders_at: Mapped[datetime | None] = mapped_column(Moment)
    # Of the last calendar reply that was taken: an older one that comes late changes nothing (RFC 5546 2.1.5).
    answered_sequence: Mapped[int | None]
    answered_stamp: Mapped[datetime | None] = mapped_column(Moment)
    drafted_at: Mapped[datetime] = mapped_column(Moment)
    sent_at: Mapped[datetime | None] = mapped_column(Moment)
    sending_id: Mapped[int | None] = mapped_column(ForeignKey("sending.id", ondelete="SET NULL"), index=True)
    # Added to the event's SEQUENCE: a withdrawal of one person must rise (RFC 5546 2.1.4), the others' must not.
    sequence_lift: Mapped[int] = mapped_column(default=0)
    keep_until: Mapped[datetime] = mapped_column(Moment)
    event: Mapped[Event] = relationship()
    contact: Mapped[Contact] = relationship(lazy="joined")
    sending: Mapped[Sending | None] = relationship()
    accompanied: Mapped[list["Accompanied"]] = relationship(
        back_populates="invitation", cascade="all, delete-orphan", order_by="Accompanied.id"
    )


class Accompanied(Base):
    """Somebody who comes with a guest: counted as a chair and a meal."""

    __tablename__ = "accompanied"

    id: Mapped[int] = mapped_column(primary_key=True)
    invitation_id: Mapped[int] = mapped_column(ForeignKey("invitation.id", ondelete="CASCADE"), index=True)
    kind: Mapped[Companion] = mapped_column(String(16))
    name: Mapped[str] = mapped_column(String(200), default="")
    invitation: Mapped[Invitation] = relationship(back_populates="accompanied")


class Reply(Base):
    """One answer, in the ledger of answers: the last by rule counts, the history stays."""

    __tablename__ = "reply"

    id: Mapped[int] = mapped_column(primary_key=True)
    invitation_id: Mapped[int] = mapped_column(ForeignKey("invitation.id", ondelete="CASCADE"), index=True)
    said: Mapped[Said] = mapped_column(String(16))
    place: Mapped[Place] = mapped_column(String(10))  # what it came to
    channel: Mapped[Channel] = mapped_column(String(12))
    by_officer_id: Mapped[int | None] = mapped_column(ForeignKey("officer.id", ondelete="SET NULL"), index=True)
    at: Mapped[datetime] = mapped_column(Moment)
    comment: Mapped[str] = mapped_column(Text, default="")
    # An assistant, a coordinator: whoever answered for them, as they were named.
    on_behalf_by: Mapped[str] = mapped_column(String(200), default="")
    invitation: Mapped[Invitation] = relationship()
    by_officer: Mapped[Officer | None] = relationship()
