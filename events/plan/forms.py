"""The forms of the drafting desk and the approval page."""

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, ValidationError

from events import clock
from events.feedback.states import Disposition
from events.fields import (
    Choice,
    Day,
    Form,
    LongWords,
    Pick,
    Several,
    Words,
    at_most,
    may_be_empty,
    needed,
    needed_words,
)
from events.plan.states import Outcome, ResponseKind

FIELD_LABELS = {
    "text": _l("Action"), "lead": _l("Lead"), "partners": _l("Partners"), "due": _l("Due"),
    "measure": _l("How we will know"), "indicator": _l("Indicator"), "preamble": _l("Introduction"),
}
DISPOSITION_LABELS = {
    Disposition.AMENDS: _l("Amends the plan"), Disposition.ANSWERED: _l("Answered"), Disposition.NOTED: _l("Noted"),
    Disposition.NEXT_EVENT: _l("For the next event"), Disposition.OUT_OF_SCOPE: _l("Out of scope"),
    Disposition.REFERRED: _l("Referred to somebody else"), Disposition.WITHDRAWN: _l("Withdrawn"),
}
RESPONSE_LABELS = {
    ResponseKind.TAKEN_IN: _l("Taken in"), ResponseKind.IN_PART: _l("Taken in part"),
    ResponseKind.NOT_TAKEN: _l("Not taken"),
}
WITHOUT_AMENDMENT = (Disposition.ANSWERED, Disposition.NOTED, Disposition.NEXT_EVENT, Disposition.OUT_OF_SCOPE,
                     Disposition.REFERRED)


class RouteForm(Form):
    """Which actions a remark concerns: the likeliest to press or tick, and any other from the list.

    `only` is the button that was pressed; `together` are remarks much like it for which the same is said.
    """

    only = Words()
    together = Several(validate_choice=False)
    actions = Several(_l("Which action is it about?"), validate_choice=False)
    other = Pick(_l("Another action"), choices=[], validators=[may_be_empty()])


class PhrasesForm(Form):
    """How people put what an action is about, one phrase a line; `seen`: what stood there when the page opened."""

    phrases = LongWords(_l("How people put it, one on each line"), validators=[at_most(10_000)])
    seen = HiddenField()


class DisposeForm(Form):
    """What became of a remark that changes nothing in the plan, and of those `together` with it."""

    together = Several(validate_choice=False)
    disposition = Choice(_l("What becomes of it?"), validators=[needed("Choose what becomes of it")],
                         choices=[(str(key), DISPOSITION_LABELS[key]) for key in WITHOUT_AMENDMENT])
    reason = LongWords(_l("Why, in a sentence the writer can read"), validators=[
        needed_words("Say why, in a sentence that the writer can read"), at_most(2000)])


class ReasonForm(Form):
    """A reason, and the words behind it."""

    reason = LongWords(_l("Why"), validators=[
        needed_words("Say why: the reason is printed beside the change"), at_most(2000)])
    evidence = Several(_l("The words behind it"), choices=[])


class AmendForm(ReasonForm):
    """New words for one part of the plan. `after` holds the present ones when the page opens."""

    after = LongWords(_l("New words"))


class RemovalForm(ReasonForm):
    """An action is to go."""


class NewActionForm(ReasonForm):
    """A whole new action."""

    objective = Pick(_l("Under which objective?"), choices=[])
    after = LongWords(_l("What is to be done?"), validators=[needed_words("Write what is to be done")])
    lead = Words(_l("Lead"))
    partners = Words(_l("Partners, with a semicolon between them"))
    due = Words(_l("Due (year and month)"))
    measure = LongWords(_l("How will we know that it has worked?"))
    indicator = Words(_l("Indicator"))


class DecideForm(Form):
    """Accept or decline an amendment."""

    decision = Choice(_l("Your decision"), validators=[needed("Choose whether to accept or decline it")],
                      choices=[("accept", _l("Accept: it goes into the next version")),
                               ("decline", _l("Decline: the plan stays as it is here"))])
    reason = LongWords(_l("Why"), validators=[at_most(2000)])

    def validate_reason(self, field):
        """Declining says why."""
        if self.decision.data == "decline" and not (field.data or "").strip():
            raise ValidationError(_l("Say why: whoever wrote the words behind it will read this"))


class RespondForm(Form):
    """The answer to a reviewing body's comment."""

    kind = Choice(_l("What becomes of the comment?"), validators=[needed("Choose what becomes of the comment")],
                  choices=[(str(key), label) for key, label in RESPONSE_LABELS.items()])
    response = LongWords(_l("Our answer, and where the plan says it now"), validators=[
        needed_words("Write the answer: it is printed beside the comment"), at_most(4000)])


class SignForm(Form):
    """A gate signed in the officer's own name."""

    finding = LongWords(_l("What was found"), validators=[
        needed_words("Write what was found: it stands beside your name"), at_most(4000)])


class GateForm(Form):
    """One more thing that must be done before approval."""

    title = Words(_l("What must be done?"), validators=[needed_words("Write what must be done"), at_most(200)])
    detail = LongWords(_l("When is it met?"), validators=[at_most(2000)])


class BoardForm(Form):
    """What a board decided about exactly one text."""

    fingerprint = HiddenField()
    decision = Choice(_l("What did the board decide?"), validators=[needed("Choose what the board decided")],
                      choices=[(str(Outcome.APPROVED), _l("Approved")),
                               (str(Outcome.REFERRED_BACK), _l("Referred back, to be changed"))])
    body = Words(_l("Which board?"), validators=[needed_words("Enter the name of the board"), at_most(160)])
    minute = Words(_l("Minute number"), validators=[needed_words("Enter the minute number"), at_most(60)])
    decided_on = Day(_l("Day of the meeting"), validators=[needed_words("Enter the day of the meeting")])
    note = LongWords(_l("Note (needed if it is referred back)"), validators=[at_most(2000)])

    def validate_decided_on(self, field):
        """A board has not decided tomorrow."""
        if field.day and field.day > clock.today():
            raise ValidationError(_l("The day of the meeting cannot be still to come"))

    def validate_note(self, field):
        """Sending back says why."""
        if self.decision.data == Outcome.REFERRED_BACK and not (field.data or "").strip():
            raise ValidationError(_l("Write what the board wants changed"))
