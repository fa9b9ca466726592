"""What guards and officers' pages read: who is signed in, with which roles, where."""

import hashlib

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from events import clock
from events.access.models import Officer, Role, SignedIn, SignInRequest
from events.database import db
from events.event import Event


def hash_of(token: str) -> str:
    """How a random token is stored."""
    return hashlib.sha256(token.encode()).hexdigest()


def signed_in(token: str) -> SignedIn | None:
    """The row of a signed-in browser, if it still holds and its officer is not disabled."""
    row = db.session.scalar(select(SignedIn).where(SignedIn.token_hash == hash_of(token)))
    if row is None or row.ended_at or row.expires_at <= clock.now() or row.officer.disabled_at:
        return None
    return row


def officer_by_email(email: str) -> Officer | None:
    """The officer with that address, in any letter case."""
    return db.session.scalar(select(Officer).where(Officer.email == email.strip().lower()))


def roles_on(officer: Officer, event: Event | None) -> set[str]:
    """The roles that hold on an event: its own and the council-wide ones. None: council-wide only."""
    return {
        str(role.name)
        for role in officer.roles
        if role.event_id is None or (event is not None and role.event_id == event.id)
    }


def roles_anywhere(officer: Officer) -> set[str]:
    """Every role the officer has on any event or for the council."""
    return {str(role.name) for role in officer.roles}


def events_of(officer: Officer) -> list[Event]:
    """The events an officer works on, soonest first; all of them for a council-wide role."""
    chosen = select(Event)
    if not any(role.event_id is None for role in officer.roles):
        chosen = chosen.where(Event.id.in_([role.event_id for role in officer.roles]))
    return list(db.session.scalars(chosen.order_by(Event.starts_at, Event.id)))


def officers() -> list[Officer]:
    """Every officer, by name."""
    rows = select(Officer).options(selectinload(Officer.roles).joinedload(Role.event))
    return list(db.session.scalars(rows.order_by(Officer.name, Officer.id)))


def holders(name: str, event: Event) -> list[Officer]:
    """Officers, not disabled, with that role on the event or council-wide."""
    rows = (
        select(Officer)
        .join(Role)
        .where(Role.name == name, Officer.disabled_at.is_(None))
        .where((Role.event_id == event.id) | Role.event_id.is_(None))
        .order_by(Officer.name, Officer.id)
    )
    return list(db.session.scalars(rows).unique())


def team_of(event: Event) -> dict[str, list[str]]:
    """The names of those who have each role on an event, its own or council-wide; disabled officers left out."""
    rows = (
        select(Role.name, Officer.name).join(Officer, Officer.id == Role.officer_id)
        .where(Officer.disabled_at.is_(None), (Role.event_id == event.id) | Role.event_id.is_(None))
        .distinct().order_by(Officer.name)
    )
    found: dict[str, list[str]] = {}
    for role, name in db.session.execute(rows):
        found.setdefault(str(role), []).append(name)
    return found


def sign_in_request(ref: str) -> SignInRequest | None:
    """The sign-in request of that ref, if it can still be used."""
    row = db.session.scalar(select(SignInRequest).where(SignInRequest.ref == ref))
    if row is None or row.used_at or row.expires_at <= clock.now() or row.officer.disabled_at:
        return None
    return row
