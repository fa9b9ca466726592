"""Comments as reviewing bodies send them: rows of a table, words of a mail, or comments in a Word file."""

import csv
import io
import re
from collections.abc import Iterable
from dataclasses import dataclass

from events.delegates import spreadsheets
from events.delegates.tables import decoded
from events.plan.marked_plans import Marked
from events.plan.placings import place
from events.plan.understandings import comment_words
from events.plan.word_readings import Reading, with_all
from events.refusals import N_, Refusal

MOST = 500  # comments in one file or paste
COLUMNS = {
    "ref": ("ref", "reference", "comment ref", "no", "number", "id"),
    "action": ("plan ref", "action", "action ref", "plan_ref", "action no", "on"),
    "text": ("comment", "comments", "text", "words", "feedback", "response"),
    "kind": ("kind", "type", "category"),
    "who": ("who", "author", "from", "name", "reviewer"),
}
# How a line may begin that names its action: "3.2: ...", "Action 3.2 - ...".
NAMED = re.compile(r"^(?:[-*•]\s+)?(?:action\s+)?(\d{1,3}\.\d{1,3})(?:\s*[:–—-]\s*|\.?\s+)(?=\S)", re.I)


class NoComments(Refusal):
    """Nothing in it can be read as a comment."""

    sentence = N_("No comment was found in it.")
    field = "file"


@dataclass(frozen=True)
class Found:
    """One comment as it came: the line or place in the file, its ref where it has one, the action it names."""

    line: int
    text: str
    action: str = ""
    ref: str = ""
    kind: str = ""
    who: str = ""


def _header(cells: list[str]) -> dict[str, int]:
    """Which column holds what; empty where the row names no column of comments."""
    names = [" ".join(cell.replace("_", " ").casefold().split()) for cell in cells]
    found = {}
    for column, words in COLUMNS.items():
        known = [word.replace("_", " ") for word in words]
        place = next((names.index(word) for word in known if word in names), None)
        if place is not None:
            found[column] = place
    return found if "text" in found and len(found) > 1 else {}


def _table(text: str) -> list[Found] | None:
    """The comments of a table with a header, divided by commas, semicolons or tabs; None where it is none."""
    for delimiter in ",\t;":
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
        first = next((row for row in rows if any(cell.strip() for cell in row)), [])
        places = _header(first)
        if not places:
            continue
        found = []
        for line, row in enumerate(rows, 1):
            cells = {name: " ".join(row[place].split()) if place < len(row) else "" for name, place in places.items()}
            if row is not first and any(cells.values()):
                found.append(Found(line, cells["text"], cells.get("action", ""), cells.get("ref", ""),
                                   cells.get("kind", ""), cells.get("who", "")))
        return found
    return None


def _paragraphs(text: str) -> Iterable[tuple[int, str]]:
    """Words divided by empty lines; by lines where there is no empty one."""
    lines = text.split("\n")
    if not any(not line.strip() for line in lines[1:-1]):
        yield from ((number, line.strip()) for number, line in enumerate(lines, 1) if line.strip())
        return
    begun, words = 0, []
    for number, line in enumerate([*lines, ""], 1):
        if line.strip():
            begun = begun or number
            words.append(line.strip())
        elif words:
            yield begun, " ".join(words)
            begun, words = 0, []


def comments_in_words(text: str) -> list[Found]:
    """The comments of a CSV file, of cells pasted from a spreadsheet, or of a mail: a paragraph each.

    A paragraph that begins with an action's number is about that action. Raises NoComments.
    """
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    try:
        found = _table(text)
    except csv.Error:
        found = None
    if found is None:
        found = []
        for line, words in _paragraphs(text):
            named = NAMED.match(words)
            found.append(Found(line, words[named.end():] if named else words, named[1] if named else ""))
    if not found:
        raise NoComments()
    if len(found) > MOST:
        raise NoComments(N_("There are more than %(most)s comments in it. Divide it."), most=MOST)
    return found


def comments_in_table(data: bytes) -> list[Found]:
    """The comments of a CSV file or a workbook, whichever program wrote it.

    Raises NoComments, or what refuses such files.
    """
    if not data.startswith(b"PK\x03\x04"):
        return comments_in_words(decoded(data))
    text = io.StringIO(newline="")
    for rows in spreadsheets.sheets_of(data):
        csv.writer(text).writerows(cells for _line, cells in rows)
        break
    return comments_in_words(text.getvalue())


def comments_in_word(reading: Reading, marked: Marked) -> list[Found]:
    """The comments in the margin of a Word file, each on the action it stands at. Raises NoComments.

    Comments that we wrote into the file ourselves are left out.
    """
    placed = place(reading, marked)
    ours = {source.label for source in marked.sources.values()}
    found = []
    for number, comment in enumerate(reading.comments, 1):
        if comment.author in ours or not comment.words:
            continue
        key, _field = placed.blocks.get(id(comment.block), ("", ""))
        words = comment_words(comment)
        if not key and comment.block is not None:
            named = NAMED.match(with_all(comment.block.said).strip() + " .")
            key = named[1] if named else ""
        when = comment.moment[:10] if re.match(r"\d{4}-\d\d-\d\d", comment.moment) else ""
        found.append(Found(number, words, key, who=", ".join(filter(None, (comment.author, when)))))
    if not found:
        raise NoComments(N_("No comment of anybody else stands in this Word file."))
    return found
