"""The draft programme as plain values, so that what somebody saw of it can be kept beside what they said."""

import hashlib
import json
from collections.abc import Sequence
from datetime import datetime

from events.agenda.models import AgendaItem

WHOLE = "whole"  # stands for the programme as a whole where a part is chosen


def part_of(item: AgendaItem) -> dict:
    """One part as it reads now: moments in UTC, and who is down for it."""
    return {
        "id": item.id, "title": item.title, "abstract": item.abstract, "kind": str(item.kind),
        "starts_at": item.starts_at.isoformat(), "ends_at": item.ends_at.isoformat(),
        "room": item.venue_room.name if item.venue_room else "",
        "speakers": [{"id": slot.speaker_id, "name": slot.speaker.name, "organisation": slot.speaker.organisation}
                     for slot in item.slots],
    }


def parts_of(items: Sequence[AgendaItem]) -> list[dict]:
    """The programme as it reads now, in its order."""
    return [part_of(item) for item in items]


def fingerprint(parts: Sequence[dict]) -> str:
    """Tells one wording of the programme from another."""
    return hashlib.sha256(json.dumps(list(parts), sort_keys=True).encode()).hexdigest()


def with_moments(part: dict | None) -> dict | None:
    """The part with its hours as moments, for a page to write."""
    if part is None:
        return None
    return part | {name: datetime.fromisoformat(part[name]) for name in ("starts_at", "ends_at")}


def part_in(parts: Sequence[dict], item_id: int | None) -> dict | None:
    """The part of that agenda item, or None."""
    return next((part for part in parts if part["id"] == item_id), None)


def part_seen(parts: Sequence[dict], item_id: int | None, title: str) -> dict | None:
    """The part that a comment is about as its writer saw it: by its title where the item is gone; None: the whole."""
    if not title:
        return None
    return part_in(parts, item_id) or next((part for part in parts if part["title"] == title), None)
