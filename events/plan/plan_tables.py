"""An action plan as councils lay it out in a table, brought to our own columns.

Columns are found by what they are called; a row that spans the table is an objective. What a draft
leaves out of its numbering is numbered.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from events.refusals import N_, Refusal

MOST_ROWS = 2_000
HEADER_WITHIN = 15  # rows: a title and a note may stand above the names of the columns
CALLED = {
    "ref": "ref|reference|no|number|action no|action number|action ref|id|item|ref no",
    "objective": "objective|aim|priority|strand|theme|outcome|strategic objective|workstream",
    "action": "action|actions|what|task|activity|what we will do|action to be taken|key action|actions required|text|"
              "what will be done",
    "lead": "lead|lead officer|owner|responsible|responsibility|who|lead agency|lead organisation|responsible officer|"
            "by whom|action owner",
    "partners": "partners|partner|with|supporting|partner agencies|support|key partners|other partners|supported by",
    "due": "due|by when|when|deadline|timescale|timescales|target date|date|completion date|due date|end date|timing",
    "success_measure": "success measure|measure|measures|how we will know|success criteria|milestone|milestones|"
                       "performance measure|measure of success|success measures|how will we know|evidence of success|"
                       "outcome measure",
    "indicator": "indicator|indicators|national indicator|ni|performance indicator|pi|kpi",
    "in_plain_words": "in plain words|plain words",
}
COLUMNS = {word: column for column, words in CALLED.items() for word in words.split("|")}
OBJECTIVE = re.compile(r"^(?:(?:objective|aim|priority|strand|theme|outcome)\s*)?(\d{1,3})\s*[.:)–—-]\s*(\S.*)$"
                       r"|^(?:objective|aim|priority|strand|theme|outcome)\s+(\d{1,3})\s+(\S.*)$", re.I | re.S)


class PlanUnreadable(Refusal):
    """No plan can be read from the file; the sentence says what to do."""

    sentence = N_("No table with a column for the action was found. Name the columns in the table's first row: ref, "
                  "objective, action, lead, partners, due, success measure, indicator.")
    field = "file"


@dataclass(frozen=True)
class PlanRow:
    """One action as the file has it: the line it stands on and its cells by our columns."""

    line: int
    cells: dict[str, str]


@dataclass
class PlanFile:
    """What a file holds: its actions, the words before its table, and how its columns are called here."""

    rows: list[PlanRow] = field(default_factory=list)
    preamble: str = ""
    columns: dict[str, str] = field(default_factory=dict)  # ours -> as the file calls it
    passed_over: list[str] = field(default_factory=list)  # columns that we have no place for


@dataclass(frozen=True)
class TableLine:
    """A row of any table: its number, its cells, and whether one cell spans it."""

    number: int
    cells: list[str]
    spans: bool = False


def _named(cell: str) -> str:
    words = " ".join(re.sub(r"[^\w ]+", " ", cell.replace("_", " ")).casefold().split())
    return COLUMNS.get(words, "")


def header_of(cells: Iterable[str]) -> dict[str, int]:
    """Where each of our columns is; empty where the row does not name an action and one more."""
    found: dict[str, int] = {}
    for place, cell in enumerate(cells):
        if name := _named(cell):
            found.setdefault(name, place)
    return found if "action" in found and len(found) > 1 else {}


class _Collecting:
    """Takes the lines of a table one by one and knows under which objective it is."""

    def __init__(self) -> None:
        """Nothing read yet."""
        self.file, self.places = PlanFile(), dict[str, int]()
        self.number, self.title, self.count = "", "", 0
        self.titles: dict[str, str] = {}

    def objective(self, words: str) -> None:
        """An objective begins here: "Objective 1: Be heard", "1. Be heard", or its title alone."""
        words = " ".join(words.split())
        found = OBJECTIVE.match(words)
        known = next((number for number, title in self.titles.items() if title == words), "")
        number = found[1] or found[3] if found else known or self._next_number()
        self.title = (found[2] or found[4]).strip() if found else words
        if number != self.number:
            self.number, self.count = number, 0
        self.titles.setdefault(number, self.title)

    def _next_number(self) -> str:
        return str(max((int(number) for number in self.titles), default=0) + 1)

    def header(self, cells: list[str]) -> bool:
        """Whether these cells name the columns."""
        places = header_of(cells)
        if places:
            self.places = places
            self.file.columns |= {name: cells[place].strip() for name, place in places.items()}
            self.file.passed_over += [words for cell in cells if (words := " ".join(cell.split())) and not _named(cell)
                                      and words not in self.file.passed_over]
        return bool(places)

    def line(self, line: TableLine) -> None:
        """A row under the header: an objective that spans it, or an action."""
        said = [cell for cell in line.cells if cell.strip()]
        if not said or self.header(line.cells):
            return
        cells = {name: " ".join(line.cells[place].split()) if place < len(line.cells) else ""
                 for name, place in self.places.items()}
        if line.spans or (len(said) == 1 and not cells.get("ref") and "objective" not in self.places
                          and said[0] == line.cells[0]):
            self.objective(said[0])
            return
        if cells.get("objective"):
            self._by_column(cells)
        ref = re.sub(r"^(?:action\s*)?(\d+)\.(\d+)\.?$", r"\1.\2", cells.get("ref", ""), flags=re.I)
        self.count = self.count + 1 if not re.fullmatch(r"\d+\.\d+", ref) else int(ref.split(".")[1][:9])
        if not self.number and (found := re.fullmatch(r"(\d+)\.\d+", ref)):
            self.number = found[1]
        cells["ref"] = ref or f"{self.number or 1}.{self.count}"
        cells["objective"] = cells.get("objective") or self.title
        self.file.rows.append(PlanRow(line.number, cells))

    def _by_column(self, cells: dict[str, str]) -> None:
        """The objective of a column: by its own number, else by the ref's, else by its turn."""
        words, ref = cells["objective"], re.match(r"(\d+)\.\d+", cells.get("ref", ""))
        if OBJECTIVE.match(words) or not ref:
            if words not in (self.title, ""):
                self.objective(words)
            cells["objective"] = self.title
        else:
            self.number, self.title = ref[1], words
            self.titles.setdefault(ref[1], words)


