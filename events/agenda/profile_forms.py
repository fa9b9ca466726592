"""Forms by which a speaker answers and tells about themselves, and an officer notes what they said."""

from datetime import datetime

from flask_babel import lazy_gettext as _l

from events.agenda import local_times, queries
from events.agenda.models import Speaker
from events.agenda.states import AnswerChannel, ConsentKind, SpeakerState
from events.fields import (
    Choice,
    Day,
    Form,
    Hour,
    LongWords,
    Pick,
    Send,
    Several,
    Tick,
    Upload,
    Words,
    at_most,
    mail_address,
    may_be_empty,
    needed,
    needed_words,
)
from events.refusals import N_

AN_ADDRESS = N_("Enter one email address, such as name@council.gov.uk")
YES_NO = [("yes", _l("Yes")), ("no", _l("No"))]
NOT_NEEDED = [
    ("biography", _l("No biography")), ("photograph", _l("No photograph")), ("slides", _l("No slides")),
    ("needs", _l("Nothing needed for access, equipment or travel")),
]
CHANNELS = [(AnswerChannel.TELEPHONE, _l("By telephone")), (AnswerChannel.EMAIL, _l("By email")),
            (AnswerChannel.IN_PERSON, _l("In person"))]


class SpeakingAnswerForm(Form):
    """Whether somebody speaks; nothing is chosen beforehand."""

    said = Choice(_l("Can you speak?"), [needed(N_("Choose whether you can speak"))], choices=[
        (str(SpeakerState.ACCEPTED), _l("Yes, I will speak")), (str(SpeakerState.DECLINED), _l("No, I cannot")),
    ])
    reason = LongWords(_l("If you cannot, say why"), [at_most(1000)])
    send = Send(_l("Send my answer"))


class NotedAnswerForm(Form):
    """An answer that an officer was given."""

    said = Choice(_l("What did they say?"), [needed(N_("Choose what they said"))], choices=[
        (str(SpeakerState.ACCEPTED), _l("They will speak")), (str(SpeakerState.DECLINED), _l("They cannot")),
    ])
    channel = Choice(_l("How did they say it?"), [needed(N_("Choose how they said it"))],
                     choices=[(str(value), words) for value, words in CHANNELS])
    reason = LongWords(_l("If they cannot: why? (optional)"), [at_most(1000)])
    send = Send(_l("Save"))


class SpeakerInvitationForm(Form):
    """The letter that asks somebody to speak."""

    topic = Words(_l("What you ask them to speak about"), [
        needed_words(N_("Enter what you ask them to speak about")), at_most(200)])
    item = Pick(_l("Their part in the programme (optional)"))
    answer_by = Day(_l("Answer by"), [needed_words(N_("Enter the day by which you need their answer"))])
    words = LongWords(_l("Your own words to them (optional)"), [at_most(3000)])
    send = Send(_l("Look at the letter"))


class ChaseForm(Form):
    """By when what is missing is wanted."""

    answer_by = Day(_l("Wanted by"), [needed_words(N_("Enter the day by which you need it"))])
    again = Tick(_l("Also write to those who had a letter within the last day"))
    send = Send(_l("Send"))


class ToldForm(Form):
    """What a speaker needs and when they can be there: for the organiser alone."""

    access = LongWords(_l("Access"), [at_most(1000)])
    equipment = LongWords(_l("Equipment"), [at_most(1000)])
    travel = LongWords(_l("Travel"), [at_most(1000)])
    consent = Tick(_l("You may keep what is said here about access until two weeks after the event"))
    arrives = Hour(_l("There from"), [may_be_empty()])
    leaves = Hour(_l("Has to leave by"), [may_be_empty()])
    not_needed = Several(_l("Not needed"), choices=NOT_NEEDED)
    send = Send(_l("Save"))

    def hours(self, speaker: Speaker) -> dict[str, datetime | None]:
        """The two hours as moments of the speaker's own day. Raises HourSkipped or HourTwice."""
        event, day = speaker.event, day_of(speaker)
        return {
            name: local_times.moment_of(day, box.hour, event.zone, field=box.name) if box.hour else None
            for name, box in (("arrives_at", self.arrives), ("leaves_by", self.leaves))
        }


def day_of(speaker: Speaker):
    """The day on which somebody speaks: of their first part, else the event's first."""
    items = queries.items_of_speaker(speaker)
    return speaker.event.local(items[0].starts_at if items else speaker.event.starts_at).date()


class AboutMeForm(ToldForm):
    """Everything that a speaker tells about themselves, but for files."""

    arrives = Hour(_l("You are there from"), [may_be_empty()])
    leaves = Hour(_l("You have to leave by"), [may_be_empty()])
    drop_access = Tick(_l("Take away what I told you about access before"))
    bio = LongWords(_l("A few lines about you"), [at_most(2000)])
    publish = Choice(_l("Your slides"), [may_be_empty()], choices=YES_NO)
    record = Choice(_l("Recording"), [may_be_empty()], choices=YES_NO)
    photograph = Choice(_l("Your photograph"), [may_be_empty()], choices=YES_NO)

    def is_untouched(self, typed: dict) -> bool:
        """Whether nothing was written or ticked that did not stand there: programs that open links send forms so."""
        asked = [field for name, field in self._fields.items() if name not in ("csrf_token", "form_key", "send")]
        return all((field.data or "") == (typed.get(field.short_name) or "") or field.data == [] == typed.get(
            field.short_name) for field in asked)

    @property
    def consents(self) -> dict[ConsentKind, bool]:
        """What was answered; what was left open is no answer."""
        return {kind: self[str(kind)].data == "yes" for kind in ConsentKind if self[str(kind)].data in ("yes", "no")}


class PhotographForm(Form):
    """A file alone: it could not be given back with other things typed beside it."""

    photograph = Upload(_l("Your photograph"), [needed(N_("Choose the file with your photograph"))])
    send = Send(_l("Save this photograph"))


class SureForm(Form):
    """A press that a program which opens links and sends forms untouched cannot make."""

    sure = Tick(_l("Yes, do this"), [needed(N_("Tick the box first"))])
    send = Send(_l("Go on"))


class PhotographRemovalForm(SureForm):
    """The same, named: it stands near what is said about showing the photograph."""

    sure = Tick(_l("Yes, delete this photograph"), [needed(N_("Tick the box “Yes, delete this photograph” first"))])


class SubstituteForm(Form):
    """Who speaks instead of somebody."""

    name = Words(_l("Name of whoever speaks instead"), [at_most(160)])
    organisation = Words(_l("Organisation (optional)"), [at_most(160)])
    email = Words(_l("Email address, for the link of their page (optional)"), [
        may_be_empty(), at_most(254), mail_address(AN_ADDRESS)])
    instead = Pick(_l("Or one of the other speakers"))
    stays = Choice(_l("And the one who cannot?"), choices=[
        ("withdrawn", _l("Is withdrawn: their page is shut")), ("kept", _l("Stays on the list, without a part"))],
        default="withdrawn")
    questions = Choice(_l("Questions put to them go to"), choices=[
        ("substitute", _l("Whoever speaks instead")), ("panel", _l("The panel"))], default="substitute")
    send = Send(_l("They speak instead"))
