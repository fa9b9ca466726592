"""The form of the council's own record."""

from flask_babel import lazy_gettext as _l
from wtforms.validators import Email, Optional

from events.fields import Form, LongWords, Send, Words, at_most, needed_words
from events.refusals import N_


class CouncilForm(Form):
    """Who we are, whom to ring, our colour and our own words."""

    name = Words(_l("Name of the council or partnership"), [needed_words(N_("Enter the council's name")), at_most(120)])
    short_name = Words(_l("Short name"), [needed_words(N_("Enter a short name, as people say it")), at_most(40)])
    contact_name = Words(_l("Contact: a person or a team"), [at_most(120)])
    email = Words(_l("E-mail address"), [
        Optional(), at_most(254), Email(message=_l("Enter an e-mail address like name@council.example.org"))])
    telephone = Words(_l("Telephone number"), [at_most(40)])
    address = LongWords(_l("Postal address"), [at_most(500)])
    colour = Words(_l("Colour of the header and buttons"), [at_most(7)])
    safeguarding_words = LongWords(_l("Where to turn with a worry about somebody"), [at_most(1000)])
    privacy_words = LongWords(_l("Your own words on the privacy page"), [at_most(4000)])
    source_words = LongWords(_l("Where the addresses of the people you invite come from"), [at_most(1000)])
    send = Send(_l("Save"))
