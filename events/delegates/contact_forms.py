"""Forms of contacts and of the bodies that they belong to."""

from flask_babel import lazy_gettext as _l

from events.fields import Form, LongWords, Pick, Several, Tick, Upload, Words, at_most, needed, needed_words
from events.refusals import N_


class UploadListForm(Form):
    """A contact list as a file, alone in its form: a file cannot be given back."""

    file = Upload(_l("Contact list"), [needed(N_("Choose a file"))])


class TakeListForm(Form):
    """What to do with the rows that were looked at."""

    source = Words(
        _l("Where does this list come from?"), [needed_words(N_("Say where this list comes from")), at_most(160)]
    )
    partnership = Words(_l("Partnership that everybody on it belongs to (optional)"), [at_most(160)])


class ContactForm(Form):
    """One person who can be invited."""

    name = Words(_l("Name"), [needed_words(N_("Enter a name")), at_most(200)])
    email = Words(_l("Email address (optional)"), [at_most(254)])
    phone = Words(_l("Telephone (optional)"), [at_most(40)])
    address = LongWords(_l("Postal address (optional)"), [at_most(500)])
    organisation = Words(_l("Organisation (optional)"), [at_most(200)])
    job_title = Words(_l("Role (optional)"), [at_most(160)])
    language = Pick(_l("Language"), choices=[], default="en")
    partnerships = Several(_l("Partnerships"), choices=[])
    another = Words(_l("Another partnership (optional)"), [at_most(160)])
    source = Words(
        _l("Where do we have their address from?"),
        [needed_words(N_("Say where we have their address from")), at_most(160)],
    )
    do_not_invite = Tick(_l("Do not invite this person"))


class PartnershipForm(Form):
    """A body: its name and what it is."""

    name = Words(_l("Name"), [needed_words(N_("Enter a name")), at_most(160)])
    detail = LongWords(_l("What it is (optional)"), [at_most(1000)])


class MergeForm(Form):
    """Which body stays when two are put together."""

    into = Pick(_l("It is the same as"), [needed(N_("Choose the name that stays"))], choices=[])
