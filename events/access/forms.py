"""Forms for signing in and for officers' roles."""

from flask_babel import lazy_gettext as _l

from events.access.states import RoleName
from events.fields import Choice, Form, Pick, Send, Words, at_most, mail_address, needed, needed_words
from events.refusals import N_


class SignInForm(Form):
    """Where the sign-in mail goes."""

    email = Words(_l("Email address"), [needed_words(N_("Enter your email address")), at_most(254)])
    send = Send(_l("Send me a sign-in email"))


class CodeForm(Form):
    """The six digits of the mail."""

    code = Words(_l("Six-digit code"), [needed_words(N_("Enter the six digits that came with the link")), at_most(20)])
    send = Send(_l("Sign in"))


class OfficerForm(Form):
    """A new officer."""

    name = Words(_l("Name"), [needed_words(N_("Enter the officer's name")), at_most(120)])
    email = Words(_l("Email address"), [
        needed_words(N_("Enter the officer's email address")), at_most(254),
        mail_address(N_("Enter one email address, such as name@council.gov.uk")),
    ])
    send = Send(_l("Add officer"))


# What each role is, in the words of somebody who has to choose one.
ROLE_WORDS = [
    (RoleName.ORGANISER, _l("Organiser: plans the event, invites people, sees the guest list")),
    (RoleName.MODERATOR, _l("Moderator: reads what people send in before anybody else sees it")),
    (RoleName.SCRIBE, _l("Scribe: types in paper cards and what is said aloud")),
    (RoleName.DOOR, _l("Door: welcomes people on the evening and sees who is expected")),
    (RoleName.REVIEWER, _l("Reviewer: turns what was said into changes to the plan")),
    (RoleName.APPROVER, _l("Approver: approves the plan for the board")),
    (RoleName.SAFEGUARDING, _l("Safeguarding lead: alone reads worries about a person")),
    (RoleName.ADMINISTRATOR, _l("Administrator: officers, settings, backups")),
]


class RoleForm(Form):
    """A role to give: which, and on which event."""

    role = Choice(_l("Role"), [needed(N_("Choose a role"))], choices=[(str(role), words) for role, words in ROLE_WORDS])
    on = Pick(_l("On"), choices=[])
    send = Send(_l("Give role"))
