"""The plan as it would read with a set of amendments in it, or where two of them cannot both stand.

Plain values in, plain values out. The amendments are taken in the order of their refs, whatever
order they come in, so that a set of amendments always gives one plan; and where two cannot both
stand, the plan keeps what it has there and says so in a `Clash`. None is ever left out in silence.
"""

from collections.abc import Iterable
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Literal

from events.plan import columns as column_keys
from events.plan.mergers import merge
from events.plan.states import FIELDS, AmendmentKind

# The longest value of each field, as the tables hold them.
LONGEST = {"text": 4000, "lead": 200, "partners": 1000, "due": 40, "measure": 2000, "indicator": 80}
LONGEST_TEXT = 8000  # of the plan's own texts


@dataclass
class PlainAction:
    """An action: its words by field, the added columns' among them."""

    key: str
    ref: str
    words: dict[str, str]
    in_plain_words: str = ""


@dataclass
class PlainObjective:
    """An objective with its actions in their order."""

    number: str
    title: str
    actions: list[PlainAction] = field(default_factory=list)


@dataclass
class PlainPlan:
    """A version's whole text. `texts`: title and words of the plan's named texts by key."""

    preamble: str
    texts: dict[str, tuple[str, str]]
    columns: dict
    objectives: list[PlainObjective]

    def action(self, key: str) -> PlainAction | None:
        """The action of that key, or None."""
        return next((row for part in self.objectives for row in part.actions if row.key == key), None)

    def objective(self, number: str) -> PlainObjective | None:
        """The objective of that number, or None."""
        return next((part for part in self.objectives if part.number == number), None)

    def where(self, key: str) -> tuple[str, str]:
        """The number of the objective an action stands under, and the key of the action before it, or ""."""
        for part in self.objectives:
            keys = ["", *(row.key for row in part.actions)]
            if key in keys[1:]:
                return part.number, keys[keys.index(key) - 1]
        return "", ""


@dataclass(frozen=True)
class Clash:
    """Amendments, by ref, that cannot all stand: about an action's field, or a whole action, or a column.

    `ground` is what the plan says there, `draft` says both wordings one after the other. `kind`:
    words that touch; a removal of what others change; two places for one action; a column dropped
    under a change to it; words that have become too long or none; a ground that has moved away.
    """

    kind: Literal["words", "removal", "place", "column", "length", "ground"]
    action_key: str
    field: str
    refs: tuple[str, ...]
    ground: str = ""
    draft: str = ""


def plain(version) -> PlainPlan:
    """A version's record as plain values."""
    keys = [*FIELDS, *column_keys.added(version.columns)]
    return PlainPlan(
        version.preamble, {row["key"]: (row["title"], row["text"]) for row in version.texts or []},
        deepcopy(version.columns or {}),
        [PlainObjective(part.number, part.title, [
            PlainAction(row.key, row.ref, {key: column_keys.words_of(row, key) for key in keys}, row.in_plain_words)
            for row in part.actions]) for part in version.objectives])


def longest(kind: str, field_name: str) -> int:
    """How many characters may stand in a place that an amendment changes."""
    if kind == AmendmentKind.TEXT:
        return LONGEST_TEXT
    return LONGEST.get(field_name, column_keys.LONGEST_VALUE)


def number_of(ref: str) -> tuple[int, str]:
    """What amendments are sorted by: A-2 before A-10."""
    digits = ref.rpartition("-")[2]
    return (int(digits) if digits.isdigit() else 0, ref)


def _refs(amendments: Iterable) -> tuple[str, ...]:
    return tuple(sorted((row.ref for row in amendments), key=number_of))


def _grouped(amendments: list, by) -> dict:
    found: dict = {}
    for row in amendments:
        found.setdefault(by(row), []).append(row)
    return found


def _present(made: PlainPlan, row) -> str | None:
    """What the plan says where words are changed; None where that place is not there."""
    if row.kind == AmendmentKind.TEXT:
        return made.preamble if row.field == "preamble" else made.texts.get(row.field, ("", ""))[1]
    action = made.action(row.action_key)
    return None if action is None else action.words.get(row.field, "")


def _put(made: PlainPlan, row, words: str) -> None:
    if row.kind == AmendmentKind.CHANGE:
        made.action(row.action_key).words[row.field] = words  # type: ignore[union-attr]  # _present has seen it
    elif row.field == "preamble":
        made.preamble = words
    elif words:
        title = made.texts.get(row.field, (row.others.get("title", row.field), ""))[0]
        made.texts[row.field] = (title, words)
    else:
        made.texts.pop(row.field, None)


def _change_words(made: PlainPlan, rows: list) -> list[Clash]:
    """Changes to words: of a field of an action, of the plan's own texts."""
    clashes = []
    for (key, name), group in _grouped(rows, lambda row: (row.action_key, row.field)).items():
        ground = _present(made, group[0])
        if ground is None or any(row.before != ground for row in group):
            clashes.append(Clash("ground", key, name, _refs(group), ground or ""))
            continue
        merged = merge(ground, {row.ref: row.after for row in group})
        if merged.meetings:
            met = {ref for meeting in merged.meetings for ref in meeting.names}
            clashes.append(Clash("words", key, name, tuple(sorted(met, key=number_of)), ground, merged.text))
            _put(made, group[0], merge(ground, {row.ref: row.after for row in group if row.ref not in met}).text)
        elif len(merged.text) > longest(group[0].kind, name) or (name == "text" and not merged.text.strip()):
            clashes.append(Clash("length", key, name, _refs(group), ground, merged.text))
        else:
            _put(made, group[0], merged.text)
    return clashes


