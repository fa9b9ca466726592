"""Rows as CSV or JSON, line by line, safe to open in a spreadsheet."""

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Sequence

# A spreadsheet runs a cell that begins so; an apostrophe before it makes it words. Words that begin
# with apostrophes and then so get one too, so that taking one off always gives back what was there.
RUNS = re.compile(r"'*[=+\-@\t\r\n\0]")
MARK = "\ufeff"  # without it the usual spreadsheet reads UTF-8 as something else


def defused(value: object) -> object:
    """A cell that no spreadsheet will take for a formula. Numbers stay numbers."""
    if isinstance(value, str):
        clean = value.replace("\0", "")
        return f"'{clean}" if RUNS.match(value) else clean
    return "" if value is None else value


def csv_lines(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    """A header and the rows as CSV (RFC 4180), with a byte order mark in front."""
    page = io.StringIO()
    writer = csv.writer(page)
    page.write(MARK)
    writer.writerow(columns)
    for row in rows:
        writer.writerow([defused(value) for value in row])
        if page.tell() > 1 << 15:
            yield page.getvalue()
            page.seek(0)
            page.truncate()
    yield page.getvalue()


def json_lines(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    """The rows as one JSON list of objects, one on a line."""
    before = "[\n"
    for row in rows:
        yield before + json.dumps(dict(zip(columns, row, strict=True)), ensure_ascii=False)
        before = ",\n"
    yield "[]\n" if before == "[\n" else "\n]\n"
