"""Forms of guests and of those who invite them."""

from flask_babel import lazy_gettext as _l

from events.delegates.needs_forms import NeedsForm
from events.delegates.states import Channel, Said
from events.fields import (
    Choice,
    Form,
    LongWords,
    Several,
    Tick,
    Words,
    at_most,
    may_be_empty,
    needed,
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


class DraftForm(Form):
    """Whom to invite."""

    whom = Choice(_l("Whom do you want to invite?"), [needed(N_("Choose whom to invite"))], choices=[])
    chosen = Several(_l("People"), choices=[], coerce=int)


class SendForm(Form):
    """The last look before letters leave: for more than fifty, their number is typed."""

    typed = Words(_l("Number of letters"), [at_most(10)])
