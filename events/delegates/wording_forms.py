"""Forms of letters' words."""

from flask_babel import lazy_gettext as _l

from events.delegates.wording import MOST_WORDS
from events.fields import Form, LongWords, Words, at_most, needed_words
from events.refusals import N_


class WordingForm(Form):
    """A letter's subject and words."""

    subject = Words(_l("Subject"), [needed_words(N_("Write the subject")), at_most(200)])
    words = LongWords(_l("Words"), [needed_words(N_("Write the letter")), at_most(MOST_WORDS)])
