"""The form of one criterion of an indicator."""

from flask_babel import lazy_gettext as _l

from events.fields import Form, LongWords, PastDay, Pick, Words, at_most, needed, needed_words
from events.plan.assessing_indicators import LONGEST


class CriterionForm(Form):
    """What is rated, its level on a day, what shows it and what is next."""

    criterion = Words(_l("What is rated?"), validators=[
        needed_words("Write what is rated"), at_most(LONGEST["criterion"])])
    level = Words(_l("Level"), validators=[
        needed_words("Write the level, such as 3 or good"), at_most(LONGEST["level"])])
    evidence = LongWords(_l("What shows it?"), validators=[at_most(LONGEST["evidence"])])
    next_target = LongWords(_l("Next target"), validators=[at_most(LONGEST["next_target"])])
    assessed_on = PastDay(_l("Day of the self-assessment"))


class NewCriterionForm(CriterionForm):
    """The same, with the indicator that it belongs to."""

    indicator = Pick(_l("Which indicator?"), choices=[], validators=[needed("Choose the indicator")])

    def offer(self, indicators: list[str]) -> None:
        """Fill the list with the indicators that can be rated; one alone is chosen already."""
        rows = [(name, name) for name in indicators]
        self.indicator.choices = rows if len(rows) == 1 else [("", str(_l("Choose"))), *rows]