def _remove(made: PlainPlan, rows: list, others: list) -> list[Clash]:
    clashes = []
    for key, group in _grouped(rows, lambda row: row.action_key).items():
        touched = [row for row in others if row.action_key == key or row.others.get("behind") == key]
        action = made.action(key)
        if touched:
            clashes.append(Clash("removal", key, "", _refs([*group, *touched]), group[0].before))
        elif action is None or any(row.before != action.words["text"] for row in group):
            clashes.append(Clash("ground", key, "", _refs(group), action.words["text"] if action else ""))
        else:
            for part in made.objectives:
                part.actions = [row for row in part.actions if row.key != key]
    return clashes


def _change_columns(made: PlainPlan, rows: list, changes: list) -> list[Clash]:
    clashes = []
    for key, group in _grouped(rows, lambda row: row.field).items():
        under = [row for row in changes if row.field == key and row.kind == AmendmentKind.CHANGE]
        drops = not group[0].after
        if len({row.after for row in group}) > 1 or (drops and under):
            clashes.append(Clash("column", "", key, _refs([*group, *under]), group[0].before))
            continue
        titles, hidden = column_keys.added(made.columns), column_keys.dropped(made.columns)
        hidden = [*hidden, key] if drops else [name for name in hidden if name != key]
        if not drops and key not in FIELDS:
            titles.setdefault(key, group[0].after)
        made.columns = {"added": [{"key": name, "title": title} for name, title in titles.items()],
                        "dropped": list(dict.fromkeys(hidden))}
    return clashes


def _move(made: PlainPlan, rows: list) -> list[Clash]:
    """Moves: first all are lifted out, then each is put behind its neighbour, the last first."""
    clashes, good = [], {}
    moving = _grouped(rows, lambda row: row.action_key)
    for key, group in moving.items():
        targets = {(row.objective_number, row.others.get("behind", "")) for row in group}
        beside = [row for name, others in moving.items() if name in {behind for _part, behind in targets}
                  for row in others]
        if len(targets) > 1 or beside:
            clashes.append(Clash("place", key, "place", _refs([*group, *beside]), group[0].before))
        elif made.action(key) is None or not _is_there(made, *next(iter(targets))):
            clashes.append(Clash("ground", key, "place", _refs(group)))
        else:
            good[key] = group
    lifted = {key: made.action(key) for key in good}
    for part in made.objectives:
        part.actions = [row for row in part.actions if row.key not in good]
    for key, group in sorted(good.items(), key=lambda pair: number_of(_refs(pair[1])[0]), reverse=True):
        first = min(group, key=lambda row: number_of(row.ref))
        action, target = lifted[key], made.objective(first.objective_number)
        assert action is not None and target is not None  # _is_there has seen them
        action.ref = first.others.get("ref") or action.ref
        keys = [row.key for row in target.actions]
        behind = first.others.get("behind", "")
        target.actions.insert(keys.index(behind) + 1 if behind else 0, action)
    return clashes


def _is_there(made: PlainPlan, number: str, behind: str) -> bool:
    part = made.objective(number)
    return part is not None and (not behind or behind in {row.key for row in part.actions})


def _add(made: PlainPlan, rows: list) -> list[Clash]:
    clashes = []
    for row in rows:
        part = made.objective(row.objective_number)
        if part is None or made.action(row.action_key) is not None:
            clashes.append(Clash("ground", row.action_key, "text", (row.ref,)))
            continue
        others = {name: words for name, words in row.others.items() if name not in ("title", "behind", "ref")}
        part.actions.append(PlainAction(row.action_key, row.action_key, {"text": row.after, **others}))
    return clashes


def assemble(base: PlainPlan, amendments: Iterable) -> tuple[PlainPlan, list[Clash]]:
    """The plan with the amendments in it, and what cannot be put in. `amendments` may come in any order.

    Each has ref, kind, action_key, objective_number, field, before, after and others.
    """
    made = deepcopy(base)
    rows = sorted(amendments, key=lambda row: number_of(row.ref))
    by_kind = _grouped(rows, lambda row: AmendmentKind(row.kind))
    changes = by_kind.get(AmendmentKind.CHANGE, [])
    removed = {row.action_key for row in by_kind.get(AmendmentKind.REMOVE, [])}
    moves = by_kind.get(AmendmentKind.MOVE, [])
    clashes = _remove(made, by_kind.get(AmendmentKind.REMOVE, []), [*changes, *moves])
    words = [row for row in changes if row.action_key not in removed]
    dropping = {row.field for row in by_kind.get(AmendmentKind.COLUMN, []) if not row.after}
    clashes += _change_columns(made, by_kind.get(AmendmentKind.COLUMN, []), changes)
    clashes += _change_words(made, [row for row in words if row.field not in dropping])
    clashes += _change_words(made, by_kind.get(AmendmentKind.TEXT, []))
    clashes += _move(made, [row for row in moves if not {row.action_key, row.others.get("behind")} & removed])
    clashes += _add(made, by_kind.get(AmendmentKind.NEW, []))
    return made, sorted(clashes, key=lambda clash: (number_of(clash.refs[0]), clash.refs, clash.field))
