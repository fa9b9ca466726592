"""The form of the council's own record."""

from flask_babel import lazy_gettext as _l
from wtforms.validators import Email, NumberRange, Optional

from events import pace
from events.fields import Form, LongWords, Send, Whole, Words, at_most, needed, needed_words
from events.refusals import N_


def _between(least: int, most: int) -> NumberRange:
    return NumberRange(least, most, message=_l("Write a number from %(min)s to %(max)s"))


class CouncilForm(Form):
    """Who we are, whom to ring, our colour and our own words."""

    name = Words(_l("Name of the council or partnership"), [needed_words(N_("Enter the council's name")), at_most(120)])
    short_name = Words(_l("Short name"), [needed_words(N_("Enter a short name, as people say it")), at_most(40)])
    contact_name = Words(_l("Contact: a person or a team"), [at_most(120)])
    email = Words(_l("Email address"), [
        Optional(), at_most(254), Email(message=_l("Enter an email address like name@council.example.org"))])
    telephone = Words(_l("Telephone number"), [at_most(40)])
    address = LongWords(_l("Postal address"), [at_most(500)])
    colour = Words(_l("Colour of the header and buttons"), [at_most(7)])
    safeguarding_words = LongWords(_l("Where to turn with a worry about somebody"), [at_most(1000)])
    privacy_words = LongWords(_l("Your own words on the privacy page"), [at_most(4000)])
    source_words = LongWords(_l("Where the addresses of the people you invite come from"), [at_most(1000)])
    mail_per_minute = Whole(_l("Letters a minute"), [
        needed(N_("Write how many letters may leave in a minute, or 0 for as many as the mail server takes")),
        _between(0, pace.MOST_PER_MINUTE)])
    mail_connections = Whole(_l("Connections to the mail server at the same time"), [
        needed(N_("Write how many connections there may be; 1 is right for most")),
        _between(1, pace.MOST_CONNECTIONS)])
    send = Send(_l("Save"))
