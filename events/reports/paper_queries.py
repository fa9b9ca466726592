"""A report as it is printed now: put together anew while it is a draft, as it was frozen once it is final.

What its writers may decide later holds for a final one too: a remark that was taken back or withheld since then has no
words in it any more, redacted words are gone, and nobody is named who no longer wants it.
"""

from sqlalchemy import select

from events.database import db
from events.feedback import queries as remark_queries
from events.feedback.models import Remark
from events.feedback.states import Attribution, RemarkState
from events.reports import record_queries, report_papers, standing_queries
from events.reports.papers_composed import Paper, TableRow, from_plain, plain
from events.reports.records import Record, Said
from events.reports.report_appendices import who_said
from events.reports.report_figures import figures_of
from events.reports.report_models import BoardReport
from events.reports.states import ReportPart, ReportState

TAKEN_OUT = "[taken out since the report was issued]"


def whole_record(report: BoardReport) -> Record:
    """All that the report can tell of, as it stands now: what was said, and the plan with what stands beside it."""
    return standing_queries.add_standing(
        record_queries.record_of(report), report, record_queries.version_of(report))


def has_exempt_part(report: BoardReport) -> bool:
    """Whether there is a Part B."""
    if report.state == ReportState.FINAL:
        return bool(report.frozen.get(ReportPart.EXEMPT))
    return any(block.is_exempt for block in report.blocks)


def paper_of(report: BoardReport, part: str = ReportPart.PUBLIC, record: Record | None = None) -> Paper:
    """One part of the report, ready to be printed."""
    if report.state != ReportState.FINAL:
        return report_papers.compose(report, record or whole_record(report), part)
    paper = from_plain(report.frozen[part])
    paper.is_draft = False
    _follow_writers(paper)
    return paper


def figures_now(report: BoardReport, record: Record | None = None) -> dict[str, str]:
    """The report's figures: as they were frozen, or counted now."""
    if report.state == ReportState.FINAL:
        return dict(report.frozen["figures"])
    return figures_of(record or whole_record(report), report)


def _words(row: TableRow, remark: Remark) -> str:
    """What stands in a remark's cell now: its words as frozen, or as redacted since, and who may be told."""
    printed = "".join(words for _act, words in row.cells[1]).rpartition("\n")[0]
    words = (remark.translation or remark.text) if remark.is_redacted else printed
    said = Said(remark.id, "", remark.ref, "", remark_queries.shown_name(remark),
                remark.attribution == Attribution.NAMED and bool(remark.name), words, False, remark.received_on, "", "")
    return f"{words}\n{who_said(said)}"


def _follow_writers(paper: Paper) -> None:
    rows = [row for appendix in paper.appendices for table in appendix.tables for row in table.rows if row.remark]
    chosen = select(Remark).where(Remark.id.in_([row.remark for row in rows]))
    now = {remark.id: remark for remark in db.session.scalars(chosen)}
    for row in rows:
        remark = now.get(row.remark)
        if remark is None or remark.state != RemarkState.APPROVED:
            row.cells = [row.cells[0], plain(TAKEN_OUT), *([] for _cell in row.cells[2:])]
        else:
            row.cells[1] = plain(_words(row, remark))
