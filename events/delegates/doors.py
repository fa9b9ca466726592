"""The personal link of an invitation: what finds its record and when it no longer opens."""

from events.access import doors
from events.delegates import (
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
