"""The plan as Word files: downloaded with tracked changes, and a reviewed one brought back, looked at and taken."""

from flask import Blueprint, Response, flash, redirect, request, url_for
from flask_babel import gettext as _

from events import clock, fields, history, jobs
from events.access import guards
from events.access.guards import open_to
from events.database import receiving, saves
from events.jobs import Job
from events.plan import amending_queries, queries, taking_back, word_documents, word_queries, word_readings
from events.plan.contents import LABELS
from events.plan.marked_plans import Marked
from events.plan.models import ActionPlan
from events.plan.months import redline_in_words
from events.plan.states import AmendmentState
from events.plan.word_files import MOST_MEGABYTES
from events.plan.word_forms import ReviewedFileForm, TakeReviewedForm, take_reviewed_form
from events.presentation import page, takes_file
from events.refusals import NotFound, Refusal

views = Blueprint("word", __name__)

READERS = ("reviewer", "organiser", "approver")


def _plan(key: str, *roles: str) -> ActionPlan:
    return queries.plan_for(key, guards.the_officer(), *roles)


def _handed_out(marked: Marked, name: str) -> Response:
    """A file made for this answer alone, as an attachment that cannot run."""
    answer = Response(word_documents.write(marked, at=clock.now()), mimetype=word_documents.MEDIA_TYPE)
    answer.headers.set("Content-Disposition", "attachment", filename=name)
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer


@views.route("/desk/plans/<key>/word")
@open_to(*READERS)
def show_word_files(key: str):
    """Which Word files there are of the plan, and where a reviewed one comes back."""
    plan = _plan(key, *READERS)
    versions = queries.versions_of(plan)
    proposed = [row for row in queries.amendments_of(plan) if row.state == AmendmentState.PROPOSED]
    marked = word_queries.proposals(plan) if proposed else None
    return page("plan/show_word_files.html", plan=plan, versions=versions, proposed=proposed,
                left_out=marked.left_out if marked else [],
                may_decide="reviewer" in queries.roles_on(guards.the_officer(), plan))


@views.route("/desk/plans/<key>/versions/<int:number>/changes.docx")
@open_to(*READERS)
def download_changes(key: str, number: int):
    """A version with its accepted amendments as tracked changes against the one before, or against another."""
    plan = _plan(key, *READERS)
    against = request.args.get("against", number - 1, type=int)
    return _handed_out(word_queries.changes(plan, number, against), f"{plan.key}-version-{number}.docx")


@views.route("/desk/plans/<key>/proposals.docx")
@open_to(*READERS)
def download_proposals(key: str):
    """The newest version with what is proposed as tracked changes, to be decided in Word."""
    plan = _plan(key, *READERS)
    return _handed_out(word_queries.proposals(plan), f"{plan.key}-proposals.docx")


@views.route("/desk/plans/<key>/word/reviewed", methods=["GET", "POST"])
@open_to("reviewer")
@takes_file(MOST_MEGABYTES)
@saves(remember=False)
def read_reviewed_file(key: str):
    """Choose a reviewed file; what it says is shown before anything is done."""
    plan = _plan(key, "reviewer")
    form, status = ReviewedFileForm(), None
    if form.validate_on_submit():
        upload = form.file.data
        try:
            with receiving():
                reading = word_readings.read(upload.stream.read(MOST_MEGABYTES * 1_000_000 + 1))
            plan = _plan(key, "reviewer")
            job = taking_back.read_file(plan, reading, file_name=upload.filename or "", by=guards.the_officer())
            return redirect(url_for("word.show_reviewed_file", key=key, ref=job.ref))
        except Refusal as refusal:
            form.refuse(refusal)
            status = refusal.status
    return page("plan/read_reviewed_file.html", form=form, status=status, plan=plan)


def _job(plan: ActionPlan, ref: str) -> Job:
    """The job of a file that this officer brought back for this plan."""
    job = jobs.find(ref)
    if (job is None or job.kind not in (taking_back.READING, taking_back.TAKING)
            or job.by != history.who_is(guards.the_officer()) or job.facts.get("plan") != plan.key):
        raise NotFound()
    return job


def _silent(job: Job) -> list[str]:
    """The amendments that would be declined and have no reason in the file; none once it is taken."""
    if job.kind != taking_back.READING or job.result.get("taken"):
        return []
    return list(dict.fromkeys(row.ref for row in taking_back.without_reason(taking_back.findings_of(job))))


def _look(plan: ActionPlan, job: Job, form: TakeReviewedForm):
    findings = taking_back.findings_of(job)
    amendments = {row.ref: row for row in queries.amendments_of(plan)}
    groups = {
        "taken": [row for row in findings if row.is_taken],
        "apart": [row for row in findings if row.kind in ("conflict", "unplaced")],
        "told": [row for row in findings if row.kind in ("open", "agreed", "decided")],
    }
    return page("plan/show_reviewed_file.html", plan=plan, job=job, form=form, press=fields.Press(), groups=groups,
                labels=LABELS, redline=redline_in_words, taking=job.kind == taking_back.TAKING,
                amendments=amendments, rivals={
                    row.ref: amending_queries.open_rivals(amendments[row.ref]) for row in groups["taken"]
                    if row.kind == "accept" and row.ref in amendments},
                refs={action.key: action.ref for action in queries.actions_of(queries.latest(plan))})


@views.route("/desk/plans/<key>/word/reviewed/<ref>")
@open_to("reviewer")
def show_reviewed_file(key: str, ref: str):
    """What was understood of a reviewed file, or what came of it; nothing is done by looking."""
    plan = _plan(key, "reviewer")
    job = _job(plan, ref)
    if job.kind == taking_back.READING and job.result.get("taken"):
        return redirect(url_for("word.show_reviewed_file", key=key, ref=job.result["taken"]))
    who = next((row.who for row in taking_back.findings_of(job) if row.kind == "comment" and row.who), "")
    return _look(plan, job, take_reviewed_form(_silent(job), formdata=None, data={"source": who}))


@views.route("/desk/plans/<key>/word/reviewed/<ref>/take", methods=["POST"])
@open_to("reviewer")
@saves
def take_reviewed_file(key: str, ref: str):
    """Make what was understood decisions, proposals and comments."""
    plan = _plan(key, "reviewer")
    job = _job(plan, ref)
    form = take_reviewed_form(_silent(job))
    if job.kind == taking_back.READING and form.validate_on_submit():
        reasons = {of: form[name].data or "" for of, name in form.boxes.items()}
        taken = taking_back.take_file(plan, job, source=form.source.data or "", reasons=reasons,
                                      by=guards.the_officer())
        return redirect(url_for("word.show_reviewed_file", key=key, ref=taken.ref))
    return _look(plan, job, form)


@views.route("/desk/plans/<key>/word/reviewed/<ref>/none", methods=["POST"])
@open_to("reviewer")
@saves
def drop_reviewed_file(key: str, ref: str):
    """Take nothing of it: what was understood is deleted."""
    plan = _plan(key, "reviewer")
    job = _job(plan, ref)
    if fields.Press().validate_on_submit() and job.kind == taking_back.READING and not job.result.get("taken"):
        taking_back.drop_file(job)
        flash(_("Nothing was taken from the file."))
    return redirect(url_for("word.show_word_files", key=key))
