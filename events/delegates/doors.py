"""The personal links of guests, of seats, of requests and for the door: what finds the record, and when it is shut."""

from events.access import doors
from events.delegates import (
    door_queries,
    evenings,
    mail_models,  # noqa: F401  its tables belong to the schema
    queries,
    seat_queries,
)
from events.delegates.models import Invitation
from events.delegates.seat_models import PlaceRequest, Seats
from events.delegates.states import InvitationState
from events.refusals import N_


def _closed(invitation: Invitation) -> str | None:
    if invitation.state == InvitationState.WITHDRAWN:
        return N_("This invitation has been withdrawn. If you did not expect this, please ask us.")
    return None


doors.register(doors.Door(
    kind="invitation", lets_in="delegate", find=queries.invitation_by_ref, page="reports.show_my_page", closed=_closed,
))
doors.register(doors.Door(
    kind="door", lets_in="door", find=door_queries.link_by_ref, page="door.show_door", closed=evenings.shut,
    for_evening=True,
))


def _never(record: Seats | PlaceRequest) -> None:
    """These links open until their record is gone; the page says what can no longer be done."""


doors.register(doors.Door(
    kind="seats", lets_in="delegate", find=seat_queries.seats_by_ref, page="seats.fill_seats", closed=_never,
    is_plain=False,
))
doors.register(doors.Door(
    kind="request", lets_in="delegate", find=seat_queries.request_by_ref, page="asking.confirm_request", closed=_never,
    is_plain=False,
))
