"""Taking in a plan, its words in plain language, and a reviewing body's comments, from CSV files."""

import csv
from collections.abc import Iterable, Mapping

from sqlalchemy import delete

from events import clock, history
from events.database import db
from events.event import Event
from events.plan import queries
from events.plan.fingerprints import fingerprint
from events.plan.models import Action, ActionPlan, ExternalComment, Gate, Objective, PlanVersion
from events.plan.states import GateKind, VersionState
from events.refusals import N_, Refusal

# The columns of a plan's file, in the order people write them, and the longest value of each.
PLAN_COLUMNS = {"ref": 12, "objective": 300, "action": 4000, "lead": 200, "partners": 1000, "due": 40,
                "success_measure": 2000, "indicator": 80}
COMMENT_COLUMNS = {"ref": 20, "plan_ref": 12, "comment": 8000, "kind": 20}
MUST_HAVE = ("ref", "objective", "action")


class FileRefused(Refusal):
    """A file cannot be taken in: says which line, which column and what to do."""

    field = "file"


class NoHeader(FileRefused):
    """The first line does not name the columns."""

    sentence = N_("Line 1 does not name the column %(column)s. The first line must be: %(columns)s.")


class CellRefused(FileRefused):
    """One cell is missing or too long, or names something that is not there."""

    sentence = N_("Line %(line)s, column %(column)s cannot be read.")


NO_ACTION = N_("Line %(line)s, column %(column)s: the plan has no action %(key)s.")
TWICE = N_("Line %(line)s, column %(column)s: %(ref)s stands here a second time. Each ref stands once.")


class NothingInFile(FileRefused):
    """There is a header and nothing under it."""

    sentence = N_("The file holds no lines under its header. Add the lines and try again.")


class KeyTaken(Refusal):
    """There is a plan of that key already."""

    sentence = N_("There is a plan with the key %(key)s already. Choose another key.")
    field = "key"


def read_rows(stream: Iterable[str], columns: Iterable[str]) -> list[tuple[int, dict[str, str]]]:
    """The rows of a CSV file with the line each begins on; empty rows are left out.

    `stream` gives lines of text. Raises NoHeader, NothingInFile or CellRefused.
    """
    lines = (line.removeprefix("\ufeff") if place == 0 else line for place, line in enumerate(stream))
    table = csv.reader(lines)
    header = [name.strip() for name in next(table, [])]
    for column in columns:
        if column not in header:
            raise NoHeader(column=column, columns=",".join(columns))
    rows, begins = [], table.line_num + 1
    for cells in table:
        line, begins = begins, table.line_num + 1
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) > len(header):
            raise CellRefused(N_("Line %(line)s, column %(column)s: there are more cells than columns. "
                                 "Put words with commas in quotation marks."), line=line, column=len(header) + 1)
        cells += [""] * (len(header) - len(cells))
        rows.append((line, {name: " ".join(cell.split()) for name, cell in zip(header, cells, strict=True)}))
    if not rows:
        raise NothingInFile()
    return rows


def _check_cells(line: int, row: Mapping[str, str], limits: Mapping[str, int], needed: Iterable[str]) -> None:
    for column in needed:
        if not row[column]:
            raise CellRefused(N_("Line %(line)s, column %(column)s: this cell is empty. Fill it in."),
                              line=line, column=column)
    for column, most in limits.items():
        if len(row[column]) > most:
            raise CellRefused(N_("Line %(line)s, column %(column)s: keep this to %(most)s characters or fewer."),
                              line=line, column=column, most=most)


def _plain_words(stream: Iterable[str] | None, refs: set[str]) -> dict[str, str]:
    if stream is None:
        return {}
    found = {}
    for line, row in read_rows(stream, ("ref", "in_plain_words")):
        if row["ref"] not in refs:
            raise CellRefused(NO_ACTION, line=line, column="ref", key=row["ref"])
        found[row["ref"]] = row["in_plain_words"]
    return found


def check_row(line: int, row: Mapping[str, str], *, titles: dict[str, str], seen: set[str]) -> None:
    """Check one action of a plan, with what those before it say: objectives' `titles` by number, and refs `seen`.

    Raises CellRefused.
    """
    _check_cells(line, row, PLAN_COLUMNS, MUST_HAVE)
    number, _, rest = row["ref"].partition(".")
    if not (number.isdigit() and rest.isdigit()):
        raise CellRefused(N_("Line %(line)s, column %(column)s: write it as objective and action, like 3.2."),
                          line=line, column="ref")
    if row["ref"] in seen:
        raise CellRefused(TWICE, line=line, column="ref", ref=row["ref"])
    if titles.setdefault(number, row["objective"]) != row["objective"]:
        raise CellRefused(N_("Line %(line)s, column %(column)s: objective %(number)s was called “%(title)s” "
                             "further up. Give both lines the same title."),
                          line=line, column="objective", number=number, title=titles[number])
    seen.add(row["ref"])


