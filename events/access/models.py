"""Officers, their roles, and the rows that say who is signed in."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from events.access.states import RoleName
from events.database import Base, Moment
from events.event import Event


class Officer(Base):
    """Somebody who works on events: a council officer, a partner's moderator, a board member."""

    __tablename__ = "officer"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(120))
    email: Mapped[str] = mapped_column(String(254), unique=True)  # stored in lower case
    created_at: Mapped[datetime] = mapped_column(Moment)
    disabled_at: Mapped[datetime | None] = mapped_column(Moment)
    roles: Mapped[list["Role"]] = relationship(
        back_populates="officer", cascade="all, delete-orphan", order_by="Role.id"
    )


class Role(Base):
    """One role of one officer: on one event, or, without an event, for the whole council."""

    __tablename__ = "role"
    __table_args__ = (UniqueConstraint("officer_id", "event_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    officer_id: Mapped[int] = mapped_column(ForeignKey("officer.id", ondelete="CASCADE"), index=True)
    event_id: Mapped[int | None] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    name: Mapped[RoleName] = mapped_column(String(20))
    officer: Mapped[Officer] = relationship(back_populates="roles")
    event: Mapped[Event | None] = relationship()


class SignInRequest(Base):
    """Somebody asked for a sign-in mail. Code and link are derived from it with the secret key."""

    __tablename__ = "sign_in_request"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(32), unique=True)
    officer_id: Mapped[int] = mapped_column(ForeignKey("officer.id", ondelete="CASCADE"), index=True)
    # Hash of a value that only the asking browser holds: there one button is enough.
    browser_hash: Mapped[str] = mapped_column(String(64), default="")
    asked_at: Mapped[datetime] = mapped_column(Moment)
    expires_at: Mapped[datetime] = mapped_column(Moment)
    used_at: Mapped[datetime | None] = mapped_column(Moment)
    officer: Mapped[Officer] = relationship()


class SignedIn(Base):
    """A browser in which an officer is signed in, by the hash of its cookie's token."""

    __tablename__ = "signed_in"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    officer_id: Mapped[int] = mapped_column(ForeignKey("officer.id", ondelete="CASCADE"), index=True)
    begun_at: Mapped[datetime] = mapped_column(Moment)
    expires_at: Mapped[datetime] = mapped_column(Moment)
    ended_at: Mapped[datetime | None] = mapped_column(Moment)
    officer: Mapped[Officer] = relationship(lazy="joined")
