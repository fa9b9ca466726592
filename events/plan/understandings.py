"""What a reviewed Word file means for the plan: decisions, proposals and comments, each as one finding.

Nothing is done here: the findings are shown first, and `taking_back` takes them when somebody says so.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from events.plan.contents import REF, Content
from events.plan.hunks import Piece, after_of, before_of
from events.plan.marked_plans import At, Marked, MarkedRow
from events.plan.placings import Placed
from events.plan.weighings import Weighed, plain, weigh
from events.plan.word_readings import Line, Reading, Remarked, Said, with_all

Kind = Literal[
    "accept", "decline", "rewrite", "propose", "add", "remove", "comment",  # these are taken
    "open", "agreed", "decided", "conflict", "unplaced",  # these are only told
]
LONGEST = 10_000  # characters of one text, with all that is tracked in it
# Comparing two texts takes time by the square of their length: what a whole file may ask for, some seconds.
MOST_COMPARED = 200_000_000
TAKEN = ("accept", "decline", "rewrite", "propose", "add", "remove", "comment")


@dataclass(frozen=True)
class Finding:
    """One thing that a file says. `note` is a reason word of why it is told and not taken."""

    kind: Kind
    others: dict = field(default_factory=dict)  # a new action's other columns
    ref: str = ""  # an amendment
    key: str = ""  # an action
    field: str = ""
    before: str = ""
    words: str = ""
    who: str = ""
    reason: str = ""
    note: str = ""
    objective: str = ""

    @property
    def is_taken(self) -> bool:
        """Whether confirming does something."""
        return self.kind in TAKEN


class _Understanding:
    """Goes through what was found, part by part, with the plan as it stands now beside it."""

    def __init__(self, marked: Marked, placed: Placed, reading: Reading, now: Content, states: Mapping[str, str]):
        """`now` is the newest version's content; `states` gives where each amendment stands."""
        self.marked, self.placed, self.reading, self.states = marked, placed, reading, states
        self.ours = {source.label: ref for ref, source in marked.sources.items()}
        self.is_version = marked.kind == "changes"
        self.present = {(row.key, name): words for row in now.rows if row.key for name, words in row.cells.items()}
        self.present |= {("", passage.name): passage.words for passage in now.passages}
        self.findings: list[Finding] = []
        self.compared = 0

    def decide(self, ref: str, kind: Kind, at: At, *, words: str = "", who: str = "") -> None:
        """An amendment was taken, left or reworded; of one that is decided already that is only told."""
        key, name = at
        state, note = self.states.get(ref), ""
        if state == "rewritten":
            kind, note = "conflict", "rewritten"
        elif state != "proposed":
            kind = "decided"
        self.findings.append(Finding(kind, ref=ref, key=key, field=name, words=words.strip(), who=who, note=note,
                                     before=self.present.get(at, "")))

    def wish(self, at: At, based_on: str, words: str, who: str, ref: str = "") -> None:
        """New words for one part; a conflict where the plan no longer reads as it did in the file."""
        key, name = at
        now = self.present.get(at)
        note = "gone" if now is None else "moved" if plain(now) != plain(based_on) else ""
        if now is not None and plain(now) == plain(words):
            return
        if name == REF:
            note = "ref"
        kind: Kind = "unplaced" if name == REF else "conflict" if note else "propose"
        self.findings.append(Finding(kind, ref=ref, key=key, field=name, before=now or "", words=words.strip(), who=who,
                                     note=note))

    def text(self, at: At, pieces: list[Piece], said: list[Said]) -> None:
        """One text that stands in the file. What is longer than any part of the plan may be is not compared."""
        length = sum(len(piece.text) for piece in said)
        cost = length ** 2 if with_all(said) not in (before_of(pieces), after_of(pieces)) else 0
        if cost and (length > LONGEST or self.compared + cost > MOST_COMPARED):
            words = with_all(said)[:LONGEST]
            self.findings.append(Finding("unplaced", key=at[0], field=at[1], words=words, note="long"))
            return
        self.compared += cost
        weighed = weigh(pieces, said, self.ours, open_is_new=self.is_version)
        who = ", ".join(weighed.editors) or self.reading.saved_by
        if self.is_version:
            undone = ", ".join(ref for ref, fate in weighed.fates.items() if ref and fate in ("not taken", "in part"))
            if plain(weighed.words) != plain(after_of(pieces)):
                self.wish(at, after_of(pieces), weighed.words, who, undone)
            elif not undone:
                self.findings += [Finding("agreed" if fate == "taken" else "open", ref=ref, key=at[0], field=at[1])
                                  for ref, fate in weighed.fates.items() if ref]
            return
        self._wishes(at, before_of(pieces), weighed, who)

    def _wishes(self, at: At, before: str, weighed: Weighed, who: str) -> None:
        fates, edited = weighed.fates, weighed.edited
        kept = [ref for ref, fate in fates.items() if fate in ("taken", "in part")]
        for ref, fate in fates.items():
            if ref in weighed.inside and fate == "open":
                self.decide(ref, "rewrite", at, words=weighed.everything, who=who)
                edited = False
            elif fate == "open":
                self.decide(ref, "open", at)
            elif fate == "not taken":
                self.decide(ref, "decline", at, who=who)
            elif edited and len(fates) == 1:
                self.decide(ref, "rewrite", at, words=weighed.words, who=who)
                edited = False
            elif fate == "in part":
                self.decide(ref, "rewrite", at, words=weighed.alone[ref], who=who)
            else:
                self.decide(ref, "accept", at, who=who)
        if edited and kept:
            self.findings.append(Finding("unplaced", key=at[0], field=at[1], before=before, words=weighed.words,
                                         who=who, note="on top"))
        elif edited:
            self.wish(at, before, weighed.words, who)

    def cells(self, row: MarkedRow) -> None:
        """Every cell of a row that stands in both wordings."""
        for name, pieces in row.cells.items():
            said = self.placed.texts.get((row.row.key, name))
            if said is not None:
                self.text((row.row.key, name), pieces, said)

    def row(self, row: MarkedRow) -> None:
        """A row of an action: still there, gone, put in or taken out."""
        line = self.placed.rows.get(row.row.key)
        if row.act == "equal":
            if line is None or (line.taken_out is not None and line.taken_out not in self.ours):
                self.take_out(row.row.key, row.row.cells.get("text", ""), line)
            else:
                self.cells(row)
        elif row.act == "insert":
            self._put_in(row, line)
        elif row.row.key not in {other.row.key for other in self.marked.rows if other.act == "insert"}:
            self._taken_out(row, line)

    def take_out(self, key: str, words: str, line: Line | None, ref: str = "") -> None:
        """The reviewer took an action out."""
        who = line.taken_out if line is not None and line.taken_out else self.reading.saved_by
        if (key, "text") in self.present:
            self.findings.append(Finding("remove", ref=ref, key=key, field="text", before=words, who=who))

    def _open(self, row: MarkedRow, line: Line) -> bool:
        """Whether a row that came or went is still tracked as ours: the row itself, or words of it."""
        marks = {line.put_in, line.taken_out} | {
            mark for name in row.cells for piece in self.placed.texts.get((row.row.key, name), [])
            for mark in (piece.put_in, piece.taken_out)}
        return any(self.ours.get(mark or "", None) == row.by for mark in marks)

    def _words(self, key: str, name: str) -> str:
        return with_all(self.placed.texts.get((key, name), []))

    def _put_in(self, row: MarkedRow, line: Line | None) -> None:
        key, at = row.row.key, (row.row.key, "text")
        gone = line is None or (line.taken_out is not None and line.taken_out not in self.ours) or not any(
            self._words(key, name).strip() for name in row.cells)
        if self.is_version:
            if gone:
                self.take_out(key, row.row.cells.get("text", ""), line, row.by)
            else:
                self.cells(row)
            return
        changed = [name for name in row.cells if plain(self._words(key, name)) != plain(row.row.cells.get(name, ""))]
        who = self.reading.saved_by
        if gone or line is None:
            self.decide(row.by, "decline", at, who=line.taken_out or who if line else who)
        elif changed == ["text"]:
            self.decide(row.by, "rewrite", at, words=self._words(key, "text"), who=who)
        elif changed:
            words = "; ".join(self._words(key, name) for name in changed)
            self.findings.append(Finding("unplaced", ref=row.by, key=key, words=words, who=who, note="new row"))
        else:
            self.decide(row.by, "open" if self._open(row, line) else "accept", at, who=who)

    def _taken_out(self, row: MarkedRow, line: Line | None) -> None:
        key, at = row.row.key, (row.row.key, "text")
        is_open = line is not None and self._open(row, line)
        gone = line is None or not any(self._words(key, name).strip() for name in row.cells)
        if self.is_version:
            if not gone and not is_open:
                self._add(row.row.objective, {name: self._words(key, name) for name in row.cells},
                          self.reading.saved_by, row.by)
            return
        if is_open:
            self.decide(row.by, "open", at)
        else:
            self.decide(row.by, "accept" if gone else "decline", at, who=self.reading.saved_by)

    def _add(self, objective: str, cells: Mapping[str, str], who: str, ref: str = "") -> None:
        others = {name: words.strip() for name, words in cells.items() if name not in (REF, "text") and words.strip()}
        words = cells.get("text", "").strip()
        known = objective and words
        self.findings.append(Finding(
            "add" if known else "unplaced", ref=ref, objective=objective, others=others if known else {}, who=who,
            words=words or "; ".join(filter(None, cells.values())), note="" if known else "no place"))

    def strangers(self) -> None:
        """Rows that are no action we know, and words in no part of the plan."""
        for objective, blocks in self.placed.strangers:
            cells = {name: with_all(block.said) for name, block in blocks.items()}
            if any(words.strip() for words in cells.values()):
                who = next((p.put_in for b in blocks.values() for p in b.said if p.put_in), self.reading.saved_by)
                self._add(objective, cells, who)
        for key, line in self.placed.twice.items():
            if {line.put_in, line.taken_out} & self.ours.keys():
                continue  # an action that we moved ourselves
            words = "; ".join(filter(None, (with_all(cell.said).strip() for cell in line.cells)))
            self.findings.append(Finding("unplaced", key=key, words=words, note="twice"))
        for row in self.marked.rows:
            said = self.placed.objectives.get(row.row.objective) if not row.row.key else None
            if said is not None and plain(with_all(said)) != plain(row.row.cells["text"]):
                self.findings.append(Finding("unplaced", words=with_all(said).strip(), before=row.row.cells["text"],
                                             note="objective"))
        for said in self.placed.loose:
            if with_all(said).strip():
                self.findings.append(Finding("unplaced", words=with_all(said).strip(), note="no place"))

    def comments(self) -> None:
        """The reviewer's comments: the reason of what was decided or written where they stand, else on their own."""
        for comment in self.reading.comments:
            if comment.author in self.ours or not comment.words:
                continue
            at = self.placed.blocks.get(id(comment.block), ("", ""))
            place = next((i for i, f in enumerate(self.findings) if (f.key, f.field) == at and not f.reason
                          and f.kind in ("decline", "propose", "rewrite", "accept", "remove")), None)
            if place is not None and at != ("", ""):
                found = self.findings[place]
                self.findings[place] = Finding(**(vars(found) | {"reason": comment.words,
                                                                 "who": found.who or comment.author}))
            else:
                self.findings.append(Finding("comment", key=at[0], field=at[1], words=comment_words(comment),
                                             who=comment.author, reason=comment.moment))


