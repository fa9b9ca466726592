"""Months as plans write them, 2027-06, in words."""

import re
from datetime import date

from flask_babel import format_date

from events.plan.redlines import Part, redline


def month(words: str) -> str:
    """June 2027 for 2027-06; other words as they are."""
    found = re.fullmatch(r"(\d{4})-(0[1-9]|1[0-2])", words.strip())
    return format_date(date(int(found[1]), int(found[2]), 1), "MMMM y", rebase=False) if found else words


def redline_in_words(before: str, after: str) -> list[Part]:
    """Two wordings as one, as `redline`, for people to read: what is a month and nothing else is said in words."""
    return redline(month(before), month(after))
