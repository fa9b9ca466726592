"""What a new event is given where its organiser left it open: a neutral short title, and the last day for answers."""

from datetime import date, datetime, timedelta

from flask_babel import format_date
from flask_babel import gettext as _

from events import clock

ANSWERS_BEFORE = timedelta(days=7)


def short_title(starts: datetime) -> str:
    """A title that gives nothing away: "Evening of 20 May". `starts` is on the event's own clock."""
    written = format_date(starts.date(), "d MMMM", rebase=False)
    if starts.hour < 12:
        return _("Morning of %(day)s", day=written)
    return _("Afternoon of %(day)s", day=written) if starts.hour < 17 else _("Evening of %(day)s", day=written)


def reply_day(day: date) -> date:
    """A week before the event; nearer to it the present day, and never after the event."""
    return min(day, max(clock.today(), day - ANSWERS_BEFORE))
