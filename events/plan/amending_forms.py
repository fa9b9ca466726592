"""The forms by which amendments are moved, recommended, decided and settled, and the drafting group's sittings."""

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, ValidationError

from events import clock
from events.fields import Choice, Day, Form, LongWords, PastDay, Pick, Several, Words, at_most, needed, needed_words
from events.plan.columns import added, dropped, fields_of
from events.plan.forms import FIELD_LABELS, NewActionForm, ReasonForm
from events.plan.redlines import tidy
from events.plan.states import FIELDS, Advice
from events.refusals import N_, Stale

ADVICE_LABELS = {Advice.ACCEPT: _l("Accept"), Advice.DECLINE: _l("Decline"),
                 Advice.OTHER_WORDS: _l("Accept in other words")}


def labels_of(version) -> dict:
    """The names of the fields of a plan, with the columns that the council has added."""
    return FIELD_LABELS | added(version.columns)


class MoveForm(ReasonForm):
    """An action is to stand somewhere else."""

    place = Pick(_l("Where is it to stand?"), choices=[], validators=[needed("Choose where it is to stand")])

    def offer_places(self, version, key: str) -> None:
        """Let the form's place be chosen: first under an objective, or behind one of its actions."""
        self.place.choices = [("", _l("Choose"))]
        for objective in version.objectives:
            name = f"{objective.number}. {objective.title}"
            self.place.choices.append((f"{objective.number}|", _l("%(objective)s: first", objective=name[:70])))
            self.place.choices += [
                (f"{objective.number}|{row.key}", _l("after %(ref)s: %(text)s", ref=row.ref, text=row.text[:70]))
                for row in objective.actions if row.key != key]

    @property
    def target(self) -> tuple[str, str]:
        """The objective's number, and the key of the action it is to stand behind, or ""."""
        number, _bar, behind = (self.place.data or "").partition("|")
        return number, behind


class ColumnForm(ReasonForm):
    """A column is added, dropped, or shown again."""

    what = Choice(_l("What is to change?"), validators=[needed("Choose what is to change")], choices=[])
    title = Words(_l("Title of the new column"))

    def offer_columns(self, version) -> None:
        """Let the plan's own columns be chosen."""
        labels, hidden = labels_of(version), dropped(version.columns)
        known = [*FIELDS[1:], *added(version.columns)]
        self.what.choices = [("add", _l("Add a column"))] + [
            (f"drop:{key}", _l("Drop “%(title)s”", title=labels[key])) for key in known if key not in hidden] + [
            (f"back:{key}", _l("Show “%(title)s” again", title=labels[key])) for key in known if key in hidden]

    @property
    def asked(self) -> dict[str, str | dict[str, str]]:
        """What `propose` wants to know of the column."""
        act, _colon, key = (self.what.data or "").partition(":")
        if act == "add":
            return {"others": {"title": self.title.data or ""}}
        return {"field": key, "after": "shown" if act == "back" else ""}


def new_action_form(version) -> NewActionForm:
    """The form of a new action, with a field for each column that the plan shows and none for another.

    Its `columns` say which field of the form is for which column, in their order.
    """
    shown = fields_of(version)
    further = {f"cell-{key}": LongWords(title, validators=[at_most(2000)])
               for key, title in added(version.columns).items() if key in shown}
    form: NewActionForm = type("NewActionForm", (NewActionForm,), further)()
    for key in dropped(version.columns):
        if key in form:
            del form[key]
    form.columns = {key: key if key in FIELDS else f"cell-{key}" for key in shown if key != "text"}
    return form


class OwnTextForm(ReasonForm):
    """A text of the plan's own: its words. A new one has a title."""

    title = Words(_l("Title"))
    after = LongWords(_l("The text"))


class RecommendForm(Form):
    """What a reviewer recommends to the drafting group."""

    advice = Choice(_l("What do you recommend?"), validators=[needed("Choose what you recommend")],
                    choices=[(str(key), label) for key, label in ADVICE_LABELS.items()])
    words = LongWords(_l("In these words"), validators=[at_most(8000)])
    reason = LongWords(_l("Why"), validators=[
        needed_words("Say why: the drafting group reads it before it decides"), at_most(2000)])


class DecideForm(Form):
    """Accept or decline an amendment."""

    decision = Choice(_l("Your decision"), validators=[needed("Choose whether to accept or decline it")],
                      choices=[("accept", _l("Accept: it goes into the next version")),
                               ("decline", _l("Decline: the plan stays as it is here"))])
    after = LongWords(_l("In these words"), validators=[at_most(8000)])
    reason = LongWords(_l("Why"), validators=[at_most(2000)])
    seen = HiddenField()  # the words that stood on the page that is decided about

    def check_seen(self, words: str) -> None:
        """Raise Stale where the amendment says something else by now than the page that was read."""
        if tidy(self.seen.data or "") != words:
            raise Stale(N_("The amendment has been written anew since you opened this page. Read it again."))

    def other_words(self, words: str) -> str | None:
        """The words it is to be accepted in, where they are others than its own; None: as it stands."""
        asked = tidy(self.after.data or "")
        return asked if asked and asked != words else None

    def validate_reason(self, field):
        """Declining says why."""
        if self.decision.data == "decline" and not (field.data or "").strip():
            raise ValidationError(_l("Say why: whoever wrote the words behind it will read this"))


class SittingDecideForm(DecideForm):
    """What a sitting does with one amendment: one of three buttons."""

    decision = Choice(_l("The decision"), validators=[needed("Choose accept, decline or leave")],
                      choices=[("accept", _l("Accept")), ("decline", _l("Decline")), ("leave", _l("Leave"))])


class SettleForm(Form):
    """Which of several amendments that meet stands, or how all of them are said in one."""

    choice = Choice(_l("What stands?"), validators=[needed("Choose what stands")], choices=[])
    after = LongWords(_l("The joint wording: the whole text as the plan is to say it"), validators=[at_most(8000)])
    reason = LongWords(_l("Why"), validators=[
        needed_words("Say why: whoever wrote the words behind them will read this"), at_most(2000)])


class SittingForm(Form):
    """A meeting of the drafting group: who is present, and what is to be noted."""

    present = Several(_l("Who is present?"), choices=[])
    others_present = LongWords(_l("Others who are present, one on each line"), validators=[at_most(4000)])
    note = LongWords(_l("Note"), validators=[at_most(4000)])


class OpenSittingForm(SittingForm):
    """A new sitting, on a day."""

    held_on = Day(_l("Day of the meeting"), validators=[needed_words("Enter the day of the meeting")])


class SentForm(Form):
    """To whom a version was sent for comment, and when."""

    to_whom = Words(_l("To whom?"), validators=[needed_words("Write to whom it was sent"), at_most(300)])
    sent_on = PastDay(_l("Sent on"), validators=[needed_words("Enter the day it was sent")])
    answer_by = Day(_l("Answer asked for by (may be left empty)"))
    note = LongWords(_l("Note (how it was sent, what was asked)"), validators=[at_most(2000)])

    def validate_sent_on(self, field):
        """What is noted has been sent."""
        if field.day and field.day > clock.today():
            raise ValidationError(_l("The day of sending cannot be still to come"))
