"""The fields of needs: on a guest's own form and on the one that an officer fills in for them."""

from collections.abc import Iterable

from flask_babel import gettext
from flask_babel import lazy_gettext as _l

from events.delegates.door_models import TransportStop
from events.delegates.needs_words import DIET_WORDS, NEED_WORDS
from events.event import Event
from events.fields import (
    Form,
    Hour,
    LongWords,
    Pick,
    Several,
    Tick,
    Words,
    at_most,
    may_be_empty,
    needed_words,
)
from events.presentation import hour
from events.refusals import N_

MOST_NEEDS = 1000
OF_NEEDS = ("kinds", "interpreter_language", "access", "diets", "diet", "transport", "stop", "one_way", "change_needs")


class NeedsForm(Form):
    """What somebody needs to take part. All of it may be left empty."""

    kinds = Several(_l("What would help you to take part?"),
                    choices=[(need.value, _l(words)) for need, words in NEED_WORDS.items()])
    interpreter_language = Words(_l("Which language should the interpreter speak?"), [at_most(60)])
    access = LongWords(_l("Anything else that would help you"), [at_most(MOST_NEEDS)])
    diets = Several(_l("Food and drink"), choices=[(diet.value, _l(words)) for diet, words in DIET_WORDS.items()])
    diet = Words(_l("Other food and drink"), [at_most(300)])
    transport = Tick(_l("I would like a seat in the transport"))
    stop = Pick(_l("Where would you get on?"), choices=[("", _l("I do not know yet"))],
                validate_choice=False)  # a stop that was taken away meanwhile counts as none
    one_way = Tick(_l("I do not need the way back"))
    change_needs = Tick(_l("Replace what I told you before"))
    consent = Tick(_l("You may keep this until two weeks after the event, to prepare for me"))
    no_photographs = Tick(_l("Please take no photographs of me"))

    @property
    def is_about_needs(self) -> bool:
        """Whether something of needs was ticked, typed or refused: a page then shows these fields open."""
        return any(self[name].data or self[name].errors for name in OF_NEEDS)

    def offer_stops(self, stops: Iterable[TransportStop], event: Event) -> None:
        """Offer the event's own stops, with the time at which the transport leaves."""
        self.stop.choices = [("", gettext("I do not know yet")), *(
            (str(stop.id), f"{stop.name}, {hour(stop.leaves_at, event)}" if stop.leaves_at else stop.name)
            for stop in stops)]

    def told(self) -> dict:
        """What was ticked and typed of needs, as `replying.reply` takes it."""
        return {
            "kinds": tuple(self.kinds.data or ()), "diets": tuple(self.diets.data or ()),
            "interpreter_language": self.interpreter_language.data or "", "access": self.access.data or "",
            "diet": self.diet.data or "", "transport": self.transport.data,
            "stop_id": int(self.stop.data) if (self.stop.data or "").isdecimal() else None,
            "returns": not self.one_way.data,
        }


class StopForm(Form):
    """A stop of the transport, and when it leaves."""

    name = Words(_l("Where it stops"), [needed_words(N_("Say where the transport stops")), at_most(160)])
    leaves = Hour(_l("When it leaves (optional)"), [may_be_empty()])
