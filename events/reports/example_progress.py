"""The example's first news of the approved plan: what leads could say of some actions on the day of the decision."""

from events import clock
from events.plan import progressing
from events.plan import queries as plan_queries
from events.reports.example_files import rows, table
from events.reports.example_planned import officers, the_event


def load_progress(data: dict) -> None:
    """How some actions stand, noted by the drafting group; the others have no news yet."""
    event = the_event(data)
    plan = plan_queries.plan_by_key(table("council.toml")["plan"]["key"])
    if plan is None:
        raise LookupError("the example's plan")
    by = officers(event)["reviewer"]
    for row in rows("progress.csv"):
        progressing.note_progress(
            plan, action_key=row["ref"], colour=row["colour"], per_cent=int(row["per_cent"]) if row["per_cent"] else
            None, note=row["note"], as_of=event.local(clock.now()).date(), by=by)
