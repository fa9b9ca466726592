"""A new event is asked back about where it lies in the past: likely a slip of the year."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from events import clock
from events.agenda.planning import ReplyDayFarOff, day_words
from events.refusals import N_


class DayGoneBy(ReplyDayFarOff):
    """A new event lies in the past."""

    sentence = N_("%(day)s has gone by. If that is right, tick the box below.")
    field = "day"


class ReplyDayGoneBy(ReplyDayFarOff):
    """Nobody could answer any more."""

    sentence = N_("%(day)s has gone by, so nobody could answer. If that is right, tick the box below.")
    field = "reply_by_on"


class SameDay(ReplyDayFarOff):
    """A copy is on the day of the event that it is made from."""

    sentence = N_("%(day)s is the day of the event that you copy. If there are to be two on that day, tick the box "
                  "below.")
    field = "day"


def question_same_day(before: date, on: date) -> None:
    """Ask back where an event like one before would be on the same day. Raises SameDay."""
    if on == before:
        raise SameDay(day=day_words(on))


def question_past(*, starts_at: datetime, reply_by_on: date, zone: str) -> None:
    """Ask back where somebody types a new event, or its last day for answers, that has gone by.

    Raises DayGoneBy or ReplyDayGoneBy.
    """
    now = clock.now()
    if starts_at < now:
        raise DayGoneBy(day=day_words(starts_at.astimezone(ZoneInfo(zone)).date()))
    if reply_by_on < now.astimezone(ZoneInfo(zone)).date():
        raise ReplyDayGoneBy(day=day_words(reply_by_on))
