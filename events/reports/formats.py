"""The kinds of files that rows are handed out as, and what writes each."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from events.reports import documents, sheets, workbooks

Rows = Iterable[Sequence[object]]
Write = Callable[[BinaryIO, str, Sequence[str], Rows], None]  # to, title, columns, rows
Lines = Callable[[Sequence[str], Rows], Iterator[str]]


@dataclass(frozen=True)
class Format:
    """A kind of file: what it is called, its media type, and what writes it.

    `lines` writes it as text line by line, where it is text.
    """

    name: str
    media_type: str
    write: Write
    lines: Lines | None = None


def _text(lines: Lines) -> Write:
    def write(out: BinaryIO, title: str, columns: Sequence[str], rows: Rows) -> None:
        for piece in lines(columns, rows):
            out.write(piece.encode())

    return write


FORMATS = {
    "csv": Format("CSV", "text/csv", _text(sheets.csv_lines), sheets.csv_lines),
    "xlsx": Format("Excel", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", workbooks.write),
    "json": Format("JSON", "application/json", _text(sheets.json_lines), sheets.json_lines),
    "docx": Format("Word", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", documents.write),
}
