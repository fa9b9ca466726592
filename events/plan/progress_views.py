"""How the approved plan goes on: an officer notes it for all actions on one page, and everybody reads the latest."""

from flask import Blueprint, flash, redirect, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from events import clock
from events.access import guards
from events.access.guards import open_to
from events.database import leave_unsaved, receiving, saves
from events.plan import progress_files, progress_queries, progressing, queries
from events.plan.ages import age
from events.plan.models import ActionPlan
from events.plan.progress_forms import COLOUR_LABELS, Line, ProgressFileForm, ProgressForm, form_for
from events.presentation import day, page, say, takes_file
from events.refusals import NotFound, Refusal

views = Blueprint("progress", __name__)

READERS = ("reviewer", "organiser", "approver")
WRITERS = ("reviewer", "organiser")


def _plan(key: str, *roles: str) -> ActionPlan:
    return queries.plan_for(key, guards.the_officer(), *roles)


def _keep(plan: ActionPlan, form: ProgressForm, lines: list[Line]) -> int:
    """Note every line in which something was written; how many. What is wrong is said at its field."""
    kept = 0
    for line in lines:
        try:
            if not line.is_written:
                continue
            progressing.note_progress(
                plan, action_key=line.action.key, colour=line.colour.data or "", per_cent=line.number,
                note=line.note.data or "", as_of=form.as_of.day or clock.today(), by=guards.the_officer())
            kept += 1
        except Refusal as refusal:
            field, said = line.field(refusal.field or ""), say(refusal)
            said = _("Action %(ref)s: %(said)s", ref=line.action.ref, said=said) if field else said
            field = field or form.as_of
            if said not in field.errors:
                field.errors = [*field.errors, said]
    return kept


@views.route("/desk/plans/<key>/progress", methods=["GET", "POST"])
@open_to(*WRITERS)
@saves
def note_progress(key: str):
    """Note how the actions stand: one table, one press keeps every line in which something was written."""
    plan = _plan(key, *WRITERS)
    version = progress_queries.approved_version(plan)
    actions = queries.actions_of(version) if version else []
    form = form_for(actions)(data={"as_of": day(clock.today())})
    lines = form.lines(actions)
    if form.validate_on_submit():
        kept = _keep(plan, form, lines)
        if not form.errors and kept:
            flash(ngettext("Noted for %(num)s action.", "Noted for %(num)s actions.", kept))
            return redirect(url_for("progress.note_progress", key=key))
        if not kept and not form.errors:
            form.form_errors.append(_("Nothing was written. Choose a colour for the actions of which there is news."))
        leave_unsaved()  # before the latest is read: one wrong line keeps none
    today = clock.today()
    return page("plan/note_progress.html", form=form, plan=plan, version=version, lines=lines, today=today, age=age,
                latest=progress_queries.latest_of(plan), colours=COLOUR_LABELS,
                quiet={action.key for action in progress_queries.quiet_actions(plan, today)})


@views.route("/desk/plans/<key>/progress/file", methods=["GET", "POST"])
@open_to(*WRITERS)
@takes_file(progress_files.MOST_MEGABYTES)
@saves
def take_progress_file(key: str):
    """Bring progress in as a file: the export of it, filled in; all of its rows are taken, or none."""
    plan, form, status = _plan(key, *WRITERS), ProgressFileForm(), None
    version = progress_queries.approved_version(plan)
    if version is not None and form.validate_on_submit():
        try:
            with receiving():
                data = form.file.data.stream.read(progress_files.MOST_MEGABYTES * 1_000_000 + 1)
                news = list(progress_files.news_in(data))
            noted = progressing.take_in_file(plan, news, by=guards.the_officer())
            flash(ngettext("Noted for %(num)s action.", "Noted for %(num)s actions.", noted) if noted
                  else _("Nothing in the file was new, so nothing was noted."))
            return redirect(url_for("progress.note_progress", key=key))
        except Refusal as refusal:
            form.refuse(refusal)
            status = refusal.status
    return page("plan/take_progress_file.html", form=form, plan=plan, version=version, status=status)


@views.route("/desk/plans/<key>/actions/<action_key>/progress")
@open_to(*READERS)
def show_progress_history(key: str, action_key: str):
    """Everything that was noted of one action, newest first, with who noted it."""
    plan = _plan(key, *READERS)
    version = progress_queries.approved_version(plan)
    action = queries.action_in(version, action_key) if version else None
    entries = progress_queries.entries_of(plan, action_key)
    if action is None and not entries:
        raise NotFound()
    return page("plan/show_progress_history.html", plan=plan, action=action, action_key=action_key, entries=entries,
                colours=COLOUR_LABELS)


@views.route("/events/<slug>/plan/progress")
@open_to("public")
def show_progress(slug: str):
    """How the approved plan goes on, by who leads: the latest of each action, and how old that is."""
    event = guards.the_event()
    plans = []
    for plan in queries.plans_of(event):
        version = progress_queries.approved_version(plan)
        if version is not None:
            plans.append((plan, version, progress_queries.by_lead(version), progress_queries.latest_of(plan)))
    if not plans:
        raise NotFound()
    return page("plan/show_progress.html", event=event, plans=plans, colours=COLOUR_LABELS, age=age,
                today=clock.today())
