"""Days and hours as people write them."""

import re
from calendar import isleap
from datetime import date, time, timedelta

from events import clock

MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]


def parse_day(words: str) -> tuple[date, str | None]:
    """A day as people write it, and the weekday if one was written.

    Takes "Wednesday 20 May 2009", "20 May 2009", "20/5/2009" and "20/5/09" (day first), "2009-05-20", and
    without a year ("20 May", "20/5") the next such day from today. Raises ValueError for anything else and for
    days that do not exist.
    """
    text = re.sub(r"(\d)(st|nd|rd|th)\b", r"\1", words.strip().lower().replace(",", " "))
    weekday = next((day for day in WEEKDAYS if re.search(rf"\b{day[:3]}[a-z]*\b", text)), None)
    rest = re.sub(r"\b(mon|tue|wed|thu|fri|sat|sun)[a-z]*\b", " ", text).strip()
    if found := re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", rest):
        year, month, day = (int(part) for part in found.groups())
    elif found := re.fullmatch(r"(\d{1,2})[/.\- ](\d{1,2})(?:[/.\- ](\d{4}|\d{2}))?", rest):
        day, month, year = int(found[1]), int(found[2]), _year(found[3])
    elif found := re.fullmatch(r"(\d{1,2})\s+(?:of\s+)?([a-z]{3,})(?:\s+(\d{4}|\d{2}))?", rest):
        day, year = int(found[1]), _year(found[3])
        month = next((n for n, name in enumerate(MONTHS, 1) if name.startswith(found[2])), 0)
    else:
        raise ValueError("not a day")
    return (date(year, month, day) if year else _next_such_day(month, day)), weekday


def _year(written: str | None) -> int:
    """The year, or 0 for none written; of two figures, one of this century."""
    return int(written or 0) + (2000 if written and len(written) == 2 else 0)


def _next_such_day(month: int, day: int) -> date:
    """The next such day, today included. Raises ValueError for one that no year has."""
    date(2000, month, day)
    today = clock.today()
    years = range(today.year, today.year + 9)  # 29 February can be eight years off
    days = [date(year, month, day) for year in years if (month, day) != (2, 29) or isleap(year)]
    return next(found for found in days if found >= today)


def day_to_show() -> date:
    """A day some weeks ahead, to show in a hint how one is written."""
    return clock.today() + timedelta(days=35)


def parse_hour(words: str) -> time:
    """A time of day as people write it: "6pm", "6.30 pm", "18:00", "noon". Raises ValueError."""
    text = words.strip().lower().replace(" ", "")
    if text in ("noon", "midday"):
        return time(12)
    found = re.fullmatch(r"(\d{1,2})(?:[:.](\d{2}))?(am|pm)?", text)
    if not found or (found[3] is None and found[2] is None):
        raise ValueError("not a time of day")
    hour, minute = int(found[1]), int(found[2] or 0)
    if found[3]:
        if not 1 <= hour <= 12:
            raise ValueError("not a time of day")
        hour = hour % 12 + (12 if found[3] == "pm" else 0)
    return time(hour, minute)
