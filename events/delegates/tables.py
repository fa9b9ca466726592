"""Contact lists as councils have them: encodings, delimiters and column names read into plain cells."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, field

import charset_normalizer

from events.delegates.addresses import cleaned
from events.refusals import N_, Refusal

MOST_BYTES = 5_000_000
# The code pages that spreadsheets in this country write; the first that reads as well as any wins.
CODE_PAGES = ["cp1252", "mac_roman", "cp1251", "cp1256"]

COLUMNS: dict[str, tuple[str, ...]] = {
    "name": ("name", "full name", "display name", "contact name", "contact", "attendee name", "e-mail display name"),
    "first": ("first name", "first", "forename", "given name", "first_name"),
    "last": ("last name", "last", "surname", "family name", "last_name"),
    "email": ("email", "e-mail", "e mail", "email address", "e-mail address", "mail", "e-mail 1 - value",
              "attendee email"),
    "organisation": ("organisation", "organization", "company", "organization name", "organisation name", "employer",
                     "affiliation", "body"),
    "role": ("role", "job title", "position", "job", "organization title", "organisation title"),
    "partnerships": ("partnerships", "partnership", "groups", "group", "labels", "categories"),
    "phone": ("phone", "telephone", "phone number", "telephone number", "tel", "business phone", "phone 1 - value",
              "mobile", "mobile phone", "home phone"),
    "access_needs": ("access_needs", "access needs", "needs", "access requirements", "access"),
    "language": ("language", "lang", "preferred language"),
}


class ListUnreadable(Refusal):
    """The file as a whole cannot be read as a list of people."""

    field = "file"


@dataclass(frozen=True)
class Record:
    """One record of a list: the line where it begins (header 1) and its cells by our column names."""

    line: int
    cells: dict[str, str] = field(default_factory=dict)
    surplus: bool = False  # more cells than there are columns: a comma without quotes

    def __getitem__(self, name: str) -> str:
        """A cell, cleaned; empty where the list has no such column."""
        return self.cells.get(name, "")


def decoded(data: bytes) -> str:
    """The words of a file, whichever program wrote it. Raises ListUnreadable for a spreadsheet or a picture."""
    if data[:4] in (b"PK\x03\x04", b"\xd0\xcf\x11\xe0"):
        raise ListUnreadable(N_("This is a spreadsheet file. Open it, choose Save as, pick CSV, and bring that file."))
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", "replace")
    if b"\x00" in data:
        raise ListUnreadable(N_("This is not a list in CSV. Save your list as CSV and bring that file."))
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        guesses = charset_normalizer.from_bytes(data, cp_isolation=CODE_PAGES)
        least = min((guess.chaos for guess in guesses), default=0.0)
        found = {guess.encoding for guess in guesses if guess.chaos <= least}
        chosen = next((page for page in CODE_PAGES if page in found), "cp1252")
        return data.decode(chosen, "replace")


def _columns_of(header: list[str]) -> dict[str, int]:
    names = [cleaned(cell).lower() for cell in header]
    return {
        ours: names.index(next(word for word in words if word in names))
        for ours, words in COLUMNS.items() if any(word in names for word in words)
    }


def _delimiter_of(line: str) -> str:
    return max(",;\t|", key=line.count)


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """(line where the record begins, cells) of every row that is not empty."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter_of(first))
    begins = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield begins, cells
            begins = reader.line_num + 1
    except csv.Error as error:
        raise ListUnreadable(
            N_("Line %(line)s cannot be read. Look for a quotation mark that is not closed."), line=begins
        ) from error


def records_of(data: bytes) -> list[Record]:
    """Every record of a contact list. Raises ListUnreadable, in a sentence that says what to do."""
    if len(data) > MOST_BYTES:
        raise ListUnreadable(N_("This list is larger than 5 MB. Divide it and bring the parts one after another."))
    rows = _rows(decoded(data))
    header = next(rows, None)
    if header is None:
        raise ListUnreadable(N_("This file is empty."))
    columns = _columns_of(header[1])
    if not ({"name"} & columns.keys() or {"first", "last"} & columns.keys()):
        raise ListUnreadable(
            N_("The first line must name the columns, with at least name and email. It says: %(header)s"),
            header=", ".join(cleaned(cell) for cell in header[1])[:200],
        )
    return [
        Record(
            line,
            {name: cleaned(cells[place]) for name, place in columns.items() if place < len(cells)},
            surplus=len(cells) > len(header[1]) and any(cell.strip() for cell in cells[len(header[1]):]),
        )
        for line, cells in rows
    ]
