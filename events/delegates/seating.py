"""Seats are given to a body; its coordinator names who comes, swaps them, and gives seats back."""

import secrets

from events import clock, history, outbox
from events import event as event_record
from events.access.models import Officer
from events.agenda import queries as agenda_queries
from events.database import db
from events.delegates import (
    addresses,
    chair_queries,
    contact_queries,
    facts,
    inviting,
    naming,
    noting,
    placing,
    queries,
    seat_queries,
    substituting,
    wordings,
)
from events.delegates.models import Invitation, new_reply_code
from events.delegates.seat_models import Seats
from events.delegates.states import Channel, Origin, Place, Said
from events.event import Event
from events.refusals import N_, Refusal

COORDINATOR = "coordinator"


class NotSoMany(Refusal):
    """There are fewer chairs than were to be given."""

    sentence = N_("Only %(free)s places are free. Give fewer, or raise the number of people who fit in first.")
    field = "count"


class NamedAlready(Refusal):
    """More people sit on the seats than are to be left."""

    sentence = N_("%(used)s of these places are taken by name, so there cannot be fewer.")
    field = "count"


class SeatsFilled(Refusal):
    """Every seat has a name."""

    sentence = N_("All your places have a name. Take a name back first, or ask the organisers for more.")
    field = "name"
    status = 409


class OnTheList(Refusal):
    """That person has one of these seats already."""

    sentence = N_("%(name)s is on your list already.")
    field = "name"


class NoCoordinatorAddress(Refusal):
    """Nobody to write to."""

    sentence = N_("There is no email address for the person who names the guests. Add it first.")
    field = "coordinator_email"
    status = 409


class SeatsClosed(Refusal):
    """The event is over, or does not take place, or nobody knows when."""

    sentence = N_("The event is over, cancelled or put off, so names cannot be changed now.")
    status = 409


def closed(event: Event) -> bool:
    """Whether names cannot be changed, for good or until there is a new day."""
    return bool(event.cancelled_at or event.postponed_at) or event.ends_at <= clock.now()


def _refuse_closed(event: Event) -> None:
    if closed(event):
        raise SeatsClosed()


def _coordinator(name: str, email: str, body: str, by):
    if not addresses.cleaned(name):
        return None
    return naming.contact_of(name=name, email=email, organisation=body, source=f"names the guests of {body}"[:160],
                             by=by)


def give_seats(
    event: Event, *, name: str, count: int, coordinator_name: str = "", coordinator_email: str = "", by,
) -> Seats:
    """Give a body places for names to come. Raises NotSoMany, SeatsClosed, AddressRefused.

    A body of that name among the partnerships is the same body. Nobody is written to yet.
    """
    _refuse_closed(event)
    event = event_record.lock(event)
    free = chair_queries.chairs_of(event).free
    if chair_queries.keeps_seats(event) and count > free:
        raise NotSoMany(free=free)
    body = addresses.cleaned(name)
    known = next((row for row in contact_queries.partnerships() if row.name.casefold() == body.casefold()), None)
    seats = Seats(
        event=event, name=body, partnership=known, count=count, ref=secrets.token_hex(8), code=new_reply_code(),
        coordinator=_coordinator(coordinator_name, coordinator_email, body, by), given_at=clock.now(),
        keep_until=event.keep_until,
    )
    db.session.add(seats)
    history.record(seats, f"seats given: {count}", by=by, event=event)
    return seats


def change_seats(
    seats: Seats, *, name: str, count: int, coordinator_name: str = "", coordinator_email: str = "", by,
) -> None:
    """Give a body more or fewer places, or another coordinator, whose link is then a new one.

    Raises NotSoMany, NamedAlready, SeatsClosed, AddressRefused.
    """
    event = event_record.lock(seats.event)
    _refuse_closed(event)
    standing, free = seat_queries.standing_of(seats), chair_queries.chairs_of(event).free
    if count < standing.used:
        raise NamedAlready(used=standing.used)
    if chair_queries.keeps_seats(event) and count - seats.count > free:
        raise NotSoMany(free=seats.count + free)
    before = seats.coordinator_id
    seats.name = addresses.cleaned(name)
    seats.coordinator = _coordinator(coordinator_name, coordinator_email, seats.name, by)
    fewer, seats.count = count < seats.count, count
    history.record(seats, f"seats changed: {count}", by=by, event=event)
    if before is not None and seats.coordinator_id != before:
        seats.link_version += 1
        seats.sent_at = None
        outbox.withdraw(about=seats)
    if fewer:
        placing.give_on(event)


def send_letter(seats: Seats, *, by) -> None:
    """Write to the coordinator: how many places, until when, and the link. Raises NoCoordinatorAddress, SeatsClosed."""
    _refuse_closed(seats.event)
    person = seats.coordinator
    if person is None or not person.email:
        raise NoCoordinatorAddress()
    outbox.withdraw(about=seats)
    arrangements = agenda_queries.arrangements_of(seats.event)
    told = facts.facts_of(seats.event, arrangements) | {
        "count": seats.count, "body": seats.name, "unused": seat_queries.standing_of(seats).unused,
        "give_back_on": arrangements.give_back_on.isoformat() if arrangements.give_back_on else None,
    }
    language, version = wordings.in_use(seats.event).of("seats", person.language)
    outbox.post("delegates/seats", about=seats, to_name=person.name, to_address=person.email, event=seats.event,
                facts=told, language=language, wording_version=version)
    seats.sent_at = clock.now()
    history.record(seats, "coordinator written to", by=by, event=seats.event)


