"""The forms by which files and comments come in: a file alone in its form, then what is asked about it."""

from collections.abc import Iterable

from flask_babel import lazy_gettext as _l

from events.fields import Form, LongWords, Several, Upload, Words, at_most, needed, needed_words
from events.refusals import N_


class ReviewedFileForm(Form):
    """A Word file that somebody reviewed."""

    file = Upload(_l("Reviewed Word file"), [needed(N_("Choose a file"))])


class TakeReviewedForm(Form):
    """Whose review it is, before what was understood is taken."""

    boxes: dict[str, str] = {}

    source = Words(_l("Who reviewed it? (stands beside their comments)"), [at_most(120)])


def take_reviewed_form(refs: Iterable[str], **given) -> TakeReviewedForm:
    """The form with a box for why each of these amendments is declined; its `boxes` name the field of each ref."""
    boxes = {ref: f"reason-{ref}" for ref in refs}
    further = {name: LongWords(_l("Why is %(ref)s declined?", ref=ref), [
        needed_words(_l("Say why %(ref)s is declined: whoever wrote the words behind it will read this", ref=ref)),
        at_most(2000)]) for ref, name in boxes.items()}
    form: TakeReviewedForm = type("TakeReviewedForm", (TakeReviewedForm,), further)(**given)
    form.boxes = boxes
    return form


class PlanFileForm(Form):
    """An action plan as somebody keeps it."""

    file = Upload(_l("Action plan"), [needed(N_("Choose a file"))])


class TakePlanForm(Form):
    """What a plan is called, which events feed it, and the words before its table."""

    title = Words(_l("What is the plan called?"), [needed_words(N_("Enter what the plan is called")), at_most(200)])
    events = Several(_l("Which events feed it?"), choices=[])
    preamble = LongWords(_l("Introduction (optional)"), [at_most(8000)])


class CommentFileForm(Form):
    """Comments as a file."""

    file = Upload(_l("File with comments"), [needed(N_("Choose a file"))])


class PasteCommentsForm(Form):
    """Comments as words that were copied from a mail or a spreadsheet."""

    words = LongWords(_l("Paste the comments"), [needed_words(N_("Paste the comments")), at_most(200_000)])


class TakeCommentsForm(Form):
    """Whose comments they are, before they are taken into the ledger."""

    source = Words(_l("Who are they from?"), [needed_words(N_("Say who the comments are from")), at_most(120)])
