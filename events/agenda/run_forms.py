"""The form of a line on the run sheet."""

from flask_babel import lazy_gettext as _l

from events.agenda.running import LONGEST_NOTE
from events.fields import Form, Send, Words, at_most


class NoteForm(Form):
    """What has to stand ready for a part, in one line."""

    words = Words(_l("Note for this part"), [at_most(LONGEST_NOTE)])
    send = Send(_l("Save"))