def comment_words(comment: Remarked) -> str:
    """A comment in words that stand without the file: with what it is on, where that is less than the whole cell."""
    about = " ".join(comment.about.split())
    whole = " ".join(with_all(comment.block.said).split()) if comment.block else ""
    if not about or about == whole or len(about) > 200:
        return comment.words
    return f"“{about}”: {comment.words}"


def understand(
    marked: Marked, placed: Placed, reading: Reading, now: Content, states: Mapping[str, str],
) -> list[Finding]:
    """Everything that a reviewed file says, in the plan's order, then what could not be placed, then the comments."""
    work = _Understanding(marked, placed, reading, now, states)
    for name, _label, pieces in marked.passages:
        said = placed.texts.get(("", name))
        if said is not None:
            work.text(("", name), pieces, said)
    for row in marked.rows:
        if row.row.key:
            work.row(row)
    work.strangers()
    work.comments()
    return _once(work.findings)


def _once(findings: Iterable[Finding]) -> list[Finding]:
    """An amendment that shows in several texts is told once, the decision before what is only told of it."""
    kept: dict[object, Finding] = {}
    for place, finding in enumerate(findings):
        told = finding.kind in ("open", "agreed", "decided")
        kept.setdefault((finding.kind, finding.ref) if told else place, finding)
    return list(kept.values())


