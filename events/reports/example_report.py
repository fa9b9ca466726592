"""The example's report to the June board, made final by the acts that its pages call."""

from events.plan import queries as plan_queries
from events.reports import reporting
from events.reports.example_files import Timing, table
from events.reports.example_planned import officers, the_event
from events.reports.report_models import BoardReport
from events.reports.states import ReportKind


def load_report(data: dict, timing: Timing) -> BoardReport:
    """The full report of the evening: its blocks from the record and from `report.toml`, and final."""
    event, said = the_event(data), table("report.toml")
    plan = plan_queries.plan_by_key(table("council.toml")["plan"]["key"])
    if plan is None:
        raise LookupError("the example's plan")
    by = officers(event)["organiser"]
    report = reporting.make_report(
        plan, events=[event], kind=ReportKind.FULL, title=said["title"], report_of=said["report_of"],
        meetings=[reporting.Meeting(said["body"], timing.day(said["meets_on"]))], by=by)
    for block in report.blocks:
        if block.key in said["texts"]:
            cleared = said["cleared"].get(block.key, "")
            reporting.save_block(block, title=block.title, text=said["texts"][block.key].strip(), cleared_by=cleared,
                                 cleared_on=timing.evening if cleared else None, by=by)
    reporting.make_final(report, by=by)
    return report
