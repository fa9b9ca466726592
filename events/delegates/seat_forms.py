"""Forms of seats, substitutes and the names on them."""

from flask_babel import lazy_gettext as _l
from wtforms.validators import NumberRange

from events.fields import Choice, Form, LongWords, Whole, Words, at_most, needed, needed_words
from events.refusals import N_

MOST_SEATS = 10_000


class SeatsForm(Form):
    """Places for a body, and who fills them by name."""

    name = Words(_l("Name of the partnership or organisation"), [
        needed_words(N_("Enter the name of the partnership or organisation")), at_most(160)])
    count = Whole(_l("How many places"), [
        needed(N_("Enter how many places")),
        NumberRange(0, MOST_SEATS, message=_l("Enter a number between 0 and 10,000")),
    ])
    coordinator_name = Words(_l("Who names the guests (optional)"), [at_most(200)])
    coordinator_email = Words(_l("Their email address (optional)"), [at_most(254)])


class NameForm(Form):
    """A name for a seat."""

    name = Words(_l("Name"), [needed_words(N_("Enter a name")), at_most(200)])
    email = Words(_l("Email address (optional)"), [at_most(254)])
    address = LongWords(_l("Postal address, if they have no email"), [at_most(500)])


class ChangePersonForm(Form):
    """Somebody on a seat does not come: another does, or nobody yet. Nothing is chosen beforehand."""

    what = Choice(_l("What has changed?"), [needed(N_("Choose what has changed"))], choices=[
        ("swap", _l("Somebody else comes instead")), ("back", _l("They do not come, and I have no other name yet"))])
    name = Words(_l("Name of the person who comes instead"), [at_most(200)])
    email = Words(_l("Their email address (optional)"), [at_most(254)])
    address = LongWords(_l("Their postal address, if they have no email"), [at_most(500)])

    def validate(self, extra_validators=None) -> bool:
        """A swap needs the other's name."""
        good = super().validate(extra_validators)
        if self.what.data == "swap" and not self.name.data:
            self.name.errors = [*self.name.errors, _l("Enter the name of the person who comes instead")]
            return False
        return good


class GiveBackForm(Form):
    """How many places a body gives back; the number is typed, so that no program does it."""

    count = Whole(_l("How many places do you give back?"), [
        needed(N_("Enter how many places you give back")),
        NumberRange(1, MOST_SEATS, message=_l("Enter a number of 1 or more")),
    ])


class SettleForm(Form):
    """Whether a substitute is to come."""

    answer = Choice(_l("Is that right?"), [needed(N_("Choose whether they are to come"))], choices=[
        ("yes", _l("Yes, they take the place")), ("no", _l("No, the place goes back"))])


