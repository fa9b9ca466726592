"""Forms of guests and of those who invite them."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from events.delegates.date_queries import Date
from events.delegates.needs_forms import NeedsForm
from events.delegates.states import Attendance, Channel, Companion, Said
from events.delegates.substituting import Named
from events.fields import (
    Choice,
    Form,
    LongWords,
    Pick,
    Several,
    Tick,
    Words,
    at_most,
    may_be_empty,
    needed,
)
from events.presentation import day, hour
from events.refusals import N_

MOST_COMMENT = 500


COMPANIONS = [
    ("", _l("Nobody")), (Companion.CARER.value, _l("A carer")), (Companion.INTERPRETER.value, _l("An interpreter")),
    (Companion.TREASURER.value, _l("A treasurer")), (Companion.CHILD.value, _l("A child")),
    (Companion.OTHER.value, _l("Somebody else")),
]
MOST_COMPANIONS = 3  # on the form; an officer's act takes more


def _companion(number: int) -> tuple[Pick, Words]:
    return (Pick(_l("Person %(number)s", number=number), [may_be_empty()], choices=COMPANIONS, default=""),
            Words(_l("Name of person %(number)s (optional)", number=number), [at_most(200)]))


def companions_typed(invitation) -> dict:
    """Who comes with somebody, as the form shows it."""
    typed: dict[str, str] = {}
    for number, row in enumerate(invitation.accompanied[:MOST_COMPANIONS], 1):
        typed |= {f"companion_{number}": str(row.kind), f"companion_name_{number}": row.name}
    return typed


def _date_words(date: Date) -> str:
    """A date as it is offered: when, where, and how many places are left."""
    event = date.event
    when = _("%(day)s, %(start)s to %(end)s", day=day(event.starts_at, event), start=hour(event.starts_at, event),
             end=hour(event.ends_at, event))
    free = ngettext("%(num)s place is free", "%(num)s places are free", date.free) if date.free else \
        _("full: you would be on its waiting list")
    where = date.arrangements.venue_name
    return f"{when}{f', {where}' if where else ''}: {free}"


class ReplyForm(NeedsForm):
    """An answer to an invitation: nothing is chosen beforehand, so nothing but a person answers."""

    said = Choice(
        _l("Are you coming?"), [needed(N_("Choose whether you are coming"))],
        choices=[(Said.ACCEPTED.value, _l("Yes, I am coming")), (Said.TENTATIVE.value, _l("Perhaps")),
                 (Said.DECLINED.value, _l("No, I am not coming")),
                 (Said.DELEGATED.value, _l("No, somebody else will come for me"))],
    )
    attendance = Choice(
        _l("How will you take part?"), [may_be_empty()],
        choices=[(Attendance.IN_PERSON.value, _l("At the venue")), (Attendance.BY_LINK.value, _l("By link"))],
    )
    date = Choice(_l("On which date?"), [may_be_empty()], choices=[])
    substitute_name = Words(_l("Their name"), [at_most(200)])
    substitute_email = Words(_l("Their email address"), [at_most(254)])
    substitute_address = LongWords(_l("Their postal address, if they have no email"), [at_most(500)])
    companion_1, companion_name_1 = _companion(1)
    companion_2, companion_name_2 = _companion(2)
    companion_3, companion_name_3 = _companion(3)
    on_behalf_by = Words(_l("Your name, if you answer for somebody else (optional)"), [at_most(200)])
    comment = LongWords(_l("Anything you would like to tell us (optional)"), [at_most(MOST_COMMENT)])
    unconfirmed = Choice(
        _l("Is this right?"), [may_be_empty()],
        choices=[("keep", _l("Yes, please keep it in mind")), ("drop", _l("No, please delete it"))],
    )

    def offer_dates(self, dates: list[Date], chosen: str) -> None:
        """Offer the dates of an evening that is held more than once; of any other nothing is asked."""
        if not dates:
            del self.date
            return
        self.date.choices = [(date.event.slug, _date_words(date)) for date in dates if date.is_open]
        if not self.is_submitted():
            self.date.data = chosen

    def date_told(self) -> str:
        """The date that was chosen, as choosing_dates.answer takes it."""
        return self.date.data or "" if self.date else ""

    def place_told(self) -> dict:
        """Who comes and how, by the names of replying.reply."""
        rows = [(self[f"companion_{n}"].data, self[f"companion_name_{n}"].data or "")
                for n in range(1, MOST_COMPANIONS + 1)]
        told = {"accompanied": [row for row in rows if row[0]], "attendance": self.attendance.data or "",
                "on_behalf_by": self.on_behalf_by.data or ""}
        if self.said.data == Said.DELEGATED:
            told["substitute"] = Named(self.substitute_name.data or "", self.substitute_email.data or "",
                                       self.substitute_address.data or "")
        return told


OF_THEM = {
    "kinds": _l("What would help them to take part?"), "access": _l("Anything else that would help them"),
    "transport": _l("They would like a seat in the transport"), "stop": _l("Where would they get on?"),
    "one_way": _l("They do not need the way back"), "change_needs": _l("Replace what was told before"),
    "comment": _l("Anything else they said (optional)"), "substitute_name": _l("Name of the person who comes"),
    "substitute_email": _l("That person's email address"),
    "substitute_address": _l("That person's postal address, if they have no email"),
}


class RecordReplyForm(ReplyForm):
    """An answer that somebody gave by telephone or on paper, written down by an officer."""

    said = Choice(
        _l("What did they say?"), [needed(N_("Choose what they said"))],
        choices=[(Said.ACCEPTED.value, _l("Coming")), (Said.TENTATIVE.value, _l("Perhaps")),
                 (Said.DECLINED.value, _l("Not coming")),
                 (Said.DELEGATED.value, _l("Somebody else comes for them"))],
    )
    on_behalf_by = Words(_l("Who answered, if it was somebody else for them (optional)"), [at_most(200)])
    channel = Choice(
        _l("How did they say it?"), [needed(N_("Choose how they said it"))],
        choices=[(Channel.TELEPHONE.value, _l("By telephone")), (Channel.PAPER.value, _l("On paper")),
                 (Channel.MAIL.value, _l("By email"))],
    )
    consent = Tick(_l("They agreed that we keep this until two weeks after the event"))

    def __init__(self, *args, **kwargs):
        """Ask of them, not of the officer who types."""
        super().__init__(*args, **kwargs)
        for name, words in OF_THEM.items():
            self[name].label.text = words


class DraftForm(Form):
    """Whom to invite."""

    whom = Choice(_l("Whom do you want to invite?"), [needed(N_("Choose whom to invite"))], choices=[])
    chosen = Several(_l("People"), choices=[], coerce=int)


class SendForm(Form):
    """The last look before letters leave: for more than fifty, their number is typed; without a place, a tick."""

    typed = Words(_l("Number of letters"), [at_most(10)])
    placeless = Tick(_l("Send them without a place"))
    now = Tick(_l("Send now, do not wait"))  # drawn as a button, where letters are few
