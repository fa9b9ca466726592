"""Reports to a board: the list of a plan's, making one, its page with what stands in the way, its blocks."""

from flask import Blueprint, flash, redirect, request, url_for
from flask_babel import gettext as _

from events import clock, fields
from events.access import guards
from events.access.guards import open_to
from events.database import saves
from events.plan import queries as plan_queries
from events.plan.models import ActionPlan
from events.presentation import page
from events.refusals import NotFound, Refusal
from events.reports import (
    converting,
    paper_queries,
    record_queries,
    report_calendars,
    report_figures,
    report_papers,
    report_starts,
    reporting,
)
from events.reports.report_forms import BeginForm, BlockForm, ChangeForm, facts_of
from events.reports.report_models import BoardReport, ReportBlock
from events.reports.states import ReportKind

views = Blueprint("board_reports", __name__)

READERS = ("reviewer", "organiser", "approver")
WRITERS = ("reviewer", "organiser")


def _plan(key: str, *roles: str) -> ActionPlan:
    return plan_queries.plan_for(key, guards.the_officer(), *roles)


def _report(key: str, number: int, *roles: str) -> BoardReport:
    found = record_queries.report_of(_plan(key, *roles), number)
    if found is None:
        raise NotFound()
    return found


def _address(report: BoardReport) -> str:
    return url_for("board_reports.show_report", key=report.plan.key, number=report.number)


@views.route("/desk/plans/<key>/reports/")
@open_to(*READERS)
def list_reports(key: str):
    """The reports of a plan, newest first."""
    plan = _plan(key, *READERS)
    return page("reports/list_reports.html", plan=plan, reports=record_queries.reports_of(plan))


@views.route("/desk/plans/<key>/reports/new", methods=["GET", "POST"])
@open_to(*WRITERS)
@saves
def make_report(key: str):
    """Begin a report: for which meetings, about which events."""
    plan = _plan(key, *WRITERS)
    over = [event.slug for event in plan.events if event.ends_at <= clock.now()]
    form = BeginForm(data={"title": plan.title, "events": over or [event.slug for event in plan.events],
                           "kind": str(ReportKind.FULL if over else ReportKind.UPDATE)})
    form.events.choices = [(event.slug, event.title) for event in plan.events]
    if form.validate_on_submit():
        try:
            report = reporting.make_report(
                plan, kind=form.kind.data, title=form.title.data, meetings=form.meetings(),
                events=[event for event in plan.events if event.slug in form.events.data],
                report_of=form.report_of.data or "", contact_officer=form.contact_officer.data or "",
                remarks_until=form.remarks_until.day, by=guards.the_officer())
            flash(_("The report is begun. Every heading has a first text from the record: go through them."))
            return redirect(_address(report))
        except Refusal as refusal:
            form.refuse(refusal)
    return page("reports/make_report.html", form=form, plan=plan)


@views.route("/desk/plans/<key>/reports/<int:number>/")
@open_to(*READERS)
def show_report(key: str, number: int):
    """One report: where it stands, what is in the way, its headings, its calendar, its files."""
    report = _report(key, number, *READERS)
    record = paper_queries.whole_record(report)
    style = reporting.days_of(report)
    today = clock.today()
    calendars = [(row, report_calendars.count_back(
        row.meets_on, cut_off_days=style.cut_off_days, clear_days=style.clear_days, today=today))
        for row in report.meetings]
    may_write = bool(plan_queries.roles_on(guards.the_officer(), report.plan) & set(WRITERS))
    return page(
        "reports/show_report.html", plan=report.plan, report=report, may_write=may_write, record=record,
        obstacles=reporting.obstacles_of(report, record) if report.state != "final" else None,
        is_late=report_papers.is_late(report, today), calendars=calendars, days=style,
        holidays=[(day, name) for row, steps in calendars[:1]
                  for day, name in report_calendars.holidays_between(min(steps[0].on, today), row.meets_on)],
        exempt=paper_queries.has_exempt_part(report), has_office=bool(converting.office()),
        openings=report_papers.openings(report, paper_queries.figures_now(report, record)),
        marked={block.id: report_starts.unfinished(block.text) for block in report.blocks}, press=fields.Press(),
        newer=reporting.newer_issue(report))


