"""A plan that comes in as a file: read, looked at row by row, then taken as version 1 of a new plan.

All of it or nothing: a plan with a row left out would be another plan. What was read waits in the
store under a key of ours, and the clock forgets it.
"""

import csv
import io
import json
import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field

from events import files, jobs
from events.access.models import Officer
from events.database import db
from events.event import Event
from events.jobs import Job
from events.plan import importing, queries
from events.plan.importing import PLAN_COLUMNS, CellRefused
from events.plan.models import ActionPlan
from events.plan.plan_tables import PlanFile
from events.refusals import N_, Refusal

READING = "plan/reading a plan"
KEPT = (*PLAN_COLUMNS, "in_plain_words")


class PlanGone(Refusal):
    """The file that was read is not there any more."""

    sentence = N_("This file was brought in too long ago. Please choose it again.")
    status = 409


class RowsRefused(Refusal):
    """Some rows cannot be taken, so none is."""

    sentence = N_("Some rows cannot be taken as they are. Put them right in your file and bring it again.")
    status = 409


class EventMissing(Refusal):
    """A plan that no event feeds would be seen by nobody who works on one event."""

    sentence = N_("Choose an event that feeds the plan.")
    field = "events"


@dataclass(frozen=True)
class LookedRow:
    """One action as it would be taken: the line it stands on, its cells, and why it cannot be taken, if so."""

    line: int
    cells: dict[str, str]
    sentence: str = ""
    values: dict = field(default_factory=dict)


def look_at(file: PlanFile) -> list[LookedRow]:
    """Each row with what keeps it out; nothing is saved."""
    rows: list[LookedRow] = []
    titles: dict[str, str] = {}
    seen: set[str] = set()
    for row in file.rows:
        cells = {name: row.cells.get(name, "") for name in KEPT}
        try:
            importing.check_row(row.line, cells, titles=titles, seen=seen)
            rows.append(LookedRow(row.line, cells))
        except CellRefused as refusal:
            rows.append(LookedRow(row.line, cells, refusal.sentence, refusal.values))
    return rows


def read_file(file: PlanFile, *, file_name: str, by: Officer) -> Job:
    """Keep what a file holds, to be looked at. `file` is what `plan_files.read_plan` says of it."""
    rows = look_at(file)
    kept = {"rows": [asdict(row) for row in rows], "preamble": file.preamble[:8000], "columns": file.columns,
            "passed_over": file.passed_over}
    stored = files.store(io.BytesIO(json.dumps(kept, ensure_ascii=False).encode()), most_megabytes=50, kind=files.LISTS)
    refused = sum(bool(row.sentence) for row in rows)
    return jobs.noted(READING, facts={"key": stored.key, "file_name": file_name[-80:]}, result={"refused": refused},
                      by=by, most=len(rows))


@dataclass(frozen=True)
class Kept:
    """What was read of a file and waits."""

    rows: list[LookedRow]
    preamble: str
    columns: dict[str, str]
    passed_over: list[str]


def kept_of(job: Job) -> Kept:
    """What was read. Raises PlanGone when that was too long ago."""
    try:
        kept = json.loads(files.path_of(job.facts["key"]).read_bytes())
    except (FileNotFoundError, ValueError) as error:
        raise PlanGone() from error
    return Kept([LookedRow(**row) for row in kept["rows"]], kept["preamble"], kept["columns"], kept["passed_over"])


def as_csv(rows: Iterable[dict[str, str]]) -> list[str]:
    """Rows as the lines of a CSV file with our columns."""
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, KEPT)
    writer.writeheader()
    writer.writerows({name: row.get(name, "") for name in KEPT} for row in rows)
    return out.getvalue().splitlines(keepends=True)


def free_key(title: str) -> str:
    """A short name for addresses, made from a title; one that no plan has."""
    stem = re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")[:70] or "plan"
    key, number = stem, 1
    while queries.plan_by_key(key) is not None:
        number += 1
        key = f"{stem}-{number}"
    return key


def take_file(job: Job, *, title: str, events: list[Event], preamble: str, may_stand_alone: bool, by) -> ActionPlan:
    """Make what was read version 1 of a new plan. Raises PlanGone, RowsRefused or EventMissing.

    `may_stand_alone`: whether whoever takes it works for the whole council, and so sees a plan that no event feeds.
    A file is taken once: taking it again gives the plan that it became.
    """
    if job.result.get("taken"):
        plan = queries.plan_by_key(job.result["taken"])
        if plan is not None:
            return plan
    kept = kept_of(job)
    if any(row.sentence for row in kept.rows):
        raise RowsRefused()
    if not events and not may_stand_alone:
        raise EventMissing()
    plan = importing.import_plan(as_csv(row.cells for row in kept.rows), key=free_key(title), title=title.strip(),
                                 events=events, preamble=preamble.strip(), by=by)
    files.remove(job.facts["key"])
    job.result = job.result | {"taken": plan.key}
    return plan


def drop_file(job: Job) -> None:
    """Take nothing of it: what was read is gone."""
    files.remove(job.facts["key"])
    db.session.delete(job)
