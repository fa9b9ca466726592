"""Forms about a deck of slides: publishing it, from when, and showing it at the event alone."""

from datetime import datetime

from flask_babel import lazy_gettext as _l

from events import clock
from events.agenda import local_times, slide_queries
from events.agenda.models import Speaker
from events.event import Event
from events.fields import Choice, Day, Form, Hour, Send, Tick, Whole, may_be_empty, needed
from events.presentation import day, hour
from events.refusals import N_, Refusal

MOST_DAYS = 365


class PublishForm(Form):
    """Publishing slides, at once or from some moment on."""

    when = Choice(_l("When may everybody see them?"), [needed(N_("Choose when everybody may see them"))],
                  choices=[("now", _l("At once")), ("talk", _l("When the talk is over")),
                           ("event", _l("When the event is over")), ("time", _l("From a day and time that I choose"))])
    day = Day(_l("Day"), [may_be_empty()])
    hour = Hour(_l("Time"), [may_be_empty()])
    asked = Tick(_l("I have asked the speaker, who agrees"))
    sure = Tick(_l("I have looked at this, and publish these slides all the same"))
    send = Send(_l("Publish"))

    def moment(self, speaker: Speaker) -> datetime | None:
        """From when; None: at once, or its end is over already. Raises a Refusal at the field that cannot be."""
        event = speaker.event
        if self.when.data == "now":
            return None
        if self.when.data in ("event", "talk"):
            end = slide_queries.end_of_talk(speaker) if self.when.data == "talk" else None
            end = end or event.ends_at
            return end if end > clock.now() else None
        if self.day.day is None:
            raise Refusal(N_("Enter the day from which everybody may see them"), field="day")
        if self.hour.hour is None:
            raise Refusal(N_("Enter the time from which everybody may see them"), field="hour")
        return local_times.moment_of(self.day.day, self.hour.hour, event.zone, which=local_times.FIRST, field="hour")

    def begin(self, held_until: datetime | None, event: Event) -> None:
        """Begin the form with what holds now, or with what most want."""
        self.when.data = "now"
        if held_until is not None:
            self.when.data, self.day.data, self.hour.data = "time", day(held_until, event), hour(held_until, event)


class LimitForm(Form):
    """Whether slides are shown at the event alone, and when their files are deleted then."""

    shows_only = Choice(_l("What may become of these slides?"), [needed(N_("Choose what may become of them"))],
                        choices=[
        ("no", _l("They may be published with the programme")),
        ("yes", _l("Show them at the event, never publish them, and delete them afterwards"))])
    days = Whole(_l("Delete them so many days after the event"), [may_be_empty()])
    send = Send(_l("Save"))

    def days_after(self) -> int:
        """After how many days. Raises a Refusal at the field."""
        days = 14 if self.days.data is None else self.days.data
        if not 0 <= days <= MOST_DAYS:
            raise Refusal(N_("Write a number of days from 0 to 365"), field="days")
        return days


class CleanForm(Form):
    """What a clean copy leaves out."""

    keep_hidden_slides = Tick(_l("Keep the hidden slides in the copy"))
    certain = Tick(_l("Yes, make a clean copy"), [needed(N_("Tick “Yes, make a clean copy” first"))])
    send = Send(_l("Make a clean copy"))


class KeepForm(Form):
    """That a file stays as it is, with what nobody sees on its slides."""

    stays = Tick(_l("Yes, leave this in the file"), [needed(N_("Tick “Yes, leave this in the file” first"))])
    send = Send(_l("Leave it as it is"))
