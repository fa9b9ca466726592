"""What a version says, as passages and one table of rows: one shape for every file that is made of it or read back.

Which columns and which texts there are is told by the version alone, here and nowhere else.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from flask_babel import lazy_gettext as _l

from events.plan.columns import added, fields_of, words_of

REF = "ref"
LABELS = {
    REF: _l("Ref"), "text": _l("Action"), "lead": _l("Lead"), "partners": _l("Partners"), "due": _l("Due"),
    "measure": _l("How we will know"), "indicator": _l("Indicator"), "preamble": _l("Introduction"),
}


@dataclass(frozen=True)
class Passage:
    """One of the plan's own texts: its name, what it is called, its words."""

    name: str
    label: str
    words: str


@dataclass(frozen=True)
class Row:
    """An objective (`key` empty) or an action: the objective's number, and the words of each column.

    An objective has one cell, "text", over the whole table.
    """

    key: str
    objective: str
    cells: Mapping[str, str] = field(default_factory=dict)

    @property
    def identity(self) -> tuple[str, str]:
        """The same in every version: ("objective", its number) or ("action", its key)."""
        return ("action", self.key) if self.key else ("objective", self.objective)


@dataclass(frozen=True)
class Content:
    """A version's whole text: its title, its passages, the columns (name: label) and the rows in their order."""

    title: str
    passages: list[Passage]
    columns: dict[str, str]
    rows: list[Row]


def columns_of(version) -> dict[str, str]:
    """The columns of a version's table, in their order: what they are called by name."""
    titles = added(version.columns)
    return {name: titles.get(name) or str(LABELS.get(name, name)) for name in (REF, *fields_of(version))}


def passages_of(version) -> list[Passage]:
    """The plan's own texts, in their order."""
    own = [Passage(text["key"], text["title"], text["text"]) for text in version.texts or []]
    return [Passage("preamble", str(LABELS["preamble"]), version.preamble), *own]


def objective_words(number: str, title: str) -> str:
    """How an objective's row reads: "1. Be heard"."""
    return f"{number}. {title}"


def content_of(version) -> Content:
    """All that a version says. `version` has plan, preamble and objectives with their actions, in their order."""
    columns = columns_of(version)
    rows = []
    for objective in version.objectives:
        words = objective_words(objective.number, objective.title)
        rows.append(Row("", objective.number, {"text": words}))
        for action in objective.actions:
            cells = {name: action.ref if name == REF else words_of(action, name) or "" for name in columns}
            rows.append(Row(action.key, objective.number, cells))
    return Content(version.plan.title, passages_of(version), columns, rows)
