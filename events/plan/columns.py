"""The columns of a plan: those every plan begins with, those the council adds, and those it drops.

A version says in `columns` what differs from the beginning: `added`, the columns with their titles
in the order they came, and `dropped`, the keys of those that are hidden. What stands in a dropped
column stays in the record, so that the column can come back and earlier versions read as they did.
"""

import re
from collections.abc import Iterable

from events.plan.states import FIELDS

LONGEST_VALUE = 2000  # characters in a cell of an added column
LONGEST_KEY = 20


def added(columns: dict | None) -> dict[str, str]:
    """The titles of the added columns by key, hidden ones too."""
    return {row["key"]: row["title"] for row in (columns or {}).get("added", [])}


def dropped(columns: dict | None) -> list[str]:
    """The keys of the columns that are hidden."""
    return list((columns or {}).get("dropped", []))


def fields_in(columns: dict | None) -> list[str]:
    """The fields of an action that are shown, in their order; the action's own words come first and always."""
    hidden = dropped(columns)
    return [key for key in (*FIELDS, *added(columns)) if key not in hidden]


def fields_of(version) -> list[str]:
    """The fields that a version shows, in their order."""
    return fields_in(version.columns)


def words_of(action, field: str) -> str:
    """What an action says in a field; nothing where it has none."""
    return getattr(action, field) if field in FIELDS else (action.cells or {}).get(field, "")


def key_for(title: str, taken: Iterable[str]) -> str:
    """A short key made of a title, which none of `taken` has already."""
    stem = re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")[:LONGEST_KEY - 3].strip("-") or "own"
    taken, found, number = set(taken), stem, 2
    while found in taken:
        found, number = f"{stem}-{number}", number + 1
    return found
