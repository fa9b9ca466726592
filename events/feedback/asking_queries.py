"""What the room's page tells those who ask: what is on, who can read what, and what became of a remark."""

import hashlib
from datetime import datetime

from sqlalchemy import func, select

from events.access.models import Officer, Role
from events.access.states import RoleName
from events.agenda import run_queries
from events.agenda.models import AgendaItem
from events.database import db
from events.delegates.models import Contact, Invitation, membership
from events.delegates.states import InvitationState
from events.event import Event
from events.feedback.models import Remark, RoomVersion
from events.feedback.room_models import FurtherDisposition, Room

# The roles whose pages show remarks, in the order in which they come to read them.
READERS = (
    RoleName.MODERATOR, RoleName.ORGANISER, RoleName.REVIEWER, RoleName.APPROVER,
)  # fmt: skip
READ_NAMES = (RoleName.ORGANISER, RoleName.MODERATOR)  # of those who are anonymous to the room
FEW = 5  # fewer people than this are a small group


def _at_work(event: Event, roles):
    """A condition: officers who have not left, with one of the roles on the event or for the whole council."""
    return (
        Role.name.in_(roles), Officer.disabled_at.is_(None), (Role.event_id == event.id) | Role.event_id.is_(None),
    )


def readers_of(event: Event) -> list[tuple[str, int]]:
    """(role, how many officers have it) for the roles that read remarks; a role that nobody has is left out."""
    rows = select(Role.name, func.count(Officer.id.distinct())).join(Officer).where(*_at_work(event, READERS))
    found = {str(name): number for name, number in db.session.execute(rows.group_by(Role.name))}
    return [(role.value, found[role]) for role in READERS if role in found]


def readers_of_names(event: Event) -> int:
    """How many officers read the name of somebody who is anonymous to the room."""
    rows = select(func.count(Officer.id.distinct())).join(Role).where(*_at_work(event, READ_NAMES))
    return db.session.scalar(rows) or 0


def _invited(event: Event):
    return select(func.count(Invitation.id)).join(Contact).where(
        Invitation.event_id == event.id, Invitation.state != InvitationState.WITHDRAWN)


def is_one_of_few(invitation: Invitation) -> tuple[bool, bool]:
    """Whether fewer than five people of the guest's own (organisation, partnership) are invited, themselves included.

    Asked for the holder of a personal link alone, and of their own bodies alone: a page that told it of any body
    whose name is typed would tell strangers who is invited. It says "few", not "one", so that not even a colleague
    learns who else is.
    """
    event, contact = invitation.event, invitation.contact
    here = contact.organisation.strip().lower()
    same = _invited(event).where(func.lower(func.trim(Contact.organisation)) == here)
    alone = bool(here) and (db.session.scalar(same) or 0) < FEW
    bodies = [body.id for body in contact.partnerships]
    sizes = select(membership.c.partnership_id, func.count()).select_from(membership).join(
        Invitation, Invitation.contact_id == membership.c.contact_id).where(
        Invitation.event_id == event.id, Invitation.state != InvitationState.WITHDRAWN,
        membership.c.partnership_id.in_(bodies)).group_by(membership.c.partnership_id)
    return alone, any(number < FEW for _body, number in db.session.execute(sizes))


def further_of(remark: Remark) -> list[FurtherDisposition]:
    """What became of a remark for each further action that it concerns, in the order of the actions."""
    rows = select(FurtherDisposition).where(FurtherDisposition.remark_id == remark.id)
    return list(db.session.scalars(rows.order_by(FurtherDisposition.about_action, FurtherDisposition.id)))


def mark_of(event: Event, moment: datetime) -> str:
    """A short word that changes whenever the room's page would say something else, in one small query.

    It is made of the event's number, its pause and its hours, and the agenda items now and next; once the run sheet
    has been pressed, of what that says.
    """
    items = select(AgendaItem.title, AgendaItem.ends_at).where(AgendaItem.event_id == event.id)
    newest = (AgendaItem.starts_at.desc(), AgendaItem.id.desc())
    now = items.where(AgendaItem.starts_at <= moment, AgendaItem.ends_at > moment).order_by(*newest).limit(1)
    following = items.where(AgendaItem.starts_at > moment).order_by(AgendaItem.starts_at, AgendaItem.id).limit(1)
    row = db.session.execute(select(
        select(RoomVersion.number).where(RoomVersion.event_id == event.id).scalar_subquery(),
        select(Room.is_paused).where(Room.event_id == event.id).scalar_subquery(),
        select(Room.opens_at).where(Room.event_id == event.id).scalar_subquery(),
        select(Room.closes_at).where(Room.event_id == event.id).scalar_subquery(),
        now.with_only_columns(AgendaItem.title).scalar_subquery(),
        now.with_only_columns(AgendaItem.ends_at).scalar_subquery(),
        following.with_only_columns(AgendaItem.title).scalar_subquery(),
        run_queries.newest_in(event),
    )).one()
    is_over = row[3] is not None and row[3] < moment
    said = "\x1f".join(str(part) for part in (*row[:7], is_over, event.ends_at < moment, event.cancelled_at,
                                               run_queries.mark_of(event, moment, row[7])))
    return hashlib.sha256(said.encode()).hexdigest()[:20]
