"""Contact lists as councils have them: encodings, delimiters and workbooks read into plain cells."""

import csv
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain, islice

import charset_normalizer

from events.delegates import columns, spreadsheets
from events.delegates.addresses import cleaned
from events.refusals import N_, Refusal

MOST_BYTES = 5_000_000
MOST_RECORDS = 50_000
HEADER_WITHIN = 10  # rows: a list may have a title above its columns' names
# The code pages that spreadsheets in this country write; the first that reads as well as any wins.
CODE_PAGES = ["cp1252", "mac_roman", "cp1251", "cp1256"]
DELIMITERS = ",;\t|"
JOINED = " ::: "  # how Google puts several values into one cell

Line = tuple[int, list[str]]  # where a record begins (the first line is 1), and its cells


class ListUnreadable(Refusal):
    """The file as a whole cannot be read as a list of people."""

    field = "file"


@dataclass(frozen=True)
class Record:
    """One record of a list: the line where it begins (header 1) and its cells by our column names."""

    line: int
    cells: dict[str, str] = field(default_factory=dict)
    surplus: bool = False  # more cells than there are columns: a comma without quotes
    headers: dict[str, str] = field(default_factory=dict)  # ours -> what the file calls the column

    def __getitem__(self, name: str) -> str:
        """A cell, cleaned; empty where the list has no such column."""
        return self.cells.get(name, "")

    @property
    def name(self) -> str:
        """Who it is, from one column or from several."""
        parts = " ".join(self[part] for part in ("first", "middle", "last") if self[part])
        return self["name"] or parts or re.sub(r"\s*\([^()]*@[^()]*\)$", "", self["shown_as"])


def decoded(data: bytes) -> str:
    """The words of a file, whichever program wrote it. Raises ListUnreadable for an old spreadsheet or a picture."""
    if data[:4] == b"\xd0\xcf\x11\xe0":
        raise ListUnreadable(N_("This is an old spreadsheet file, or one with a password. Open it, choose Save as, "
                                "pick Excel workbook (.xlsx) or CSV, without a password, and bring that file."))
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", "replace")
    if b"\x00" in data:
        for zeros, encoding in ((data[1::2], "utf-16-le"), (data[::2], "utf-16-be")):
            if zeros.count(0) > 0.7 * len(zeros):
                return data.decode(encoding, "replace")
        raise ListUnreadable(N_("This is not a list in CSV. Save your list as CSV and bring that file."))
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        guesses = charset_normalizer.from_bytes(data, cp_isolation=CODE_PAGES)
        least = min((guess.chaos for guess in guesses), default=0.0)
        found = {guess.encoding for guess in guesses if guess.chaos <= least}
        chosen = next((page for page in CODE_PAGES if page in found), "cp1252")
        return data.decode(chosen, "replace")


def _delimiter_of(text: str) -> str:
    """What divides the cells: with it, the first rows have the most columns that we know."""

    def worth(delimiter: str) -> tuple[int, int]:
        reader = csv.reader(io.StringIO(text[:60_000], newline=""), delimiter=delimiter)
        try:
            rows = [cells for cells in islice(reader, HEADER_WITHIN) if any(cells)]
        except csv.Error:
            return 0, 0
        return max((len(columns.places_of(cells)) for cells in rows), default=0), max(map(len, rows), default=0)

    return max(DELIMITERS, key=worth)


def _unclosed(line: int) -> ListUnreadable:
    sentence = N_("Line %(line)s cannot be read. Look for a quotation mark that is not closed.")
    return ListUnreadable(sentence, line=line)


def _rows(text: str) -> Iterator[Line]:
    """Every row that is not empty."""
    begins = 1
    if said := re.match(r"(?i)sep=(.)\r?\n", text):  # Excel's own hint
        text, begins = text[said.end():], 2
    before = begins - 1
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=said[1] if said else _delimiter_of(text))
    last = (begins, 0)
    try:
        for cells in reader:
            last = (begins, reader.line_num + before - begins)
            if any(cell.strip() for cell in cells):
                yield begins, cells
            begins = reader.line_num + before + 1
    except csv.Error as error:
        raise _unclosed(begins) from error
    if text.count('"') % 2 and last[1] > 0:  # the last record runs over several lines, to the end of the file
        raise _unclosed(last[0])


def _headed(rows: Iterable[Line]) -> tuple[Line, Iterator[Line]]:
    """The row that names the columns, and those after it. Raises ListUnreadable where none does."""
    rows = iter(rows)
    first = list(islice(rows, HEADER_WITHIN))
    for number, row in enumerate(first):
        if columns.name_people(columns.places_of(row[1])):
            return row, chain(first[number + 1:], rows)
    if not first:
        raise ListUnreadable(N_("This file is empty."))
    raise ListUnreadable(
        N_("The first line must name the columns, with at least name and email. It says: %(header)s"),
        header=", ".join(cleaned(cell) for cell in first[0][1])[:200],
    )


def _read(data: bytes) -> tuple[Line, Iterator[Line]]:
    """The header and the rows of a file: of a workbook, those of the first sheet that has a header."""
    if data[:4] != b"PK\x03\x04":
        return _headed(_rows(decoded(data)))
    why = ListUnreadable(N_("This file is empty."))
    for rows in spreadsheets.sheets_of(data):
        try:
            return _headed(rows)
        except ListUnreadable as problem:
            why = problem if problem.values or not why.values else why
    raise why


def _first_said(cells: list[str], places: list[int]) -> str:
    """The first of several cells that says anything; of values joined in one cell, all."""
    return next((words for place in places if place < len(cells) and (words := cleaned(cells[place]))), "")


def _address_of(cells: list[str], whole: list[int], groups: list[list[int]]) -> str:
    """An address, a line each, from one cell or from its parts."""
    for place in whole:
        if place < len(cells) and cells[place].strip():
            return "\n".join(line for part in cells[place].splitlines() if (line := cleaned(part)))
    for places in groups:
        parts = [cleaned(cells[place]) for place in places if place < len(cells)]
        lines = [part for part in parts if part and part.casefold() not in columns.COUNTRIES_LEFT_OUT]
        if lines:
            return "\n".join(dict.fromkeys(lines))
    return ""


def records_of(data: bytes) -> list[Record]:
    """Every record of a contact list. Raises ListUnreadable, in a sentence that says what to do."""
    if len(data) > MOST_BYTES:
        raise ListUnreadable(N_("This list is larger than 5 MB. Divide it and bring the parts one after another."))
    (_line, header), rows = _read(data)
    places, groups = columns.places_of(header), columns.address_places_of(header)
    whole = places.pop("address", [])
    headers = {ours: cleaned(header[found[0]]) for ours, found in places.items()}
    records = []
    for line, cells in rows:
        values = {ours: _first_said(cells, found) for ours, found in places.items()}
        values["address"] = _address_of(cells, whole, groups)
        values["phone"] = values.get("phone", "").split(JOINED)[0]
        surplus = len(cells) > len(header) and any(cell.strip() for cell in cells[len(header):])
        records.append(Record(line, values, surplus=surplus, headers=headers))
        if len(records) > MOST_RECORDS:
            raise ListUnreadable(N_("This list has more than 50,000 rows. Divide it and bring the parts one after "
                                    "another."))
    return records
