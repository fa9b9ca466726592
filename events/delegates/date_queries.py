"""What is read of an evening that is held more than once: its dates, and how many places each has left."""

from dataclasses import dataclass

from sqlalchemy import func, select

from events import clock
from events.agenda import calendars
from events.agenda import queries as agenda_queries
from events.agenda.models import Arrangements
from events.database import db
from events.delegates import chair_queries, queries
from events.delegates.date_models import EventRun
from events.delegates.models import Invitation
from events.delegates.states import InvitationState, Place, Said
from events.event import Event


@dataclass(frozen=True)
class Date:
    """One date of an evening, and how it stands."""

    event: Event
    arrangements: Arrangements
    free: int

    @property
    def is_open(self) -> bool:
        """Whether it can be chosen now."""
        return is_open(self.event)


def is_open(event: Event) -> bool:
    """Whether an event takes place on a day that is known and still to come."""
    return event.cancelled_at is None and event.postponed_at is None and event.ends_at > clock.now()


def run_of(event: Event) -> EventRun | None:
    """What is written of an event as one date among several."""
    return db.session.get(EventRun, event.id)


def runs_of(event: Event) -> list[Event]:
    """All dates of an evening in order, this one included; none where there is only one."""
    run = run_of(event)
    if run is None:
        return []
    rows = select(Event).join(EventRun, EventRun.event_id == Event.id).where(EventRun.key == run.key)
    found = list(db.session.scalars(rows.order_by(Event.starts_at, Event.id)))
    return found if len(found) > 1 else []


def others_of(event: Event) -> list[Event]:
    """The other dates of an evening."""
    return [other for other in runs_of(event) if other.id != event.id]


def has_choice(event: Event) -> bool:
    """Whether an evening has more than one date."""
    return bool(runs_of(event))


def dates_of(event: Event) -> list[Date]:
    """All dates with the places that are left, in order; none where there is only one."""
    return [Date(one, agenda_queries.arrangements_of(one), chair_queries.chairs_of(one).free) for one in runs_of(event)]


def invited_elsewhere(event: Event) -> set[int]:
    """The keys of contacts who have an invitation to another date of the same evening: they need none to this one."""
    keys = [other.id for other in others_of(event)]
    rows = select(Invitation.contact_id).where(
        Invitation.event_id.in_(keys), Invitation.state != InvitationState.WITHDRAWN)
    return set(db.session.scalars(rows)) if keys else set()


def count_invited_to_both(one: Event, other: Event) -> int:
    """How many people have an invitation to each of two events."""
    to_other = select(Invitation.contact_id).where(
        Invitation.event_id == other.id, Invitation.state != InvitationState.WITHDRAWN)
    rows = select(func.count()).select_from(Invitation).where(
        Invitation.event_id == one.id, Invitation.state != InvitationState.WITHDRAWN,
        Invitation.contact_id.in_(to_other))
    return db.session.scalar(rows) or 0


def method_of(event: Event) -> str:
    """The METHOD of an invitation's calendar part: none where its date is still to be chosen."""
    return "" if has_choice(event) else "REQUEST"


def method_for(invitation: Invitation) -> str:
    """The METHOD of a letter that tells somebody of their day: of several dates only the chosen one is asked for."""
    is_theirs = invitation.place == Place.HELD and invitation.said != Said.DELEGATED
    return "REQUEST" if is_theirs or not has_choice(invitation.event) else ""


def dates_told(event: Event, *, leave_out: Event | None = None) -> dict:
    """The dates that can be chosen, as a letter's facts hold them; nothing where there is no choice."""
    found = [date for date in dates_of(event) if date.is_open and (leave_out is None or date.event.id != leave_out.id)]
    return {"dates": [{
        "zone": date.event.zone, "starts_at": date.event.starts_at.isoformat(),
        "ends_at": date.event.ends_at.isoformat(), "place": calendars.place_of(date.arrangements),
    } for date in found]} if found else {}


def chosen_date(invitation: Invitation) -> str:
    """The date that somebody has chosen, by its slug; an empty word where they have not."""
    return invitation.event.slug if invitation.place != Place.NONE else ""


def counts_by_date(event: Event) -> list[tuple[Event, queries.Counts, int]]:
    """The guests of each date in numbers, with the places that are left. Nobody stands at two of them."""
    return [(one, queries.counts_of(one), chair_queries.chairs_of(one).free) for one in runs_of(event)]
