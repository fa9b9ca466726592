"""Bodies are renamed, and two spellings of one body are put together; old names are still found."""

from sqlalchemy import delete, insert, select, update

from events import history
from events.database import db
from events.delegates import addresses, contact_queries
from events.delegates.models import Partnership, PartnershipAlias, membership
from events.delegates.seat_models import Seats
from events.refusals import N_, Refusal


class NameNeeded(Refusal):
    """A body without a name."""

    sentence = N_("Enter a name")
    field = "name"


class NameTaken(Refusal):
    """Another body has that name."""

    sentence = N_("%(name)s is in the list already. If both are the same body, put them together below.")
    field = "name"


class NotTheSame(Refusal):
    """A body cannot be put together with itself, or with one that is not there."""

    sentence = N_("Choose another partnership")
    field = "into"


def _also(name: str, body: Partnership) -> None:
    """Keep a name as another spelling of a body."""
    db.session.merge(PartnershipAlias(name_key=name.casefold(), name=name, partnership_id=body.id))


def rename(body: Partnership, *, name: str, detail: str, by) -> None:
    """Give a body another name; the old one stays another spelling of it. Raises NameNeeded or NameTaken."""
    wanted = addresses.cleaned(name)[:160]
    if not wanted:
        raise NameNeeded()
    found = contact_queries.partnerships_by_any_name().get(wanted.casefold())
    if found is not None and found is not body:
        raise NameTaken(name=found.name)
    if wanted.casefold() != body.name.casefold():
        _also(body.name, body)
        db.session.execute(delete(PartnershipAlias).where(PartnershipAlias.name_key == wanted.casefold()))
    body.name, body.detail = wanted, detail.strip()
    history.record(body, "changed", by=by)


def merge(body: Partnership, *, into: Partnership | None, by) -> None:
    """Put a body's people, seats and spellings under another one; the body itself goes. Raises NotTheSame."""
    if into is None or into.id == body.id:
        raise NotTheSame()
    there = select(membership.c.contact_id).where(membership.c.partnership_id == into.id)
    moving = db.session.scalars(
        select(membership.c.contact_id)
        .where(membership.c.partnership_id == body.id, membership.c.contact_id.not_in(there))
    ).all()
    for some in contact_queries.batched(moving):
        db.session.execute(insert(membership), [{"contact_id": key, "partnership_id": into.id} for key in some])
    db.session.execute(delete(membership).where(membership.c.partnership_id == body.id))
    db.session.execute(update(Seats).where(Seats.partnership_id == body.id).values(partnership_id=into.id))
    db.session.execute(
        update(PartnershipAlias).where(PartnershipAlias.partnership_id == body.id).values(partnership_id=into.id)
    )
    _also(body.name, into)
    history.record(body, f"put together with partnership {into.id}", by=by)
    into.detail = into.detail or body.detail
    db.session.delete(body)
