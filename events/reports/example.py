"""The example evening, loaded from `example/` by the same acts that the pages call.

Everything that is dated moves by the same number of whole weeks, so that the evening lies four weeks
ahead or has just gone by. Months of the plan move to the month in which their middle comes to lie;
days that are only named in somebody's words stay as they were said.
"""

from datetime import date

from events import clock
from events.database import unit_of_work
from events.reports.example_amended import load_amended, load_approved
from events.reports.example_files import Timing, table, timing_of
from events.reports.example_held import load_held
from events.reports.example_invited import hand_over, load_invited
from events.reports.example_planned import clear, load_planned
from events.reports.example_progress import load_progress
from events.reports.example_report import load_report

STAGES = ("planned", "invited", "held", "amended", "approved")
PLANNED_BEFORE = 42  # days before the evening


def _after(timing: Timing, stage: str) -> None:
    """The stages that follow the evening, each the day after it."""
    data = table("event.toml")
    if stage in ("amended", "approved"):
        with clock.moved_to(timing.before(-1, 8)), unit_of_work():
            load_amended(data, timing)
    if stage == "approved":
        with clock.moved_to(timing.before(-1, 9)):
            with unit_of_work():
                load_approved(data)
            with unit_of_work():
                load_progress(data)
                load_report(data, timing)
            hand_over()


def load(stage: str, *, on: date | None = None) -> str:
    """Load the example up to a stage, in place of one that is loaded already. Returns what was done, in words.

    `on` is the day of the evening: a Wednesday, as in the data. Raises NotAWholeNumberOfWeeks.
    """
    data = table("event.toml")
    reached = STAGES.index(stage)
    timing = timing_of(data, on=on, gone_by=reached >= STAGES.index("held"), now=clock.now())
    with clock.moved_to(timing.before(PLANNED_BEFORE)), unit_of_work():
        clear([data["key"], table("seminar.toml")["key"]], table("council.toml")["plan"]["key"])
        load_planned(data, timing)
    if reached >= STAGES.index("invited"):
        load_invited(data, timing)
    if reached >= STAGES.index("held"):
        load_held(data, timing)
    _after(timing, stage)
    return f"The example is loaded, {stage}: {data['title']}, on {timing.evening:%A} {timing.evening.day} " \
           f"{timing.evening:%B %Y}. Its pages begin at /events/{data['key']}/."
