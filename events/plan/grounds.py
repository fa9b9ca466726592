"""Whether an amendment that was written on one version still stands on another, and how it reads there."""

from dataclasses import dataclass, replace
from typing import Literal

from events.plan import columns
from events.plan.assemblies import PlainPlan, longest
from events.plan.mergers import merge
from events.plan.states import FIELDS, AmendmentKind


@dataclass(frozen=True)
class Ground:
    """How an amendment stands on a version: `before` and `after` as it would read there.

    `why` it does not stand: "" where it does; "gone", what it changes is not there any more;
    "changed", the plan was changed at the same words; "done", the plan says already what it asks for.
    """

    before: str
    after: str
    why: Literal["", "gone", "changed", "done"] = ""

    @property
    def stands(self) -> bool:
        """Whether the amendment can be carried to the version."""
        return not self.why


@dataclass(frozen=True)
class Reading:
    """An amendment as it reads on a version, without anything being changed in it."""

    ref: str
    kind: str
    action_key: str
    objective_number: str
    field: str
    before: str
    after: str
    others: dict


def place_words(number: str, behind: str) -> str:
    """A place in the plan in a few words, as amendments keep it: "2, after 2.1"."""
    return f"{number}, after {behind}" if behind else f"{number}, first"


def present(plan: PlainPlan, *, kind: str, action_key: str, field: str) -> str | None:
    """What the plan says where an amendment changes it; None where there is no such place.

    A removal is about the action's text, a move about its place, a column about its title (nothing
    while it is not shown); a new action or a new text has nothing before it.
    """
    if kind == AmendmentKind.NEW:
        return ""
    if kind == AmendmentKind.TEXT:
        return plan.preamble if field == "preamble" else plan.texts.get(field, ("", ""))[1]
    if kind == AmendmentKind.COLUMN:
        shown = field in columns.fields_in(plan.columns)
        return (field if field in FIELDS else columns.added(plan.columns)[field]) if shown else ""
    action = plan.action(action_key)
    if action is None or (kind == AmendmentKind.CHANGE and field not in columns.fields_in(plan.columns)):
        return None
    if kind == AmendmentKind.MOVE:
        return place_words(*plan.where(action_key))
    return action.words["text"] if kind == AmendmentKind.REMOVE else action.words.get(field, "")


def _still(amendment, plan: PlainPlan, now: str) -> Ground:
    """Of what is not words: it stands while what it was written on is as it was."""
    if now == amendment.before:
        return Ground(now, amendment.after)
    if amendment.kind == AmendmentKind.MOVE:
        number, _comma, _rest = now.partition(",")
        there = now == amendment.after
        if there or number == amendment.before.partition(",")[0]:  # its neighbours changed, its objective did not
            return Ground(now, amendment.after, "done" if there else "")
        return Ground(now, amendment.after, "changed")
    return Ground(now, amendment.after, "done" if now == amendment.after else "changed")


def ground_on(amendment, plan: PlainPlan) -> Ground:
    """How an amendment stands on a version's text. Its own words are never dropped: it stands, or it says why not."""
    kind = amendment.kind
    now = present(plan, kind=kind, action_key=amendment.action_key, field=amendment.field)
    if now is None:
        return Ground(amendment.before, amendment.after, "gone")
    if kind in (AmendmentKind.NEW, AmendmentKind.MOVE):
        part = plan.objective(amendment.objective_number)
        behind = amendment.others.get("behind", "")
        if part is None or (behind and behind not in {row.key for row in part.actions}):
            return Ground(now, amendment.after, "gone")
    if kind not in (AmendmentKind.CHANGE, AmendmentKind.TEXT):
        return _still(amendment, plan, now)
    if now == amendment.before:
        return Ground(now, amendment.after)
    if now == amendment.after:
        return Ground(now, amendment.after, "done")
    merged = merge(amendment.before, {"the plan": now, amendment.ref: amendment.after})
    too_long = len(merged.text) > longest(kind, amendment.field)
    emptied = amendment.field == "text" and not merged.text.strip()
    if merged.meetings or too_long or emptied:
        return Ground(now, amendment.after, "changed")
    return Ground(now, merged.text, "done" if merged.text == now else "")


def as_written(amendment) -> Reading:
    """An amendment in its own words."""
    return Reading(amendment.ref, amendment.kind, amendment.action_key, amendment.objective_number, amendment.field,
                   amendment.before, amendment.after, amendment.others or {})


def reading_of(amendment, plan: PlainPlan) -> Reading:
    """How an amendment reads on a version's text; as it is where its ground does not stand there."""
    ground = ground_on(amendment, plan)
    written = as_written(amendment)
    return replace(written, before=ground.before, after=ground.after) if ground.stands else written
