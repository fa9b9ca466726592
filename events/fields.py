"""The form every form is made from, and fields that understand how people write."""

import secrets
from datetime import date, time

from flask_babel import gettext, lazy_gettext
from flask_wtf import FlaskForm
from govuk_frontend_wtf.wtforms_widgets import (
    GovCheckboxesInput,
    GovCheckboxInput,
    GovFileInput,
    GovRadioInput,
    GovSelect,
    GovSubmitInput,
    GovTextArea,
    GovTextInput,
)
from markupsafe import Markup
from wtforms import (
    BooleanField,
    FileField,
    HiddenField,
    IntegerField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    SubmitField,
    TextAreaField,
)
from wtforms.validators import DataRequired, Email, InputRequired, Length, Optional, ValidationError
from wtforms.widgets import HiddenInput

from events.refusals import N_, Refusal
from events.written_times import MONTHS, WEEKDAYS, HalfSaid, NoSuchDay, day_gone, day_to_show, parse_day, parse_hour

TOO_LONG_OPEN = N_(
    "This page was open for a long time or in another browser. Nothing is lost: check what you typed and send it again."
)


# What the forms' library says by itself, in our words: no sentence of its own ever reaches a person.
OURS = {
    "choice": N_("Choose one of the answers that stand here"),
    "required": N_("Fill this in"),
    "": N_("This answer cannot be taken: check what you typed"),
}


class _OurWords:
    """Stands where the forms' library looks for translations of what it says by itself."""

    def gettext(self, string: str) -> str:
        """Our sentence in the reader's language for one of the library's."""
        return gettext(next((ours for word, ours in OURS.items() if word in string.lower()), OURS[""]))

    def ngettext(self, singular: str, plural: str, n: int) -> str:
        """The same for a sentence that counts."""
        return self.gettext(singular)


class Form(FlaskForm):
    """Every form of the product: its own random key (a repeat is one record) and a token.

    An expired or missing token is an error of the form like any other, so that what was typed
    comes back; nothing is saved.
    """

    class Meta(FlaskForm.Meta):
        """What the library asks about the form."""

        def get_translations(self, form):
            """Our own words in place of the library's."""
            return _OurWords()

    form_key = HiddenField(default=lambda: secrets.token_urlsafe(18))

    def validate(self, extra_validators=None) -> bool:
        """Check the fields and the token; the token's error is said for the whole form."""
        good = super().validate(extra_validators)
        token = getattr(self, "csrf_token", None)
        if token is not None and token.errors:
            token.errors = []
            self.form_errors.append(gettext(TOO_LONG_OPEN))
            return False
        return good

    def hidden_tag(self, *fields):
        """The token and the key, without ids: several forms stand on one page."""
        named = [self[field] if isinstance(field, str) else field for field in fields] or list(self)
        return Markup("\n").join(field(id=False) for field in named if isinstance(field.widget, HiddenInput))

    def refuse(self, refusal: Refusal) -> None:
        """Show an act's refusal at its field, or for the whole form where it names none."""
        words = gettext(refusal.sentence, **refusal.values) if refusal.values else gettext(refusal.sentence)
        field = self._fields.get(refusal.field or "")
        if field is None:
            self.form_errors.append(words)
        else:
            field.errors = [*field.errors, words]


class Press(Form):
    """A form of one button: nothing to fill in, but a token and a key like any other."""


class _Trimmed:
    """Takes the white space off both ends, so that a stray space is not a name, and what no database keeps."""

    def process_formdata(self, valuelist):
        """Keep the typed words without the white space around them."""
        super().process_formdata([value.replace("\0", "").strip() for value in valuelist])  # type: ignore[misc]


class Words(_Trimmed, StringField):
    """One line of words."""

    widget = GovTextInput()


class LongWords(_Trimmed, TextAreaField):
    """Several lines of words."""

    widget = GovTextArea()


class Choice(RadioField):
    """One of a few, none chosen beforehand unless the record has it already.

    A link scanner that submits every form chooses nothing, so it changes nothing.
    """

    widget = GovRadioInput()

    def __init__(self, *args, **values):
        """As RadioField; an answer that is not among the choices counts as none."""
        values.setdefault("validate_choice", True)
        super().__init__(*args, **values)

    def pre_validate(self, form):
        """Nothing chosen is left to InputRequired, whose sentence says what to choose."""
        if self.data not in (None, "", "None"):
            super().pre_validate(form)


class Several(SelectMultipleField):
    """Any number of a few."""

    widget = GovCheckboxesInput()


class Tick(BooleanField):
    """One box to tick."""

    widget = GovCheckboxInput()


