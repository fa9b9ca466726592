"""The plan as a report prints it: what was moved is marked, and months are said in words."""

import pytest

from events import clock
from events.database import unit_of_work
from events.plan import deciding, drafting, queries
from events.reports import standing_queries
from events.reports.records import Record
from events.reports.report_appendices import appendices_of
from events.reports.states import Appendix
from tests.reports.report_stand import TWO_DAYS_AFTER, made_report, officer, the_plan


@pytest.fixture
def amended(example_at):
    """The example with its amendments decided, two days after the evening."""
    app = example_at("amended")
    with clock.moved_to(TWO_DAYS_AFTER), app.app_context():
        yield app


def _accepted(**values) -> None:
    with unit_of_work():
        amendment = drafting.propose(the_plan(), reason="Asked for", by=officer(), **values)
    with unit_of_work():
        deciding.accept(amendment, by=officer())


def test_a_moved_action_is_marked_with_its_number_before(amended):
    plan = the_plan()
    first, *_others, last = queries.latest(plan).objectives
    moved, due = last.actions[0], first.actions[0]
    _accepted(kind="move", action_key=moved.key, objective=first.number, others={"behind": ""})
    _accepted(kind="change", action_key=due.key, field="due", after="2011-02")
    with unit_of_work():
        deciding.make_version(plan, by=officer())
    report = made_report()
    record = Record(plan=plan.title, plan_shown=standing_queries.plan_shown(report, queries.latest(plan)))
    rows = [row for paper in appendices_of(record, [Appendix.PLAN]) for table in paper.tables for row in table.rows]
    said = ["\n".join("".join(words for _act, words in cell) for cell in row.cells) for row in rows]
    assert [row for row in said if f"Moved, was {moved.ref}" in row and moved.text in row]
    assert [row for row in said if "February 2011" in row] and not [row for row in said if "2011-02" in row]
