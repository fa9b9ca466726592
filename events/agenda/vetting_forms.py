"""Forms for the three steps before somebody speaks or a venue is used: ask, check, decide."""

from datetime import date
from typing import cast

from flask_babel import lazy_gettext as _l

from events.agenda.forms import values_of
from events.agenda.states import VettingOutcome
from events.fields import Choice, Day, Form, LongWords, Tick, Words, at_most, needed, needed_words
from events.refusals import N_, Refusal

MOST = 4_000
OUTCOMES = [
    (VettingOutcome.GO_AHEAD, _l("Go ahead")), (VettingOutcome.CONDITIONS, _l("Go ahead with conditions")),
    (VettingOutcome.REFUSE, _l("Refuse")), (VettingOutcome.REFER, _l("Refer upward")),
]
# What an act says of a field that was left empty; the page knows what belongs into it.
EMPTY = {
    "conditions": N_("Write the conditions"),
    "referred_to": N_("Enter to whom it is referred"),
    "name": N_("Enter the name of the body"),
}


class UseForm(Form):
    """Whether the event uses these checks."""

    used = Choice(_l("Does this event use these checks?"), [needed(N_("Choose whether the event uses them"))],
                  choices=[("yes", _l("Yes")), ("no", _l("No"))])


class _WithEmpty(Form):
    def refuse(self, refusal: Refusal) -> None:
        """Say what belongs into a field that was left empty."""
        if refusal.field in EMPTY and refusal.sentence == N_("Fill this in"):
            refusal = Refusal(EMPTY[refusal.field], field=refusal.field)
        super().refuse(refusal)


class BodyForm(_WithEmpty):
    """A body that is given a stall, shows a film or lays out leaflets."""

    name = Words(_l("Body, and what it is given"), [needed_words(N_("Enter the name of the body")), at_most(200)])


class AskedForm(Form):
    """The first step."""

    what = LongWords(_l("What will be said or done"), [
        needed_words(N_("Write what will be said or done")), at_most(MOST)])
    invited_by = Words(_l("Who invited them"), [needed_words(N_("Enter who invited them")), at_most(200)])
    organisation = LongWords(_l("Whom they speak for (optional)"), [at_most(MOST)])
    before = LongWords(_l("Earlier talks or events (optional)"), [at_most(MOST)])
    funding = LongWords(_l("Who pays (optional)"), [at_most(MOST)])


class FindingForm(Form):
    """One source of the second step."""

    source = LongWords(_l("What you looked at, or asked"), [
        needed_words(N_("Write what you looked at")), at_most(1_000)])
    looked_on = Day(_l("On which day"), [needed_words(N_("Enter the day"))])
    finding = LongWords(_l("What it showed"), [needed_words(N_("Write what it showed")), at_most(MOST)])
    is_concern = Tick(_l("This is a concern"))

    @property
    def day(self) -> date:
        """The day on which it was looked at, of a form that was good."""
        return cast(date, self.looked_on.day)


class DecisionForm(_WithEmpty):
    """The third step."""

    outcome = Choice(_l("Decision"), [needed(N_("Choose a decision"))], choices=values_of(OUTCOMES))
    conditions = LongWords(_l("The conditions"), [at_most(MOST)])
    referred_to = Words(_l("Referred to"), [at_most(200)])
    reason = LongWords(_l("Why"), [needed_words(N_("Write why")), at_most(MOST)])
    alone_because = LongWords(_l("Why you decide alone"), [at_most(1_000)])
    asks_alone = False

    def refuse(self, refusal: Refusal) -> None:
        """Show the refusal at its field; the question why they decide alone is shown once it is asked."""
        self.asks_alone = self.asks_alone or refusal.field == "alone_because"
        super().refuse(refusal)
