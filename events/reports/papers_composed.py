"""A report as it is printed: headings, numbered paragraphs and tables as plain values, kept as they were made final.

Every form of it (Word, PDF, page, JSON) is written from this, so that they cannot disagree.
"""

from dataclasses import asdict, dataclass, field

from events.plan.redlines import Part

Cell = list[Part]


@dataclass
class Line:
    """One paragraph: kind "paragraph", "point", "subheading", "recommendation" or "marking"; `number` if it has one."""

    kind: str
    text: str
    number: int | None = None


@dataclass
class Section:
    """A heading with its lines. `note` says under it who cleared the text."""

    key: str
    title: str
    level: int
    lines: list[Line] = field(default_factory=list)
    note: str = ""


@dataclass
class TableRow:
    """Cells of redline parts; `remark` is the key of whose words or name stand in it, if any do.

    A remark's key, or "advice 12" and "adviser 3".
    """

    cells: list[Cell]
    remark: str = ""


@dataclass
class Table:
    """A table with its heading; `about` tells a screen reader what is in it."""

    title: str
    about: str
    columns: list[str]
    shares: list[int]  # of the width, in hundredths
    rows: list[TableRow] = field(default_factory=list)


@dataclass
class AppendixShown:
    """An appendix: its title, what is to be known first, its tables."""

    title: str
    lines: list[Line] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    is_wide: bool = False


@dataclass
class Paper:
    """One part of a report, ready to be printed."""

    title: str
    part: str  # of ReportPart
    marking: str = ""  # "Not for publication …"
    facts: list[tuple[str, str]] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)
    appendices: list[AppendixShown] = field(default_factory=list)
    is_draft: bool = True


def plain(words: str) -> Cell:
    """A cell of plain words."""
    return [("equal", words)] if words else []


def words_of(cell: Cell) -> str:
    """What a cell says now: inserted words taken in, deleted ones left out."""
    return "".join(words for act, words in cell if act != "delete")


def to_plain(paper: Paper) -> dict:
    """A paper as JSON keeps it."""
    return asdict(paper)


def _table(found: dict) -> Table:
    rows = [TableRow([[(act, words) for act, words in cell] for cell in row["cells"]], row["remark"])
            for row in found["rows"]]
    return Table(found["title"], found["about"], found["columns"], found["shares"], rows)


def _lines(found: list[dict]) -> list[Line]:
    return [Line(**line) for line in found]


def from_plain(found: dict) -> Paper:
    """The same paper again."""
    sections = [Section(row["key"], row["title"], row["level"], _lines(row["lines"]), row["note"])
                for row in found["sections"]]
    appendices = [AppendixShown(row["title"], _lines(row["lines"]), [_table(table) for table in row["tables"]],
                                row["is_wide"]) for row in found["appendices"]]
    return Paper(found["title"], found["part"], found["marking"], [(label, value) for label, value in found["facts"]],
                 sections, appendices, found["is_draft"])
