"""What a search engine is told of a listed event (schema.org Event, as JSON-LD)."""

import json

from events.agenda.models import Arrangements
from events.event import Event


def _standing(event: Event) -> str:
    if event.cancelled_at:
        return "Cancelled"
    return "Postponed" if event.postponed_at else "Scheduled"


def data_of(event: Event, arrangements: Arrangements, *, base: str) -> str:
    """The JSON of a data block, safe inside a script element: no < > or & stands in it."""
    told = {
        "@context": "https://schema.org",
        "@type": "Event",
        "name": event.title,
        "startDate": event.local(event.starts_at).isoformat(),
        "endDate": event.local(event.ends_at).isoformat(),
        "eventStatus": f"https://schema.org/Event{_standing(event)}",
        "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
        "isAccessibleForFree": True,
        "inLanguage": arrangements.language,
        "url": f"{base}/events/{event.slug}/",
        "description": arrangements.strapline or arrangements.summary,
        "location": {
            "@type": "Place",
            "name": arrangements.venue_name,
            "address": {"@type": "PostalAddress", "streetAddress": arrangements.venue_address},
        },
    }
    if arrangements.doors_at:
        told["doorTime"] = event.local(arrangements.doors_at).isoformat()
    words = json.dumps({name: value for name, value in told.items() if value}, ensure_ascii=False)
    return words.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")
