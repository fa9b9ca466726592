"""Forms of those who ask for a place."""

from flask_babel import lazy_gettext as _l

from events.fields import Choice, Form, LongWords, Words, at_most, needed, needed_words
from events.refusals import N_


class AskForm(Form):
    """Somebody asks for a place."""

    name = Words(_l("Your name"), [needed_words(N_("Enter your name")), at_most(200)])
    email = Words(_l("Your email address"), [needed_words(N_("Enter your email address")), at_most(254)])
    organisation = Words(_l("Your organisation (optional)"), [at_most(200)])
    message = LongWords(_l("Why you would like to come (optional)"), [at_most(500)])
    code = Words(_l("Code (optional)"), [at_most(20)])


class ConfirmRequestForm(Form):
    """Whether it was they who asked; nothing is chosen beforehand, so that no program confirms it."""

    answer = Choice(_l("Did you ask for a place?"), [needed(N_("Choose whether you asked for a place"))], choices=[
        ("yes", _l("Yes, I would like to come")), ("no", _l("No, it was not me, or I no longer want to come"))])
