"""Workbooks (.xlsx) read into rows of words, with care: they are packed files that anybody can have made."""

import io
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time

from events.refusals import N_, Refusal

MOST_UNPACKED = 150_000_000  # bytes that a workbook may say it unpacks to
MOST_SHARED = 40_000_000  # of these, its table of words, which is held in memory
MOST_PARTS = 500
MOST_COLUMNS = 150  # what stands further to the right is no column of a contact list
MOST_EMPTY = 10_000  # so many empty rows end a list: a sheet may be formatted down to row 1,048,576
# A formula that was never worked out: no program of a person's saved this file.
NO_VALUE = "=?"


class WorkbookUnreadable(Refusal):
    """The workbook cannot be read, or is too dangerous to."""

    field = "file"


NOT_A_WORKBOOK = N_("This spreadsheet cannot be read. Open it, choose Save as, pick Excel workbook (.xlsx) or CSV, and "
                    "bring that file.")
TOO_LARGE = N_("This spreadsheet unpacks to far more than a list of people. Copy the list into a new one and bring "
               "that.")


def _check(data: bytes) -> None:
    """Refuse a packed file that is no workbook, or that unpacks to more than a list can be."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            parts = packed.infolist()
            opening = [packed.open(part).read(2000) for part in parts[:MOST_PARTS] if part.filename.endswith(".xml")]
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError, ValueError) as error:
        raise WorkbookUnreadable(NOT_A_WORKBOOK) from error
    names = {part.filename for part in parts}
    if "xl/workbook.xml" not in names or any(b"<!DOCTYPE" in words or b"<!ENTITY" in words for words in opening):
        raise WorkbookUnreadable(NOT_A_WORKBOOK)
    shared = sum(part.file_size for part in parts if "sharedstrings" in part.filename.lower())
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED or shared > MOST_SHARED:
        raise WorkbookUnreadable(TOO_LARGE)


def words_of(value: object) -> str:
    """A cell as it would be typed: a date as 2009-05-20, a whole number without a point."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "minutes")
    return value.isoformat() if isinstance(value, date | time) else str(value)


def _has_formulas(data: bytes) -> bool:
    """Whether any sheet holds a formula; most lists hold none, and are read only once then."""
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        for part in packed.namelist():
            if not part.startswith("xl/worksheets/"):
                continue
            before = b""
            with packed.open(part) as words:
                while piece := words.read(1 << 20):
                    if b"<f>" in before + piece or b"<f " in before + piece or b"<f/" in before + piece:
                        return True
                    before = piece[-2:]
    return False


def _cells_of(values: tuple, written: tuple) -> list[str]:
    """A row's cells as words, the empty ones at its end left out; `written` holds its formulas."""
    cells = [words_of(value) for value in values]
    for place, formula in enumerate(written):
        if isinstance(formula, str) and formula.startswith("=") and not cells[place]:
            cells[place] = NO_VALUE
    while cells and not cells[-1].strip():
        cells.pop()
    return cells


def _rows_of(sheet, formulas) -> Iterator[tuple[int, list[str]]]:
    try:
        sheet.reset_dimensions()  # what a sheet says of its size need not be true
        written: Iterator[tuple] = iter(())
        if formulas is not None:
            formulas.reset_dimensions()
            written = formulas.iter_rows(max_col=MOST_COLUMNS, values_only=True)
        empty = 0
        for line, values in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS, values_only=True), 1):
            cells = _cells_of(values, next(written, ()))
            empty = 0 if cells else empty + 1
            if empty > MOST_EMPTY:
                return
            if cells:
                yield line, cells
    except Exception as error:  # whatever a hostile file makes the reader stumble over
        raise WorkbookUnreadable(NOT_A_WORKBOOK) from error


def _open(data: bytes, *, values: bool):
    from openpyxl import load_workbook  # 6 MB that only the reading of a workbook needs

    try:
        return load_workbook(io.BytesIO(data), read_only=True, data_only=values, keep_links=False)
    except Exception as error:  # as above
        raise WorkbookUnreadable(NOT_A_WORKBOOK) from error


def sheets_of(data: bytes) -> Iterator[Iterator[tuple[int, list[str]]]]:
    """The rows, (number, cells), of each sheet that is shown, empty rows left out. Raises WorkbookUnreadable.

    A formula counts as what it came to when the file was last saved; one that never came to anything
    is `NO_VALUE`.
    """
    _check(data)
    book = _open(data, values=True)
    formulas = _open(data, values=False) if _has_formulas(data) else None
    for sheet in book.worksheets:
        if sheet.sheet_state == "visible":
            yield _rows_of(sheet, formulas[sheet.title] if formulas else None)
