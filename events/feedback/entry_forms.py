"""Forms of those who enter for somebody else, of the links they come by, and of the cards to print."""

from datetime import date

from flask_babel import format_date
from flask_babel import lazy_gettext as _l

from events.feedback import serials
from events.feedback.states import RemarkChannel, SpokenBy
from events.fields import (
    Choice,
    Form,
    LongWords,
    Pick,
    Send,
    Tick,
    Whole,
    Words,
    at_most,
    may_be_empty,
    needed,
    needed_words,
)
from events.refusals import N_

KINDS = [("question", _l("A question")), ("comment", _l("A comment"))]
FLAG = _l("Somebody may be in danger: to the safeguarding lead alone")


class CardForm(Form):
    """One paper card, spoken question or letter, entered by a scribe."""

    serial_read = ""  # the serial alone, once the form was checked
    serial = Words(_l("Serial on the card"))
    text = LongWords(_l("What the card says"), [needed_words(N_("Write what the card says"))])
    partnership = Words(_l("Partnership"))
    name = Words(_l("Name"))
    organisation = Words(_l("Organisation"))
    flagged = Tick(FLAG)
    kind = Choice(_l("It is"), [needed(N_("Choose a question or a comment"))], choices=KINDS)
    channel = Choice(_l("It came"), [needed(N_("Choose how it came"))], choices=[
        (RemarkChannel.PAPER.value, _l("On paper")), (RemarkChannel.SPOKEN.value, _l("Spoken")),
        (RemarkChannel.EMAIL.value, _l("By letter or email"))])
    table_number = Words(_l("Table"), [at_most(12)])
    item = Pick(_l("Part of the event"), choices=[], validate_choice=False)
    to = Pick(_l("To"), choices=[], validate_choice=False)
    send = Send(_l("Save and take the next card"))

    def validate(self, extra_validators=None) -> bool:
        """Read what letters before the serial say, then check. The box itself keeps what was typed into it."""
        typed = serials.divided(self.serial.data or "")
        self.serial_read = typed.serial
        for field, said in ((self.kind, typed.kind), (self.channel, typed.channel)):
            if said:
                field.data, field.raw_data = said, [said]
        self.flagged.data = self.flagged.data or typed.is_flagged
        return super().validate(extra_validators)


class SpokenForm(Form):
    """What was said into the roving microphone."""

    spoken_by = Choice(_l("Who spoke?"), [needed(N_("Choose who spoke"))], choices=[
        (SpokenBy.DELEGATE.value, _l("A delegate")), (SpokenBy.SPEAKER.value, _l("A speaker")),
        (SpokenBy.COUNCILLOR.value, _l("A councillor")), (SpokenBy.PRESS.value, _l("The press")),
        (SpokenBy.OTHER.value, _l("Somebody else"))])
    kind = Choice(_l("It is"), [needed(N_("Choose a question or a comment"))], choices=KINDS)
    to = Pick(_l("To"), choices=[], validate_choice=False)
    text = LongWords(_l("What was said"), [needed_words(N_("Write what was said"))])
    answered = Choice(_l("Was it answered?"), [needed(N_("Choose whether it was answered"))],
                      choices=[("yes", _l("Yes")), ("no", _l("No"))])
    answer = LongWords(_l("The answer in short (optional)"))
    item = Pick(_l("Part of the event"), choices=[], validate_choice=False)
    name = Words(_l("Name"), [at_most(200)])
    organisation = Words(_l("Organisation"), [at_most(200)])
    flagged = Tick(FLAG)
    send = Send(_l("Save"))


class PointForm(Form):
    """One point that a table makes. A facilitator's link fixes the table; somebody signed in says which it is."""

    table_number = Words(_l("Table"), [at_most(12)])
    text = LongWords(_l("The point, in the table’s own words"), [needed_words(N_("Write the point"))])
    agreed = Whole(_l("How many agreed?"), [may_be_empty()])
    kind = Choice(_l("It is"), [needed(N_("Choose a question or a comment"))], choices=KINDS)
    about_action = Words(_l("Objective or action it is about, by number"), [at_most(20)])
    flagged = Tick(FLAG)
    send = Send(_l("Save this point"))


class _OnADay(Form):
    """A form with a choice of the event's days, where it has several."""

    def day(self, name: str, days: list[date]) -> date:
        """The chosen day; the first where none was chosen."""
        return next((day for day in days if day.isoformat() == self[name].data), days[0])

    def offer_days(self, name: str, days: list[date]) -> None:
        """Offer the event's days."""
        self[name].choices = [(day.isoformat(), format_date(day, "EEEE d MMMM y")) for day in days]


class ScribeLinkForm(_OnADay):
    """A link for a scribe: whom it is for."""

    name = Words(_l("Who is it for?"), [needed_words(N_("Say who the link is for")), at_most(160)])
    good_on = Choice(_l("Which day?"), [may_be_empty()], choices=[])


class TableLinksForm(_OnADay):
    """Links for tables: which, and what they talk about."""

    tables = Words(_l("Which tables?"), [needed_words(N_("Write which tables"))])
    about = Words(_l("What do they talk about?"), [at_most(160)])
    evening = Choice(_l("Which day?"), [may_be_empty()], choices=[])


class PrintForm(Form):
    """How many cards to print."""

    count = Whole(_l("How many cards?"), [needed(N_("Write how many cards to print"))])
    send = Send(_l("Make the file to print"))
