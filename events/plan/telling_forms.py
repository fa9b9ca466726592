"""The form of the last look before letters back leave."""

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField

from events.fields import Form, Words, at_most


class TellForm(Form):
    """How many were seen; for more than fifty letters, their number is typed."""

    count = HiddenField()
    typed = Words(_l("Number of letters"), [at_most(10)])