class Pick(SelectField):
    """One of many, from a list."""

    widget = GovSelect()

    def pre_validate(self, form):
        """A list that the page did not show, because it had nothing to choose, counts as its empty line."""
        if self.data is None and "" in [choice[0] for choice in self.choices or []]:  # type: ignore[has-type]
            self.data = ""
        super().pre_validate(form)


class Whole(IntegerField):
    """A whole number."""

    widget = GovTextInput()

    def process_formdata(self, valuelist):
        """Read the number; the sentence is ours, and what was typed stays in the box."""
        try:
            super().process_formdata(valuelist)
        except ValueError:
            say = gettext("%(field)s: write a whole number, such as 90", field=named(self))
            raise ValueError(say) from None


class Upload(FileField):
    """One file; it stands in a form of its own, because a file cannot be given back."""

    widget = GovFileInput()

    def process_formdata(self, valuelist):
        """Words that were sent where a file belongs are no file."""
        super().process_formdata([value for value in valuelist if not isinstance(value, str)])
        self.raw_data = [value for value in valuelist if not isinstance(value, str)]


class Send(SubmitField):
    """The form's button."""

    widget = GovSubmitInput()


class Day(_Trimmed, StringField):
    """A day, typed; `.day` is the date and `.weekday` the weekday that was written, if any."""

    widget = GovTextInput()
    day: date | None = None
    weekday: str | None = None
    to_show = staticmethod(day_to_show)

    @property
    def written(self) -> tuple[str, str]:
        """How a day may be written, for hints: in full, and in short."""
        shown = self.to_show()
        name, month = WEEKDAYS[shown.weekday()].title(), MONTHS[shown.month - 1].title()
        return f"{name} {shown.day} {month} {shown.year}", f"{shown.day}/{shown.month}/{shown.year}"

    def pre_validate(self, form):
        """Read the day; a day that disagrees with its weekday is asked about, not guessed."""
        if not self.data:
            return
        try:
            self.day, self.weekday = parse_day(self.data)
        except NoSuchDay:
            say = gettext("%(field)s: write the day like this: %(day)s. There is no %(typed)s",
                          field=named(self), day=self.written[0], typed=self.data)
            raise ValidationError(say) from None
        except ValueError:
            say = gettext("%(field)s: write the day like this: %(day)s", field=named(self), day=self.written[0])
            raise ValidationError(say) from None
        real = WEEKDAYS[self.day.weekday()]
        if self.weekday and self.weekday != real:
            typed = f"{self.day.day} {MONTHS[self.day.month - 1].title()} {self.day.year}"
            raise ValidationError(gettext("%(day)s is a %(real)s, not a %(written)s. Which of the two is wrong?",
                                          day=typed, real=real.title(), written=self.weekday.title()))


class PastDay(Day):
    """A day that is over, or today: its hints show one that is."""

    to_show = staticmethod(day_gone)


class Hour(_Trimmed, StringField):
    """A time of day, typed; `.hour` is the time."""

    widget = GovTextInput()
    hour: time | None = None

    @property
    def both_ways(self) -> dict[str, str]:
        """The time as it is written for the morning and for the evening."""
        hour = self.hour or time()
        shown = f"{hour.hour % 12 or 12}{f':{hour.minute:02d}' if hour.minute else ''}"
        return {"morning": f"{shown}am", "evening": f"{shown}pm"}

    def pre_validate(self, form):
        """Read the time of day."""
        if not self.data:
            return
        try:
            self.hour = parse_hour(self.data)
        except HalfSaid as said:
            self.hour = said.hour
            say = gettext("%(field)s: write the time like this: %(morning)s or %(evening)s", field=named(self),
                          **self.both_ways)
            self.hour = None
            raise ValidationError(say) from None
        except ValueError:
            say = gettext("%(field)s: write the time like this: 6:30pm or 18:30", field=named(self))
            raise ValidationError(say) from None


def named(field) -> str:
    """What sentences call a field: its label without the "(optional)" behind it, or what it says itself."""
    return getattr(field, "called", "") or str(field.label.text).removesuffix(gettext("(optional)")).rstrip()


def needed(sentence: str) -> InputRequired:
    """The field must be filled in; `sentence` says what to do ("Enter the event's name")."""
    return InputRequired(message=lazy_gettext(sentence))


def needed_words(sentence: str) -> DataRequired:
    """As `needed`, and white space alone does not count."""
    return DataRequired(message=lazy_gettext(sentence))


def at_most(characters: int) -> Length:
    """No longer than that; the sentence names the limit."""
    return Length(max=characters, message=lazy_gettext("Keep this to %(max)d characters or fewer", max=characters))


def mail_address(sentence: str) -> Email:
    """The words must be one e-mail address; whether anybody reads it is not asked."""
    return Email(message=lazy_gettext(sentence))


def may_be_empty() -> Optional:
    """Nothing typed is a good answer."""
    return Optional()
