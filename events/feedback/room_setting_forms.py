"""Forms by which an organiser sets the room, and the few buttons that change it during the evening."""

from datetime import datetime, time

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField

from events.agenda import local_times
from events.event import Event
from events.feedback.room_models import Room
from events.feedback.states import WallOrder
from events.fields import (
    Choice,
    Day,
    Form,
    Hour,
    LongWords,
    Pick,
    Send,
    Words,
    at_most,
    may_be_empty,
    needed,
    needed_words,
)
from events.presentation import day, hour
from events.refusals import N_, Refusal


class HourWithoutDay(Refusal):
    """An hour was typed and its day left out."""

    sentence = N_("Enter the day as well")


class RoomSettingForm(Form):
    """How the room works."""

    takes_votes = Choice(_l("May people vote for questions?"), [needed(N_("Choose whether people may vote"))], choices=[
        ("no", _l("No")), ("yes", _l("Yes: each browser once for each question"))])
    order = Choice(_l("In which order does the wall show questions?"), [needed(N_("Choose the order of the wall"))],
                   choices=[(WallOrder.MODERATOR.value, _l("As the moderators order them")),
                            (WallOrder.VOTES.value, _l("Most votes first; pinned ones before all"))])
    opens_on = Day(_l("Day on which it opens"), [may_be_empty()])
    opens = Hour(_l("Time at which it opens"), [may_be_empty()])
    closes_on = Day(_l("Day on which it closes"), [may_be_empty()])
    closes = Hour(_l("Time at which it closes"), [may_be_empty()])
    lead_telephone = Words(_l("Telephone number of the safeguarding lead"), [at_most(40)])
    deputy = Pick(_l("Deputy of the safeguarding lead"), choices=[], validate_choice=False)
    deputy_telephone = Words(_l("Telephone number of the deputy"), [at_most(40)])
    send = Send(_l("Save"))

    def fill(self, room: Room, event: Event) -> None:
        """Show what is set."""
        self.takes_votes.data = "yes" if room.takes_votes else "no"
        self.order.data = str(room.order)
        self.lead_telephone.data, self.deputy_telephone.data = room.lead_telephone, room.deputy_telephone
        self.deputy.data = str(room.deputy_id or "")
        for name, moment in (("opens", room.opens_at), ("closes", room.closes_at)):
            if moment is not None:
                self[f"{name}_on"].data, self[name].data = day(moment, event), hour(moment, event)

    def moment(self, name: str, event: Event) -> datetime | None:
        """The moment of "opens" or "closes"; None for one left empty. A day alone begins, or ends, with midnight.

        An hour that the clocks skip becomes the next there is; of one that comes twice the first is meant.
        Raises HourWithoutDay.
        """
        on, at = self[f"{name}_on"].day, self[name].hour
        if on is None:
            if at is not None:
                raise HourWithoutDay(field=f"{name}_on")
            return None
        clock_time = at if at is not None else time(0) if name == "opens" else time(23, 59)
        found = local_times.moments_of(on, clock_time, event.zone)
        return found[0] if found else local_times.moments_of(
            on, local_times.next_valid(on, clock_time, event.zone), event.zone)[0]


class OutcomeForm(Form):
    """What a safeguarding lead did; `seen` is what the page showed before."""

    seen = HiddenField()
    outcome = LongWords(_l("What was done"))
    then = HiddenField()
    send = Send(_l("Save"))


class AskSpeakerForm(Form):
    """Asking a speaker to answer in writing."""

    speaker = HiddenField()
    due_on = Day(_l("Answer by"), [needed_words(N_("Enter the day by which to answer"))])
    send = Send(_l("Ask"))


class WrittenAnswerForm(Form):
    """A speaker's answer in writing."""

    text = LongWords(_l("Your answer"), [needed_words(N_("Write your answer"))])
    send = Send(_l("Hand it in"))