def _filled_down(lines: Iterable[TableLine], place: int | None) -> Iterator[TableLine]:
    """An objective that stands in the first of its rows holds for those under it."""
    last = ""
    for line in lines:
        if place is None or line.spans or place >= len(line.cells):
            yield line
            continue
        last = line.cells[place] if line.cells[place].strip() else last
        yield TableLine(line.number, [*line.cells[:place], last, *line.cells[place + 1:]])


def collected(tables: Iterable[tuple[str, list[TableLine]]]) -> PlanFile:
    """The actions of every table that names its columns; each with the words above it that may be an objective."""
    work = _Collecting()
    for above, lines in tables:
        head = next((n for n, line in enumerate(lines[:HEADER_WITHIN]) if header_of(line.cells)), None)
        if head is None and not (work.places and above):
            continue
        if above:
            work.objective(above)
        if head is not None:
            work.header(lines[head].cells)
            for line in lines[:head]:
                if line.spans and OBJECTIVE.match(" ".join(" ".join(line.cells).split())):
                    work.objective(" ".join(line.cells))
            lines = lines[head + 1:]
        for line in _filled_down(lines, work.places.get("objective")):
            work.line(line)
    if not work.places:
        raise PlanUnreadable()
    if not work.file.rows:
        raise PlanUnreadable(N_("The table holds no actions under the names of its columns. Add them and try again."))
    if len(work.file.rows) > MOST_ROWS:
        raise PlanUnreadable(N_("The table holds more than %(most)s actions. Divide it."), most=MOST_ROWS)
    return work.file
