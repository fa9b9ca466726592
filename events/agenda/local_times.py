"""Wall-clock times and the moments they stand for, where a zone puts its clocks forward or back.

Pure: a day and an hour go in, UTC moments come out. An hour that does not exist is refused with the
next one that does; an hour that exists twice is asked about, never guessed.
"""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

from events.refusals import N_, Refusal

FIRST, SECOND = "first", "second"


class HourSkipped(Refusal):
    """The clocks go forward over that hour."""

    sentence = N_("There is no %(hour)s that day: the clocks go forward. The next time there is, is %(next)s.")


class HourTwice(Refusal):
    """The clocks go back over that hour, so it comes twice."""

    sentence = N_("There are two %(hour)s that night: the clocks go back. Choose the first or the second, below.")


def zones() -> list[str]:
    """The names of places whose time an event can be told in, in order."""
    return sorted(name for name in available_timezones() if "/" in name and not name.startswith(("Etc/", "SystemV/")))


def moments_of(day: date, hour: time, zone: str) -> list[datetime]:
    """The UTC moments at which the clocks of `zone` show that day and hour: none, one or two, in order."""
    clocks = ZoneInfo(zone)
    wall = datetime.combine(day, hour)
    both = {wall.replace(tzinfo=clocks, fold=fold).astimezone(UTC) for fold in (0, 1)}
    return sorted(moment for moment in both if moment.astimezone(clocks).replace(tzinfo=None) == wall)


def next_valid(day: date, hour: time, zone: str) -> time:
    """The first wall-clock time after a skipped one: where the clocks stand when they have gone forward."""
    clocks = ZoneInfo(zone)
    wall = datetime.combine(day, hour)
    # In the gap, fold=1 reads the hour with the later offset, so it lands before the change: the
    # shown time then is behind by the gap. Walking minute by minute is exact for every zone.
    while not moments_of(wall.date(), wall.time(), clocks.key):
        wall += timedelta(minutes=1)
    return wall.time()


def clock_words(hour: time) -> str:
    """An hour as people write it: 6pm, 6:30pm, 1:30am."""
    minutes = f":{hour.minute:02d}" if hour.minute else ""
    return f"{hour.hour % 12 or 12}{minutes}{'am' if hour.hour < 12 else 'pm'}"


def moment_of(day: date, hour: time, zone: str, *, which: str = "", field: str = "") -> datetime:
    """The UTC moment of a day and an hour. `which` is "first" or "second" where it comes twice.

    Raises HourSkipped or HourTwice, at the form field named.
    """
    found = moments_of(day, hour, zone)
    if not found:
        raise HourSkipped(field=field or None, hour=clock_words(hour), next=clock_words(next_valid(day, hour, zone)))
    if len(found) == 2 and which not in (FIRST, SECOND):
        raise HourTwice(field=field or None, hour=clock_words(hour))
    return found[-1] if which == SECOND else found[0]


def which_of(moment: datetime, zone: str) -> str:
    """"first" or "second" for a moment whose wall-clock hour comes twice; else empty."""
    wall = moment.astimezone(ZoneInfo(zone))
    both = moments_of(wall.date(), wall.time(), zone)
    if len(both) < 2:
        return ""
    return FIRST if moment == both[0] else SECOND
