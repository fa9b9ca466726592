"""A contact list that somebody uploads: read, looked at row by row, then taken or dropped.

A short list is read and taken at once; a long one by the worker, portion by portion. Both leave a
job's row, so the same page shows what came of them. The file and its rows wait in the store under
keys of our own, and the clock forgets them.
"""

import io
import json
from dataclasses import asdict

from events import files, jobs
from events.access.models import Officer
from events.database import db, unit_of_work
from events.delegates import importing, tables
from events.delegates.importing import A_PORTION, Intake, Row, RowState
from events.history import who_is
from events.jobs import Job, Work
from events.refusals import N_, Refusal

READING = "delegates/reading a list"
TAKING = "delegates/taking a list"
LONG = 500  # rows: from here on the worker does it


class ListGone(Refusal):
    """The uploaded list is not there any more."""

    sentence = N_("This list was imported too long ago. Please choose the file again.")
    status = 409


class NothingGood(Refusal):
    """No row of the list would add or change anything."""

    sentence = N_("There is nothing new in this list, so there is nothing to import.")
    status = 409


def _data_of(key: str) -> bytes:
    try:
        return files.path_of(key).read_bytes()
    except (FileNotFoundError, ValueError) as error:
        raise ListGone() from error


def _is_long(data: bytes) -> bool:
    """Whether a list is for the worker, by a quick look: lines of text, or the size of a workbook."""
    return len(data) > 30_000 if data[:2] == b"PK" else data.count(b"\n") + data.count(b"\r") > LONG


def _keep(rows: list[Row]) -> str:
    words = json.dumps([asdict(row) for row in rows], ensure_ascii=False)
    return files.store(io.BytesIO(words.encode()), most_megabytes=50, kind=files.LISTS).key


def _looked_at(rows: list[Row]) -> dict:
    return {"rows": _keep(rows), "counts": importing.counts_of(rows)}


def read_list(key: str, *, file_name: str, by: Officer) -> Job:
    """Look at an uploaded list: what would become of each row. Nothing is saved of it.

    Raises ListUnreadable or WorkbookUnreadable for a short file that is no list; what is wrong with a
    long one stands in the job.
    """
    facts = {"key": key, "file_name": file_name[-80:]}
    data = _data_of(key)
    if _is_long(data):
        return jobs.put(READING, facts=facts, by=by)
    try:
        rows = importing.import_contacts(data, dry_run=True, by=by)
    except Refusal:
        files.remove(key)
        raise
    return jobs.noted(READING, facts=facts, result=_looked_at(rows), by=by, most=len(rows))


def work_on_reading(work: Work) -> None:
    """The worker's part of reading a long list. Begun anew, it reads the list anew."""
    try:
        records = tables.records_of(_data_of(work.facts["key"]))
    except Refusal:
        files.remove(work.facts["key"])
        raise
    intake, rows = Intake(dry_run=True, by=work.by), []
    for first in range(0, len(records), A_PORTION):
        with unit_of_work():
            rows += intake.take(records[first:first + A_PORTION])
            jobs.progress(work, done=len(rows), most=len(records))
    result = _looked_at(rows)
    with unit_of_work():
        jobs.progress(work, done=len(rows), most=len(records), result=result)


def rows_of(job: Job) -> list[Row]:
    """What would become of each row, as it was looked at. Raises ListGone when it was too long ago."""
    kept = json.loads(_data_of(job.result.get("rows") or job.facts.get("rows", "")))
    return [Row(**row | {"state": RowState(row["state"])}) for row in kept]


def taken_as(job: Job) -> str:
    """The ref of the job that took this list; empty while nobody has."""
    return job.result.get("taken", "")


def take_list(job: Job, *, source: str, partnership: str, by: Officer) -> Job:
    """Take the good rows of a list that was looked at. Raises ListGone or NothingGood.

    A list is taken once: taking it again gives the job that took it.
    """
    if taken_as(job):
        return jobs.find(taken_as(job), kind=TAKING) or job
    counts = job.result.get("counts", {})
    if not any(counts.get(state.value) for state in importing.GOOD):
        raise NothingGood()
    data = _data_of(job.facts["key"])
    facts = job.facts | {"rows": job.result["rows"], "source": source, "partnership": partnership}
    if job.most >= LONG:
        taking = jobs.put(TAKING, facts=facts, by=by, most=job.most)
    else:
        rows = importing.import_contacts(data, source=source, partnership=partnership, by=by)
        taking = jobs.noted(TAKING, facts=facts, result={"counts": importing.counts_of(rows)}, by=by, most=len(rows))
        files.remove(job.facts["key"])
    job.result = job.result | {"taken": taking.ref}
    return taking


def work_on_taking(work: Work) -> None:
    """The worker's part of taking a long list: it goes on after the portion that was committed last."""
    records = tables.records_of(_data_of(work.facts["key"]))
    intake = Intake(source=work.facts["source"], partnership=work.facts["partnership"], by=work.by)
    intake.pass_over(records[:work.done])
    counts = dict(work.result.get("counts", {}))
    for first in range(work.done, len(records), A_PORTION):
        with unit_of_work():
            rows = intake.take(records[first:first + A_PORTION])
            for state, count in importing.counts_of(rows).items():
                counts[state] = counts.get(state, 0) + count
            jobs.progress(work, done=first + len(rows), most=len(records), result={"counts": counts})
    files.remove(work.facts["key"])


def drop_list(job: Job) -> None:
    """Take none of a list that was looked at: the file and its rows are gone."""
    for key in (job.facts.get("key"), job.result.get("rows")):
        if key:
            files.remove(key)
    db.session.delete(job)


def waiting_lists(by: Officer) -> list[Job]:
    """The lists that an officer has brought in and neither taken nor dropped, newest first."""
    found = [job for job in jobs.of(who_is(by), READING) if not taken_as(job)]
    return [job for job in found if files.path_of(job.facts["key"]).exists()]
