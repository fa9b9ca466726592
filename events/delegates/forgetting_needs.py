"""Needs that came with a list are forgotten when the day to answer by is over and the person said nothing to them."""

from datetime import timedelta

from sqlalchemy import select

from events import clock, history
from events.agenda.models import Arrangements
from events.database import db, unit_of_work
from events.delegates.models import Contact, Invitation
from events.delegates.states import InvitationState
from events.event import Event

NEVER_ASKED = timedelta(days=90)  # after the list came, where nobody invited them


def _day_is_over(invitation: Invitation, arrangements: Arrangements, event: Event) -> bool:
    now = clock.now()
    return invitation.state != InvitationState.DRAFTED and (
        event.local(now).date() > arrangements.reply_by_on or event.ends_at <= now or event.cancelled_at is not None
    )


def _over() -> list[Contact]:
    """Whose unconfirmed needs have had their time."""
    told = select(Contact).where(Contact.unconfirmed_needs != "").order_by(Contact.id)
    asked = (
        select(Invitation, Arrangements, Event).join(Event, Event.id == Invitation.event_id)
        .join(Arrangements, Arrangements.event_id == Event.id)
        .join(Contact, Contact.id == Invitation.contact_id).where(Contact.unconfirmed_needs != "")
    )
    over: dict[int, list[bool]] = {}
    for invitation, arrangements, event in db.session.execute(asked):
        over.setdefault(invitation.contact_id, []).append(_day_is_over(invitation, arrangements, event))
    old = clock.now() - NEVER_ASKED
    return [
        contact for contact in db.session.scalars(told)
        if any(over.get(contact.id, [])) or (contact.needs_brought_at or contact.created_at) < old
    ]


def forget_unconfirmed_needs() -> int:
    """Forget them, in a unit of work of its own. Returns how many people's."""
    with unit_of_work():
        found = _over()
        for contact in found:
            contact.unconfirmed_needs, contact.needs_brought_at = "", None
            history.record(contact, "unconfirmed needs forgotten", by="clock")
    return len(found)
