"""What changes from one programme to the next: a list that says it all, and whom of the speakers it concerns.

Pure: frozen programmes go in (`contents.frozen`), plain values come out. A part is known by its key.
"""

from events.agenda.contents import in_order, people_in

# What a reader is told one by one, and what is said in one sentence for all of it.
LOUD = ("title", "starts_at", "ends_at", "room", "slots")
QUIET = ("kind", "level", "abstract", "places")
# A change of these concerns whoever speaks in the part.
OF_SPEAKERS = ("title", "starts_at", "ends_at", "room")
NEW, REMOVED, CHANGED = "new", "removed", "changed"
PUT_ON, TAKEN_OFF = "put on", "taken off"


def between(before: list[dict], after: list[dict]) -> list[dict]:
    """The changes from one programme to the next, in time order: at most one for each part."""
    old, new = ({item["key"]: item for item in items} for items in (before, after))
    found = [{"act": NEW, "item": new[key]} for key in new if key not in old]
    found += [{"act": REMOVED, "item": old[key]} for key in old if key not in new]
    for key in new:
        if key not in old:
            continue
        names = [name for name in (*LOUD, *QUIET) if old[key][name] != new[key][name]]
        if names:
            found.append({"act": CHANGED, "item": new[key], "was": {name: old[key][name] for name in names}})
    return sorted(found, key=lambda change: (change["item"]["starts_at"], change["item"]["key"]))


def applied(before: list[dict], changes: list[dict]) -> list[dict]:
    """The programme that the changes make of the one before, in whatever order they come."""
    items = {item["key"]: item for item in before}
    for change in changes:
        key = change["item"]["key"]
        if change["act"] == REMOVED:
            items.pop(key, None)
        elif change["act"] == NEW:
            items[key] = change["item"]
        else:
            items[key] = items[key] | {name: change["item"][name] for name in change["was"]}
    return in_order(list(items.values()))


def concerns(before: list[dict], after: list[dict]) -> dict[int, list[dict]]:
    """For each speaker whom a change concerns, by key: what, in time order.

    Those whose own part changed in time, room or title, who lead it now or no longer, who were put on or taken off.
    """
    old = {item["key"]: item for item in before}
    found: dict[int, list[dict]] = {}
    for change in between(before, after):
        item, key = change["item"], change["item"]["key"]
        was = {NEW: None, REMOVED: item}.get(change["act"], old.get(key))
        now = None if change["act"] == REMOVED else item
        loud = {name: was[name] for name in OF_SPEAKERS if was and now and was[name] != now[name]}
        for speaker in people_in(was) | people_in(now):
            if speaker not in people_in(now):
                found.setdefault(speaker, []).append({"act": TAKEN_OFF, "item": was})
            elif speaker not in people_in(was):
                found.setdefault(speaker, []).append({"act": PUT_ON, "item": now})
            elif loud or _parts(was, speaker) != _parts(now, speaker):
                found.setdefault(speaker, []).append({"act": CHANGED, "item": now, "was": loud})
    return found


def _parts(item: dict | None, speaker: int) -> list[str]:
    return sorted(part for key, part in item["slots"] if key == speaker) if item else []
