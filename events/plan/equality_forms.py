"""The forms of the equality impact assessment, and the words for characteristics and effects."""

from flask_babel import lazy_gettext as _l

from events.fields import Choice, Form, LongWords, Pick, Several, Words, at_most, may_be_empty, needed, needed_words
from events.plan import equality_queries, queries
from events.plan.models import PlanVersion
from events.plan.states import AssessmentKind, Effect

PROTECTED = {
    "age": _l("Age"), "disability": _l("Disability"), "gender-reassignment": _l("Gender reassignment"),
    "marriage": _l("Marriage and civil partnership"), "pregnancy": _l("Pregnancy and maternity"), "race": _l("Race"),
    "religion": _l("Religion or belief"), "sex": _l("Sex"), "sexual-orientation": _l("Sexual orientation"),
}
EFFECT_LABELS = {
    Effect.POSITIVE: _l("Positive"), Effect.NEGATIVE: _l("Negative"), Effect.MIXED: _l("Good and bad"),
    Effect.NONE_KNOWN: _l("None known"),
}
KIND_LABELS = {AssessmentKind.SCREENING: _l("Screening"), AssessmentKind.FULL: _l("Full assessment")}


def characteristic_labels() -> dict[str, str]:
    """Each characteristic that findings and remarks can be about, with its name; the council's own ones last."""
    own = {row.key: row.name for row in equality_queries.own_characteristics()}
    return {key: str(label) for key, label in PROTECTED.items()} | own


def action_choices(version: PlanVersion) -> list[tuple[str, str]]:
    """The whole plan, and every action of a version."""
    actions = [(a.key, f"{a.ref}: {a.text[:90]}") for a in queries.actions_of(version)]
    return [("", str(_l("The whole plan"))), *actions]


class AssessmentForm(Form):
    """How deep the assessment goes, and what was looked at."""

    kind = Choice(_l("How deep does it go?"), validators=[needed("Choose a screening or a full assessment")], choices=[
        (str(AssessmentKind.SCREENING), _l("Screening: a first look, which says whether more is needed")),
        (str(AssessmentKind.FULL), _l("Full: what the plan does to each group, and what was done about it"))])
    summary = LongWords(_l("What was looked at, and what follows from it"), validators=[
        needed_words("Write what was looked at and what follows from it"), at_most(6000)])


class FindingForm(Form):
    """What was found for one characteristic, and what was done about it."""

    characteristic = Pick(_l("Who is it about?"), choices=[], validators=[needed("Choose who it is about")])
    effect = Choice(_l("What does the plan do to them?"), validators=[needed("Choose what the plan does to them")],
                    choices=[(str(key), label) for key, label in EFFECT_LABELS.items()])
    finding = LongWords(_l("What was found"), validators=[needed_words("Write what was found"), at_most(4000)])
    done = LongWords(_l("What was done about it"), validators=[at_most(4000)])
    action = Pick(_l("Which action?"), choices=[], validators=[may_be_empty()])
    remarks = Several(_l("What was said about it"), choices=[])

    def offer(self, version: PlanVersion, *, first=()) -> dict:
        """Fill the lists; the tagged remarks by the word that ticks them, those of `first` before the others."""
        labels = characteristic_labels()
        self.characteristic.choices = [("", str(_l("Choose"))), *labels.items()]
        self.action.choices = action_choices(version)
        tagged = [remark for rows in equality_queries.tagged(version.plan).values() for remark in rows]
        records = {row.id: row for row in [*first, *sorted(tagged, key=lambda remark: (remark.ref, remark.id))]}
        self.remarks.choices = [(key, f"{row.ref}: {row.translation or row.text}") for key, row in records.items()]
        return records


class TagForm(Form):
    """Which characteristics a remark is about."""

    characteristics = Several(_l("Who is it about?"), choices=[])


class CharacteristicForm(Form):
    """One more group that the council looks at."""

    name = Words(_l("Another group that we look at"), validators=[
        needed_words("Write the name of the group, such as carers"), at_most(80)])


class RestForm(Form):
    """An amendment that was proposed already and rests on a finding."""

    amendment = Pick(_l("An amendment that was proposed already"), choices=[], validators=[
        needed("Choose an amendment")])
