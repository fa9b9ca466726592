"""What the pages of letters' words read of people."""

from sqlalchemy import select

from events.database import db
from events.delegates import contact_queries
from events.delegates.models import Contact


def people_found(search: str, *, most: int) -> list[Contact]:
    """The first few contacts that match, by name: as whom a letter is looked at."""
    rows = select(Contact).where(contact_queries.holds(search)).order_by(Contact.name, Contact.id)
    return list(db.session.scalars(rows.limit(most)))
