"""What is read for letters on paper and for answers that come by telephone."""

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload

from events.database import db
from events.delegates.models import Contact, Invitation
from events.delegates.states import InvitationState
from events.event import Event


def _by_post(event: Event) -> Select:
    """Invitations that are out, to people without an e-mail address whom one may write to."""
    return (
        select(Invitation).join(Invitation.contact)
        .where(Invitation.event_id == event.id, Invitation.state == InvitationState.SENT, Contact.email.is_(None),
               Contact.do_not_invite.is_(False))
        .options(joinedload(Invitation.event)).order_by(Contact.name, Invitation.id)
    )


def by_post_page(event: Event, *, first: int, most: int) -> tuple[int, list[Invitation]]:
    """(how many are reached by post, one page of them), by name."""
    rows = _by_post(event)
    total = db.session.scalar(select(func.count()).select_from(rows.order_by(None).subquery())) or 0
    return total, list(db.session.scalars(rows.offset(first).limit(most)))


def without_address(event: Event) -> int:
    """How many of them have no postal address either."""
    rows = _by_post(event).where(Contact.address == "").order_by(None)
    return db.session.scalar(select(func.count()).select_from(rows.subquery())) or 0


def to_print(event: Event, invitation_id: int) -> Invitation | None:
    """An invitation that is out, to print its letter; never one of somebody who asked not to be invited."""
    return db.session.scalar(
        select(Invitation).join(Invitation.contact)
        .where(Invitation.id == invitation_id, Invitation.event_id == event.id,
               Invitation.state == InvitationState.SENT, Contact.do_not_invite.is_(False))
        .options(joinedload(Invitation.event))
    )


def invitation_by_reply_code(event: Event, code: str) -> Invitation | None:
    """The invitation to that event with that spoken code; a draft has not been told to anybody."""
    rows = select(Invitation).where(
        Invitation.event_id == event.id, Invitation.reply_code == code, Invitation.state != InvitationState.DRAFTED
    )
    return db.session.scalar(rows) if code else None
