"""Whoever does not come gives up the parts they have chosen."""

from sqlalchemy import delete

from events import history
from events.database import db
from events.delegates import part_queries
from events.delegates.models import Invitation
from events.delegates.part_models import PartChoice
from events.event import Event


def leave_parts(invitation: Invitation) -> None:
    """Free the places that somebody has in parts of the programme."""
    if invitation.id is not None:
        db.session.execute(delete(PartChoice).where(PartChoice.invitation_id == invitation.id))


def forget_removed(event: Event, *, by) -> None:
    """Forget who had chosen parts that are no longer on the programme: they have been told."""
    keys = [choice.id for choice in part_queries.removed(event)]
    db.session.execute(
        delete(PartChoice).where(PartChoice.id.in_(keys)).execution_options(synchronize_session=False))
    history.record(event, "told of removed parts", by=by, event=event)
