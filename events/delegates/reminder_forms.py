"""Forms of reminders: planning one, sending one now, and wanting none."""

from flask_babel import lazy_gettext as _l

from events.delegates.reminder_times import EVENT, REPLY_BY
from events.delegates.states import Reminded
from events.fields import Choice, Form, Hour, Pick, Whole, Words, at_most, needed
from events.refusals import N_

TO = [
    (Reminded.NOT_ANSWERED.value, _l("Those who have not answered")),
    (Reminded.COMING.value, _l("Those who are coming")),
    (Reminded.WAITING.value, _l("Those on the waiting list")),
]
FROM = [
    (f"-{REPLY_BY}", _l("before the last day for answers")),
    (f"+{REPLY_BY}", _l("after the last day for answers")),
    (f"-{EVENT}", _l("before the event")),
]


class ReminderForm(Form):
    """Whom to remind, and when."""

    to = Choice(_l("Whom do you want to remind?"), [needed(N_("Choose whom to remind"))], choices=TO)
    days = Whole(_l("How many days"), [needed(N_("Write how many days"))])
    counts_from = Pick(_l("Before or after what?"), choices=FROM)
    hour = Hour(_l("At what time"), [needed(N_("Write the time, such as 9am"))])

    @property
    def offset(self) -> tuple[str, int]:
        """What it counts from, and days: negative before it."""
        sign, name = (self.counts_from.data or "-")[0], (self.counts_from.data or "-")[1:]
        return name, (self.days.data or 0) * (-1 if sign == "-" else 1)


class RemindForm(Form):
    """Remind now: the number of letters is typed."""

    typed = Words(_l("Number of letters"), [at_most(10)])


class WantForm(Form):
    """Whether somebody wants reminders: nothing is chosen beforehand, so nothing but a person answers."""

    wanted = Choice(_l("Do you want them?"), [needed(N_("Choose whether you want reminders"))], choices=[
        ("no", _l("Send me no more reminders")), ("yes", _l("Keep reminding me"))])
