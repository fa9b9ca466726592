"""What pages, letters and later stages read of contacts, invitations, replies and arrivals."""

from dataclasses import dataclass

from sqlalchemy import Select, case, func, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from events.agenda.models import Arrangements
from events.database import db
from events.delegates import chair_queries, contact_queries
from events.delegates.door_models import Arrival
from events.delegates.models import Contact, Invitation, Partnership, Reply, Sending
from events.delegates.states import InvitationState, Place, Said
from events.event import Event
from events.outbox import Letter

NOT_SAID = Said.NEEDS_ACTION


@dataclass(frozen=True)
class Counts:
    """An event's guests in numbers. coming + perhaps + not_coming + no_answer + waiting = invited."""

    invited: int
    coming: int
    perhaps: int
    not_coming: int
    no_answer: int
    waiting: int
    arrived: int
    capacity: int

    @property
    def free(self) -> int:
        """Places that nobody holds."""
        return max(0, self.capacity - self.coming)


def _invitations(event: Event) -> Select:
    return (
        select(Invitation).join(Invitation.contact).where(Invitation.event_id == event.id)
        .options(contains_eager(Invitation.contact)).order_by(Contact.name, Invitation.id)
    )


def invitations_of(event: Event, *, state: InvitationState | None = None) -> list[Invitation]:
    """An event's invitations with their contacts, by name."""
    rows = _invitations(event)
    return list(db.session.scalars(rows.where(Invitation.state == state) if state else rows))


def _may_leave(event: Event):
    return (
        (Invitation.event_id == event.id) & (Invitation.state == InvitationState.DRAFTED)
        & Invitation.contact.has(Contact.do_not_invite.is_(False))
    )


def count_drafts(event: Event) -> int:
    """How many invitations are drafted and may leave."""
    return db.session.scalar(select(func.count()).select_from(Invitation).where(_may_leave(event))) or 0


def drafts_to_send(event: Event) -> list[Invitation]:
    """Invitations that are drafted and may leave, by name: nobody who has asked since not to be invited."""
    return list(db.session.scalars(_invitations(event).where(_may_leave(event))))


# What the organiser's filter calls each group of guests.
GROUPS = {
    "coming": Invitation.place == Place.HELD,
    "perhaps": Invitation.said == Said.TENTATIVE,
    "not-coming": Invitation.said.in_((Said.DECLINED, Said.DELEGATED)) & (Invitation.place == Place.NONE),
    "no-answer": Invitation.said == NOT_SAID,
    "waiting": Invitation.place.in_((Place.WAITING, Place.OFFERED)),
}


def guests_of(
    event: Event, *, said: str = "", partnership: str = "", search: str = "", first: int = 0, most: int = 100,
) -> tuple[int, list[Invitation]]:
    """(how many there are, one page of them): those invited, filtered as the address says.

    Those on the waiting list come in the order of the list, all others by name. Each with the partnerships.
    """
    chosen = [Invitation.state == (InvitationState.WITHDRAWN if said == "withdrawn" else InvitationState.SENT)]
    if said in GROUPS:
        chosen.append(GROUPS[said])
    about = []
    if partnership:
        about.append(Contact.partnerships.any(Partnership.name == partnership))
    if search:
        about.append(contact_queries.holds(search))
    counted = select(func.count()).select_from(Invitation).where(Invitation.event_id == event.id, *chosen)
    if about:  # else nobody's name is looked up for a number
        counted = counted.join(Invitation.contact).where(*about)
    rows = _invitations(event).where(*chosen, *about)
    if said == "waiting":
        rows = rows.order_by(None).order_by(Invitation.waiting_number, Invitation.id)
    rows = rows.options(contains_eager(Invitation.contact).selectinload(Contact.partnerships))
    return db.session.scalar(counted) or 0, list(db.session.scalars(rows.offset(first).limit(most)))


def sum_where(condition):
    """How many rows meet a condition, as a column."""
    return func.coalesce(func.sum(case((condition, 1), else_=0)), 0)


def counts_of(event: Event) -> Counts:
    """An event's guests in numbers, in one query."""
    sent = Invitation.state == InvitationState.SENT
    arrived = (
        select(func.count()).select_from(Arrival).join(Arrival.invitation)
        .where(Invitation.event_id == event.id, Arrival.undone_at.is_(None)).correlate(None).scalar_subquery()
    )
    capacity = select(Arrangements.capacity).where(Arrangements.event_id == event.id).correlate(None).scalar_subquery()
    names = ("coming", "perhaps", "not-coming", "no-answer", "waiting")
    row = db.session.execute(
        select(sum_where(sent), *(sum_where(sent & GROUPS[name]) for name in names), arrived, capacity)
        .where(Invitation.event_id == event.id)
    ).one()
    return Counts(*(int(number or 0) for number in row))


def _by_post(event: Event) -> Select:
    return _invitations(event).where(Invitation.state == InvitationState.SENT, Contact.email.is_(None),
                                     Contact.do_not_invite.is_(False))


