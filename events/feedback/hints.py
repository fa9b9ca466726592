"""What a moderator should look at twice: words in a remark that may tell who somebody is.

A hint is a help for tired eyes and no more: the moderator reads the remark and decides.
"""

import re
from dataclasses import dataclass

from events.refusals import N_

STREETS = (
    "Street|St|Road|Rd|Avenue|Ave|Lane|Ln|Close|Drive|Court|Terrace|Place|Crescent|Gardens|Grove|Way|Walk|Row|Square|"
    "Hill|Mews|Parade|Green|Rise|View|Bank|Villas|Park"
)
TELEPHONE = re.compile(r"(?<!\d)(?:\+44|0044|0)[\s-]?\(?\d{2,5}\)?(?:[\s-]?\d){5,8}(?!\d)")
MAIL = re.compile(r"[\w.+'-]+@[\w-]+(?:\.[\w-]+)+")
POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]?\s?\d[ABD-HJLNP-UW-Z]{2}\b", re.I)
ADDRESS = re.compile(rf"\b\d{{1,4}}[a-z]?,?\s+(?:[A-Z][\w'’-]+\s+){{1,3}}(?:{STREETS})\b")
NAME = r"[A-Z][\w'’-]+"
TITLES = "Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Rev|Sir|Cllr|Councillor|Imam|PC|Sgt"
TITLE = re.compile(rf"\b(?:{TITLES})\.?\s+{NAME}(?:\s+{NAME})?")
AFTER_AGE = r"(?=\s*(?:[,.;)!?]|$|(?:and|in|from|who|at|lives|goes|is|has)\b))"
NAME_AND_AGE = re.compile(rf"\b{NAME}(?:\s+{NAME},?|,)\s+(?:who is |aged |is )?(\d{{1,2}})\b{AFTER_AGE}")
SCHOOL_YEAR = re.compile(r"\b(?:in\s+)?Year\s+(?:[1-9]|1[0-3])\b")
TWO_NAMES = re.compile(rf"\b{NAME}\s+{NAME}\b")


@dataclass(frozen=True)
class Hint:
    """One thing to look at: a marked sentence, the words it is about, and whether it may be about a child."""

    sentence: str
    words: str
    child: bool = False


def hints_in(text: str) -> list[Hint]:
    """Everything in the text that may name or find a person, in a fixed order, each kind once."""
    found = [
        _first(TELEPHONE, text, N_("a telephone number")),
        _first(MAIL, text, N_("an email address")),
        _first(POSTCODE, text, N_("a postcode")),
        _first(ADDRESS, text, N_("an address")),
        _first(TITLE, text, N_("somebody's name")),
        _of_a_child(text),
    ]
    return [hint for hint in found if hint is not None]


def without_hints(text: str) -> str:
    """The text with everything of a fixed form that is pointed out (names with a title, numbers, addresses) as […].

    A proposal for the moderator, who reads what is left: a description can tell as much as a name.
    """
    for pattern in (TELEPHONE, MAIL, POSTCODE, ADDRESS, TITLE):
        text = pattern.sub("[…]", text)
    return NAME_AND_AGE.sub("[…]", text)


def _first(pattern: re.Pattern, text: str, sentence: str) -> Hint | None:
    match = pattern.search(text)
    return Hint(sentence, " ".join(match[0].split())) if match else None


def _of_a_child(text: str) -> Hint | None:
    aged = NAME_AND_AGE.search(text)
    if aged and 0 < int(aged[1]) < 18:
        return Hint(N_("a child who can be recognised"), " ".join(aged[0].split()), child=True)
    year = SCHOOL_YEAR.search(text)
    if year and TWO_NAMES.search(text):
        return Hint(N_("a child who can be recognised"), " ".join(year[0].split()), child=True)
    return None
