"""What pages and acts read of contacts and the bodies that they belong to."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice

from sqlalchemy import Select, case, func, or_, select
from sqlalchemy.orm import selectinload

from events.database import db
from events.delegates import addresses
from events.delegates.models import Contact, Invitation, Partnership, PartnershipAlias, membership
from events.event import Event

# What the page of contacts can be narrowed to.
ONLY = {
    "no-email": Contact.email.is_(None),
    "do-not-invite": Contact.do_not_invite.is_(True),
    "come-back": Contact.bounced_at.is_not(None),
}


def contacts(*, search: str = "", partnership: str = "") -> list[Contact]:
    """People who can be invited, by name; those whose name, organisation or address holds `search`."""
    return list(db.session.scalars(_contacts(search, partnership)))


def _contacts(search: str, partnership: str) -> Select:
    rows = select(Contact).options(selectinload(Contact.partnerships)).order_by(Contact.name, Contact.id)
    if search:
        rows = rows.where(holds(search))
    if partnership:
        rows = rows.where(Contact.partnerships.any(Partnership.name == partnership))
    return rows


def contacts_page(
    *, search: str = "", partnership: str = "", only: str = "", first: int = 0, most: int = 100
) -> tuple[int, list[Contact]]:
    """(how many there are, one page of them), by name. `only`: a key of ONLY; anything else is everybody."""
    rows = _contacts(search, partnership)
    if only in ONLY:
        rows = rows.where(ONLY[only])
    total = db.session.scalar(select(func.count()).select_from(rows.order_by(None).subquery())) or 0
    return total, list(db.session.scalars(rows.offset(first).limit(most)))


def counts_of_contacts() -> dict[str, int]:
    """How many there are of each kind that the page can be narrowed to, and of all ("all")."""
    sums = [func.coalesce(func.sum(case((condition, 1), else_=0)), 0) for condition in ONLY.values()]
    row = db.session.execute(select(func.count(Contact.id), *sums)).one()
    return dict(zip(("all", *ONLY), (int(number) for number in row), strict=True))


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


def ever_invited(contact_ids: Iterable[int]) -> set[int]:
    """Which of these contacts have been sent an invitation to any event."""
    rows = select(Invitation.contact_id).where(Invitation.sent_at.is_not(None))
    return {
        key for some in batched(contact_ids) for key in db.session.scalars(rows.where(Invitation.contact_id.in_(some)))
    }


def contacts_by_keys(people: Mapping[str | tuple[str, str], str]) -> list[Contact]:
    """The contacts that these people may be, with their partnerships.

    `people`: name by key, where a key is an address (as `addresses.key_of` has it) or a name and an
    organisation (as `addresses.person_key` has them). Those without an address come last.
    """
    rows = select(Contact).options(selectinload(Contact.partnerships)).order_by(Contact.id)
    found = [
        contact for some in batched(key for key in people if isinstance(key, str))
        for contact in db.session.scalars(rows.where(Contact.email_key.in_(some)))
    ]
    without = {key: name for key, name in people.items() if isinstance(key, tuple)}
    if without:
        alike = [
            contact for some in batched(without.values())
            for contact in db.session.scalars(rows.where(Contact.name.in_(some), Contact.email_key.is_not(None)))
        ]
        alike += db.session.scalars(rows.where(Contact.email_key.is_(None)))
        found += [contact for contact in alike if addresses.person_key(contact.name, contact.organisation) in without]
    return found


def partnerships_by_any_name() -> dict[str, Partnership]:
    """Every body by its name and by its other spellings, in small letters."""
    found = {
        alias.name_key: body for alias, body in db.session.execute(
            select(PartnershipAlias, Partnership).join(Partnership, Partnership.id == PartnershipAlias.partnership_id)
        )
    }
    return found | {body.name.casefold(): body for body in partnerships()}


def batched(values: Iterable, size: int = 500) -> Iterator[list]:
    """Some values at a time: a statement takes only so many."""
    values = iter(values)
    while some := list(islice(values, size)):
        yield some


def _is_free(event: Event):
    has_one = select(Invitation.contact_id).where(Invitation.event_id == event.id)
    return Contact.id.not_in(has_one) & Contact.do_not_invite.is_(False)


def not_invited(event: Event, *, partnership: str = "") -> list[Contact]:
    """Contacts who have no invitation to the event and may be invited, by name; those of one body where it is named."""
    rows = select(Contact).where(_is_free(event))
    if partnership:
        rows = rows.where(Contact.partnerships.any(Partnership.name == partnership))
    return list(db.session.scalars(rows.order_by(Contact.name, Contact.id)))


def not_invited_by_body(event: Event) -> list[tuple[str, int]]:
    """(name of a body, how many of its people could still be invited), by name; bodies without any are left out."""
    rows = (
        select(Partnership.name, func.count()).join(membership, membership.c.partnership_id == Partnership.id)
        .join(Contact, Contact.id == membership.c.contact_id).where(_is_free(event))
        .group_by(Partnership.name).order_by(Partnership.name)
    )
    return [(name, count) for name, count in db.session.execute(rows)]


def partnership(partnership_id: int) -> Partnership | None:
    """The body of that key."""
    return db.session.get(Partnership, partnership_id)


def sizes_by_id() -> dict[int, int]:
    """How many people belong to each body that has any, by its key."""
    rows = select(membership.c.partnership_id, func.count()).group_by(membership.c.partnership_id)
    return dict(db.session.execute(rows).all())  # type: ignore[arg-type]


def other_spellings() -> dict[int, list[str]]:
    """The other names of each body that has any, by its key."""
    found: dict[int, list[str]] = {}
    for alias in db.session.scalars(select(PartnershipAlias).order_by(PartnershipAlias.name)):
        found.setdefault(alias.partnership_id, []).append(alias.name)
    return found
