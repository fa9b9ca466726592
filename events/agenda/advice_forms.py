"""Forms for advice on the draft programme: whom to ask, a comment, our answer to it."""

from collections.abc import Sequence
from datetime import date
from typing import cast

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField

from events.agenda import drafts
from events.agenda.forms import AN_ADDRESS, values_of
from events.agenda.models import AgendaItem
from events.agenda.states import AdviceBecame, AdviceWay
from events.event import Event
from events.fields import (
    Choice,
    Day,
    Form,
    LongWords,
    Pick,
    Tick,
    Words,
    at_most,
    mail_address,
    may_be_empty,
    needed,
    needed_words,
)
from events.presentation import hour
from events.refusals import N_

MOST = 4_000  # characters of a comment, and of an answer
BECAME = [
    (AdviceBecame.TAKEN_IN, _l("Taken in")), (AdviceBecame.IN_PART, _l("Taken in part")),
    (AdviceBecame.NOT_TAKEN, _l("Not taken in")), (AdviceBecame.NOTED, _l("Noted")),
]
WAYS = [(AdviceWay.TELEPHONE, _l("By telephone")), (AdviceWay.MEETING, _l("At a meeting")),
        (AdviceWay.EMAIL, _l("By email")), (AdviceWay.LETTER, _l("By letter"))]


class AdviserForm(Form):
    """A body or a person to ask."""

    body = Words(_l("Body (optional)"), [at_most(160)])
    name = Words(_l("Person"), [at_most(160)])
    email = Words(_l("Email address (optional)"), [may_be_empty(), at_most(254), mail_address(AN_ADDRESS)])
    asked_what = LongWords(_l("What they are asked (optional)"), [at_most(2000)])
    answer_by_on = Day(_l("Their comments are wanted by (optional)"), [may_be_empty()])
    asked_on = Day(_l("Asked already, by telephone or at a meeting, on (optional)"), [may_be_empty()])
    may_be_named = Tick(_l("A person in their own right: they agreed to be named in the report"))

    def values(self) -> dict:
        """What was typed, as the acts take it."""
        typed = {name: self[name].data or "" for name in ("body", "name", "email", "asked_what")}
        return typed | {"answer_by_on": self.answer_by_on.day, "asked_on": self.asked_on.day,
                        "may_be_named": bool(self.may_be_named.data)}


def _parts_to_choose(items: Sequence[AgendaItem], event: Event) -> list[tuple[str, str]]:
    return [(str(item.id), f"{hour(item.starts_at, event)} {item.title}") for item in items]


class CommentForm(Form):
    """An adviser's comment on a part of the draft or on the whole."""

    about = Pick(_l("About which part"), [needed(N_("Choose a part, or the programme as a whole"))])
    text = LongWords(_l("Your comment"), [needed_words(N_("Write your comment")), at_most(MOST)])
    seen = HiddenField()  # which wording of the draft they read

    def offer(self, items: Sequence[AgendaItem], event: Event, seen: str) -> None:
        """Let the parts of the draft be chosen, and remember which wording is shown."""
        self.about.choices = [("", _("Choose")), (drafts.WHOLE, _("The programme as a whole")),
                              *_parts_to_choose(items, event)]
        if not self.is_submitted():
            self.seen.data = seen

    @property
    def item_id(self) -> int | None:
        """The chosen part's key; None: the whole."""
        return int(self.about.data) if self.about.data.isdecimal() else None


class AdviceForm(CommentForm):
    """Advice that came otherwise, typed in by an officer."""

    text = LongWords(_l("What they said"), [needed_words(N_("Write what they said")), at_most(MOST)])
    way = Choice(_l("How it came"), [needed(N_("Choose how it came"))], choices=values_of(WAYS))
    received_on = Day(_l("On which day"), [needed_words(N_("Enter the day on which it came"))])

    @property
    def came_on(self) -> date:
        """The day on which it came, of a form that was good."""
        return cast(date, self.received_on.day)


class WordsForm(Form):
    """The words of a comment, to write them otherwise."""

    text = LongWords(_l("Your comment"), [needed_words(N_("Write your comment")), at_most(MOST)])


class AnswerForm(Form):
    """What became of a comment."""

    became = Choice(_l("What became of it"), [needed(N_("Choose what became of it"))], choices=values_of(BECAME))
    changed = Pick(_l("Which part of the programme changed"), [may_be_empty()])
    answer = LongWords(_l("Our answer"), [
        needed_words(N_("Write the answer: what you did about it, or why not")), at_most(MOST)])

    def offer(self, items: Sequence[AgendaItem], event: Event) -> None:
        """Let the part be chosen that was changed."""
        self.changed.choices = [("", _("None, or choose")), *_parts_to_choose(items, event),
                                (drafts.WHOLE, _("The programme as a whole"))]
