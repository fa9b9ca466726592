"""A report as it is printed now: put together anew while it is a draft, as it was frozen once it is final.

What its writers may decide later holds for a final one too: a remark that was taken back or withheld since then has no
words in it any more, redacted words are gone, and nobody is named who no longer wants it.
"""

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from events.agenda.advice_models import Advice, Adviser
from events.agenda.forgetting_advice import BLANK
from events.database import db
from events.feedback import queries as remark_queries
from events.feedback.models import Remark
from events.feedback.states import Attribution, RemarkState
from events.reports import record_queries, report_papers, standing_queries
from events.reports.consulted_tables import who_in_words
from events.reports.papers_composed import Paper, TableRow, from_plain, plain
from events.reports.records import Record, Said
from events.reports.report_appendices import who_said
from events.reports.report_figures import figures_of
from events.reports.report_models import BoardReport
from events.reports.states import ReportPart, ReportState

ADVICE, ADVISER = "advice ", "adviser "
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
    _follow_advisers(paper)
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


def _of_advice(row: TableRow) -> bool:
    return row.remark.startswith((ADVICE, ADVISER))


def _take_out(row: TableRow) -> None:
    row.cells = [row.cells[0], plain(TAKEN_OUT), *([] for _cell in row.cells[2:])]


def _follow_advisers(paper: Paper) -> None:
    """Advice that was erased since has no words here either, and a person who is named no more has no name."""
    tables = [table for appendix in paper.appendices for table in appendix.tables if any(map(_of_advice, table.rows))]
    if not tables:
        return
    keys = [row.remark.partition(" ") for table in tables for row in table.rows if _of_advice(row)]
    rows = select(Advice).where(Advice.id.in_([int(key) for kind, _space, key in keys if f"{kind} " == ADVICE]))
    said = {f"{ADVICE}{row.id}": row for row in db.session.scalars(rows.options(joinedload(Advice.adviser)))}
    people = select(Adviser).where(Adviser.id.in_([int(key) for kind, _space, key in keys if f"{kind} " == ADVISER]))
    asked = {f"{ADVISER}{row.id}": row for row in db.session.scalars(people)}
    for table in tables:
        for row in table.rows:
            one = asked.get(row.remark)
            if row.remark.startswith(ADVISER) and (one is None or not one.shown_as):
                row.cells[0] = plain(who_in_words(""))
            advice = said.get(row.remark)
            if row.remark.startswith(ADVICE) and (advice is None or advice.text == BLANK):
                _take_out(row)
            if row.remark.startswith(ADVICE) and (advice is None or not advice.adviser.shown_as):
                table.title = who_in_words("")


def _follow_writers(paper: Paper) -> None:
    rows = [row for appendix in paper.appendices for table in appendix.tables for row in table.rows
            if row.remark and not _of_advice(row)]
    chosen = select(Remark).where(Remark.id.in_([row.remark for row in rows]))
    now = {remark.id: remark for remark in db.session.scalars(chosen)}
    for row in rows:
        remark = now.get(row.remark)
        if remark is None or remark.state != RemarkState.APPROVED:
            _take_out(row)
        else:
            row.cells[1] = plain(_words(row, remark))
