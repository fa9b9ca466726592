"""The files of the example, with everything that is dated moved by the same number of whole weeks."""

import csv
import io
import re
import tomllib
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from events.config import ROOT
from events.refusals import N_, Refusal

FOLDER = ROOT / "example"
MIDDLE_OF_MONTH = 15


class NotAWholeNumberOfWeeks(Refusal):
    """The wanted day is not as many whole weeks away as the programme needs."""

    sentence = N_("The evening is on a %(weekday)s: give a %(weekday)s, for instance %(real)s.")


def rows(name: str) -> list[dict[str, str]]:
    """The rows of a CSV file of the example."""
    return list(csv.DictReader(io.StringIO((FOLDER / name).read_text("utf-8"), newline="")))


def lines(name: str) -> list[str]:
    """The lines of a CSV file of the example, as importers take them."""
    return (FOLDER / name).read_text("utf-8").splitlines(keepends=True)


def table(name: str) -> dict:
    """A TOML file of the example."""
    return tomllib.loads((FOLDER / name).read_text("utf-8"))


@dataclass(frozen=True)
class Timing:
    """When the example happens: the real day, moved by whole weeks."""

    weeks: int
    zone: ZoneInfo
    evening: date  # moved already

    def day(self, real: date) -> date:
        """A day of the data, moved."""
        return real + timedelta(weeks=self.weeks)

    def moment(self, real: date, hour: time) -> datetime:
        """A day and hour of the data, moved, as an instant: the wall clock stays what it was."""
        return datetime.combine(self.day(real), hour, self.zone).astimezone(UTC)

    def month(self, words: str) -> str:
        """A month such as 2009-12, moved: the month in which its middle comes to lie. Other words stay."""
        found = re.fullmatch(r"(\d{4})-(\d{2})", words)
        if not found:
            return words
        return f"{self.day(date(int(found[1]), int(found[2]), MIDDLE_OF_MONTH)):%Y-%m}"

    def before(self, days: int, hour: int = 9) -> datetime:
        """So many days before the evening (after it, where negative), at that hour UTC."""
        return datetime.combine(self.evening - timedelta(days=days), time(hour), UTC)


def timing_of(event: dict, *, on: date | None, gone_by: bool, now: datetime) -> Timing:
    """When the example happens: on the wanted day, or about four weeks ahead, or just gone by.

    Whatever is loaded must lie in the past of `now`, also at one in the morning. Raises
    NotAWholeNumberOfWeeks.
    """
    real: date = event["date"]
    if on is None:
        latest = (now - timedelta(hours=10)).date() + timedelta(days=-1 if gone_by else 28)
        on = latest - timedelta(days=(latest - real).days % 7)
    weeks, over = divmod((on - real).days, 7)
    if over:
        raise NotAWholeNumberOfWeeks(weekday=f"{real:%A}", real=real.isoformat())
    return Timing(weeks, ZoneInfo(event["timezone"]), on)
