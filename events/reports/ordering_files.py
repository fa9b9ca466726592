"""Ordering a file that takes longer than a page may: made behind a moving bar, for one officer, for less than a day."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from datetime import timedelta

from events import clock, files, jobs
from events.database import db, unit_of_work
from events.event import Event
from events.feedback import listing_queries
from events.feedback.filters import Filter
from events.jobs import Job, Work
from events.reports import exporting, remark_rows
from events.reports.formats import FORMATS

MAKING = "reports/making a file"
MOST_AT_ONCE = 2_000  # rows that a page may write while somebody waits
A_STEP = 1_000  # rows between two signs of life
HOLDS = timedelta(hours=22)  # with the hour until the clock comes by, it is gone within a day


def order(event: Event, *, kind: str, form: str, asked: Filter, unread: bool, by) -> Job:
    """Order a file of an export. `unread`: with what no moderator has let through. Raises NoSuchExport."""
    exporting.export_of(kind)
    facts = {"kind": kind, "form": form, "asked": asdict(asked), "unread": unread}
    return jobs.put(MAKING, event=event, facts=facts, by=by, most=how_many(event, kind, asked, unread=unread))


def how_many(event: Event, kind: str, asked: Filter, *, unread: bool) -> int:
    """How many rows an export has; 0 where it is not known before they are read."""
    if kind != "remarks":
        return 0
    return listing_queries.how_many(event, asked, states=remark_rows.states_of(unread))


def is_there(job: Job) -> bool:
    """Whether the file of a finished job may still be taken."""
    return bool(job.result.get("key")) and clock.now() < job.created_at + HOLDS


def rows_of(event: Event, kind: str, asked: Filter, *, unread: bool) -> Iterator[Sequence[object]]:
    """The rows of an export; the filter counts for remarks."""
    values = {"unread": unread, "asked": asked} if kind == "remarks" else {}
    return exporting.export_of(kind).rows(event, **values)


def title_of(event: Event, kind: str) -> str:
    """What stands over a file: what is in it and of which event."""
    return f"{kind.capitalize()}: {event.title}"


def _telling(work: Work, rows: Iterable[Sequence[object]], count: list[int]) -> Iterator[Sequence[object]]:
    """The same rows, with the job's progress noted at every thousandth, between two portions of the reading."""
    for row in rows:
        yield row
        count[0] += 1
        if count[0] % A_STEP == 0:
            with unit_of_work():
                jobs.progress(work, done=count[0], most=max(work.most, count[0]))


def work_on_file(work: Work) -> None:
    """Make the file of a job, from its beginning whenever it is taken up."""
    asked, kind = Filter(**work.facts["asked"]), work.facts["kind"]
    event = db.session.get_one(Event, work.event_id)
    rows, count = rows_of(event, kind, asked, unread=work.facts["unread"]), [0]
    title = title_of(event, kind)
    with files.writing(files.EXPORTS) as (key, path):
        with path.open("wb") as out:
            FORMATS[work.facts["form"]].write(
                out, title, exporting.export_of(kind).columns_of(event), _telling(work, rows, count))
        with unit_of_work():
            jobs.progress(work, done=count[0], most=count[0],
                          result={"key": key, "rows": count[0], "bytes": path.stat().st_size})
            # What was searched for may be a name: it is not kept longer than it is needed.
            job = db.session.get_one(Job, work.id)
            job.facts = job.facts | {"asked": asdict(Filter())}


def forget_files() -> int:
    """Take out the files that were ordered a day ago. Returns how many."""
    return files.forget(files.EXPORTS, before=clock.now() - HOLDS)
