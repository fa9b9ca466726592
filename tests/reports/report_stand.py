"""What the tests of reports stand on: the example after its amendments, and a report of it."""

from datetime import UTC, date, datetime

from events import event as event_record
from events.access import queries as access_queries
from events.database import unit_of_work
from events.plan import queries as plan_queries
from events.reports import reporting
from tests.reports.conftest import SLUG

PLAN = "prevent-plan-2009"
ORGANISER, REVIEWER = "margaret.tulloch@council.example.org", "colin.hindmarsh@council.example.org"
BOARD_MEETS = date(2009, 6, 16)
TWO_DAYS_AFTER = datetime(2009, 5, 22, 9, tzinfo=UTC)


def officer(mail: str = ORGANISER):
    """An officer of the example."""
    return access_queries.officer_by_email(mail)


def the_plan():
    """The example's plan."""
    return plan_queries.plan_by_key(PLAN)


def made_report(**values):
    """A full report of the evening for the June board; `values` as `reporting.make_report` takes them."""
    values = {
        "kind": "full", "events": [event_record.find(SLUG)], "by": officer(),
        "report_of": "Head of Community Protection",
        "meetings": [reporting.Meeting("Renaissance", BOARD_MEETS)], "title": "The evening and the strengthened plan",
    } | values
    with unit_of_work():
        return reporting.make_report(the_plan(), **values)


def block_of(report, key: str):
    """One block of a report."""
    return next(block for block in report.blocks if block.key == key)


def written_out(report) -> None:
    """Every block that asks for an officer's words gets some, and gates and comments stand as they were."""
    with unit_of_work():
        for block in report.blocks:
            if "…" in block.text:
                reporting.save_block(block, title=block.title, text="There is nothing to add.", by=officer())
