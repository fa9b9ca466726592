"""A plan that comes in as a file, and reviewing bodies' comments as a file or pasted: chosen, looked at, taken."""

from flask import Blueprint, flash, redirect, url_for
from flask_babel import gettext as _

from events import fields, history, jobs
from events.access import guards
from events.access import queries as access_queries
from events.access.guards import open_to
from events.database import receiving, saves
from events.event import Event
from events.jobs import Job
from events.plan import (
    comment_tables,
    noting_comments,
    plan_files,
    queries,
    taking_in,
    word_files,
    word_queries,
    word_readings,
)
from events.plan.models import ActionPlan
from events.plan.word_forms import CommentFileForm, PasteCommentsForm, PlanFileForm, TakeCommentsForm, TakePlanForm
from events.presentation import page, takes_file
from events.refusals import NotFound, Refusal

views = Blueprint("imports", __name__)

WRITERS = ("reviewer", "organiser")


def _job(ref: str, kind: str) -> Job:
    """The job of what this officer brought in."""
    job = jobs.find(ref, kind=kind)
    if job is None or job.by != history.who_is(guards.the_officer()):
        raise NotFound()
    return job


def _my_events() -> list[Event]:
    """The events that the officer may say feed a plan."""
    officer = guards.the_officer()
    return [event for event in access_queries.events_of(officer)
            if "organiser" in access_queries.roles_on(officer, event)]


@views.route("/desk/new-plan", methods=["GET", "POST"])
@open_to("organiser")
@takes_file(plan_files.MOST_MEGABYTES)
@saves(remember=False)
def import_plan():
    """Choose a plan's file; every row is shown before anything is saved."""
    form, status = PlanFileForm(), None
    if form.validate_on_submit():
        upload = form.file.data
        try:
            with receiving():
                file = plan_files.read_plan(upload.stream.read(plan_files.MOST_MEGABYTES * 1_000_000 + 1))
            job = taking_in.read_file(file, file_name=upload.filename or "", by=guards.the_officer())
            return redirect(url_for("imports.show_plan_file", ref=job.ref))
        except Refusal as refusal:
            form.refuse(refusal)
            status = refusal.status
    return page("plan/import_plan.html", form=form, status=status)


def _offer(form: TakePlanForm) -> dict[str, Event]:
    events = {event.slug: event for event in _my_events()}
    form.events.choices = [(slug, event.title) for slug, event in events.items()]
    return events


def _look(job: Job, form: TakePlanForm):
    kept = taking_in.kept_of(job)
    return page("plan/show_plan_file.html", job=job, form=form, press=fields.Press(), kept=kept,
                refused=[row for row in kept.rows if row.sentence])


@views.route("/desk/new-plan/<ref>")
@open_to("organiser")
def show_plan_file(ref: str):
    """The rows of a plan's file, and what is asked before it is taken."""
    job = _job(ref, taking_in.READING)
    if job.result.get("taken"):
        return redirect(url_for("drafting.show_desk_plan", key=job.result["taken"]))
    title = job.facts["file_name"].rpartition(".")[0].replace("-", " ").replace("_", " ").strip().capitalize()
    mine = _my_events()
    form = TakePlanForm(formdata=None, title=title, preamble=taking_in.kept_of(job).preamble,
                        events=[mine[0].slug] if len(mine) == 1 else [])
    _offer(form)
    return _look(job, form)


@views.route("/desk/new-plan/<ref>/take", methods=["POST"])
@open_to("organiser")
@saves
def take_plan_file(ref: str):
    """Make the file version 1 of a new plan."""
    job, form = _job(ref, taking_in.READING), TakePlanForm()
    events = _offer(form)
    if form.validate_on_submit():
        try:
            alone = "organiser" in access_queries.roles_on(guards.the_officer(), None)
            plan = taking_in.take_file(
                job, title=form.title.data, preamble=form.preamble.data or "", by=guards.the_officer(),
                events=[events[slug] for slug in form.events.data or [] if slug in events], may_stand_alone=alone)
            flash(_("The plan is here, as version 1."))
            return redirect(url_for("drafting.show_desk_plan", key=plan.key))
        except Refusal as refusal:
            form.refuse(refusal)
    return _look(job, form)


@views.route("/desk/new-plan/<ref>/none", methods=["POST"])
@open_to("organiser")
@saves
def drop_plan_file(ref: str):
    """Take nothing of it: what was read is deleted."""
    job = _job(ref, taking_in.READING)
    if fields.Press().validate_on_submit() and not job.result.get("taken"):
        taking_in.drop_file(job)
        flash(_("Nothing was taken from the file."))
    return redirect(url_for("imports.import_plan"))


