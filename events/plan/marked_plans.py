"""A plan with its changes marked: what was put in and taken out, whose each change is, and the words behind it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from difflib import SequenceMatcher
from typing import Literal

from flask_babel import gettext as _

from events.feedback.queries import shown_name
from events.feedback.states import RemarkState
from events.plan.contents import REF, Content, Row, content_of
from events.plan.hunks import Piece, attributed, merged
from events.plan.models import Amendment, PlanVersion
from events.plan.states import AmendmentKind, AmendmentState

Act = Literal["equal", "insert", "delete"]
At = tuple[str, str]  # (an action's key, a field of it), or ("", a passage of the plan)
WHOLE = ("", "")


@dataclass(frozen=True)
class Source:
    """Whose a change is: the name beside it, and when."""

    label: str
    moment: datetime


@dataclass(frozen=True)
class Note:
    """A comment of ours: on which amendment, where it stands, what it says."""

    by: str
    at: At
    words: str


@dataclass(frozen=True)
class MarkedRow:
    """A row that stands in both, was put in or was taken out, with the pieces of its cells."""

    row: Row
    act: Act
    by: str
    cells: Mapping[str, list[Piece]]


@dataclass(frozen=True)
class Marked:
    """A whole plan with its changes. `kind` is "changes" (made between two versions) or "proposals" (still open)."""

    kind: Literal["changes", "proposals"]
    before: int
    after: int
    plan: str
    title: str
    passages: list[tuple[str, str, list[Piece]]]
    columns: Mapping[str, list[Piece]]
    rows: list[MarkedRow]
    sources: Mapping[str, Source]
    notes: list[Note] = field(default_factory=list)
    left_out: list[tuple[str, str]] = field(default_factory=list)  # (amendment, why)


def label_of(amendment: Amendment) -> str:
    """The name beside an amendment's changes: who proposed it, and its ref, by which it is known again."""
    name = amendment.proposed_by.name if amendment.proposed_by else _("Amendment")
    return f"{name[:200]} ({amendment.ref})"


def _sources(amendments: Iterable[Amendment], version: PlanVersion) -> dict[str, Source]:
    found = {row.ref: Source(label_of(row), row.decided_at or row.proposed_at) for row in amendments}
    return found | {"": Source(_("Version %(n)s", n=version.number), version.made_at)}


def _evidence_lines(amendment: Amendment) -> list[str]:
    lines = []
    for row in amendment.evidence:
        if row.remark and row.remark.state != RemarkState.APPROVED:
            lines.append(_("A remark that may not be shown"))
        elif row.remark:
            who = shown_name(row.remark)
            lines.append(f"{row.remark.ref}{', ' + who if who else ''}: {row.remark.translation or row.remark.text}")
        elif row.external_comment:
            source = row.external_comment.source
            lines.append(f"{row.external_comment.ref}{', ' + source if source else ''}: {row.external_comment.text}")
    return lines


def words_of_note(amendment: Amendment) -> str:
    """What the comment on an amendment says: why it was made, and the words that it rests on."""
    lines = [f"{amendment.ref}: {amendment.reason}"]
    if amendment.state == AmendmentState.ACCEPTED and amendment.decision_reason:
        lines.append(_("Accepted: %(reason)s", reason=amendment.decision_reason))
    said = _evidence_lines(amendment)
    lines += [_("It rests on:"), *said] if said else [_("No words are named behind it.")]
    return "\n".join(lines)


def _at(amendment: Amendment) -> At:
    if amendment.kind == AmendmentKind.TEXT:
        return "", amendment.field
    return amendment.action_key, amendment.field if amendment.kind == AmendmentKind.CHANGE else "text"


def _claims(amendments: Iterable[Amendment]) -> dict[At, dict[str, tuple[str, str]]]:
    found: dict[At, dict[str, tuple[str, str]]] = {}
    for row in amendments:
        if row.kind in (AmendmentKind.CHANGE, AmendmentKind.TEXT):
            found.setdefault(_at(row), {})[row.ref] = (row.before, row.after)
    return found


def _row_claims(amendments: Iterable[Amendment]) -> dict[str, str]:
    """For each action that came, went or moved, the amendment that did it."""
    changes = (AmendmentKind.CHANGE, AmendmentKind.TEXT)
    return {row.action_key: row.ref for row in amendments if row.action_key and row.kind not in changes}


def _whole_row(row: Row, act: Act, by: str, columns: Iterable[str]) -> MarkedRow:
    names = columns if row.key else ("text",)
    cells = {name: [Piece(act, words, by)] if (words := row.cells.get(name, "")) else [] for name in names}
    return MarkedRow(row, act, by, cells)


def _aligned(before: Content, after: Content) -> Iterable[tuple[Act, Row, Row]]:
    """The rows of both in one order: (act, the earlier row, the later row); the same twice where one is missing."""
    old, new = [row.identity for row in before.rows], [row.identity for row in after.rows]
    for act, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if act == "equal":
            yield from (("equal", was, now) for was, now in zip(before.rows[i:j], after.rows[k:m], strict=True))
        else:
            yield from (("delete", row, row) for row in before.rows[i:j])
            yield from (("insert", row, row) for row in after.rows[k:m])


def _both(before: Content, after: Content) -> dict[str, str]:
    """The columns of both: those of the later one, then those that it dropped."""
    return {**after.columns, **{name: label for name, label in before.columns.items() if name not in after.columns}}


