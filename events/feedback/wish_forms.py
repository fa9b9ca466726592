"""The form of the wish to be told what becomes of one's words."""

from flask_babel import lazy_gettext as _l

from events.fields import Choice, Form, Send, needed
from events.refusals import N_


class WishForm(Form):
    """Whether to be told; nothing is chosen beforehand, since mail scanners send forms too."""

    wanted = Choice(_l("Shall we write to you when it is settled?"), [needed(N_("Choose whether we shall write"))],
                    choices=[("yes", _l("Yes, write to me")), ("no", _l("No, do not write to me"))])
    send = Send(_l("Save"))
