"""Counting back from a meeting: when its papers are published, when a report is handed in, when gates are signed.

Local Government Act 1972, sections 100B and 100A(6): papers are open to the public for at least five clear days before
the meeting. Clear days are counted as the courts do: neither the day of publication nor that of the meeting, and no
Saturday, Sunday or bank holiday of England.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

import holidays

SATURDAY = 5
BEFORE_CUT_OFF = 2  # working days for the officer who writes the report, once the gates are signed


@dataclass(frozen=True)
class Step:
    """One day of the calendar: `key` is "gates", "cut-off", "published" or "meeting"."""

    key: str
    on: date
    is_past: bool


@lru_cache(maxsize=64)
def bank_holidays(year: int) -> dict[date, str]:
    """The bank holidays of England in a year, each with its name."""
    return dict(holidays.country_holidays("GB", subdiv="ENG", years=[year]).items())


def is_working_day(day: date) -> bool:
    """Whether offices are open: no weekend, no bank holiday of England."""
    return day.weekday() < SATURDAY and day not in bank_holidays(day.year)


def working_days_before(day: date, count: int) -> date:
    """The working day that lies so many working days before a day."""
    found = day
    while count > 0:
        found -= timedelta(days=1)
        count -= is_working_day(found)
    return found


def clear_days_between(published: date, meets_on: date) -> int:
    """How many clear days lie between publication and the meeting; 0 where there is none."""
    days = (meets_on - published).days
    return sum(is_working_day(published + timedelta(days=ahead)) for ahead in range(1, days))


def last_day_to_publish(meets_on: date, clear_days: int) -> date:
    """The last working day of publication that leaves so many clear days before the meeting."""
    return working_days_before(meets_on, clear_days + 1)


def count_back(meets_on: date, *, cut_off_days: int, clear_days: int, today: date) -> list[Step]:
    """The days to keep for a meeting, in the order they come."""
    cut_off = working_days_before(meets_on, cut_off_days)
    days = [
        ("gates", working_days_before(cut_off, BEFORE_CUT_OFF)), ("cut-off", cut_off),
        ("published", last_day_to_publish(meets_on, clear_days)), ("meeting", meets_on),
    ]
    # Whoever publishes before the internal cut-off sets the earlier day first.
    return [Step(key, on, on < today) for key, on in sorted(days, key=lambda row: row[1])]


def holidays_between(first: date, last: date) -> list[tuple[date, str]]:
    """The bank holidays from one day to another, both counted."""
    return sorted((day, name) for year in range(first.year, last.year + 1)
                  for day, name in bank_holidays(year).items() if first <= day <= last)
