"""What a search engine is told of a listed event (schema.org Event, as JSON-LD).

All of it stands on the event's own pages; where a place is by link, the link is told to those coming alone, so
the page's address stands for it.
"""

import json
from collections.abc import Iterable, Sequence
from datetime import datetime

from events.agenda.models import Arrangements, Host, Speaker
from events.agenda.released_items import ReleasedItem
from events.agenda.states import Kind, Meeting
from events.event import Event

MODES = {Meeting.HALL: "Offline", Meeting.LINK: "Online", Meeting.BOTH: "Mixed"}


def _standing(event: Event, earlier: Sequence[datetime]) -> str:
    if event.cancelled_at:
        return "Cancelled"
    if event.postponed_at:
        return "Postponed"
    return "Rescheduled" if earlier else "Scheduled"


def _location(arrangements: Arrangements, page: str) -> list[dict]:
    """Where it is: a place, a link, or both; nothing where the venue is still to be announced."""
    found = []
    if arrangements.meeting != Meeting.LINK and (arrangements.venue_name or arrangements.venue_address):
        found.append(_told({
            "@type": "Place", "name": arrangements.venue_name or arrangements.venue_address,
            "address": _told({"@type": "PostalAddress", "streetAddress": arrangements.venue_address}),
        }))
    if arrangements.meeting in (Meeting.LINK, Meeting.BOTH):
        found.append({"@type": "VirtualLocation", "url": page})
    return found


def _told(values: dict) -> dict:
    """What is known of something; a thing of which only its type is known is nothing."""
    kept = {name: value[0] if isinstance(value, list) and len(value) == 1 else value
            for name, value in values.items() if value}
    return kept if set(kept) - {"@type"} else {}


def _person(speaker: Speaker) -> dict:
    return _told({
        "@type": "Person", "name": speaker.name, "jobTitle": speaker.job_title,
        "affiliation": _told({"@type": "Organization", "name": speaker.organisation}),
    })


def _speakers(items: Iterable[ReleasedItem]) -> list[dict]:
    """Everybody who speaks or sits on a panel, once, in the order in which they do."""
    speakers = {slot.speaker.id: slot.speaker for item in items for slot in item.slots}
    return [_person(speaker) for speaker in speakers.values()]


def _parts(event: Event, items: Iterable[ReleasedItem], location: list[dict], page: str) -> list[dict]:
    return [
        _told({
            "@type": "Event", "name": item.title, "startDate": event.local(item.starts_at).isoformat(),
            "endDate": event.local(item.ends_at).isoformat(), "url": f"{page}programme#{item.key}",
            "performer": _speakers([item]), "location": location,
        })
        for item in items if item.kind != Kind.BREAK
    ]


def data_of(
    event: Event, arrangements: Arrangements, *, base: str, items: Sequence[ReleasedItem] = (),
    hosts: Iterable[Host] = (), council: str = "", earlier: Sequence[datetime] = (),
) -> str:
    """The JSON of a data block, safe inside a script element: no < > or & stands in it.

    `earlier` are the starts that were announced before; `council` stands for the hosts where none are named.
    """
    page = f"{base}/events/{event.slug}/"
    location = _location(arrangements, page)
    names = [host.name for host in hosts if host.part == "host"] or [council]
    told = _told({
        "@context": "https://schema.org",
        "@type": "Event",
        "name": event.title,
        "description": arrangements.summary or arrangements.strapline,
        "url": page,
        "startDate": event.local(event.starts_at).isoformat(),
        "endDate": event.local(event.ends_at).isoformat(),
        "previousStartDate": [event.local(moment).isoformat() for moment in earlier],
        "doorTime": event.local(arrangements.doors_at).isoformat() if arrangements.doors_at else "",
        "eventStatus": f"https://schema.org/Event{_standing(event, earlier)}",
        "eventAttendanceMode": f"https://schema.org/{MODES[Meeting(arrangements.meeting)]}EventAttendanceMode",
        "location": location,
        "organizer": [{"@type": "Organization", "name": name} for name in names if name],
        "performer": _speakers(items),
        "maximumAttendeeCapacity": arrangements.capacity,
        "isAccessibleForFree": True,
        "inLanguage": arrangements.language,
        "subEvent": _parts(event, items, location, page),
    })
    words = json.dumps(told, ensure_ascii=False)
    return words.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")
