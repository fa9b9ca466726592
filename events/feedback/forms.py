"""Forms of the room, the moderator's queue, the scribe's cards and the pages that sort remarks."""

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField

from events.feedback.states import Disposition, RemarkChannel, RemarkKind
from events.fields import (
    Choice,
    Form,
    LongWords,
    Pick,
    Send,
    Several,
    Tick,
    Upload,
    Words,
    at_most,
    needed,
    needed_words,
)
from events.refusals import N_

KINDS = [(RemarkKind.QUESTION.value, _l("Ask a question")), (RemarkKind.COMMENT.value, _l("Make a comment"))]
# How somebody may be shown who came by no personal link. The words before these are "me:<ref>".
SHOWN = [
    ("named", _l("Show my name")),
    ("organisation only", _l("Show my organisation only")),
    ("partnership only", _l("Show my partnership only")),
    ("anonymous", _l("Stay anonymous")),
]
DISPOSITIONS = [
    (Disposition.AMENDS.value, _l("It changes the plan")),
    (Disposition.ANSWERED.value, _l("It is answered")),
    (Disposition.NOTED.value, _l("It is noted, and changes nothing")),
    (Disposition.NEXT_EVENT.value, _l("It is for the next event")),
    (Disposition.REFERRED.value, _l("It is passed on to somebody else")),
    (Disposition.OUT_OF_SCOPE.value, _l("It is out of scope")),
]


class RoomForm(Form):
    """A question or a comment from a phone. Nothing that tells who sends it is chosen beforehand."""

    kind = Choice(_l("What would you like to do?"), [needed(N_("Choose a question or a comment"))], choices=KINDS)
    to = Pick(_l("Who is your question for?"), choices=[], validate_choice=False)
    about_action = Words(_l("Which action of the plan is your comment about?"))
    item = Pick(_l("Which part of the event is it about?"), choices=[], validate_choice=False)
    text = LongWords(_l("Your words"), [needed_words(N_("Write your question or comment"))])
    shown = Choice(_l("How should you be shown?"), [needed(N_("Choose how you should be shown"))], choices=[])
    # Without JavaScript all of these stand below the choice, so each label says when it counts.
    name = Words(_l("Your name, if it is shown"))
    organisation = Words(_l("Your organisation, shown with your name"))
    own_organisation = Words(_l("Your organisation, shown without your name"))
    partnership = Words(_l("Your partnership, shown without your name"))
    wants_to_hear = Tick(_l("Write to me when there is an answer, if I send it under the name on my invitation"))
    send = Send(_l("Send"))


class TakeBackForm(Form):
    """The writer takes a waiting remark back."""

    sure = Choice(_l("Take it back?"), [needed(N_("Choose whether you want to take it back"))],
                  choices=[("yes", _l("Yes, take it back and delete the words")), ("no", _l("No, leave it"))])
    send = Send(_l("Continue"))


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


class CardForm(Form):
    """One paper card, spoken question or letter, entered by a scribe."""

    text = LongWords(_l("What the card says"), [needed_words(N_("Write what the card says"))])
    kind = Choice(_l("It is"), [needed(N_("Choose a question or a comment"))],
                  choices=[("question", _l("A question")), ("comment", _l("A comment"))])
    to = Pick(_l("To"), choices=[], validate_choice=False)
    item = Pick(_l("Part of the event"), choices=[], validate_choice=False)
    channel = Choice(_l("It came"), [needed(N_("Choose how it came"))], choices=[
        (RemarkChannel.PAPER.value, _l("On paper")), (RemarkChannel.SPOKEN.value, _l("Spoken")),
        (RemarkChannel.EMAIL.value, _l("By letter or e-mail"))])
    name = Words(_l("Name"))
    organisation = Words(_l("Organisation"))
    partnership = Words(_l("Partnership"))
    send = Send(_l("Save and take the next card"))


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


class TranslationForm(Form):
    """The language of a remark, and its words in English."""

    language = Words(_l("Language"), [at_most(12)])
    translation = LongWords(_l("In English"))
    send = Send(_l("Save translation"))
