"""What a released programme holds, as plain values, and the SEQUENCE of each of its parts in calendars."""

import hashlib
import json
from datetime import datetime, timedelta

# RFC 5546 2.1.4: a change of these changes what somebody said yes to.
TIME_AND_PLACE = ("starts_at", "ends_at", "room")


def frozen(item) -> dict:
    """One part of the working copy as plain values; speakers by their keys."""
    return {
        "id": item.id, "key": item.key, "title": item.title, "abstract": item.abstract, "kind": str(item.kind),
        "level": str(item.level), "starts_at": item.starts_at.isoformat(), "ends_at": item.ends_at.isoformat(),
        "room": item.venue_room.name if item.venue_room else "", "room_id": item.venue_room_id, "places": item.places,
        "is_contentious": bool(item.is_contentious), "sequence": item.sequence,
        "slots": [[slot.speaker.id, str(slot.part)] for slot in item.slots],
    }


def in_order(items: list[dict]) -> list[dict]:
    """Parts in time order, those that run at once in a fixed one."""
    return sorted(items, key=lambda item: (item["starts_at"], item["ends_at"], item["key"]))


def people_in(item: dict | None) -> set[int]:
    """The keys of those who speak in a part; none where it is not there."""
    return {speaker for speaker, _part in item["slots"]} if item else set()


def numbered(before: dict, items: list[dict]) -> dict:
    """The content to release: each part with its SEQUENCE, and the last one of those that are gone.

    It rises where time, room or people changed: whoever was taken off holds a CANCEL with the raised one, and is
    asked anew above it. A part that comes back goes on where it ended.
    """
    old, gone = {item["key"]: item for item in before.get("items", [])}, dict(before.get("gone", {}))
    found = []
    for item in items:
        was = old.get(item["key"])
        if was is None:
            sequence = max(item["sequence"], gone.pop(item["key"], -1) + 1)
        else:
            moved = any(was[name] != item[name] for name in TIME_AND_PLACE)
            sequence = was["sequence"] + (moved or people_in(was) != people_in(item))
        found.append(item | {"sequence": sequence})
    kept = {item["key"] for item in items}
    gone |= {key: was["sequence"] + 1 for key, was in old.items() if key not in kept}
    return {"items": in_order(found), "gone": gone}


def replaced(content: dict, speaker: int, instead: int) -> dict:
    """A released programme in which one speaker, by key, has everywhere given place to another; nobody sits twice."""
    items = []
    for item in content.get("items", []):
        slots = [[instead if key == speaker else key, part] for key, part in item["slots"]]
        items.append(item | {"slots": [slot for place, slot in enumerate(slots) if slot not in slots[:place]]})
    return numbered(content, items)


def shifted(content: dict, step: timedelta) -> dict:
    """A released programme whose every part moves by the same step.

    SEQUENCE rises by two: a letter that put the event off may have used the one between.
    """
    moved = [item | {"starts_at": _later(item["starts_at"], step), "ends_at": _later(item["ends_at"], step),
                     "sequence": item["sequence"] + 2} for item in content.get("items", [])]
    return {"items": in_order(moved), "gone": dict(content.get("gone", {}))}


def _later(written: str, step: timedelta) -> str:
    return (datetime.fromisoformat(written) + step).isoformat()


def fingerprint(*values) -> str:
    """What a page showed, in short: a change meanwhile gives another one."""
    return hashlib.sha256(json.dumps(values, sort_keys=True, default=str).encode()).hexdigest()[:24]
