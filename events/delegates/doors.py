"""An invitation's personal link and a volunteer's link for the door: what finds the record, and when it is shut."""

from events.access import doors
from events.delegates import (
    door_queries,
    evenings,
    mail_models,  # noqa: F401  its tables belong to the schema
    queries,
    seat_models,  # noqa: F401  as above
)
from events.delegates.models import Invitation
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
))
