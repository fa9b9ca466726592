"""Somebody who was not invited asks for a place: the address is confirmed, then it is granted, decided or waits."""

import secrets
from datetime import timedelta

from sqlalchemy import delete

from events import clock, history, outbox
from events import event as event_record
from events.access.models import Officer
from events.agenda import queries as agenda_queries
from events.agenda.states import Entry
from events.database import db, unit_of_work
from events.delegates import addresses, facts, inviting, naming, noting, placing, queries, seat_queries, wordings
from events.delegates.keeping import AddressRefused
from events.delegates.models import Invitation
from events.delegates.seat_models import PlaceRequest
from events.delegates.states import Attendance, Channel, InvitationState, Origin, Place, RequestState, Said
from events.event import Event
from events.refusals import N_, Refusal

CONFIRM_WITHIN = timedelta(days=2)


class AskingClosed(Refusal):
    """Nobody can ask for a place any more."""

    sentence = N_("You cannot ask for a place at this event any more.")
    status = 409


class NoSuchCode(Refusal):
    """No body's newsletter carries that code."""

    sentence = N_("We do not know this code. Check it, or leave the box empty.")
    field = "code"


class CodeNeeded(Refusal):
    """The event is by invitation, so only a code opens it."""

    sentence = N_("This event is by invitation. Enter the code that you were given.")
    field = "code"


class DecidedAlready(Refusal):
    """Somebody has decided, or the request is not confirmed."""

    sentence = N_("This has been settled meanwhile, so there is nothing to decide.")
    status = 409


def closed(event: Event) -> bool:
    """Whether nobody can ask for a place any more."""
    return bool(event.cancelled_at or event.postponed_at) or event.starts_at <= clock.now()


def ask(
    event: Event, *, name: str, email: str, organisation: str = "", message: str = "", code: str = "",
) -> PlaceRequest:
    """Note that somebody asks for a place, and mail them a link to confirm their address.

    Who they are, and whether we know them, is looked at only once they have confirmed: the same is done
    for everybody. Raises AskingClosed, AddressRefused, NoSuchCode, CodeNeeded.
    """
    if closed(event):
        raise AskingClosed()
    try:
        address = addresses.checked(email)
    except ValueError as error:
        raise AddressRefused() from error
    seats = seat_queries.seats_by_code(event, code)
    if code.strip() and seats is None:
        raise NoSuchCode()
    arrangements = agenda_queries.arrangements_of(event)
    if arrangements.entry == Entry.INVITED and seats is None:
        raise CodeNeeded()
    request = PlaceRequest(
        event=event, ref=secrets.token_hex(8), name=addresses.cleaned(name), email=address,
        email_key=addresses.key_of(address) or "", organisation=addresses.cleaned(organisation), message=message,
        seats=seats, state=RequestState.UNCONFIRMED, asked_at=clock.now(), keep_until=event.keep_until,
    )
    db.session.add(request)
    history.record(request, "asked for a place", by="visitor", event=event)
    _write(request, "delegates/request")
    return request


def _write(request: PlaceRequest, name: str) -> None:
    said = facts.facts_of(request.event, agenda_queries.arrangements_of(request.event))
    language, version = wordings.in_use(request.event).of(name.removeprefix("delegates/"), "")
    outbox.post(name, about=request, to_name=request.name, to_address=request.email, event=request.event, facts=said,
                language=language, wording_version=version)


def confirm(request: PlaceRequest) -> PlaceRequest:
    """The address is theirs. Where the event is open, or their body has a seat left, they have a place at once.

    Else the organiser decides; also about somebody who is not to be invited. Raises AskingClosed.
    """
    event = event_record.lock(request.event)
    db.session.refresh(request)  # pressed twice: the second press waits for the lock
    if request.state != RequestState.UNCONFIRMED:
        return request
    if closed(event):
        raise AskingClosed()
    request.state, request.confirmed_at = RequestState.WAITING, clock.now()
    history.record(request, "address confirmed", by="visitor", event=event)
    contact = naming.contact_of(name=request.name, email=request.email, organisation=request.organisation,
                                source="asked for a place", by="visitor")
    known = queries.invitation_to(event, contact)
    invited = known is not None and known.state == InvitationState.SENT
    open_to_all = agenda_queries.arrangements_of(event).entry == Entry.OPEN
    if not contact.do_not_invite and (open_to_all or invited or _seat_left(request)):
        _grant(request, contact, by="visitor")
    return request


def _seat_left(request: PlaceRequest) -> bool:
    return request.seats is not None and seat_queries.standing_of(request.seats).unused > 0


def accept(request: PlaceRequest, *, by: Officer) -> Invitation:
    """Give somebody who asked a place, or the next number on the waiting list. Raises DecidedAlready."""
    event = event_record.lock(request.event)
    db.session.refresh(request)  # another officer may have decided while we waited for the lock
    if request.state != RequestState.WAITING:
        raise DecidedAlready()
    contact = naming.contact_of(name=request.name, email=request.email, organisation=request.organisation,
                                source="asked for a place", by=by)
    history.record(request, "accepted", by=by, event=event)
    return _grant(request, contact, by=by)


def _grant(request: PlaceRequest, contact, *, by: Officer | str) -> Invitation:
    event = request.event
    seats = request.seats if _seat_left(request) else None
    guest = inviting.add_guest(event, contact, origin=Origin.ASKED, seats=seats, by=by)
    request.state, request.decided_at, request.invitation = RequestState.ACCEPTED, clock.now(), guest
    if guest.place == Place.NONE:
        guest.said, guest.said_at = Said.ACCEPTED, clock.now()
        if agenda_queries.arrangements_of(event).meeting == "link":
            guest.attendance = Attendance.BY_LINK
        placing.run_out(event)
        placing.give_on(event)  # nobody passes those who wait already
        placing.take(guest, event=event)
        noting.note(guest, channel=Channel.LINK, by=by if isinstance(by, Officer) else None)
    naming.welcome(guest, event=event, wanted=True)
    return guest


def decline(request: PlaceRequest, *, by: Officer) -> None:
    """Tell somebody who asked that there is no place for them. Raises DecidedAlready."""
    event = event_record.lock(request.event)
    db.session.refresh(request)  # another officer may have decided while we waited for the lock
    if request.state != RequestState.WAITING:
        raise DecidedAlready()
    request.state, request.decided_at = RequestState.DECLINED, clock.now()
    history.record(request, "declined", by=by, event=event)
    _write(request, "delegates/request_declined")


def drop(request: PlaceRequest) -> None:
    """It was not they who asked: the request is forgotten."""
    if request.state == RequestState.UNCONFIRMED:
        outbox.withdraw(about=request)
        db.session.delete(request)


def forget_unconfirmed() -> int:
    """Forget requests whose address nobody confirmed in two days. Returns how many. A unit of work of its own."""
    with unit_of_work():
        gone = delete(PlaceRequest).where(
            PlaceRequest.state == RequestState.UNCONFIRMED, PlaceRequest.asked_at < clock.now() - CONFIRM_WITHIN)
        return db.session.execute(gone).rowcount  # type: ignore[attr-defined]
