"""Forms of the door: arrivals, walk-ins, links for volunteers, marks, and a register typed in."""

from datetime import date

from flask_babel import format_date
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField

from events.fields import Choice, Form, Several, Tick, Words, at_most, may_be_empty, needed_words
from events.refusals import N_


class ArrivalForm(Form):
    """Somebody stands at the door; `anyway` says that the door has looked at what was asked."""

    anyway = HiddenField()


class WalkInForm(Form):
    """Somebody stands at the door who was not invited."""

    name = Words(_l("Name"), [needed_words(N_("Enter a name")), at_most(200)])
    organisation = Words(_l("Organisation (optional)"), [at_most(200)])
    email = Words(_l("Email address (optional)"), [at_most(254)])
    anyway = HiddenField()


class DoorLinkForm(Form):
    """A link for a volunteer: whom it is for, and which evening where there are several."""

    name = Words(_l("Who is it for?"), [needed_words(N_("Say who the link is for")), at_most(160)])
    good_on = Choice(_l("Which day?"), [may_be_empty()], choices=[])

    def offer_days(self, days: list[date]) -> None:
        """Offer the event's days."""
        self.good_on.choices = [(day.isoformat(), format_date(day, "EEEE d MMMM y")) for day in days]

    def day(self, days: list[date]) -> date:
        """The chosen day; the first where none was chosen."""
        return next((day for day in days if day.isoformat() == self.good_on.data), days[0])


class MarksForm(Form):
    """What badges and lists respect."""

    is_under_18 = Tick(_l("Under 18"))
    no_photographs = Tick(_l("No photographs"))
    print_no_name = Tick(_l("Do not print the name"))


class RegisterForm(Form):
    """One page of a register as it was ticked on paper; `shown` holds who was ticked when the page was opened."""

    came = Several(_l("Came"), coerce=int, validate_choice=False)
    shown = HiddenField()
