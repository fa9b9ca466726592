"""Days and hours as people write them."""

import re
from calendar import isleap
from collections.abc import Callable
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


class NoSuchDay(ValueError):
    """A day that is written well and stands in no calendar, such as 31 June."""


class HalfSaid(ValueError):
    """A time of day that can be in the morning or in the evening; `hour` is the one in the morning."""

    def __init__(self, hour: time):
        super().__init__("morning or evening")
        self.hour = hour


def parse_day(words: str) -> tuple[date, str | None]:
    """A day as people write it, and the weekday if one was written.

    Takes "Wednesday 20 May 2009", "the 20th of May '09", "May 20, 2009", "20/5/2009" and "20/5/09" (day first),
    "2009-05-20", "today", "tomorrow", and without a year ("20 May", "20/5") the next such day from today. Raises
    NoSuchDay for days that do not exist, and ValueError for anything else.
    """
    text = re.sub(r"[,()'’]|\bthe\b|\bof\b|(?<=[a-z])\.", " ", words.strip().lower())
    text = re.sub(r"(\d)(st|nd|rd|th)\b", r"\1", text)
    if text.strip() in ("today", "tomorrow"):
        return clock.today() + timedelta(days=text.strip() == "tomorrow"), None
    weekday = next((day for day in WEEKDAYS if re.search(rf"\b{day[:3]}[a-z]*\b", text)), None)
    rest = re.sub(r"\b(mon|tue|wed|thu|fri|sat|sun)[a-z]*\b", " ", text).strip()
    if found := re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", rest):
        year, month, day = (int(part) for part in found.groups())
    elif found := re.fullmatch(r"(\d{1,2})[/.\- ](\d{1,2})(?:[/.\- ](\d{4}|\d{2}))?", rest):
        day, month, year = int(found[1]), int(found[2]), _year(found[3])
    elif found := re.fullmatch(r"(\d{1,2})[\s.\-]*([a-z]{3,})(?:[\s\-]+(\d{4}|\d{2}))?", rest):
        day, month, year = int(found[1]), _month(found[2]), _year(found[3])
    elif found := re.fullmatch(r"([a-z]{3,})\s*(\d{1,2})(?:\s+(\d{4}|\d{2}))?", rest):
        day, month, year = int(found[2]), _month(found[1]), _year(found[3])
    else:
        raise ValueError("not a day")
    if not 1 <= month <= 12:
        raise ValueError("not a day")
    try:
        return (date(year, month, day) if year else _next_such_day(month, day)), weekday
    except ValueError:
        raise NoSuchDay() from None


def _month(name: str) -> int:
    """The number of a month that is written with three letters or more; 0 for none."""
    return next((number for number, month in enumerate(MONTHS, 1) if month.startswith(name)), 0)


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


def day_gone() -> date:
    """A day of last week, to show how one is written where only a day that is over can be meant."""
    return clock.today() - timedelta(days=7)


def day_to_show() -> date:
    """A day some weeks ahead, to show in a hint how one is written."""
    return clock.today() + timedelta(days=35)


NUMBERS = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
# What people say of an hour -> how it is written.
SAID: list[tuple[str, str | Callable[[re.Match], str]]] = [
    (r"in the morning", "am"), (r"in the (?:afternoon|evening)|at night", "pm"), (r"\b([ap])\.? ?m\b\.?", r"\1m"),
    (r"o.?clock|\bh(?:ou)?rs?\b|^at\b", ""), *((rf"\b{name}\b", str(n)) for n, name in enumerate(NUMBERS, 1)),
    (r"(?:a )?quarter to (\d+)", lambda found: f"{(int(found[1]) - 2) % 12 + 1}:45?"),
    (r"(?:a )?quarter past (\d+)", r"\1:15?"), (r"half (?:past )?(\d+)", r"\1:30?"),
]


def parse_hour(words: str) -> time:
    """A time of day as people write it: "6pm", "6.30 p.m.", "18:00", "18.00", "18h30", "1830", "noon", "half past six
    in the evening". Raises HalfSaid where morning or evening is left open ("6", "half past six"), else ValueError.
    """
    text = words.strip().lower()
    for said, written in SAID:
        text = re.sub(said, written, text)
    text = text.replace(" ", "")
    if text in ("noon", "midday", "12noon", "12midday"):
        return time(12)
    found = re.fullmatch(r"(\d{1,2})(?:[:.h](\d{2}))?h?(\?)?(am|pm)?", text) or re.fullmatch(r"(\d\d)(\d\d)()()", text)
    if not found:
        raise ValueError("not a time of day")
    hour, minute = int(found[1]), int(found[2] or 0)
    if found[4]:
        if not 1 <= hour <= 12:
            raise ValueError("not a time of day")
        hour = hour % 12 + (12 if found[4] == "pm" else 0)
    elif 1 <= hour < 12 and (found[3] or found[2] is None):
        raise HalfSaid(time(hour, minute))
    return time(hour, minute)


def is_half_said(words: str) -> bool:
    """Whether a time such as "7.30" may have been meant in the evening, though it is read as the morning."""
    return re.fullmatch(r"([1-9]|1[01])[:.]\d\d", words.strip()) is not None
