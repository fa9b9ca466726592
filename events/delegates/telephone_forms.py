"""The form by which an officer finds the guest who rings."""

from flask_babel import lazy_gettext as _l

from events.fields import Form, Words, at_most, needed_words
from events.refusals import N_


class FindGuestForm(Form):
    """A code or a name."""

    words = Words(_l("Code or name"), [needed_words(N_("Type the code in their letter, or their name")), at_most(200)])
