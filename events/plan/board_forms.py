"""The forms of a board's clerk: who reads, what was changed at the table, what was decided."""

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, ValidationError

from events import clock
from events.fields import Choice, Form, LongWords, PastDay, Pick, Tick, Words, at_most, needed, needed_words
from events.plan.states import Outcome

OUTCOME_LABELS = {
    Outcome.NOTED: _l("Noted"), Outcome.APPROVED: _l("Approved"),
    Outcome.AS_AMENDED: _l("Approved as amended at the table"), Outcome.DEFERRED: _l("Deferred"),
    Outcome.REFERRED_BACK: _l("Referred back"),
}
WITH_A_REASON = {Outcome.DEFERRED: _l("Write why the board put its decision off"),
                 Outcome.REFERRED_BACK: _l("Write what the board wants changed")}


class BoardForm(Form):
    """What a board did with exactly one text."""

    fingerprint = HiddenField()
    decision = Choice(_l("What did the board do?"), validators=[needed("Choose what the board did")], choices=[
        (str(Outcome.APPROVED), _l("Approved")),
        (str(Outcome.AS_AMENDED), _l("Approved as amended at the table: the changes make the next version")),
        (str(Outcome.NOTED), _l("Noted, without a decision")),
        (str(Outcome.DEFERRED), _l("Deferred to a later meeting")),
        (str(Outcome.REFERRED_BACK), _l("Referred back, to be changed"))])
    body = Words(_l("Which board?"), validators=[needed_words("Enter the name of the board"), at_most(160)])
    minute = Words(_l("Minute number"), validators=[needed_words("Enter the minute number"), at_most(60)])
    decided_on = PastDay(_l("Day of the meeting"), validators=[needed_words("Enter the day of the meeting")])
    note = LongWords(_l("Note (needed if it is deferred or referred back)"), validators=[at_most(2000)])

    def validate_decided_on(self, field):
        """A board has not decided tomorrow."""
        if field.day and field.day > clock.today():
            raise ValidationError(_l("The day of the meeting cannot be still to come"))

    def validate_note(self, field):
        """Putting off and sending back say why."""
        if self.decision.data in WITH_A_REASON and not (field.data or "").strip():
            raise ValidationError(WITH_A_REASON[self.decision.data])


class MemberForm(Form):
    """A member of the board who is to read."""

    name = Words(_l("Name"), validators=[needed_words("Enter the member's name"), at_most(200)])
    email = Words(_l("Email address (leave it empty to print the link)"), validators=[at_most(254)])


class ReadForm(Form):
    """A member says that the papers were read. Nothing is ticked beforehand, so no program can say it."""

    read = Tick(_l("I have read these papers"), validators=[needed("Tick the box if you have read the papers")])


class TableForm(Form):
    """New words for one part of the plan, as the board wanted them."""

    fingerprint = HiddenField()
    after = LongWords(_l("The words as the board wants them"))
    reason = LongWords(_l("Why, and who moved it"), validators=[
        needed_words("Say why, and who moved it, as the minutes will"), at_most(2000)])


class TableRemovalForm(Form):
    """The board takes an action out."""

    fingerprint = HiddenField()
    reason = LongWords(_l("Why, and who moved it"), validators=[
        needed_words("Say why, and who moved it, as the minutes will"), at_most(2000)])


class TableNewForm(TableForm):
    """The board puts an action in."""

    objective = Pick(_l("Under which objective?"), choices=[], validators=[
        needed("Choose the objective that it stands under")])
