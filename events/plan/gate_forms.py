"""The forms of gates, risks and implications, and the words for what a gate covers."""

import re

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, IntegerField
from wtforms.validators import NumberRange

from events.fields import (
    Choice,
    Form,
    LongWords,
    PastDay,
    Pick,
    Whole,
    Words,
    at_most,
    may_be_empty,
    needed,
    needed_words,
)
from events.plan.states import GateKind, ImplicationKind

AMOUNT = re.compile(r"£?\s*(\d{1,3}(?:[,\s]\d{3})+|\d+)(?:\.00?)?")

GATE_KIND_LABELS = {
    GateKind.OTHER: _l("The version's own text"),
    GateKind.EQUALITY: _l("The text and its equality impact assessment"),
    GateKind.COMMENTS: _l("The text, and the comments on the draft with their answers"),
    GateKind.MEANS: _l("The text, and the financial and legal implications"),
    GateKind.RISKS: _l("The text and the risks"),
}
# What has changed since a signature, by the name of the part: coverings.COVERS.
PART_LABELS = {
    "plan": _l("the text of the plan"), "assessment": _l("the equality impact assessment"),
    "comments": _l("the comments on the draft or their answers"),
    "implications": _l("the financial or legal implications"), "risks": _l("the risks"),
}
IMPLICATION_LABELS = {ImplicationKind.FINANCIAL: _l("Financial implications"),
                      ImplicationKind.LEGAL: _l("Legal implications")}
SCALE = {
    "likelihood": [("1", _l("1: rare")), ("2", _l("2: unlikely")), ("3", _l("3: possible")), ("4", _l("4: likely")),
                   ("5", _l("5: almost certain"))],
    "impact": [("1", _l("1: hardly felt")), ("2", _l("2: minor")), ("3", _l("3: moderate")), ("4", _l("4: major")),
               ("5", _l("5: catastrophic"))],
}


class SignForm(Form):
    """A gate signed in the officer's own name, for what it covered when the page was opened."""

    seen = HiddenField()
    finding = LongWords(_l("What was found"), validators=[
        needed_words("Write what was found: it stands beside your name"), at_most(4000)])


class GateForm(Form):
    """One more thing that must be done before approval."""

    title = Words(_l("What must be done?"), validators=[needed_words("Write what must be done"), at_most(200)])
    detail = LongWords(_l("When is it met?"), validators=[at_most(2000)])
    kind = Pick(_l("What does it cover?"), default=str(GateKind.OTHER),
                choices=[(str(key), label) for key, label in GATE_KIND_LABELS.items()])


class RiskForm(Form):
    """One line of the risk register."""

    what = LongWords(_l("What may happen?"), validators=[needed_words("Write what may happen"), at_most(2000)])
    likelihood = Choice(_l("How likely is it?"), validators=[needed("Choose how likely it is")],
                        choices=SCALE["likelihood"])
    impact = Choice(_l("How bad would it be?"), validators=[needed("Choose how bad it would be")],
                    choices=SCALE["impact"])
    control = LongWords(_l("What holds it?"), validators=[at_most(2000)])
    owner = Words(_l("Who owns it?"), validators=[at_most(200)])
    action = Pick(_l("Which action?"), choices=[], validators=[may_be_empty()])


class Pounds(Whole):
    """A sum in whole pounds, as people write it: £20,000, 20,000 and 20000 are one."""

    def process_formdata(self, valuelist):
        """Read the sum; what was typed stays in the box where it cannot be read."""
        found = [AMOUNT.fullmatch(value.strip()) for value in valuelist]
        try:
            super().process_formdata([re.sub(r"\D", "", match[1]) if match else value
                                      for match, value in zip(found, valuelist, strict=True)])
        except ValueError:
            raise ValueError(gettext("Enter whole pounds, such as 20,000")) from None


class ImplicationForm(Form):
    """What the plan costs, or what the law says of it."""

    text = LongWords(_l("What it means"), validators=[
        needed_words("Write what the plan means here, also where it means nothing new"), at_most(6000)])
    cost: IntegerField = Pounds(_l("Cost in pounds, where there is a figure"), validators=[
        may_be_empty(), NumberRange(min=0, max=2_000_000_000, message=_l("Enter whole pounds, such as 20,000"))])


class ClearForm(Form):
    """Who cleared a text, and when."""

    cleared_by = Words(_l("Who cleared it? Name and post"), validators=[
        needed_words("Enter who cleared it: name and post"), at_most(200)])
    cleared_on = PastDay(_l("On which day?"), validators=[needed_words("Enter the day it was cleared")])
