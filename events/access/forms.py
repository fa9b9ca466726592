"""Forms for signing in and for officers' roles."""

from flask_babel import lazy_gettext as _l

from events.access.states import RoleName
from events.fields import Form, Pick, Send, Words, at_most, needed, needed_words
from events.refusals import N_


class SignInForm(Form):
    """Where the sign-in mail goes."""

    email = Words(_l("E-mail address"), [needed_words(N_("Enter your e-mail address")), at_most(254)])
    send = Send(_l("Send me a sign-in mail"))


class CodeForm(Form):
    """The six digits of the mail."""

    code = Words(_l("Six-digit code"), [needed_words(N_("Enter the six digits from the mail")), at_most(20)])
    send = Send(_l("Sign in"))


class OfficerForm(Form):
    """A new officer."""

    name = Words(_l("Name"), [needed_words(N_("Enter the officer's name")), at_most(120)])
    email = Words(_l("E-mail address"), [needed_words(N_("Enter the officer's e-mail address")), at_most(254)])
    send = Send(_l("Add officer"))


class RoleForm(Form):
    """A role to give: which, and on which event."""

    role = Pick(
        _l("Role"), [needed(N_("Choose a role"))], choices=[(role.value, role.value.capitalize()) for role in RoleName]
    )
    on = Pick(_l("On"), choices=[])
    send = Send(_l("Give role"))
