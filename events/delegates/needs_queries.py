"""What the organiser reads of needs: by name, by kind, by page. For the organiser alone."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Select, String, cast, func, or_, select
from sqlalchemy.orm import joinedload

from events.agenda.models import Arrangements
from events.database import db
from events.delegates.door_models import Needs, TransportStop
from events.delegates.models import Contact, Invitation
from events.delegates.states import InvitationState, Said
from events.event import Event

# What a page asks for beside the kinds of needs and diets.
OTHER_GROUPS = {
    "words": Needs.access != "",
    "food": or_(Needs.diet != "", cast(Needs.diets, String) != "[]"),
    "transport": Needs.transport.is_(True),
}


def needs_of(invitation: Invitation) -> Needs | None:
    """What somebody told us they need. For the organiser alone."""
    return db.session.get(Needs, invitation.id)


def _all(event: Event) -> Select:
    return select(Needs).join(Needs.invitation).join(Invitation.contact).where(
        Invitation.event_id == event.id, Invitation.state == InvitationState.SENT, Invitation.said != Said.DECLINED)


def holding(kind: str):
    """The condition that a kind of need was ticked: kinds are stored as a list of words."""
    return cast(Needs.kinds, String).like(f'%"{kind}"%')


def needs_in(event: Event, *, group: str = "", first: int = 0, most: int = 100) -> tuple[int, list[Needs]]:
    """(how many there are, one page of them by name): all, those of one kind of need, or one of OTHER_GROUPS."""
    rows = _all(event)
    if group:
        rows = rows.where(OTHER_GROUPS[group] if group in OTHER_GROUPS else holding(group))
    total = db.session.scalar(select(func.count()).select_from(rows.subquery())) or 0
    rows = rows.options(joinedload(Needs.invitation), joinedload(Needs.stop))
    return total, list(db.session.scalars(rows.order_by(Contact.name, Needs.invitation_id).offset(first).limit(most)))


def sizes(event: Event) -> dict[str, int]:
    """How many people are in each kind of need and in each of OTHER_GROUPS; none is left out."""
    found: Counter = Counter()
    rows = _all(event).with_only_columns(Needs.kinds, Needs.diets, Needs.access, Needs.diet, Needs.transport)
    for kinds, diets, access, diet, transport in db.session.execute(rows):
        found.update(kinds)
        found["words"] += bool(access)
        found["food"] += bool(diet or diets)
        found["transport"] += bool(transport)
    return dict(found)


def stops_of(event: Event) -> list[TransportStop]:
    """Where the transport stops, in order."""
    rows = select(TransportStop).where(TransportStop.event_id == event.id)
    return list(db.session.scalars(rows.order_by(TransportStop.position, TransportStop.id)))


def stop(event: Event, stop_id: int) -> TransportStop | None:
    """A stop of that event, by its key."""
    return db.session.scalar(select(TransportStop).where(
        TransportStop.event_id == event.id, TransportStop.id == stop_id))


def boarding(event: Event) -> dict[int, int]:
    """How many people asked for a seat from each stop, by the stop's key."""
    rows = _all(event).where(Needs.stop_id.is_not(None), Needs.transport.is_(True))
    rows = rows.with_only_columns(Needs.stop_id, func.count()).group_by(Needs.stop_id)
    return {stop_id: count for stop_id, count in db.session.execute(rows) if stop_id}


def expired(now: datetime, *, most: int) -> list[Needs]:
    """Needs that are kept no longer. While an event is put off they stay, as its letters say."""
    rows = select(Needs).join(Invitation, Invitation.id == Needs.invitation_id).join(Event).where(
        Needs.keep_until < now, Event.postponed_at.is_(None) | Event.cancelled_at.is_not(None),
    ).options(joinedload(Needs.invitation))
    return list(db.session.scalars(rows.order_by(Needs.invitation_id).limit(most)))


def stale_unconfirmed(now: datetime) -> Iterable[Contact]:
    """Contacts whose needs from a list nobody confirmed, once the reply day of all they were invited to is past."""
    rows = select(Contact).where(Contact.unconfirmed_needs != "").order_by(Contact.id)
    open_to = select(Invitation.contact_id).join(Arrangements, Arrangements.event_id == Invitation.event_id)
    invited = open_to.where(Invitation.state == InvitationState.SENT)
    still_open = invited.where(Arrangements.reply_by_on >= now.date())
    return db.session.scalars(rows.where(Contact.id.in_(invited), Contact.id.not_in(still_open)))