def _found(plan: ActionPlan, upload) -> list[comment_tables.Found]:
    """The comments of an uploaded file, a Word file or a table, read while no transaction is open."""
    with receiving():
        data = upload.stream.read(word_files.MOST_MEGABYTES * 1_000_000 + 1)
        is_word = data.startswith((b"PK\x03\x04", word_files.OLD_OFFICE)) or not data.strip()
        is_word = is_word and b"xl/workbook.xml" not in data
        reading = word_readings.read(data) if is_word else None
    if reading is None:
        return comment_tables.comments_in_table(data)
    plan = queries.plan_for(plan.key, guards.the_officer(), *WRITERS)
    return comment_tables.comments_in_word(reading, word_queries.beside(plan, reading))


def _choose(plan: ActionPlan, sent, status=None):
    file_form = sent if isinstance(sent, CommentFileForm) else CommentFileForm(formdata=None)
    paste_form = sent if isinstance(sent, PasteCommentsForm) else PasteCommentsForm(formdata=None)
    return page("plan/import_comments.html", form=sent, status=status, file_form=file_form, paste_form=paste_form,
                plan=plan)


@views.route("/desk/plans/<key>/more-comments", methods=["GET", "POST"])
@open_to(*WRITERS)
@takes_file(word_files.MOST_MEGABYTES)
@saves(remember=False)
def import_comments(key: str):
    """Bring in comments as a file, or paste them; they are shown before anything is saved."""
    plan = queries.plan_for(key, guards.the_officer(), *WRITERS)
    form, status = CommentFileForm(), None
    if form.validate_on_submit():
        try:
            found = _found(plan, form.file.data)
            job = noting_comments.read_comments(plan, found, file_name=form.file.data.filename or "",
                                                by=guards.the_officer())
            return redirect(url_for("imports.show_comments_file", key=key, ref=job.ref))
        except Refusal as refusal:
            form.refuse(refusal)
            status = refusal.status
    return _choose(plan, form, status)


@views.route("/desk/plans/<key>/more-comments/pasted", methods=["POST"])
@open_to(*WRITERS)
@saves(remember=False)
def paste_comments(key: str):
    """Comments that were copied from a mail or a spreadsheet, to be looked at."""
    plan = queries.plan_for(key, guards.the_officer(), *WRITERS)
    form = PasteCommentsForm()
    if form.validate_on_submit():
        try:
            job = noting_comments.read_comments(plan, comment_tables.comments_in_words(form.words.data),
                                                file_name=_("Pasted comments"), by=guards.the_officer())
            return redirect(url_for("imports.show_comments_file", key=key, ref=job.ref))
        except comment_tables.NoComments as refusal:
            refusal.field = "words"
            form.refuse(refusal)
    return _choose(plan, form)


def _comments_job(plan: ActionPlan, ref: str) -> Job:
    job = _job(ref, noting_comments.READING)
    if job.facts.get("plan") != plan.key:
        raise NotFound()
    return job


def _look_at_comments(plan: ActionPlan, job: Job, form: TakeCommentsForm):
    rows = noting_comments.look_at(plan, noting_comments.found_in(job))
    return page("plan/show_comments_file.html", plan=plan, job=job, form=form, press=fields.Press(), rows=rows,
                fresh=[row for row in rows if row.state == "new"])


@views.route("/desk/plans/<key>/more-comments/<ref>")
@open_to(*WRITERS)
def show_comments_file(key: str, ref: str):
    """The comments that were read, and what would become of each."""
    plan = queries.plan_for(key, guards.the_officer(), *WRITERS)
    return _look_at_comments(plan, _comments_job(plan, ref), TakeCommentsForm(formdata=None))


@views.route("/desk/plans/<key>/more-comments/<ref>/take", methods=["POST"])
@open_to(*WRITERS)
@saves
def take_comments_file(key: str, ref: str):
    """Take the new comments into the ledger."""
    plan = queries.plan_for(key, guards.the_officer(), *WRITERS)
    job, form = _comments_job(plan, ref), TakeCommentsForm()
    if form.validate_on_submit():
        count = noting_comments.take_comments(plan, job, source=form.source.data, by=guards.the_officer())
        flash(_("%(count)s comments are here to be answered.", count=count))
        return redirect(url_for("comments.list_comments", key=key, only="open"))
    return _look_at_comments(plan, job, form)


@views.route("/desk/plans/<key>/more-comments/<ref>/none", methods=["POST"])
@open_to(*WRITERS)
@saves
def drop_comments_file(key: str, ref: str):
    """Take none of them: what was read is deleted."""
    plan = queries.plan_for(key, guards.the_officer(), *WRITERS)
    job = _comments_job(plan, ref)
    if fields.Press().validate_on_submit():
        noting_comments.drop_comments(job)
        flash(_("No comment was taken."))
    return redirect(url_for("imports.import_comments", key=key))
