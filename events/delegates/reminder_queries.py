"""What is read of reminders, and of those whom each concerns."""

from sqlalchemy import func, select

from events.database import db
from events.delegates.mail_models import Reminder
from events.delegates.models import Contact, Invitation
from events.delegates.states import InvitationState, Place, Reminded, Said
from events.event import Event

CONCERNS = {
    Reminded.NOT_ANSWERED: (Invitation.said == Said.NEEDS_ACTION) & (Invitation.place == Place.NONE)
    & Contact.do_not_invite.is_(False),
    Reminded.COMING: Invitation.place == Place.HELD,
    Reminded.WAITING: Invitation.place == Place.WAITING,
}


def _concerned(event: Event, to: Reminded):
    """Those whom a reminder concerns and who may be written to: not who asked for none, nor where letters come back."""
    return select(Invitation).join(Invitation.contact).where(
        Invitation.event_id == event.id, Invitation.state == InvitationState.SENT, CONCERNS[Reminded(to)],
        Invitation.no_reminders_at.is_(None), Contact.email.is_not(None), Contact.bounced_at.is_(None),
    )


def concerned(event: Event, to: Reminded) -> list[Invitation]:
    """Whom a reminder would go to now, by name."""
    return list(db.session.scalars(_concerned(event, to).order_by(Contact.name, Invitation.id)))


def count_of(event: Event, to: Reminded) -> int:
    """How many people a reminder would go to now."""
    return db.session.scalar(select(func.count()).select_from(_concerned(event, to).subquery())) or 0


def reminders_of(event: Event) -> list[Reminder]:
    """An event's reminders, in the order in which they go."""
    rows = select(Reminder).where(Reminder.event_id == event.id)
    return list(db.session.scalars(rows.order_by(Reminder.due_at, Reminder.id)))


def reminder(event: Event, reminder_id: int) -> Reminder | None:
    """One reminder of that event."""
    return db.session.scalar(select(Reminder).where(Reminder.event_id == event.id, Reminder.id == reminder_id))


def open_reminders() -> list[int]:
    """The keys of reminders that have not gone, of events that are neither over nor cancelled nor put off."""
    rows = select(Reminder.id).join(Reminder.event).where(
        Reminder.sent_at.is_(None), Event.cancelled_at.is_(None), Event.postponed_at.is_(None)
    )
    return list(db.session.scalars(rows.order_by(Reminder.due_at, Reminder.id)))


def invitation_to_remind(ref: str) -> Invitation | None:
    """The invitation behind an address that stops reminders."""
    return db.session.scalar(select(Invitation).where(Invitation.ref == ref))
