"""What somebody sent by their own personal link, for the page on which they say whether they are to be told."""

from sqlalchemy import select

from events.database import db
from events.delegates.models import Invitation
from events.feedback.models import Remark
from events.feedback.states import RemarkState


def own_remarks(invitation: Invitation) -> list[Remark]:
    """The remarks of one person that they have not taken back, by ref; a withheld one counts like any other."""
    rows = select(Remark).where(Remark.invitation_id == invitation.id, Remark.state != RemarkState.WITHDRAWN)
    return list(db.session.scalars(rows.order_by(Remark.ref)))


def wants_to_hear(invitation: Invitation) -> bool | None:
    """Whether a person is to be told of anything they sent; None where nothing is there to be told of."""
    wishes = [remark.wants_to_hear for remark in own_remarks(invitation)]
    return any(wishes) if wishes else None
