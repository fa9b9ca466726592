"""The registry of doors: a kind of personal link -> what finds its record and says if it opens.

A later stage registers when `create_app` imports it: agenda "speaker" and "adviser", delegates "invitation" and "door",
feedback "scribe" and "table", plan "board".
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Door:
    """One kind of personal link."""

    kind: str  # also the audience it lets in: see `lets_in`
    lets_in: str  # "delegate", "speaker", or the role that a link for one evening stands for
    find: Callable[[str], Any]  # ref -> the record (with .ref, .link_version, .event), or None
    page: str  # the endpoint it goes on to; takes `ref`, for one evening its event's `slug`
    closed: Callable[[Any], str | None]  # the record -> a marked sentence if it no longer opens
    # Of the doors that let in one audience, the plain one opens every page that names none; the others theirs.
    is_plain: bool = True
    for_evening: bool = False  # a helper's link: good for one evening, and opens the pages that name its kind


_doors: dict[str, Door] = {}


def register(door: Door) -> None:
    """Make a kind of personal link known."""
    _doors[door.kind] = door


def of_kind(kind: str) -> Door:
    """The door of that kind. Raises KeyError for one that no stage has registered."""
    return _doors[kind]


def letting_in(audience: str, kind: str = "") -> list[Door]:
    """The doors that let in an audience to a page: the plain ones, or the kind that the page names."""
    return [door for door in _doors.values()
            if door.lets_in == audience and (door.kind == kind if kind else door.is_plain)]


def all_letting_in(audience: str) -> list[Door]:
    """Every door that lets in an audience, the plain ones first."""
    return sorted((door for door in _doors.values() if door.lets_in == audience), key=lambda door: not door.is_plain)


def for_an_evening() -> list[Door]:
    """The doors that a link opens for one evening, in order of kind."""
    return [_doors[kind] for kind in kinds() if _doors[kind].for_evening]


def kinds() -> list[str]:
    """Every registered kind, in order of name."""
    return sorted(_doors)
