"""Progress that comes as a file: a row for each action of which there is news, as the export writes them."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from events.delegates import spreadsheets
from events.delegates.tables import decoded
from events.refusals import N_, Refusal
from events.written_times import parse_day

MOST_MEGABYTES = 2
MOST = 1_000  # rows
COLUMNS = {
    "ref": ("ref", "reference", "action ref", "action no", "no", "number"),
    "colour": ("colour", "color", "rag", "rating", "status"),
    "per_cent": ("per cent", "percent", "%", "% done", "per cent done", "complete"),
    "note": ("note", "notes", "news", "comment", "progress", "update"),
    "as_of": ("as of", "date", "on", "day"),
}


class ProgressUnreadable(Refusal):
    """The file is no table of progress."""

    sentence = N_("No column of it names the action and another its colour. Call them “ref” and “colour”.")
    field = "file"


class RowRefused(Refusal):
    """One row cannot be read, so none is taken."""

    sentence = N_("Row %(line)s: %(said)s. Nothing was taken from the file.")
    field = "file"


@dataclass(frozen=True)
class News:
    """What one row says of an action; `as_of` None where it names no day, `per_cent` -1 where it is no number."""

    line: int
    ref: str
    colour: str
    per_cent: int | None
    note: str
    as_of: date | None


def _lines(data: bytes) -> list[tuple[int, list[str]]]:
    if data.startswith(b"PK\x03\x04"):
        return next((list(rows) for rows in spreadsheets.sheets_of(data)), [])
    text = decoded(data)
    delimiter = max(",;\t", key=text.partition("\n")[0].count)
    lines, begins = [], 1
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        for cells in reader:
            lines.append((begins, cells))
            begins = reader.line_num + 1
    except csv.Error as error:
        raise ProgressUnreadable() from error
    return lines


def _places(cells: list[str]) -> dict[str, int]:
    names = [" ".join(cell.replace("_", " ").casefold().split()) for cell in cells]
    return {column: names.index(word) for column, words in COLUMNS.items() for word in words[::-1] if word in names}


def _number(typed: str) -> int | None:
    typed = typed.replace("%", "").strip().removesuffix(".0")
    if not typed:
        return None
    return int(typed) if typed.isdecimal() and len(typed) <= 3 else -1


def _day(line: int, typed: str) -> date | None:
    try:
        return parse_day(typed)[0] if typed else None
    except ValueError as error:
        raise RowRefused(line=line, said=f"“{typed}” is not a day") from error


def news_in(data: bytes) -> Iterator[News]:
    """The rows of a CSV file or workbook in which an action's colour stands; the rest has no news.

    Raises ProgressUnreadable or RowRefused, or what refuses such files.
    """
    lines = _lines(data)
    if len(lines) > MOST:
        raise ProgressUnreadable(N_("There are more than %(most)s rows in it."), most=f"{MOST:,}")
    places = _places(lines[0][1]) if lines else {}
    if not {"ref", "colour"} <= set(places):
        raise ProgressUnreadable()
    for line, cells in lines[1:]:
        said = {name: cells[place].strip() if place < len(cells) else "" for name, place in places.items()}
        if any(said.get(name) for name in ("colour", "per_cent", "note")):
            # A spreadsheet's export marks what it would run with an apostrophe; the words themselves have none.
            note = said.get("note", "")
            yield News(line, said["ref"].lstrip("'"), said["colour"].lower(), _number(said.get("per_cent", "")),
                       note[1:] if note[:2] in ("'=", "'+", "'-", "'@") else note, _day(line, said.get("as_of", "")))
