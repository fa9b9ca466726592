"""The plan in a file that somebody keeps: CSV, a workbook (.xlsx) or a table of a Word document (.docx).

A cell that is merged over several rows holds for each of them.
"""

import csv
import io
import zipfile
from collections.abc import Mapping

from events.delegates import spreadsheets
from events.delegates.tables import decoded
from events.files import FileTooLarge
from events.plan.plan_tables import (
    HEADER_WITHIN,
    MOST_ROWS,
    OBJECTIVE,
    PlanFile,
    PlanUnreadable,
    TableLine,
    collected,
    header_of,
)
from events.plan.word_files import OLD_OFFICE, WordRefused
from events.plan.word_readings import Block, Line, read, with_all
from events.refusals import N_

MOST_MEGABYTES = 10
NOT_CLOSED = N_("Line %(line)s cannot be read. Look for a quotation mark that is not closed.")
MOST_UNPACKED = 40_000_000  # bytes of a workbook, which is held in memory; one of 80 actions has some hundred thousand


def _of_csv(data: bytes) -> PlanFile:
    text = decoded(data)
    best: list[TableLine] = []
    for delimiter in ",;\t":
        lines, begins, last = [], 1, (1, 0)
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        try:
            for cells in reader:
                said = [cell for cell in cells if cell.strip()]
                lines.append(TableLine(begins, cells, spans=len(said) == 1 and len(cells) > 2 and cells[0] == said[0]))
                last, begins = (begins, reader.line_num - begins), reader.line_num + 1
        except csv.Error as error:
            raise PlanUnreadable(NOT_CLOSED, line=begins) from error
        if text.count('"') % 2 and last[1] > 0:  # the last record runs over several lines, to the end of the file
            raise PlanUnreadable(NOT_CLOSED, line=last[0])
        if any(header_of(line.cells) for line in lines[:HEADER_WITHIN]):
            return collected([("", lines)])
        best = best or lines
    return collected([("", best)])


def _merged(sheet) -> tuple[dict[tuple[int, int], tuple[int, int]], dict[int, int]]:
    """Cells that go on one above them, and how many columns the first cell of a row spans."""
    above: dict[tuple[int, int], tuple[int, int]] = {}
    wide: dict[int, int] = {}
    for area in sheet.merged_cells.ranges:
        for row in range(area.min_row, min(area.max_row, MOST_ROWS * 2) + 1):
            above |= {(row, column): (area.min_row, area.min_col) for column in (area.min_col,)
                      if (row, column) != (area.min_row, area.min_col)}
        if area.min_row == area.max_row:
            wide[area.min_row] = max(wide.get(area.min_row, 1), area.max_col - area.min_col + 1)
    return above, wide


def _lines_of_sheet(sheet) -> list[TableLine]:
    above, wide = _merged(sheet)
    lines = []
    most = min(sheet.max_column or 1, spreadsheets.MOST_COLUMNS)
    for number, values in enumerate(sheet.iter_rows(max_row=MOST_ROWS * 2, max_col=most, values_only=True), 1):
        cells = [spreadsheets.words_of(sheet.cell(*above[number, place]).value if (number, place) in above else value)
                 for place, value in enumerate(values, 1)]
        said = [cell for cell in cells if cell.strip()]
        if said:
            spans = len(said) == 1 and (wide.get(number, 1) > 2 or (most > 2 and cells[0] == said[0]))
            lines.append(TableLine(number, cells, spans))
    return lines


def _of_workbook(data: bytes) -> PlanFile:
    next(iter(spreadsheets.sheets_of(data)), None)  # looks at what the packed file claims to be, and refuses
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        if sum(part.file_size for part in packed.infolist()) > MOST_UNPACKED:
            raise spreadsheets.WorkbookUnreadable(spreadsheets.TOO_LARGE)
    from openpyxl import load_workbook  # 6 MB, and numpy's 13, that only the reading of a workbook needs

    try:
        book = load_workbook(io.BytesIO(data), data_only=True, keep_links=False)
        tables = [("", _lines_of_sheet(sheet)) for sheet in book.worksheets if sheet.sheet_state == "visible"]
    except Exception as error:  # whatever a hostile file makes the reader stumble over
        raise spreadsheets.WorkbookUnreadable(spreadsheets.NOT_A_WORKBOOK) from error
    return collected(tables)


def _cells_of(line: Line, before: Mapping[int, str]) -> tuple[list[str], dict[int, str]]:
    """A Word row's cells, each in its column; a cell that goes on the one above says what that says."""
    cells: list[str] = []
    held: dict[int, str] = {}
    for cell in line.cells:
        place = len(cells)
        words = before.get(place, "") if cell.merged_up else with_all(cell.said).strip()
        held[place] = words
        cells += [words, *[""] * (cell.span - 1)]
    return cells, held


def _lines_of_table(table: list[Line], first: int) -> list[TableLine]:
    lines, before = [], dict[int, str]()
    for number, line in enumerate(table, first):
        cells, before = _cells_of(line, before)
        said = [cell for cell in cells if cell.strip()]
        spans = len(said) == 1 and (len(line.cells) == 1 or max(cell.span for cell in line.cells) > 2
                                    or (len(cells) > 2 and cells[0] == said[0]))
        if said and line.taken_out is None:
            lines.append(TableLine(number, cells, spans))
    return lines


def _of_word(data: bytes) -> PlanFile:
    reading, tables, words, first = read(data), list[tuple[str, list[TableLine]]](), list[str](), 1
    preamble: list[str] = []
    for part in reading.parts:
        if isinstance(part, Block):
            said = with_all(part.said).strip()
            words += [said] if said else []
            if said and not tables and "title" not in part.style.lower() and "head" not in part.style.lower() \
                    and not OBJECTIVE.match(said):
                preamble.append(said)
            continue
        above = words[-1] if words and OBJECTIVE.match(words[-1]) else ""
        tables.append((above, _lines_of_table(part, first)))
        first, words = first + len(part), []
    found = collected(tables)
    found.preamble = "\n".join(preamble)
    return found


def read_plan(data: bytes) -> PlanFile:
    """The plan in a file, told by its bytes: CSV, a workbook (.xlsx) or a Word document (.docx).

    Raises PlanUnreadable, or what refuses such files.
    """
    if not data.strip():
        raise PlanUnreadable(N_("The file is empty. Choose it again, and check that it opens on your own computer."))
    if len(data) > MOST_MEGABYTES * 1_000_000:
        raise FileTooLarge(most=MOST_MEGABYTES, field="file")
    if data.startswith(OLD_OFFICE):
        raise WordRefused(N_("This is an older Word or Excel file, or one with a password. Open it and save it as "
                             ".docx or .xlsx, without a password."))
    if not data.startswith(b"PK\x03\x04"):
        return _of_csv(data)
    return _of_workbook(data) if b"xl/workbook.xml" in data else _of_word(data)
