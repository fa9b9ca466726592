"""The form of progress: a line for each action, of which those are kept in which something was written."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from flask_babel import lazy_gettext as _l
from wtforms import Field

from events.fields import Day, Form, Pick, Upload, Words, needed, needed_words
from events.plan.models import Action
from events.plan.states import Colour
from events.refusals import N_

COLOUR_LABELS = {
    Colour.GREEN: _l("Green: on course"), Colour.AMBER: _l("Amber: at risk"), Colour.RED: _l("Red: off course"),
}


@dataclass(frozen=True)
class Line:
    """The three fields of one action's line."""

    action: Action
    colour: Pick
    per_cent: Words
    note: Words

    @property
    def is_written(self) -> bool:
        """Whether anything was written in it."""
        return bool(self.colour.data or self.per_cent.data or self.note.data)

    def field(self, name: str) -> Field | None:
        """The field of that name ("note"), if it is one of the line."""
        return {"colour": self.colour, "per_cent": self.per_cent, "note": self.note}.get(name)

    @property
    def number(self) -> int | None:
        """The per cent as a number: -1 where what was typed is none."""
        typed = (self.per_cent.data or "").replace("%", "").strip()
        if not typed:
            return None
        return int(typed) if typed.isdecimal() and len(typed) <= 3 else -1


class ProgressForm(Form):
    """The day it stood so; the lines of the actions come with `form_for`."""

    as_of = Day(_l("How it stood on"), [needed_words("Enter the day")])

    def lines(self, actions: Iterable[Action]) -> list[Line]:
        """A line for each action."""
        return [Line(action, *(self[f"{part}_{word_of(action)}"] for part in ("colour", "per_cent", "note")))
                for action in actions]


class ProgressFileForm(Form):
    """A file alone: it could not be given back with other things typed beside it."""

    file = Upload(_l("File with progress"), [needed(N_("Choose a file"))])


def word_of(action: Action) -> str:
    """An action's key as it stands in a field's name: "3_2"."""
    return re.sub(r"\W", "_", action.key)


def form_for(actions: Iterable[Action]) -> type[ProgressForm]:
    """The form with a line for each of these actions."""
    choices = [("", _l("No news")), *((str(key), label) for key, label in COLOUR_LABELS.items())]
    fields: dict = {}
    for action in actions:
        word, ref = word_of(action), action.ref
        fields |= {
            f"colour_{word}": Pick(_l("Action %(ref)s: how it stands", ref=ref), choices=choices),
            f"per_cent_{word}": Words(_l("Action %(ref)s: per cent done", ref=ref)),
            f"note_{word}": Words(_l("Action %(ref)s: note", ref=ref)),
        }
    return type("ProgressOfActionsForm", (ProgressForm,), fields)
