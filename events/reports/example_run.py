"""The example's run sheet: when each part really began, and what the chair chose so that the hall closed in time."""

from datetime import date, time

from events import clock
from events.agenda import run_queries, running
from events.agenda.states import RunAct
from events.event import Event
from events.reports.example_files import Timing, rows


def press_run(event: Event, day: date, timing: Timing, *, by) -> None:
    """Press as it was pressed on the evening, in the open unit of work."""
    for row in rows("run.csv"):
        with clock.moved_to(timing.moment(day, time.fromisoformat(row["at"]))):
            seen = run_queries.newest_number(event)
            if row["act"] == RunAct.START:
                running.start(event, row["part"], seen=seen, by=by)
            elif row["act"] == RunAct.FINISH:
                running.finish(event, row["part"], seen=seen, by=by)
            else:
                running.choose(event, RunAct(row["act"]), key=row["part"], other=row["other"],
                               minutes=int(row["minutes"] or 0), seen=seen, by=by)
