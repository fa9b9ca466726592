"""Where each part of the plan stands in a Word file that comes back: by its anchor, else by its ref and its words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from events.plan.anchors import Part, parts_by_anchor
from events.plan.marked_plans import At, Marked
from events.plan.word_readings import Block, Line, Reading, Said, with_all, with_none


@dataclass
class Placed:
    """What was found where: texts by (an action's key or "", the field), rows by key, and what is nobody's."""

    texts: dict[At, list[Said]] = field(default_factory=dict)
    rows: dict[str, Line] = field(default_factory=dict)
    twice: dict[str, Line] = field(default_factory=dict)  # a second row of the same action
    objectives: dict[str, list[Said]] = field(default_factory=dict)
    strangers: list[tuple[str, dict[str, Block]]] = field(default_factory=list)  # (objective above, cells by column)
    blocks: dict[int, At] = field(default_factory=dict)  # id of a block -> where it is
    loose: list[list[Said]] = field(default_factory=list)  # paragraphs that stand in no part of the plan


def _said(block: Block) -> str:
    return with_all(block.said).strip() or with_none(block.said).strip()


def places_of(cells: Iterable[Block], columns: Iterable[str]) -> dict[str, Block]:
    """The cells of a row by column, as far as the columns go; a wide cell stands in its first column."""
    names, found, place = list(columns), {}, 0
    for cell in cells:
        if place < len(names):
            found[names[place]] = cell
        place += cell.span
    return found


class _Placing:
    """Goes through a file in its order, knowing which parts of the plan there are."""

    def __init__(self, marked: Marked):
        """Know the parts by anchor, actions by ref, passages and objectives by their words."""
        self.columns = list(marked.columns)
        passages = [name for name, _label, _pieces in marked.passages]
        parts: list[Part] = [("passage", "", name) for name in ("", *passages)]
        self.refs: dict[str, str] = {}
        self.titles: dict[str, str] = {}
        for row in marked.rows:
            kind, key = row.row.identity
            parts += [(kind, key, name) for name in row.cells]
            if row.row.key:
                self.refs[row.row.cells.get("ref", "") or key] = key
            else:
                self.titles[row.row.cells["text"]] = key
        self.parts = parts_by_anchor(parts)
        self.labels = {label: name for name, label, _pieces in marked.passages}
        self.heads = {"".join(piece.text for piece in pieces).casefold() for pieces in marked.columns.values()}
        self.found, self.objective, self.passage = Placed(), "", ""

    def _part(self, block: Block) -> Part | None:
        return next((self.parts[name] for name in block.anchors if name in self.parts), None)

    def paragraph(self, block: Block) -> None:
        """A paragraph: the heading of one of the plan's texts, or some of its words."""
        part = self._part(block)
        if part is None and not self.passage and _said(block) in self.labels:
            part = ("passage", "", self.labels[_said(block)])
        if part is not None and part[0] == "passage":
            self.passage = part[2]
            if not self.passage:
                return
            self.found.texts.setdefault(("", self.passage), [])
        elif self.passage:
            self.found.texts["", self.passage] += block.said
            self.found.blocks[id(block)] = ("", self.passage)
        elif _said(block) and not any(name.startswith("sd_") for name in block.anchors):
            self.found.loose.append(block.said)

    def _key_of(self, line: Line, cells: Mapping[str, Block]) -> str:
        for cell in line.cells:
            part = self._part(cell)
            if part is not None and part[0] == "action":
                return part[1]
        return self.refs.get(_said(cells["ref"]), "") if "ref" in cells else ""

    def _objective_of(self, line: Line) -> str:
        part = self._part(line.cells[0]) if line.cells else None
        if part is not None and part[0] == "objective":
            return part[1]
        return self.titles.get(_said(line.cells[0]), "") if len(line.cells) == 1 else ""

    def line(self, line: Line) -> None:
        """A row: of an objective, of an action that we know, or a new one."""
        cells = places_of(line.cells, self.columns)
        number = self._objective_of(line)
        if number:
            self.objective = number
            self.found.objectives[number] = line.cells[0].said
            return
        key = self._key_of(line, cells)
        if not key:
            if {_said(cell).casefold() for cell in line.cells} != self.heads and any(map(_said, line.cells)):
                self.found.strangers.append((self.objective, cells))
            return
        if key in self.found.rows:
            old = self.found.rows[key]
            self.found.twice[key], line = (old, line) if old.taken_out is not None else (line, old)
            cells = places_of(line.cells, self.columns)
        self.found.rows[key] = line
        named = {part[2]: cell for cell in line.cells if (part := self._part(cell)) and part[:2] == ("action", key)}
        for name, cell in {**cells, **named}.items():
            self.found.texts[key, name] = cell.said
            self.found.blocks[id(cell)] = (key, name)


def place(reading: Reading, marked: Marked) -> Placed:
    """Find the parts of a plan in a file."""
    placing = _Placing(marked)
    for part in reading.parts:
        if isinstance(part, Block):
            placing.paragraph(part)
        else:
            placing.passage = ""
            for line in part:
                placing.line(line)
    return placing.found
