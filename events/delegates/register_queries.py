"""The register: who is expected, by partnership and name, in the one order of the paper and of typing it in."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, case, func, literal, or_, select

from events.database import db
from events.delegates.badge_sheets import Line
from events.delegates.door_models import Arrival
from events.delegates.models import Accompanied, Contact, Invitation, Partnership, membership
from events.delegates.states import Attendance, InvitationState, Origin, Place, Said
from events.event import Event

CAME = Arrival.id.is_not(None)
# How somebody's part in the evening is told afterwards.
STATUS = case(
    (CAME & Invitation.stands_in_for_id.is_not(None), literal("substitute")),
    (CAME, literal("attended")),
    (Invitation.said.in_((Said.DECLINED, Said.DELEGATED)), literal("apologies")),
    (Invitation.place == Place.WAITING, literal("no place")),
    else_=literal("absent"),
)
STATUSES = ("attended", "substitute", "apologies", "absent", "no place")


@dataclass(frozen=True)
class Person:
    """One person's part in the evening."""

    invitation_id: int
    name: str
    organisation: str
    status: str
    at: datetime | None
    stands_in_for: str
    companions: int


def _first_body():
    rows = select(func.min(Partnership.name)).select_from(membership).join(
        Partnership, Partnership.id == membership.c.partnership_id)
    return func.coalesce(rows.where(membership.c.contact_id == Contact.id).correlate(Contact).scalar_subquery(), "")


def _with_arrivals(chosen: Select) -> Select:
    return chosen.outerjoin(Arrival, (Arrival.invitation_id == Invitation.id) & Arrival.undone_at.is_(None))


def _invited(event: Event) -> list:
    return [Invitation.event_id == event.id, Invitation.state == InvitationState.SENT]


def _expected(event: Event) -> list:
    """Who is on the register: everybody with a place in the hall or a chance of one, and who said perhaps."""
    wanted = or_(Invitation.place.in_((Place.HELD, Place.OFFERED, Place.WAITING)), Invitation.said == Said.TENTATIVE)
    return [*_invited(event), wanted, Invitation.attendance == Attendance.IN_PERSON]


def companions_of(event: Event) -> dict[int, tuple[str, ...]]:
    """Who comes with whom, by the invitation's key."""
    found = defaultdict(list)
    rows = select(Accompanied.invitation_id, Accompanied.kind).join(Accompanied.invitation).order_by(Accompanied.id)
    for invitation_id, kind in db.session.execute(rows.where(Invitation.event_id == event.id)):
        found[invitation_id].append(str(kind))
    return {invitation_id: tuple(kinds) for invitation_id, kinds in found.items()}


def lines_of(event: Event, *, held_alone: bool = False, first: int = 0, most: int | None = None) -> list[Line]:
    """The register's lines in order: by partnership and name, those without one last, then who walked in.

    With `held_alone` only those who have a place: for badges.
    """
    body = _first_body().label("body")
    walked_in = case((Invitation.origin == Origin.WALKED_IN, 1), else_=0)
    rows = _with_arrivals(
        select(Invitation.id, Contact.name, Contact.organisation, body, CAME.label("has_come"), Invitation.is_under_18,
               Invitation.no_photographs, Invitation.print_no_name, Invitation.badge_code)
        .join(Invitation.contact)).where(*_expected(event))
    if held_alone:
        rows = rows.where(Invitation.place == Place.HELD)
    rows = rows.order_by(walked_in, case((body == "", 1), else_=0), body, Contact.name, Invitation.id)
    rows = rows.offset(first).limit(most) if most is not None else rows
    companions = companions_of(event)
    found = db.session.execute(rows)
    return [Line(first + place, row.id, row.name, row.organisation, row.body, bool(row.has_come), row.is_under_18,
                 row.no_photographs, row.print_no_name, row.badge_code, companions.get(row.id, ()))
            for place, row in enumerate(found, 1)]


def length(event: Event, *, held_alone: bool = False) -> int:
    """How many lines the register has."""
    rows = select(func.count()).select_from(Invitation).where(*_expected(event))
    return db.session.scalar(rows.where(Invitation.place == Place.HELD) if held_alone else rows) or 0


def attendance_by_body(event: Event) -> dict[str, dict[str, int]]:
    """Status by partnership; who sits on several counts in each, who sits on none under an empty word."""
    name = func.coalesce(Partnership.name, "").label("body")
    rows = _with_arrivals(select(name, STATUS, func.count()).select_from(Invitation).join(Invitation.contact))
    rows = rows.outerjoin(membership, membership.c.contact_id == Contact.id).outerjoin(
        Partnership, Partnership.id == membership.c.partnership_id).where(*_invited(event)).group_by(name, STATUS)
    found: dict[str, dict[str, int]] = {}
    for body, status, count in db.session.execute(rows):
        found.setdefault(body, {})[status] = count
    return dict(sorted(found.items(), key=lambda pair: (pair[0] == "", pair[0].casefold())))


def attendance(event: Event) -> dict[str, int]:
    """Status of everybody, each counted once."""
    rows = _with_arrivals(select(STATUS, func.count()).select_from(Invitation)).where(*_invited(event))
    return {status: count for status, count in db.session.execute(rows.group_by(STATUS))}  # noqa: C416


def companions_who_came(event: Event) -> int:
    """How many came with somebody who came."""
    rows = select(func.count()).select_from(Accompanied).join(Accompanied.invitation)
    return db.session.scalar(_with_arrivals(rows).where(*_invited(event), CAME)) or 0


def _people(chosen: list) -> Select:
    with_whom = select(func.count()).select_from(Accompanied).where(
        Accompanied.invitation_id == Invitation.id).correlate(Invitation).scalar_subquery()
    return _with_arrivals(select(
        Invitation.id, Contact.name, Contact.organisation, STATUS, Arrival.at, Invitation.stands_in_for_id,
        with_whom).join(Invitation.contact)).where(*chosen)


def _read(rows: Select) -> list[Person]:
    found = list(db.session.execute(rows))
    names = names_of([row[5] for row in found if row[5]])
    return [Person(row[0], row[1], row[2], row[3], row[4], names.get(row[5], ""), row[6]) for row in found]


def people(event: Event, *, body: str | None = None, status: str = "", first: int = 0, most: int = 100,
           ) -> tuple[int, list[Person]]:
    """(how many there are, one page of them by name): of one partnership (empty: of none), of one status."""
    chosen = [*_invited(event)]
    if body is not None:
        chosen.append(Contact.partnerships.any(Partnership.name == body) if body else ~Contact.partnerships.any())
    if status:
        chosen.append(status == STATUS)
    rows = _people(chosen)
    total = db.session.scalar(select(func.count()).select_from(rows.subquery())) or 0
    return total, _read(rows.order_by(Contact.name, Invitation.id).offset(first).limit(most))


def people_among(invitation_ids: list[int]) -> dict[int, Person]:
    """The part of some guests in the evening, by the invitation's key."""
    return {person.invitation_id: person for person in _read(_people([Invitation.id.in_(invitation_ids)]))}


def names_of(invitation_ids: list[int]) -> dict[int, str]:
    """The names of some guests by the invitation's key."""
    rows = select(Invitation.id, Contact.name).join(Invitation.contact).where(Invitation.id.in_(invitation_ids))
    return {invitation_id: name for invitation_id, name in db.session.execute(rows)}  # noqa: C416
