"""Forms of the moderator's queue, the scribe's cards and the pages that sort remarks."""

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField

from events.feedback.states import Disposition, RemarkChannel
from events.fields import (
    Choice,
    Form,
    LongWords,
    Pick,
    Send,
    Several,
    Upload,
    Words,
    at_most,
    needed,
    needed_words,
)
from events.refusals import N_

DISPOSITIONS = [
    (Disposition.AMENDS.value, _l("It changes the plan")),
    (Disposition.ANSWERED.value, _l("It is answered")),
    (Disposition.NOTED.value, _l("It is noted, and changes nothing")),
    (Disposition.NEXT_EVENT.value, _l("It is for the next event")),
    (Disposition.REFERRED.value, _l("It is passed on to somebody else")),
    (Disposition.OUT_OF_SCOPE.value, _l("It is out of scope")),
    (Disposition.WITHDRAWN.value, _l("Its writer has taken it back")),
]
CHANNELS = {
    RemarkChannel.WEB: _l("From a phone"), RemarkChannel.PAPER: _l("On paper"), RemarkChannel.SPOKEN: _l("Spoken"),
    RemarkChannel.EMAIL: _l("By letter or email"),
}


class DecisionForm(Form):
    """What a moderator does with one remark; `seen`, `standing` and `had` are what the page showed of it."""

    seen = HiddenField()
    standing = HiddenField()  # of its place on the wall
    had = HiddenField()  # to whom it was assigned
    now = HiddenField()  # the ref of the question that was being answered
    back = HiddenField()
    then = HiddenField()
    reason = Words(_l("Why is it hidden?"))
    text = LongWords(_l("The words as they should stand"))
    into = Words(_l("Number of the remark that says the same"))
    theme = HiddenField()
    officer = HiddenField()
    words = LongWords(_l("Note for officers alone"))
    language = Words(_l("Language"))
    translation = LongWords(_l("In English"))
    untranslated = HiddenField()
    send = Send(_l("Save"))


class CardsFileForm(Form):
    """A CSV file of contributions."""

    file = Upload(_l("CSV file"))
    send = Send(_l("Put them in the queue"))


class ThemeForm(Form):
    """A theme's name."""

    name = Words(_l("Name of the theme"), [needed_words(N_("Enter a name for the theme")), at_most(120)])
    send = Send(_l("Add theme"))


class ThemesForm(Form):
    """The themes of one remark."""

    themes = Several(_l("Themes"), choices=[], coerce=int)
    send = Send(_l("Save themes"))


class TogetherForm(Form):
    """One theme for groups of remarks that say nearly the same; a group is its refs, divided by spaces."""

    groups = Several(_l("Groups"), [needed(N_("Tick the groups that you want to put under a theme"))], choices=[],
                     validate_choice=False)
    theme = Pick(_l("Put the ticked groups under"), [needed(N_("Choose a theme"))], choices=[])
    send = Send(_l("Put under this theme"))


class AnswerForm(Form):
    """An answer in writing."""

    text = LongWords(_l("The answer"), [needed_words(N_("Write the answer"))])
    speaker = Pick(_l("Who gives it?"), choices=[], validate_choice=False)
    published = Choice(_l("Who may read it?"), [needed(N_("Choose who may read it"))], choices=[
        ("yes", _l("Its writer, and everybody who can read the remark")), ("no", _l("Staff only, for now"))])
    send = Send(_l("Save answer"))


class DispositionForm(Form):
    """What became of a remark, and why; `seen` is what the page showed before."""

    seen = HiddenField()
    disposition = Choice(_l("What became of it?"), [needed(N_("Choose what became of it"))], choices=DISPOSITIONS)
    reason = LongWords(_l("Why?"), [needed_words(N_("Say why, in a sentence that the writer can read")), at_most(1000)])
    send = Send(_l("Save"))


class FurtherDispositionForm(Form):
    """What became of a remark for one more action, and why."""

    about_action = Words(_l("Which action?"), [needed_words(N_("Enter the number of the action, such as 4.3")),
                                               at_most(20)])
    disposition = Choice(_l("What became of it there?"), [needed(N_("Choose what became of it"))],
                         choices=DISPOSITIONS)
    reason = LongWords(_l("Why?"), [needed_words(N_("Say why, in a sentence that the writer can read")), at_most(1000)])
    send = Send(_l("Save"))


class TranslationForm(Form):
    """The language of a remark, and its words in English."""

    language = Pick(_l("Which language is it in?"), choices=[])
    translation = LongWords(_l("In English"))
    send = Send(_l("Save translation"))
