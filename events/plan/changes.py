"""What changed between two versions of the plan, action by action."""

from dataclasses import dataclass
from typing import Literal

from events.plan.redlines import Part, redline
from events.plan.states import FIELDS


@dataclass(frozen=True)
class Change:
    """One action that differs: which of its fields, each as a redline."""

    key: str
    objective: str
    title: str
    status: Literal["changed", "new", "removed"]
    fields: list[tuple[str, list[Part]]]


def _by_key(version) -> dict:
    return {action.key: (objective, action) for objective in version.objectives for action in objective.actions}


def _status(was, now) -> Literal["changed", "new", "removed"]:
    if was is None:
        return "new"
    return "removed" if now is None else "changed"


def compare(before, after) -> list[Change]:
    """The actions that differ between two versions, in the plan's order; removed ones stand where they stood."""
    old, new = _by_key(before), _by_key(after)
    changes = []
    for key in sorted(old.keys() | new.keys(), key=lambda key: [int(part) for part in key.split(".")]):
        objective, action = new.get(key) or old[key]
        was, now = old.get(key, (None, None))[1], new.get(key, (None, None))[1]
        fields = []
        for field in FIELDS:
            before_words, after_words = getattr(was, field, ""), getattr(now, field, "")
            if before_words != after_words:
                fields.append((field, redline(before_words, after_words)))
        if fields:
            changes.append(Change(key, objective.number, objective.title, _status(was, now), fields))
    return changes