def read_plan(stream: Iterable[str], plain_words: Iterable[str] | None = None) -> list[dict[str, str]]:
    """The actions of a plan's file as mappings of its columns and `in_plain_words`. Raises FileRefused."""
    rows: list[dict[str, str]] = []
    titles: dict[str, str] = {}
    seen: set[str] = set()
    for line, row in read_rows(stream, PLAN_COLUMNS):
        check_row(line, row, titles=titles, seen=seen)
        rows.append(row)
    phrases = _plain_words(plain_words, seen)
    return [row | {"in_plain_words": phrases.get(row["ref"], row.get("in_plain_words") or "")} for row in rows]


def _build(version: PlanVersion, rows: list[dict[str, str]]) -> None:
    objectives: dict[str, Objective] = {}
    for row in rows:
        number = row["ref"].partition(".")[0]
        if number not in objectives:
            objectives[number] = Objective(number=number, title=row["objective"], position=len(objectives) + 1)
            version.objectives.append(objectives[number])
        objectives[number].actions.append(Action(
            key=row["ref"], ref=row["ref"], text=row["action"], lead=row["lead"], partners=row["partners"],
            due=row["due"], measure=row["success_measure"], indicator=row["indicator"],
            in_plain_words=row["in_plain_words"], position=len(objectives[number].actions) + 1))


def freeze(version: PlanVersion) -> None:
    """Close a version: from here on nothing in it changes, and its fingerprint stands for it."""
    db.session.flush()  # its text is inserted while it is still a draft; frozen, it takes none
    version.fingerprint = fingerprint(version)
    version.frozen_at = clock.now()
    version.state = VersionState.FROZEN


def import_plan(
    stream: Iterable[str], *, key: str, title: str, events: Iterable[Event], by,
    plain_words: Iterable[str] | None = None, preamble: str = "", gates: Iterable[Mapping[str, str]] = (),
) -> ActionPlan:
    """Take in a plan: its version 1, frozen, with its gates open.

    `stream` gives the lines of a CSV file with the columns of PLAN_COLUMNS (and `in_plain_words`, or
    that in a file of its own); `gates` are mappings with key, title, detail and kind. Raises FileRefused or KeyTaken.
    """
    if queries.plan_by_key(key) is not None:
        raise KeyTaken(key=key)
    rows = read_plan(stream, plain_words)
    now = clock.now()
    plan = ActionPlan(key=key, title=title, created_at=now, events=list(events))
    version = PlanVersion(number=1, preamble=preamble, made_at=now, state=VersionState.DRAFT,
                          made_by_id=getattr(by, "id", None))
    plan.versions.append(version)
    _build(version, rows)
    for position, gate in enumerate(gates, 1):
        version.gates.append(Gate(key=gate["key"], kind=GateKind(gate.get("kind", GateKind.OTHER)), title=gate["title"],
                                  detail=gate.get("detail", ""), position=position))
    db.session.add(plan)
    freeze(version)
    history.record(plan, "plan imported", by=by)
    return plan


def import_external_comments(plan: ActionPlan, stream: Iterable[str], *, source: str, by) -> list[ExternalComment]:
    """Take in a reviewing body's comments on the draft, line by line, from CSV. Raises FileRefused."""
    known = {comment.ref for comment in queries.comments_of(plan)}
    keys = {action.key for action in queries.actions_of(queries.latest(plan))}
    made = []
    for line, row in read_rows(stream, COMMENT_COLUMNS):
        _check_cells(line, row, COMMENT_COLUMNS, ("ref", "comment"))
        if row["ref"] in known:
            raise CellRefused(TWICE, line=line, column="ref", ref=row["ref"])
        if row["plan_ref"] and row["plan_ref"] not in keys:
            raise CellRefused(NO_ACTION, line=line, column="plan_ref", key=row["plan_ref"])
        known.add(row["ref"])
        made.append(ExternalComment(
            plan=plan, ref=row["ref"], source=source, action_key=row["plan_ref"], text=row["comment"],
            kind=row["kind"], position=len(known)))
    db.session.add_all(made)
    history.record(plan, "comments imported", by=by)
    return made


def forget_plan(plan: ActionPlan, *, by) -> None:
    """Take a plan away with all that hangs on it: for an example that is loaded again."""
    history.record(plan, "plan taken away", by=by)
    db.session.execute(delete(ActionPlan).where(ActionPlan.id == plan.id))
    db.session.expire_all()
