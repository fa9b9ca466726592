"""The registry of letters: a letter's name -> the two functions that compose it.

A later stage registers when `create_app` imports it. `prepare` runs once for a sending, `fill`
once for a person; the personal link is derived in `fill` and stands in no table.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Picture:
    """A picture that the HTML part shows by `cid:` (a badge's QR code, as PNG)."""

    cid: str
    content: bytes
    file_name: str


@dataclass(frozen=True)
class Mail:
    """One composed letter: words, and a calendar part with its METHOD where it has one."""

    subject: str
    text: str
    html: str
    calendar: bytes | None = None
    method: str = ""
    reply_to: str = ""
    pictures: tuple[Picture, ...] = field(default_factory=tuple)
    more_calendars: tuple[tuple[str, bytes], ...] = ()  # (METHOD, part): RFC 5546 wants one UID in each
    headers: tuple[tuple[str, str], ...] = ()  # further ones, such as List-Unsubscribe


@dataclass(frozen=True)
class Composer:
    """What composes one kind of letter."""

    name: str
    prepare: Callable[[Any], Any]  # (first letter of the batch) -> what all of them share
    fill: Callable[[Any, Any], Mail]  # (what prepare gave, the letter's row) -> the mail
    # (the rows that are filled next) -> their records, read in one query; kept until they are filled
    gather: Callable[[list], Any] = lambda rows: None


_composers: dict[str, Composer] = {}


def register(name: str, *, prepare, fill, gather=lambda rows: None) -> None:
    """Say what composes the letters of that name, for instance "delegates/invitation".

    `prepare` is asked once for all letters that share words, language and facts; `gather` may read
    in one query what `fill` then finds for each.
    """
    _composers[name] = Composer(name, prepare, fill, gather)


def composer(name: str) -> Composer:
    """The composer of that name. Raises KeyError for a letter that no stage has registered."""
    return _composers[name]


def names() -> list[str]:
    """Every registered letter, in order of name."""
    return sorted(_composers)
