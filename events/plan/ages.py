"""How long ago something was, in words."""

from datetime import date

from flask_babel import gettext as _
from flask_babel import ngettext

DAYS_IN_WEEKS, DAYS_IN_MONTHS = 14, 75  # from so many days on it is said in weeks, and in months


def age(day: date, today: date) -> str:
    """A day as people say it: "today", "yesterday", "12 days ago", "3 weeks ago", "4 months ago"."""
    days = (today - day).days
    if days <= 0:
        return _("today")
    if days == 1:
        return _("yesterday")
    if days < DAYS_IN_WEEKS:
        return _("%(num)s days ago", num=days)
    if days < DAYS_IN_MONTHS:
        return ngettext("%(num)s week ago", "%(num)s weeks ago", days // 7)
    return ngettext("%(num)s month ago", "%(num)s months ago", round(days / 30.44))
