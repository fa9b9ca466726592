"""Rows as a workbook (.xlsx, ECMA-376), written row by row: memory does not grow with their number."""

import re
from collections.abc import Iterable, Sequence
from typing import BinaryIO

import xlsxwriter

from events import files
from events.reports.sheets import RUNS

MOST_LETTERS = 32_767  # in one cell; a longer one would be left out by every spreadsheet
CUT = " … (cut: the whole text is in the CSV file)"
WIDTHS = {"text": 60, "translation": 40, "reason": 40, "answer": 40, "email": 28, "name": 24, "organisation": 28,
          "agenda_item": 30, "themes": 28, "before": 50, "after": 50, "action": 50, "objective": 40}
# What XML cannot hold (XML 1.0, section 2.2).
ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def cell_words(value: object) -> str:
    """A value as a cell may hold it: no character that XML forbids, and cut where a cell is full."""
    words = ILLEGAL.sub("", str(value))
    return words if len(words) <= MOST_LETTERS else words[:MOST_LETTERS - len(CUT)] + CUT


def write(out: BinaryIO, title: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """A workbook of one sheet, its head frozen and to be filtered by.

    Every word is written as words: nothing becomes a formula, a link or a number, and what a spreadsheet would run if
    it were typed keeps the mark of words when it is edited or saved as something else.
    """
    with files.working_folder(files.EXPORTS) as folder:
        book = xlsxwriter.Workbook(out, {
            "constant_memory": True, "tmpdir": str(folder), "strings_to_formulas": False, "strings_to_urls": False,
            "strings_to_numbers": False,
        })
        book.set_properties({"title": ILLEGAL.sub("", title)})
        head = book.add_format({"bold": True, "bottom": 2, "valign": "top"})
        plain, marked = book.add_format({"valign": "top"}), book.add_format({"valign": "top", "quote_prefix": True})
        sheet = book.add_worksheet()
        for place, name in enumerate(columns):
            sheet.set_column(place, place, WIDTHS.get(name, 16))
        sheet.freeze_panes(1, 1)
        for place, name in enumerate(columns):
            sheet.write_string(0, place, name, head)
        last = 0
        for last, row in enumerate(rows, start=1):
            for place, value in enumerate(row):
                if isinstance(value, int | float):
                    sheet.write_number(last, place, value, plain)
                elif value not in ("", None):
                    words = cell_words(value)
                    sheet.write_string(last, place, words, marked if RUNS.match(words) else plain)
        sheet.autofilter(0, 0, last, len(columns) - 1)
        book.close()
