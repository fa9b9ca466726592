"""What is read of parts with places of their own: who has chosen which, how many are free, and who has to choose."""

from dataclasses import dataclass, field

from sqlalchemy import func, select
from sqlalchemy.orm import contains_eager

from events.agenda import queries as agenda_queries
from events.agenda import release_queries
from events.agenda.models import AgendaItem
from events.agenda.released_items import ReleasedItem
from events.database import db
from events.delegates import overlaps
from events.delegates.models import Contact, Invitation
from events.delegates.part_models import PartChoice
from events.delegates.states import Attendance, InvitationState, Place, Said
from events.event import Event


@dataclass(frozen=True)
class Part:
    """A part with places of its own as everybody reads it, and how many of them are taken."""

    item: ReleasedItem
    taken: int

    @property
    def free(self) -> int:
        """Places that are left."""
        return max(0, (self.item.places or 0) - self.taken)


@dataclass
class PartList:
    """Who has chosen one part, by name."""

    part: Part
    guests: list[Invitation] = field(default_factory=list)

    @property
    def companions(self) -> int:
        """How many come with them: they take no place of the part, but they want a chair."""
        return sum(len(guest.accompanied) for guest in self.guests)


def _items(event: Event) -> tuple[list[ReleasedItem], list[ReleasedItem]]:
    """The parts that everybody reads: those that are still worked on, and those that the next version leaves out.

    A key of a row that is gone may be another part's by now, so that both keys have to be the same.
    """
    rows = select(AgendaItem.id, AgendaItem.key).where(AgendaItem.event_id == event.id)
    there = {(number, key) for number, key in db.session.execute(rows)}
    items = agenda_queries.public_items_of(event)
    return ([item for item in items if (item.id, item.key) in there],
            [item for item in items if (item.id, item.key) not in there])


def items_with_places(event: Event) -> list[ReleasedItem]:
    """The parts that people choose, in time order: as everybody reads them, without what is about to go.

    Those of one time stand as in the organiser's programme.
    """
    items = [item for item in _items(event)[0] if item.places is not None]
    return sorted(items, key=lambda item: (item.starts_at, item.ends_at, item.id))


def with_places_to_come(event: Event) -> list[AgendaItem]:
    """The parts of the working copy that have places, and can be chosen only once the programme is released."""
    out = {item.id for item in items_with_places(event)}
    return [item for item in agenda_queries.items_of(event) if item.places is not None and item.id not in out]


def parts_of(event: Event) -> list[Part]:
    """The same, each with how many places are taken."""
    items = items_with_places(event)
    rows = select(PartChoice.agenda_item_id, func.count()).where(
        PartChoice.agenda_item_id.in_([item.id for item in items])).group_by(PartChoice.agenda_item_id)
    taken = {row[0]: row[1] for row in db.session.execute(rows)} if items else {}
    return [Part(item, taken.get(item.id, 0)) for item in items]


def has_parts(event: Event) -> bool:
    """Whether there is anything to choose. A programme without places never asks."""
    return bool(items_with_places(event))


def choices_of(invitation: Invitation) -> list[PartChoice]:
    """What somebody has chosen, in the order of choosing; what was removed since is without its part."""
    rows = select(PartChoice).where(PartChoice.invitation_id == invitation.id)
    return list(db.session.scalars(rows.order_by(PartChoice.id)))


def gone(event: Event, choices: list[PartChoice]) -> list[PartChoice]:
    """Those of some choices whose part everybody reads no more. Until the release nothing is said of a removal."""
    found = [choice for choice in choices if choice.agenda_item_id is None]
    keys = {item.key for item in _items(event)[1]} if found else set()
    if not keys:
        return found
    titles = {item["title"] for release in release_queries.releases_of(event)
              for item in release.content.get("items", []) if item["key"] in keys}  # it may have had another, then
    return [choice for choice in found if choice.title not in titles]


def _choices_at(event: Event):
    return (
        select(PartChoice).join(PartChoice.invitation).join(Invitation.contact)
        .where(Invitation.event_id == event.id)
        .options(contains_eager(PartChoice.invitation).contains_eager(Invitation.contact))
        .order_by(Contact.name, Invitation.id, PartChoice.id)
    )


def lists_of(event: Event) -> list[PartList]:
    """Who has chosen each part, by name."""
    lists = {part.item.id: PartList(part) for part in parts_of(event)}
    # In one statement: `selectinload` asks anew for every five hundred guests.
    companions = contains_eager(PartChoice.invitation).subqueryload(Invitation.accompanied)
    rows = _choices_at(event).where(PartChoice.agenda_item_id.in_(list(lists))).options(companions)
    for choice in db.session.scalars(rows):
        lists[choice.agenda_item_id or 0].guests.append(choice.invitation)
    return list(lists.values())


def removed(event: Event) -> list[PartChoice]:
    """Choices of parts that were removed from the programme since, by the guest's name."""
    return gone(event, list(db.session.scalars(_choices_at(event).where(PartChoice.agenda_item_id.is_(None)))))


def clashing(event: Event) -> list[tuple[Invitation, ReleasedItem, ReleasedItem]]:
    """Guests who chose two parts that were moved since and now run at the same time."""
    items = {item.id: item for item in _items(event)[0]}
    chosen: dict[int, list[PartChoice]] = {}
    for choice in db.session.scalars(_choices_at(event).where(PartChoice.agenda_item_id.in_(list(items)))):
        chosen.setdefault(choice.invitation_id, []).append(choice)
    found = []
    for rows in chosen.values():
        two = overlaps.clash([items[row.agenda_item_id] for row in rows if row.agenda_item_id is not None])
        if two:
            found.append((rows[0].invitation, *two))
    return found


def count_undecided(event: Event) -> int:
    """How many who come to the venue have chosen no part yet."""
    has_chosen = select(PartChoice.invitation_id).where(PartChoice.agenda_item_id.is_not(None))
    rows = select(func.count()).select_from(Invitation).where(
        Invitation.event_id == event.id, Invitation.state == InvitationState.SENT, Invitation.place == Place.HELD,
        Invitation.attendance == Attendance.IN_PERSON, Invitation.said != Said.DELEGATED,
        Invitation.id.not_in(has_chosen))
    return db.session.scalar(rows) or 0
