"""What is read of bodies' seats, of substitutes and of requests for a place."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, case, func, select
from sqlalchemy.orm import joinedload

from events.database import db
from events.delegates.chair_queries import TAKING
from events.delegates.models import Contact, Invitation
from events.delegates.queries import sum_where
from events.delegates.seat_models import PlaceRequest, Seats, Substitute
from events.delegates.states import InvitationState, Place, RequestState, Said, SubstituteState
from events.event import Event

SENT = InvitationState.SENT


@dataclass(frozen=True)
class Standing:
    """A body's seats in numbers; or those of all bodies."""

    given: int
    named: int
    coming: int
    apologies: int
    used: int
    bodies: int = 1

    @property
    def unused(self) -> int:
        """Seats that nobody sits on yet."""
        return max(0, self.given - self.used)


APOLOGIES: ColumnElement[bool] = Invitation.said.in_((Said.DECLINED, Said.DELEGATED)) & (Invitation.place == Place.NONE)
NUMBERS = (
    func.count(Invitation.id), sum_where(Invitation.place == Place.HELD), sum_where(APOLOGIES),
    sum_where(Invitation.place.in_(TAKING)),
)


def standings(event: Event, *, first: int = 0, most: int = 100) -> list[tuple[Seats, Standing]]:
    """One page of the bodies that were given seats, by name, each with its numbers: one query for all."""
    counted = (
        select(Invitation.seats_id, *(number.label(f"number_{place}") for place, number in enumerate(NUMBERS)))
        .where(Invitation.event_id == event.id, Invitation.seats_id.is_not(None), Invitation.state == SENT)
        .group_by(Invitation.seats_id).subquery()
    )
    numbers = [func.coalesce(column, 0) for column in list(counted.c)[1:]]
    rows = (
        select(Seats, *numbers).outerjoin(counted, counted.c.seats_id == Seats.id).where(Seats.event_id == event.id)
        .options(joinedload(Seats.coordinator)).order_by(Seats.name, Seats.id).offset(first).limit(most)
    )
    return [(found, Standing(found.count, *(int(number) for number in row)))
            for found, *row in db.session.execute(rows)]


def standing_of(seats: Seats) -> Standing:
    """One body's seats in numbers."""
    row = db.session.execute(
        select(*NUMBERS).where(Invitation.seats_id == seats.id, Invitation.state == SENT)).one()
    return Standing(seats.count, *(int(number or 0) for number in row))


def totals(event: Event) -> Standing:
    """All bodies' seats in numbers."""
    given, bodies = db.session.execute(
        select(func.coalesce(func.sum(Seats.count), 0), func.count()).where(Seats.event_id == event.id)).one()
    row = db.session.execute(select(*NUMBERS).where(
        Invitation.event_id == event.id, Invitation.seats_id.is_not(None), Invitation.state == SENT)).one()
    named, coming, apologies, used = (int(number or 0) for number in row)
    return Standing(int(given), named, coming, apologies, used, bodies)


def named_on(seats: Seats) -> list[Invitation]:
    """Who was named for a body's seats: those who come first, then by name."""
    rows = select(Invitation).join(Invitation.contact).where(Invitation.seats_id == seats.id, Invitation.state == SENT)
    is_out = case((Invitation.place == Place.NONE, 1), else_=0)
    return list(db.session.scalars(rows.order_by(is_out, Contact.name, Invitation.id)))


def seats_by_ref(ref: str) -> Seats | None:
    """The seats behind a coordinator's link."""
    return db.session.scalar(select(Seats).where(Seats.ref == ref).options(
        joinedload(Seats.event), joinedload(Seats.coordinator)))


def seats(event: Event, seats_id: int) -> Seats | None:
    """Seats of that event, by their key."""
    return db.session.scalar(select(Seats).where(Seats.event_id == event.id, Seats.id == seats_id))


def seats_by_code(event: Event, code: str) -> Seats | None:
    """The body whose newsletter carries that code."""
    tidy = "".join(code.split()).replace("-", "").upper()
    return db.session.scalar(select(Seats).where(Seats.event_id == event.id, Seats.code == tidy)) if tidy else None


def seats_of_guest(invitation: Invitation) -> Seats | None:
    """The body's seats that somebody was named for."""
    return db.session.get(Seats, invitation.seats_id) if invitation.seats_id else None


def guest_of_seats(seats: Seats, invitation_id: int) -> Invitation | None:
    """Somebody who was named for a body's seats, by key."""
    rows = select(Invitation).where(Invitation.seats_id == seats.id, Invitation.id == invitation_id,
                                    Invitation.state == SENT)
    return db.session.scalar(rows)


def _proposed():
    return select(Substitute).join(Substitute.invitation).where(
        Substitute.state == SubstituteState.PROPOSED, Invitation.state == SENT, Invitation.said == Said.DELEGATED,
    ).options(joinedload(Substitute.invitation)).order_by(Substitute.proposed_at, Substitute.id)


def proposed_for(invitation: Invitation) -> list[Substitute]:
    """Who was named to come in somebody's place and waits to be confirmed."""
    rows = select(Substitute).where(Substitute.invitation_id == invitation.id,
                                    Substitute.state == SubstituteState.PROPOSED)
    return list(db.session.scalars(rows.order_by(Substitute.id)))


def proposed(event: Event, *, first: int = 0, most: int = 100) -> tuple[int, list[Substitute]]:
    """(how many there are, one page of them): substitutes who wait to be confirmed, oldest first."""
    rows = _proposed().where(Invitation.event_id == event.id)
    total = db.session.scalar(select(func.count()).select_from(rows.order_by(None).subquery())) or 0
    return total, list(db.session.scalars(rows.offset(first).limit(most)))


def proposed_on(seats: Seats) -> list[Substitute]:
    """Substitutes for people named on a body's seats, who wait to be confirmed."""
    return list(db.session.scalars(_proposed().where(Invitation.seats_id == seats.id)))


def substitute(event: Event, substitute_id: int) -> Substitute | None:
    """A proposed substitute at that event, by key."""
    rows = select(Substitute).join(Substitute.invitation).where(
        Invitation.event_id == event.id, Substitute.id == substitute_id)
    return db.session.scalar(rows.options(joinedload(Substitute.invitation)))


def request_by_ref(ref: str) -> PlaceRequest | None:
    """The request behind a mailed link."""
    rows = select(PlaceRequest).where(PlaceRequest.ref == ref).options(joinedload(PlaceRequest.event))
    return db.session.scalar(rows)


def request(event: Event, request_id: int) -> PlaceRequest | None:
    """A request for a place at that event, by key."""
    return db.session.scalar(
        select(PlaceRequest).where(PlaceRequest.event_id == event.id, PlaceRequest.id == request_id))


def requests_of(
    event: Event, state: RequestState, *, first: int = 0, most: int = 100,
) -> tuple[int, list[PlaceRequest]]:
    """(how many there are, one page of them): requests in that state, oldest first."""
    rows = select(PlaceRequest).where(PlaceRequest.event_id == event.id, PlaceRequest.state == state)
    total = db.session.scalar(select(func.count()).select_from(rows.subquery())) or 0
    rows = rows.options(joinedload(PlaceRequest.seats), joinedload(PlaceRequest.invitation))
    rows = rows.order_by(PlaceRequest.confirmed_at, PlaceRequest.id)
    return total, list(db.session.scalars(rows.offset(first).limit(most)))
