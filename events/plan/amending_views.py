"""Proposing amendments: the present words in the box, the words behind the change beside it."""

from flask import Blueprint, flash, redirect, request, url_for
from flask_babel import gettext as _

from events.access import guards
from events.access.guards import open_to
from events.database import saves
from events.feedback.queries import shown_name
from events.plan import drafting, queries
from events.plan.amending_forms import labels_of, new_action_form
from events.plan.columns import fields_of, words_of
from events.plan.forms import AmendForm, RemovalForm
from events.plan.models import ActionPlan, Amendment
from events.plan.recommending import IN_WORDS
from events.plan.states import AmendmentKind, AmendmentState
from events.presentation import page
from events.refusals import NotFound, Refusal
from events.written_times import day_to_show

views = Blueprint("amending", __name__)

WRITERS = ("reviewer", "organiser")


def _plan(key: str) -> ActionPlan:
    return queries.plan_for(key, guards.the_officer(), *WRITERS)


def _on(plan: ActionPlan, code: str) -> tuple[list, list]:
    """What was said of an action: remarks routed to it, and reviewing bodies' comments on it or on the whole plan."""
    comments = [row for row in queries.comments_of(plan) if row.action_key in ("", code)]
    comments.sort(key=lambda row: (row.action_key == "", row.position, row.id))
    return queries.routed_to(plan, code), comments


def _done(plan: ActionPlan, amendment: Amendment):
    flash(_("%(ref)s is proposed. Somebody in the drafting group decides.", ref=amendment.ref))
    return redirect(url_for("drafting.show_amendment", key=plan.key, ref=amendment.ref))


@views.route("/desk/plans/<key>/actions/<code>/amend", methods=["GET", "POST"])
@open_to(*WRITERS)
@saves
def propose_change(key: str, code: str):
    """New words for one field of an action, beside what was said of it; `?field=` says which."""
    plan = _plan(key)
    version = queries.latest(plan)
    action = queries.action_in(version, code)
    field = request.args.get("field", "text")
    if action is None or field not in fields_of(version):
        raise NotFound()
    remarks, comments = _on(plan, code)
    # Whoever comes from a remark proposes because of it.
    behind = [f"remark:{row.id}" for row in remarks
              if (row.ref, row.event.slug) == (request.args.get("remark"), request.args.get("of"))]
    form = AmendForm(data={"after": words_of(action, field), "evidence": behind})
    form.offer(remarks, comments)
    if form.validate_on_submit():
        try:
            amendment = drafting.propose(
                plan, kind=AmendmentKind.CHANGE, action_key=code, field=field, after=form.after.data or "",
                reason=form.reason.data, evidence=form.ticked, by=guards.the_officer())
            return _done(plan, amendment)
        except Refusal as refusal:
            form.refuse(refusal)
    rivals = [row for row in queries.amendments_of(plan) if row.action_key == code and row.field == field
              and row.into_version_id is None and row.state != AmendmentState.DECLINED]
    return page("plan/propose_change.html", form=form, plan=plan, action=action, field=field,
                labels=labels_of(version), fields=fields_of(version), words=words_of(action, field),
                remarks=remarks, comments=comments, rivals=rivals, shown_name=shown_name)


@views.route("/desk/plans/<key>/actions/<code>/remove", methods=["GET", "POST"])
@open_to(*WRITERS)
@saves
def propose_removal(key: str, code: str):
    """An action is to be taken out of the plan."""
    plan = _plan(key)
    action = queries.action_in(queries.latest(plan), code)
    if action is None:
        raise NotFound()
    form = RemovalForm()
    form.offer(*_on(plan, code))
    if form.validate_on_submit():
        try:
            return _done(plan, drafting.propose(
                plan, kind=AmendmentKind.REMOVE, action_key=code, reason=form.reason.data,
                evidence=form.ticked, by=guards.the_officer()))
        except Refusal as refusal:
            form.refuse(refusal)
    return page("plan/propose_removal.html", form=form, plan=plan, action=action)


@views.route("/desk/plans/<key>/actions/new", methods=["GET", "POST"])
@open_to(*WRITERS)
@saves
def propose_new_action(key: str):
    """A whole new action under one of the objectives."""
    plan = _plan(key)
    version = queries.latest(plan)
    form = new_action_form(version)
    form.objective.choices = [("", _("Choose")), *(
        (row.number, f"{row.number}. {row.title}") for row in version.objectives)]
    form.offer(queries.remarks_of(plan), queries.comments_of(plan))
    if form.validate_on_submit():
        try:
            others = {key: form[name].data or "" for key, name in form.columns.items()}
            return _done(plan, drafting.propose(
                plan, kind=AmendmentKind.NEW, objective=form.objective.data, after=form.after.data, others=others,
                reason=form.reason.data, evidence=form.ticked, by=guards.the_officer()))
        except Refusal as refusal:
            form.refuse(refusal)
    return page("plan/propose_new_action.html", form=form, plan=plan, month_to_show=day_to_show().isoformat()[:7])


@views.route("/desk/plans/<key>/introduction", methods=["GET", "POST"])
@open_to(*WRITERS)
@saves
def propose_introduction(key: str):
    """New words for the plan's own text above the objectives."""
    plan = _plan(key)
    version = queries.latest(plan)
    form = AmendForm(data={"after": version.preamble})
    form.offer(queries.remarks_of(plan), [row for row in queries.comments_of(plan) if not row.action_key])
    if form.validate_on_submit():
        try:
            return _done(plan, drafting.propose(
                plan, kind=AmendmentKind.TEXT, field="preamble", after=form.after.data or "",
                reason=form.reason.data, evidence=form.ticked, by=guards.the_officer()))
        except Refusal as refusal:
            form.refuse(refusal)
    return page("plan/propose_introduction.html", form=form, plan=plan, version=version)


def _present(plan: ActionPlan, amendment: Amendment) -> str:
    try:
        return drafting.present_words(queries.latest(plan), kind=amendment.kind, action_key=amendment.action_key,
                                      field=amendment.field)
    except drafting.NoSuchField:
        raise NotFound() from None


@views.route("/desk/plans/<key>/amendments/<ref>/rewrite", methods=["GET", "POST"])
@open_to(*WRITERS)
@saves
def rewrite_amendment(key: str, ref: str):
    """A proposal written anew, on the plan's present words."""
    plan = _plan(key)
    amendment = queries.amendment_by_ref(plan, ref)
    now = _present(plan, amendment)
    form = AmendForm(data={"after": amendment.after, "reason": amendment.reason})
    form.evidence.choices = []
    if form.validate_on_submit():
        try:
            drafting.rewrite(amendment, after=form.after.data or "", reason=form.reason.data, by=guards.the_officer())
            return redirect(url_for("drafting.show_amendment", key=key, ref=ref))
        except Refusal as refusal:
            form.refuse(refusal)
    return page("plan/rewrite_amendment.html", form=form, plan=plan, amendment=amendment, now=now,
                in_words=amendment.kind in IN_WORDS, labels=labels_of(queries.latest(plan)))
