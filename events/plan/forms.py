"""The forms of the drafting desk and the approval page."""

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField

from events.feedback.states import Disposition
from events.fields import (
    Choice,
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
from events.plan.states import ResponseKind

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
    records: dict = {}

    def offer(self, remarks: list, comments: list) -> None:
        """Let the evidence be chosen among these remarks and reviewing bodies' comments."""
        self.records = {f"remark:{row.id}": row for row in remarks} | {f"comment:{row.id}": row for row in comments}
        self.evidence.choices = [(word, f"{row.ref}: {row.text}") for word, row in self.records.items()]

    @property
    def ticked(self) -> list:
        """The records that were chosen."""
        return [self.records[word] for word in self.evidence.data or [] if word in self.records]


class AmendForm(ReasonForm):
    """New words for one part of the plan. `after` holds the present ones when the page opens."""

    after = LongWords(_l("New words"))


class RemovalForm(ReasonForm):
    """An action is to go."""


class NewActionForm(ReasonForm):
    """A whole new action. `columns`: the plan's columns, and the field of the form for each."""

    columns: dict[str, str] = {}

    objective = Pick(_l("Under which objective?"), choices=[], validators=[
        needed("Choose the objective that it stands under")])
    after = LongWords(_l("What is to be done?"), validators=[needed_words("Write what is to be done")])
    lead = Words(_l("Lead"))
    partners = Words(_l("Partners, with a semicolon between them"))
    due = Words(_l("Due"))
    measure = LongWords(_l("How will we know that it has worked?"))
    indicator = Words(_l("Indicator"))


class RespondForm(Form):
    """The answer to a reviewing body's comment."""

    kind = Choice(_l("What becomes of the comment?"), validators=[needed("Choose what becomes of the comment")],
                  choices=[(str(key), label) for key, label in RESPONSE_LABELS.items()])
    response = LongWords(_l("Our answer, and where the plan says it now"), validators=[
        needed_words("Write the answer: it is printed beside the comment"), at_most(4000)])
