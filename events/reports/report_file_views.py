"""Taking a report away: the page that prints well, Word, JSON, PDF behind a moving bar, and the slides."""

import io

from flask import Blueprint, Response, flash, redirect, request, send_file, url_for
from flask_babel import gettext as _

from events import fields, files, history, jobs
from events.access import guards
from events.access.guards import open_to
from events.database import saves
from events.jobs import Job, JobState
from events.plan import queries as plan_queries
from events.presentation import page, say
from events.refusals import N_, NotFound, Refusal, Superseded
from events.reports import converting, paper_queries, printing, record_queries
from events.reports.formats import FORMATS
from events.reports.report_models import BoardReport
from events.reports.states import ReportPart

views = Blueprint("report_files", __name__)

READERS = ("reviewer", "organiser", "approver")
PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
RUN_OUT = N_("This file was kept for a day and is gone. Order it again from the page of the report.")


def _report(key: str, number: int) -> BoardReport:
    plan = plan_queries.plan_for(key, guards.the_officer(), *READERS)
    found = record_queries.report_of(plan, number)
    if found is None:
        raise NotFound()
    return found


def _part(report: BoardReport, part: str) -> ReportPart:
    if part not in list(ReportPart):
        raise NotFound()
    printing.check_part(report, part)
    return ReportPart(part)


def _name(report: BoardReport, part: str, form: str) -> str:
    exempt = "-part-b-not-for-publication" if part == ReportPart.EXEMPT else ""
    return f"{report.plan.key}-report-{report.number}-issue-{report.issue}{exempt}.{form}"


def _attached(body: bytes, name: str, media_type: str) -> Response:
    answer = send_file(io.BytesIO(body), mimetype=media_type, as_attachment=True, download_name=name)
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


@views.route("/desk/plans/<key>/reports/<int:number>/part-<part>")
@open_to(*READERS)
def read_report(key: str, number: int, part: str):
    """The report as a page that prints well: what everybody may read, or what is not for publication."""
    report = _report(key, number)
    chosen = _part(report, part)
    return page("reports/read_report.html", plan=report.plan, report=report, part=chosen,
                paper=paper_queries.paper_of(report, chosen))


@views.route("/desk/plans/<key>/reports/<int:number>/part-<part>.<form>")
@open_to(*READERS)
def take_report(key: str, number: int, part: str, form: str):
    """The report as a file: Word or JSON."""
    report = _report(key, number)
    if form not in printing.FORMS:
        raise NotFound()
    chosen = _part(report, part)
    return _attached(printing.file_of(report, form, chosen), _name(report, chosen, form), FORMATS[form].media_type)


@views.route("/desk/plans/<key>/reports/<int:number>/slides.pptx")
@open_to(*READERS)
def take_slides(key: str, number: int):
    """The outcome as slides, counted now; `?what=` says for whom they are."""
    report = _report(key, number)
    body = printing.slides_of(report, for_whom=request.args.get("what", "")[:160])
    return _attached(body, f"{report.plan.key}-outcome.pptx", PPTX)


@views.route("/desk/plans/<key>/reports/<int:number>/part-<part>/pdf", methods=["POST"])
@open_to(*READERS)
@saves
def order_pdf(key: str, number: int, part: str):
    """Order the tagged PDF; its page shows how far it is."""
    report = _report(key, number)
    back = url_for("board_reports.show_report", key=key, number=number)
    if not fields.Press().validate_on_submit():
        return redirect(back)
    try:
        job = converting.order(report, part=_part(report, part), by=guards.the_officer())
    except converting.OfficeMissing as refusal:
        flash(say(refusal), "important")
        return redirect(back)
    return redirect(url_for("report_files.show_pdf", key=key, number=number, ref=job.ref))


def _job(report: BoardReport, ref: str) -> Job:
    """The job of a PDF of this report that the officer ordered. Raises NotFound."""
    job = jobs.find(ref, kind=converting.MAKING_PDF)
    if job is None or job.by != history.who_is(guards.the_officer()) or job.facts.get("report") != report.id:
        raise NotFound()
    return job


@views.route("/desk/plans/<key>/reports/<int:number>/pdf/<ref>")
@open_to(*READERS)
def show_pdf(key: str, number: int, ref: str):
    """How far the PDF is, and then where to take it."""
    report = _report(key, number)
    job = _job(report, ref)
    if job.state == JobState.DONE and not converting.is_there(job):
        raise Superseded(RUN_OUT)
    return page("reports/show_pdf.html", plan=report.plan, report=report, job=job,
                failed=say(Refusal(job.words, **job.values)) if job.state == JobState.FAILED else "",
                title_of_file=_("Part B: not for publication") if job.facts["part"] == ReportPart.EXEMPT else "")


@views.route("/desk/plans/<key>/reports/<int:number>/pdf/<ref>/file")
@open_to(*READERS)
def take_pdf(key: str, number: int, ref: str):
    """The PDF itself, for whoever ordered it."""
    report = _report(key, number)
    job = _job(report, ref)
    if job.state != JobState.DONE:
        raise NotFound()
    if not converting.is_there(job):
        raise Superseded(RUN_OUT)
    return files.hand_out(job.result["key"], name=_name(report, job.facts["part"], "pdf"),
                          media_type="application/pdf")