def mark_version(before: PlanVersion, after: PlanVersion, amendments: list[Amendment]) -> Marked:
    """A version against an earlier one, each change under the amendment that made it where that can be told."""
    old, new = content_of(before), content_of(after)
    claims, row_claims, columns = _claims(amendments), _row_claims(amendments), _both(old, new)
    rows = []
    for act, was, now in _aligned(old, new):
        if act != "equal":
            rows.append(_whole_row(was, act, row_claims.get(was.key, ""), columns))
            continue
        names = columns if now.key else ("text",)
        rows.append(MarkedRow(now, "equal", "", {
            name: attributed(was.cells.get(name, ""), now.cells.get(name, ""), claims.get((now.key, name), {}))
            for name in names}))
    earlier = {passage.name: passage.words for passage in old.passages}
    passages = [(p.name, p.label, attributed(earlier.get(p.name, ""), p.words, claims.get(("", p.name), {})))
                for p in new.passages]
    kept = {p.name for p in new.passages}
    passages += [(p.name, p.label, attributed(p.words, "", {})) for p in old.passages if p.name not in kept]
    heads = {name: attributed(old.columns.get(name, ""), new.columns.get(name, ""), {}) for name in columns}
    return Marked("changes", before.number, after.number, after.plan.key, new.title, passages, heads, rows,
                  _sources(amendments, after), [Note(row.ref, _at(row), words_of_note(row)) for row in amendments])


def _new_row(amendment: Amendment, columns: Iterable[str]) -> Row:
    cells = {name: str(amendment.others.get(name, "")) for name in columns}
    cells |= {REF: amendment.action_key, "text": amendment.after}
    return Row(amendment.action_key, amendment.objective_number, cells)


class _Wishes:
    """What is proposed for one version, sorted by the part of the plan it is about; the rest is left out, with why."""

    def __init__(self, content: Content, amendments: list[Amendment]):
        """Take each wish that still stands on the present words."""
        self.texts: dict[At, list[tuple[str, str]]] = {}
        self.added: list[tuple[Row, str]] = []
        self.removed: dict[str, str] = {}
        self.left_out: list[tuple[str, str]] = []
        present = {(row.key, name): words for row in content.rows if row.key for name, words in row.cells.items()}
        present |= {("", passage.name): passage.words for passage in content.passages}
        objectives = {row.objective for row in content.rows}
        self._gone = _("%(ref)s: the plan has changed here since it was proposed.")
        self._structure = _("%(ref)s moves an action or changes a column: a file of proposals does not show that.")
        for row in amendments:
            if row.kind == AmendmentKind.NEW and row.objective_number in objectives:
                self.added.append((_new_row(row, content.columns), row.ref))
            elif row.kind == AmendmentKind.REMOVE and present.get((row.action_key, "text")) == row.before:
                self.removed.setdefault(row.action_key, row.ref)
            elif row.kind in (AmendmentKind.CHANGE, AmendmentKind.TEXT) and present.get(_at(row)) == row.before:
                self.texts.setdefault(_at(row), []).append((row.ref, row.after))
            elif row.kind in (AmendmentKind.MOVE, AmendmentKind.COLUMN):
                self.left_out.append((row.ref, self._structure % {"ref": row.ref}))
            else:
                self.left_out.append((row.ref, self._gone % {"ref": row.ref}))

    def pieces(self, at: At, words: str) -> list[Piece]:
        """One part of the plan with all that is proposed for it."""
        pieces, rivals = merged(words, self.texts.get(at, []))
        for ref, other in rivals:
            self.left_out.append((ref, _("%(ref)s changes the same words as %(other)s.", ref=ref, other=other)))
        return pieces

    def row(self, row: Row, columns: Iterable[str]) -> MarkedRow:
        """One row with all that is proposed for it; what is proposed for a row that is to go is left out."""
        by = self.removed.get(row.key, "")
        if not by:
            names = columns if row.key else ("text",)
            return MarkedRow(row, "equal", "", {
                name: self.pieces((row.key, name), row.cells.get(name, "")) for name in names})
        for (key, _field), wishes in self.texts.items():
            if key == row.key:
                self.left_out += [(ref, _("%(ref)s changes an action that %(other)s takes out.", ref=ref, other=by))
                                  for ref, _after in wishes]
        return _whole_row(row, "delete", by, columns)


def mark_wishes(version: PlanVersion, amendments: list[Amendment]) -> Marked:
    """A version with the amendments that are proposed for it and not decided, as far as they go together."""
    content = content_of(version)
    wishes, rows = _Wishes(content, amendments), []
    for place, row in enumerate(content.rows):
        rows.append(wishes.row(row, content.columns))
        following = content.rows[place + 1] if place + 1 < len(content.rows) else None
        if following is None or following.objective != row.objective:
            rows += [_whole_row(new, "insert", ref, content.columns) for new, ref in wishes.added
                     if new.objective == row.objective]
    passages = [(p.name, p.label, wishes.pieces(("", p.name), p.words)) for p in content.passages]
    out = {ref for ref, _why in wishes.left_out}
    notes = [Note(row.ref, _at(row), words_of_note(row)) for row in amendments if row.ref not in out]
    if wishes.left_out:
        notes.insert(0, Note("", WHOLE, "\n".join([_("Not in this file:"), *(why for _ref, why in wishes.left_out)])))
    heads = {name: [Piece("equal", label)] for name, label in content.columns.items()}
    return Marked("proposals", version.number, 0, version.plan.key, content.title, passages, heads, rows,
                  _sources(amendments, version), notes, wishes.left_out)