def by_post(event: Event) -> list[Invitation]:
    """Invitations that are out and go by post, because there is no e-mail address; nobody who asked not to be."""
    return list(db.session.scalars(_by_post(event)))


def count_by_post(event: Event) -> int:
    """How many invitations go by post."""
    return db.session.scalar(select(func.count()).select_from(_by_post(event).order_by(None).subquery())) or 0


def invitations_by_record(letters: list[Letter]) -> dict[str, Invitation]:
    """The invitations that some letters are about, by the outbox's name for them."""
    keys = [int(letter.record.split()[1]) for letter in letters if letter.record.startswith("invitation ")]
    rows = db.session.scalars(select(Invitation).where(Invitation.id.in_(keys)))
    return {f"invitation {row.id}": row for row in rows}


def taken(event: Event) -> int:
    """How many chairs are taken: held or on offer, with companions, and seats that wait for a name.

    Who takes part by link takes no chair; seats without a name count until the give-back day is over.
    """
    return chair_queries.chairs_of(event).taken


def capacity_of(event: Event) -> int:
    """How many people the event has room for."""
    return db.session.scalar(select(Arrangements.capacity).where(Arrangements.event_id == event.id)) or 0


def waiting(event: Event) -> list[Invitation]:
    """The waiting list, in order."""
    rows = _invitations(event).where(Invitation.place == Place.WAITING).options(selectinload(Invitation.accompanied))
    return list(db.session.scalars(rows.order_by(None).order_by(Invitation.waiting_number, Invitation.id)))


def coming(event: Event) -> list[Invitation]:
    """Those who hold a place, by name."""
    rows = _invitations(event).where(Invitation.place == Place.HELD, Invitation.state == InvitationState.SENT)
    return list(db.session.scalars(rows.options(selectinload(Invitation.accompanied))))


def offered(event: Event) -> list[Invitation]:
    """Those to whom a freed place is offered, in the order in which the offers run out."""
    rows = _invitations(event).where(Invitation.place == Place.OFFERED).options(selectinload(Invitation.accompanied))
    return list(db.session.scalars(rows.order_by(None).order_by(Invitation.offered_until, Invitation.id)))


def last_waiting_number(event: Event) -> int:
    """The highest number on the waiting list; 0 for an empty one."""
    rows = select(func.max(Invitation.waiting_number)).where(Invitation.event_id == event.id)
    return db.session.scalar(rows) or 0


def waiting_place(invitation: Invitation) -> int:
    """Where somebody stands on the waiting list: 1 is next."""
    rows = select(func.count()).select_from(Invitation).where(
        Invitation.event_id == invitation.event_id, Invitation.place == Place.WAITING,
        Invitation.waiting_number <= invitation.waiting_number,
    )
    return db.session.scalar(rows) or 0


def invitation_by_ref(ref: str) -> Invitation | None:
    """The invitation behind a personal link; one that was never sent opens nothing."""
    rows = select(Invitation).where(Invitation.ref == ref, Invitation.state != InvitationState.DRAFTED)
    return db.session.scalar(rows.options(joinedload(Invitation.event)))


def invitation_by_badge(code: str) -> Invitation | None:
    """The invitation whose badge has that code."""
    rows = select(Invitation).where(Invitation.badge_code == code)
    return db.session.scalar(rows.options(joinedload(Invitation.event)))


def invitation(event: Event, invitation_id: int) -> Invitation | None:
    """An invitation to that event, by its key."""
    return db.session.scalar(_invitations(event).where(Invitation.id == invitation_id))


def invitation_to(event: Event, contact: Contact) -> Invitation | None:
    """Somebody's invitation to that event, in whatever state."""
    rows = select(Invitation).where(Invitation.event_id == event.id, Invitation.contact_id == contact.id)
    return db.session.scalar(rows)


def stands_in_for(guest: Invitation) -> Invitation | None:
    """The guest in whose place somebody comes."""
    return db.session.get(Invitation, guest.stands_in_for_id) if guest.stands_in_for_id else None


def offer_ran_out(invitation: Invitation) -> bool:
    """Whether somebody had answered, and let the offer of a freed place run out: their answer counts no more."""
    return invitation.said == Said.NEEDS_ACTION and invitation.said_at is not None


def replies_of(invitation: Invitation) -> list[Reply]:
    """The ledger of somebody's answers, newest first."""
    rows = select(Reply).where(Reply.invitation_id == invitation.id).options(joinedload(Reply.by_officer))
    return list(db.session.scalars(rows.order_by(Reply.at.desc(), Reply.id.desc())))


def sendings_of(event: Event) -> list[Sending]:
    """What was sent together, newest first."""
    rows = select(Sending).where(Sending.event_id == event.id).options(joinedload(Sending.by_officer))
    return list(db.session.scalars(rows.order_by(Sending.at.desc(), Sending.id.desc())))


def sending(event: Event, sending_id: int) -> Sending | None:
    """A sending of that event, by its key."""
    return db.session.scalar(select(Sending).where(Sending.event_id == event.id, Sending.id == sending_id))
