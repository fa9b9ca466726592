"""Handing out a report: as a Word document, as JSON, and the slides of its outcome."""

import io
import json
from datetime import date

from events import council, files
from events.plan import queries as plan_queries
from events.refusals import N_, Refusal
from events.reports import paper_queries, report_documents, report_texts
from events.reports.papers_composed import to_plain
from events.reports.report_headings import NEXT_STEPS
from events.reports.report_models import BoardReport
from events.reports.states import ReportPart, ReportState

FORMS = ("docx", "json")


class NotAForm(Refusal):
    """A report is a document, not rows."""

    sentence = N_("A report is a document and not a table: take it as docx or as json.")


class NoReport(Refusal):
    """There is no report to hand out."""

    sentence = N_("No report has been made of this event yet. Make one on the page of its plan, under Board reports.")
    status = 404


class NoSuchPart(Refusal):
    """Nothing of the report is exempt."""

    sentence = N_("Nothing in this report is exempt, so it has no Part B.")
    status = 404


def check_part(report: BoardReport, part: str) -> None:
    """Refuse a Part B that there is not. Raises NoSuchPart."""
    if part == ReportPart.EXEMPT and not paper_queries.has_exempt_part(report):
        raise NoSuchPart()


def document_of(report: BoardReport, part: str = ReportPart.PUBLIC) -> bytes:
    """One part of the report as a Word document, in the council's template. Raises NoSuchPart."""
    check_part(report, part)
    paper = paper_queries.paper_of(report, part)
    template = None
    if report.style and report.style.template_key:
        template = io.BytesIO(files.path_of(report.style.template_key).read_bytes())
    return report_documents.written(
        paper, author=report.report_of or council.ours().name, template=template,
        at=report.final_at or report.made_at)


def plain_of(report: BoardReport, part: str = ReportPart.PUBLIC) -> str:
    """One part of the report as JSON: what is printed, and its figures. Raises NoSuchPart."""
    check_part(report, part)
    held = to_plain(paper_queries.paper_of(report, part))
    for appendix in held["appendices"]:
        for table in appendix["tables"]:
            for row in table["rows"]:
                del row["remark"]  # a key of ours, of no use outside
    held = {"state": str(report.state), "issue": report.issue, **held}
    if part == ReportPart.PUBLIC:
        held["figures"] = paper_queries.figures_now(report)
    return json.dumps(held, ensure_ascii=False, indent=1)


def _decision(report: BoardReport) -> tuple[str, int, date, str] | None:
    found = plan_queries.approval_of(report.plan)
    return (found.body, found.version.number, found.decided_on, found.minute) if found else None


def _steps(report: BoardReport) -> list[str]:
    """What the report itself says comes next, without its subheadings; nothing that is exempt."""
    figures = paper_queries.figures_now(report)
    found = [block for block in report.blocks if block.key == NEXT_STEPS and not block.is_exempt]
    return [piece.text for block in found for piece in report_texts.pieces(report_texts.fill(block.text, figures))
            if piece.kind != "subheading"]


def slides_of(report: BoardReport, *, for_whom: str = "") -> bytes:
    """The outcome as slides, counted as it stands now: a seminar may come months after the report."""
    ours = council.ours()
    from events.reports import report_slides  # 8 MB that only slides need

    told = report_slides.Told(for_whom=for_whom, of=ours.name, decision=_decision(report), steps=_steps(report),
                              colour=ours.colour)
    return report_slides.written(paper_queries.whole_record(report), told)


def newest_of(reports: list[BoardReport]) -> BoardReport:
    """The newest final report, else the newest draft. Raises NoReport."""
    if not reports:
        raise NoReport()
    return next((report for report in reports if report.state == ReportState.FINAL), reports[0])


def file_of(report: BoardReport, form: str, part: str = ReportPart.PUBLIC) -> bytes:
    """The report in one of `FORMS`. Raises NotAForm or NoSuchPart."""
    if form not in FORMS:
        raise NotAForm()
    return document_of(report, part) if form == "docx" else plain_of(report, part).encode()
