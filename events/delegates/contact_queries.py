"""What pages and acts read of contacts and the bodies that they belong to."""

from sqlalchemy import func, or_, select
from sqlalchemy.orm import selectinload

from events.database import db
from events.delegates import addresses
from events.delegates.models import Contact, Invitation, Partnership, membership
from events.event import Event


def contacts(*, search: str = "", partnership: str = "") -> list[Contact]:
    """People who can be invited, by name; those whose name, organisation or address holds `search`."""
    rows = select(Contact).options(selectinload(Contact.partnerships)).order_by(Contact.name, Contact.id)
    if search:
        rows = rows.where(holds(search))
    if partnership:
        rows = rows.where(Contact.partnerships.any(Partnership.name == partnership))
    return list(db.session.scalars(rows))


def holds(search: str):
    """Whose name, organisation or address holds what was typed: a condition on Contact."""
    words = search.strip().replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    like = f"%{words}%"
    return or_(
        Contact.name.ilike(like, escape="\\"), Contact.organisation.ilike(like, escape="\\"),
        Contact.email.ilike(like, escape="\\"),
    )


def contact(contact_id: int) -> Contact | None:
    """The contact of that key, with the partnerships."""
    return db.session.get(Contact, contact_id, options=[selectinload(Contact.partnerships)])


def contact_by_email(email: str) -> Contact | None:
    """The contact with that address, however it was typed."""
    key = addresses.key_of(email)
    return db.session.scalar(select(Contact).where(Contact.email_key == key)) if key else None


def partnerships() -> list[Partnership]:
    """Every body that people belong to, by name."""
    return list(db.session.scalars(select(Partnership).order_by(Partnership.name, Partnership.id)))


def partnership_sizes() -> list[tuple[str, int]]:
    """(name, how many people) of every body, by name."""
    rows = (
        select(Partnership.name, func.count(membership.c.contact_id)).outerjoin(membership)
        .group_by(Partnership.id, Partnership.name).order_by(Partnership.name)
    )
    return [(name, count) for name, count in db.session.execute(rows)]


def ever_invited() -> set[int]:
    """The keys of contacts who have been sent an invitation to any event."""
    return set(db.session.scalars(select(Invitation.contact_id).where(Invitation.sent_at.is_not(None))))


def not_invited(event: Event) -> list[Contact]:
    """Contacts who have no invitation to the event and may be invited, by name."""
    has_one = select(Invitation.contact_id).where(Invitation.event_id == event.id)
    rows = select(Contact).where(Contact.id.not_in(has_one), Contact.do_not_invite.is_(False))
    return list(db.session.scalars(
        rows.options(selectinload(Contact.partnerships)).order_by(Contact.name, Contact.id)
    ))