@views.route("/desk/plans/<key>/reports/<int:number>/facts", methods=["GET", "POST"])
@open_to(*WRITERS)
@saves
def change_report(key: str, number: int):
    """What stands above the report, its meetings, its cut-off and its appendices."""
    report = _report(key, number, *WRITERS)
    form = ChangeForm(data=facts_of(report))
    if form.validate_on_submit():
        try:
            reporting.change_report(
                report, title=form.title.data, report_of=form.report_of.data or "", meetings=form.meetings(),
                contact_officer=form.contact_officer.data or "", classification=form.classification.data or "",
                remarks_until=form.remarks_until.day or report.remarks_until, appendices=form.appendices.data or [],
                late_reason=form.late_reason.data or "", by=guards.the_officer())
            flash(_("Saved."))
            return redirect(_address(report))
        except Refusal as refusal:
            form.refuse(refusal)
    return page("reports/change_report.html", form=form, plan=report.plan, report=report,
                is_late=report_papers.is_late(report, clock.today()))


def _block(report: BoardReport, code: str) -> ReportBlock:
    found = next((block for block in report.blocks if block.key == code), None)
    if found is None:
        raise NotFound()
    return found


def _opened(block: ReportBlock, text: str) -> BlockForm:
    day = block.cleared_on
    return BlockForm(data={
        "seen": reporting.mark_of(block), "title": block.title, "text": text, "cleared_by": block.cleared_by,
        "cleared_on": f"{day.day}/{day.month}/{day.year}" if day else "", "is_exempt": block.is_exempt,
        "exempt_paragraph": str(block.exempt_paragraph or ""), "exempt_reason": block.exempt_reason})


def _save(block: ReportBlock, form: BlockForm) -> None:
    reporting.save_block(
        block, title=form.title.data, text=form.text.data or "", seen=form.seen.data or "",
        cleared_by=form.cleared_by.data or "", cleared_on=form.cleared_on.day, is_exempt=bool(form.is_exempt.data),
        exempt_paragraph=int(form.exempt_paragraph.data) if form.exempt_paragraph.data else None,
        exempt_reason=form.exempt_reason.data or "", by=guards.the_officer())


@views.route("/desk/plans/<key>/reports/<int:number>/blocks/<code>", methods=["GET", "POST"])
@open_to(*WRITERS)
@saves
def change_block(key: str, number: int, code: str):
    """The text under one heading, with the figures it can name and how it reads; `?part=record` begins it anew."""
    report = _report(key, number, *WRITERS)
    block, record = _block(report, code), paper_queries.whole_record(report)
    start = report_starts.start_of(code, record, kind=report.kind, contact=report.contact_officer)
    is_anew = request.args.get("part") == "record" and bool(start)
    form, status, theirs = _opened(block, start if is_anew else block.text), None, ""
    if form.validate_on_submit():
        try:
            _save(block, form)
            flash(_("Saved: %(heading)s.", heading=block.title))
            return redirect(_address(report) + f"#block-{code}")
        except reporting.TextChangedMeanwhile as refusal:
            status, theirs = refusal.status, block.text
            form.refuse(refusal)
            form.seen.data = reporting.mark_of(block)
        except Refusal as refusal:
            form.refuse(refusal)
    figures = paper_queries.figures_now(report, record)
    shown = report_papers.preview(form.text.data or "", figures)
    return page("reports/change_block.html", form=form, status=status, plan=report.plan, report=report, block=block,
                figures=[(name, said, figures.get(name, "")) for name, said in report_figures.meanings()], shown=shown,
                theirs=theirs, is_anew=is_anew, has_start=bool(start))


@views.route("/desk/plans/<key>/reports/<int:number>/final", methods=["POST"])
@open_to(*WRITERS)
@saves
def make_final(key: str, number: int):
    """Freeze the text and the figures."""
    report = _report(key, number, *WRITERS)
    if fields.Press().validate_on_submit():
        reporting.make_final(report, by=guards.the_officer())
        flash(_("The report is final. Its text and its figures stay as they are now."))
    return redirect(_address(report))


@views.route("/desk/plans/<key>/reports/<int:number>/issues", methods=["POST"])
@open_to(*WRITERS)
@saves
def issue_anew(key: str, number: int):
    """A new issue of a final report, to change."""
    report = _report(key, number, *WRITERS)
    if not fields.Press().validate_on_submit():
        return redirect(_address(report))
    made = reporting.issue_anew(report, by=guards.the_officer())
    flash(_("Issue %(number)s is begun. The issue before it stays as it is.", number=made.issue))
    return redirect(_address(made))


@views.route("/desk/plans/<key>/reports/<int:number>/drop", methods=["POST"])
@open_to(*WRITERS)
@saves
def drop_report(key: str, number: int):
    """Throw a draft away."""
    report = _report(key, number, *WRITERS)
    if fields.Press().validate_on_submit():
        reporting.drop_draft(report, by=guards.the_officer())
        flash(_("The draft is thrown away."))
    return redirect(url_for("board_reports.list_reports", key=key))
