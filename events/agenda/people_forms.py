"""Forms for what stands around the programme: access facts, hosts, speakers and their slides."""

from flask_babel import lazy_gettext as _l

from events.agenda.forms import AN_ADDRESS, LEVELS, values_of
from events.agenda.states import Level
from events.fields import (
    Choice,
    Form,
    LongWords,
    Send,
    Upload,
    Words,
    at_most,
    mail_address,
    may_be_empty,
    needed,
    needed_words,
)
from events.refusals import N_


class AccessFactForm(Form):
    """One thing about access at the venue."""

    label = Words(_l("What"), [needed_words(N_("Enter what it is, such as Hearing loop")), at_most(80)])
    available = Choice(_l("Is it there?"), [needed(N_("Choose whether it is there"))],
                       choices=[("yes", _l("Yes")), ("no", _l("No"))])
    detail = LongWords(_l("What people should know about it"), [at_most(1000)])
    send = Send(_l("Add"))


class HostForm(Form):
    """A body that holds the event or was consulted."""

    name = Words(_l("Name"), [needed_words(N_("Enter the name of the body")), at_most(160)])
    part = Choice(_l("Its part"), [needed(N_("Choose its part"))],
                  choices=[("host", _l("Holds the event")), ("consulted", _l("Was consulted"))])
    detail = LongWords(_l("A sentence about it (optional)"), [at_most(1000)])
    send = Send(_l("Add"))


class SpeakerForm(Form):
    """Somebody who speaks."""

    name = Words(_l("Name"), [needed_words(N_("Enter the speaker's name")), at_most(160)])
    job_title = Words(_l("Job title (optional)"), [at_most(160)])
    organisation = Words(_l("Organisation (optional)"), [at_most(160)])
    level = Choice(_l("Speaks from which level"), [needed(N_("Choose a level"))], choices=values_of(LEVELS),
                   default=str(Level.LOCAL))
    email = Words(_l("Email address"), [may_be_empty(), at_most(254), mail_address(AN_ADDRESS)])
    bio = LongWords(_l("A few lines about them (optional)"), [at_most(2000)])
    send = Send(_l("Save"))


class SlidesForm(Form):
    """A file alone: it could not be given back with other things typed beside it."""

    slides = Upload(_l("Your slides"), [needed(N_("Choose the file with your slides"))])
    send = Send(_l("Hand in"))
