"""Forms of guests and of those who invite them."""

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField

from events.delegates.needs_forms import NeedsForm
from events.delegates.states import Channel, Said
from events.fields import (
    Choice,
    Form,
    LongWords,
    Several,
    Tick,
    Upload,
    Words,
    at_most,
    may_be_empty,
    needed,
    needed_words,
)
from events.refusals import N_

MOST_COMMENT = 500


class ReplyForm(NeedsForm):
    """An answer to an invitation: nothing is chosen beforehand, so nothing but a person answers."""

    said = Choice(
        _l("Are you coming?"), [needed(N_("Choose whether you are coming"))],
        choices=[(Said.ACCEPTED.value, _l("Yes, I am coming")), (Said.TENTATIVE.value, _l("Perhaps")),
                 (Said.DECLINED.value, _l("No, I am not coming"))],
    )
    comment = LongWords(_l("Anything you would like to tell us (optional)"), [at_most(MOST_COMMENT)])
    unconfirmed = Choice(
        _l("Is this right?"), [may_be_empty()],
        choices=[("keep", _l("Yes, please keep it in mind")), ("drop", _l("No, please delete it"))],
    )


class RecordReplyForm(ReplyForm):
    """An answer that somebody gave by telephone or on paper, written down by an officer."""

    said = Choice(
        _l("What did they say?"), [needed(N_("Choose what they said"))],
        choices=[(Said.ACCEPTED.value, _l("Coming")), (Said.TENTATIVE.value, _l("Perhaps")),
                 (Said.DECLINED.value, _l("Not coming"))],
    )
    channel = Choice(
        _l("How did they say it?"), [needed(N_("Choose how they said it"))],
        choices=[(Channel.TELEPHONE.value, _l("By telephone")), (Channel.PAPER.value, _l("On paper")),
                 (Channel.MAIL.value, _l("By e-mail"))],
    )
    consent = Tick(_l("They agreed that we note this for the event"))


class UploadListForm(Form):
    """A contact list as a file, alone in its form: a file cannot be given back."""

    file = Upload(_l("Contact list (CSV)"), [needed(N_("Choose a CSV file"))])


class TakeListForm(Form):
    """What to do with the rows that were looked at; the file waits in the store under a signed key."""

    kept = HiddenField()
    source = Words(
        _l("Where does this list come from?"), [needed_words(N_("Say where this list comes from")), at_most(160)]
    )
    partnership = Words(_l("Partnership that everybody on it belongs to (optional)"), [at_most(160)])


class ContactForm(Form):
    """One person who can be invited."""

    name = Words(_l("Name"), [needed_words(N_("Enter a name")), at_most(200)])
    email = Words(_l("E-mail address (optional)"), [at_most(254)])
    phone = Words(_l("Telephone (optional)"), [at_most(40)])
    organisation = Words(_l("Organisation (optional)"), [at_most(200)])
    job_title = Words(_l("Role (optional)"), [at_most(160)])
    language = Words(_l("Language"), [at_most(12)], default="en")
    partnerships = Several(_l("Partnerships"), choices=[])
    another = Words(_l("Another partnership (optional)"), [at_most(160)])
    source = Words(
        _l("Where do we have their address from?"),
        [needed_words(N_("Say where we have their address from")), at_most(160)],
    )
    do_not_invite = Tick(_l("Do not invite this person"))


class DraftForm(Form):
    """Whom to invite."""

    whom = Choice(_l("Whom do you want to invite?"), [needed(N_("Choose whom to invite"))], choices=[])
    chosen = Several(_l("People"), choices=[], coerce=int)


class SendForm(Form):
    """The last look before letters leave: for more than fifty, their number is typed."""

    typed = Words(_l("Number of letters"), [at_most(10)])
