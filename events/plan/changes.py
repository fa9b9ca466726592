"""What changed between two versions of the plan: action by action, its own texts, and its columns."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from events.plan.columns import added, fields_of, words_of
from events.plan.grounds import place_words
from events.plan.months import redline_in_words
from events.plan.redlines import Part, redline


@dataclass(frozen=True)
class Change:
    """One action that differs: which of its fields, each as a redline, and from where it was moved.

    `moved` is its ref and objective before, where it stands under another objective or has another
    ref now, or ("", "") where it stands where it was. `places` says of a moved one where it stood and
    where it stands, as amendments keep a place; `text` is what the action says, or said where it is gone.
    """

    key: str
    objective: str
    title: str
    status: Literal["changed", "new", "removed"]
    fields: list[tuple[str, list[Part]]]
    ref: str = ""
    moved: tuple[str, str] = ("", "")
    places: tuple[str, str] = ("", "")
    text: str = ""


def _by_key(version) -> dict:
    return {action.key: (objective, action) for objective in version.objectives for action in objective.actions}


def _order(version) -> list[str]:
    return [action.key for objective in version.objectives for action in objective.actions]


def _status(was, now) -> Literal["changed", "new", "removed"]:
    if was is None:
        return "new"
    return "removed" if now is None else "changed"


def _in_order(before, after) -> list[str]:
    """The keys of both in the later one's order; what is gone stands where it stood under its objective."""
    parts = {objective.number: [action.key for action in objective.actions] for objective in after.objectives}
    kept = set(_order(after))
    for objective in before.objectives:
        keys, place = parts.setdefault(objective.number, []), 0
        for action in objective.actions:
            if action.key in keys:
                place = keys.index(action.key) + 1
            elif action.key not in kept:
                keys.insert(place, action.key)
                place += 1
    return [key for keys in parts.values() for key in keys]


def _place(objective, action) -> str:
    """Where an action stands: its objective, and the number of the action before it."""
    refs = [row.ref for row in objective.actions]
    place = refs.index(action.ref)
    return place_words(objective.number, refs[place - 1] if place else "")


def _shifted(before, after) -> set[str]:
    """The actions that both have under one objective and that stand there in another order now."""
    found: set[str] = set()
    for objective in after.objectives:
        old = next((row for row in before.objectives if row.number == objective.number), None)
        if old is None:
            continue
        then, now = [row.key for row in old.actions], [row.key for row in objective.actions]
        both = [key for key in then if key in now]
        kept = [part for act, words in redline("\n".join(both), "\n".join(key for key in now if key in then))
                if act == "equal" for part in words.split()]
        found |= set(both) - set(kept)
    return found


def compare(before, after) -> list[Change]:
    """The actions that differ between two versions, in the plan's order; removed ones stand where they stood.

    A column that the later version hides is left out of it, whatever stands in it.
    """
    old, new = _by_key(before), _by_key(after)
    shown = fields_of(after)
    shifted = _shifted(before, after)
    changes = []
    for key in _in_order(before, after):
        objective, action = new.get(key) or old[key]
        (from_part, was), now = old.get(key, (None, None)), new.get(key, (None, None))[1]
        fields = []
        for field in shown:
            before_words = words_of(was, field) if was else ""
            after_words = words_of(now, field) if now else ""
            if before_words != after_words:
                fields.append((field, redline_in_words(before_words, after_words)))
        moved, places = ("", ""), ("", "")
        if was and now and (was.ref != now.ref or from_part.number != objective.number or key in shifted):
            moved = (was.ref, from_part.number)
            places = (_place(from_part, was), _place(objective, now))
        if fields or moved[0]:
            changes.append(Change(key, objective.number, objective.title, _status(was, now), fields, action.ref, moved,
                                  places, action.text))
    return changes


def by_objective(changes: Iterable[Change]) -> list[tuple[str, str, list[Change]]]:
    """Changes under their objectives, in the plan's order: number, title, changes."""
    groups = [list(rows) for _number, rows in groupby(changes, key=lambda change: change.objective)]
    return [(rows[0].objective, rows[0].title, rows) for rows in groups]


def compare_texts(before, after) -> list[tuple[str, str, list[Part]]]:
    """The plan's own texts that differ: key ("preamble" for the introduction), title, redline."""
    old = {row["key"]: row for row in before.texts or []}
    new = {row["key"]: row for row in after.texts or []}
    found = [("preamble", "", redline(before.preamble, after.preamble))] if before.preamble != after.preamble else []
    for key in [*new, *(key for key in old if key not in new)]:
        was, now = old.get(key, {}).get("text", ""), new.get(key, {}).get("text", "")
        if was != now:
            found.append((key, (new.get(key) or old[key])["title"], redline(was, now)))
    return found


def compare_columns(before, after) -> list[tuple[str, str, Literal["added", "dropped"]]]:
    """The columns that one version shows and the other does not: key, title where the council gave one, which."""
    old, new = fields_of(before), fields_of(after)
    titles = added(before.columns) | added(after.columns)
    return [(key, titles.get(key, ""), "dropped") for key in old if key not in new] + [
        (key, titles.get(key, ""), "added") for key in new if key not in old]
