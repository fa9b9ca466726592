"""What a letter says of its event, frozen when the letter is put in the outbox: never a link."""

from datetime import date, datetime

from events.agenda import queries as agenda_queries
from events.agenda.models import Arrangements
from events.delegates.models import Invitation
from events.event import Event

OF_EVENT = ("slug", "title", "short_title", "zone", "starts_at", "ends_at", "sequence", "visibility")
OF_ARRANGEMENTS = (
    "strapline", "summary", "doors_at", "capacity", "reply_by_on", "contact_name", "contact_email", "contact_phone",
    "venue_name", "venue_address", "venue_room", "directions", "has_transport", "meeting",
)
MOMENTS = {"starts_at", "ends_at", "doors_at", "offered_until"}
DAYS = {"reply_by_on", "give_back_on"}


def _plain(value):
    if isinstance(value, datetime | date):
        return value.isoformat()
    return value


def _told(name: str, words):
    if words is None:
        return None
    if name in MOMENTS:
        return datetime.fromisoformat(words)
    return date.fromisoformat(words) if name in DAYS else words


def speakers_in(event: Event) -> dict:
    """Who speaks, by name and organisation, in the order of the programme: what an invitation says beside the rest."""
    slots = [slot for item in agenda_queries.public_items_of(event) for slot in item.slots]
    people = {slot.speaker.id: slot.speaker for slot in slots if slot.speaker.withdrawn_at is None}
    return {"speakers": [", ".join(part for part in (one.name, one.organisation) if part) for one in people.values()]}


def facts_of(event: Event, arrangements: Arrangements, *, method: str = "") -> dict:
    """What a letter about the event says, as plain values; `method` is its calendar part's METHOD."""
    return {
        "event": {name: _plain(getattr(event, name)) for name in OF_EVENT},
        "arrangements": {name: _plain(getattr(arrangements, name)) for name in OF_ARRANGEMENTS},
        "method": method,
    }


def of_person(shared: dict, invitation: Invitation) -> dict:
    """The same for one person: their SEQUENCE is higher where they were withdrawn before."""
    if not invitation.sequence_lift:
        return shared
    event = shared["event"] | {"sequence": shared["event"]["sequence"] + invitation.sequence_lift}
    return shared | {"event": event}


def told(facts: dict) -> tuple[Event, Arrangements]:
    """The event and its arrangements as a letter's facts tell them; records of no database."""
    event = Event(**{name: _told(name, facts["event"][name]) for name in OF_EVENT})
    values = {name: _told(name, facts["arrangements"].get(name)) for name in OF_ARRANGEMENTS}
    return event, Arrangements(event=event, **values)


def dates_in(facts: dict) -> list[tuple[Event, str]]:
    """The dates of which one can be chosen, each with its place; records of no database."""
    return [(Event(zone=row["zone"], starts_at=_told("starts_at", row["starts_at"]),
                   ends_at=_told("ends_at", row["ends_at"])), row["place"]) for row in facts.get("dates", [])]


def own_of(facts: dict) -> dict:
    """What a letter's facts say beside the event and its arrangements."""
    return {name: _told(name, words) for name, words in facts.items() if name not in ("event", "arrangements")}