def _who(seats: Seats, by: Officer | str) -> tuple[Officer | None, str]:
    """The officer who did it, or else on whose word: the coordinator's."""
    if isinstance(by, Officer):
        return by, seats.name
    return None, f"{seats.coordinator.name}, {seats.name}" if seats.coordinator else seats.name


def name_person(
    seats: Seats, *, name: str, email: str = "", address: str = "", by: Officer | str = COORDINATOR,
    channel: Channel = Channel.COORDINATOR,
) -> Invitation:
    """Put a name on one of a body's seats; they get a letter with their place and their own link.

    After the give-back day a name finds a place only while there is room, else it waits.
    Raises SeatsFilled, OnTheList, SeatsClosed, AddressRefused.
    """
    event = event_record.lock(seats.event)
    _refuse_closed(event)
    if not seat_queries.standing_of(seats).unused:
        raise SeatsFilled()
    guest = _guest(seats, name=name, email=email, address=address, origin=Origin.NAMED, by=by)
    guest.said, guest.said_at = Said.ACCEPTED, clock.now()
    placing.take(guest, event=event)
    _note_and_tell(seats, guest, event=event, by=by, channel=channel)
    return guest


def _guest(seats: Seats, *, name: str, email: str, address: str, origin: Origin, by, instead: Invitation | None = None):
    contact = naming.contact_of(name=addresses.cleaned(name), email=email, address=address, organisation=seats.name,
                                source=f"named by {seats.name}"[:160], by=by)
    known = queries.invitation_to(seats.event, contact)
    if known is not None and known.seats_id == seats.id and known.place in (Place.HELD, Place.OFFERED, Place.WAITING):
        raise OnTheList(name=addresses.cleaned(name))
    guest = inviting.add_guest(seats.event, contact, origin=origin, seats=seats, stands_in_for=instead, by=by)
    guest.named_as = addresses.cleaned(name)[:200]
    return guest


def _note_and_tell(seats: Seats, guest: Invitation, *, event: Event, by, channel: Channel) -> None:
    officer, on_behalf_by = _who(seats, by)
    noting.note(guest, channel=channel, by=officer, on_behalf_by=on_behalf_by if channel != Channel.LINK else "")
    history.record(guest, "named", by=by, event=event)
    naming.welcome(guest, event=event)


def swap(
    guest: Invitation, *, name: str, email: str = "", address: str = "", by: Officer | str = COORDINATOR,
) -> Invitation:
    """Somebody else comes on a seat: the place goes from one to the other. Raises as `name_person`."""
    seats = seat_queries.seats_of_guest(guest)
    event = event_record.lock(guest.event)
    _refuse_closed(event)
    if seats is None:
        raise substituting.SettledAlready()
    made = _guest(seats, name=name, email=email, address=address, origin=Origin.SUBSTITUTE, by=by, instead=guest)
    if made is guest:
        raise OnTheList(name=name)
    substituting.drop(guest)
    if made.place in (Place.HELD, Place.OFFERED):
        placing.leave(guest)
        made.said, made.said_at = Said.ACCEPTED, clock.now()
        placing.take(made, event=event)
    else:
        substituting.hand_over(guest, made)
    _excuse(seats, guest, event=event, by=by)
    _note_and_tell(seats, made, event=event, by=by, channel=Channel.COORDINATOR)
    placing.give_on(event)
    return made


def _excuse(seats: Seats, guest: Invitation, *, event: Event, by) -> None:
    officer, on_behalf_by = _who(seats, by)
    guest.said, guest.said_at = Said.DECLINED, clock.now()
    noting.accompany(guest, ())
    noting.note(guest, channel=Channel.COORDINATOR, by=officer, on_behalf_by=on_behalf_by)
    history.record(guest, "taken off a seat", by=by, event=event)
    inviting.tell_withdrawn(guest, event=event, taken_off=seats.name)


def take_back(guest: Invitation, *, by: Officer | str = COORDINATOR) -> None:
    """Take a name off a seat, which is then free for another name. Raises SeatsClosed."""
    seats = seat_queries.seats_of_guest(guest)
    event = event_record.lock(guest.event)
    _refuse_closed(event)
    if seats is None or guest.place == Place.NONE:
        return
    substituting.drop(guest)
    placing.leave(guest)
    _excuse(seats, guest, event=event, by=by)
    placing.give_on(event)


def give_back(seats: Seats, *, count: int, by: Officer | str = COORDINATOR) -> None:
    """Give seats that nobody sits on back to the organisers. Raises NamedAlready, SeatsClosed."""
    event = event_record.lock(seats.event)
    _refuse_closed(event)
    standing = seat_queries.standing_of(seats)
    if not 0 < count <= standing.unused:
        raise NamedAlready(used=standing.used)
    seats.count -= count
    history.record(seats, f"seats given back: {count}", by=by, event=event)
    placing.give_on(event)
