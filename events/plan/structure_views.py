"""Proposing what is not the words of one action: its place, the plan's own texts, the columns."""

from flask import Blueprint, flash, redirect, url_for
from flask_babel import gettext as _

from events.access import guards
from events.access.guards import open_to
from events.database import saves
from events.plan import drafting, queries
from events.plan.amending_forms import ColumnForm, MoveForm, OwnTextForm, labels_of
from events.plan.columns import fields_of, words_of
from events.plan.forms import ReasonForm
from events.plan.models import ActionPlan
from events.plan.states import AmendmentKind
from events.presentation import page
from events.refusals import NotFound, Refusal

views = Blueprint("structure", __name__)

WRITERS = ("reviewer", "organiser")


def _plan(key: str) -> ActionPlan:
    return queries.plan_for(key, guards.the_officer(), *WRITERS)


def _proposed(plan: ActionPlan, form: ReasonForm, kind: AmendmentKind, **asked):
    """Where to go once it is proposed; None where the form was refused, which then says why."""
    try:
        amendment = drafting.propose(plan, kind=kind, reason=form.reason.data or "", evidence=form.ticked,
                                     by=guards.the_officer(), **asked)
    except Refusal as refusal:
        form.refuse(refusal)
        return None
    flash(_("%(ref)s is proposed. Somebody in the drafting group decides.", ref=amendment.ref))
    return redirect(url_for("drafting.show_amendment", key=plan.key, ref=amendment.ref))


def _of_the_whole(plan: ActionPlan) -> list:
    return [row for row in queries.comments_of(plan) if not row.action_key]


@views.route("/desk/plans/<key>/actions/<code>/move", methods=["GET", "POST"])
@open_to(*WRITERS)
@saves
def propose_move(key: str, code: str):
    """An action is to stand under another objective, or at another place under its own."""
    plan = _plan(key)
    version = queries.latest(plan)
    action = queries.action_in(version, code)
    if action is None:
        raise NotFound()
    form = MoveForm()
    form.offer_places(version, code)
    comments = [row for row in queries.comments_of(plan) if row.action_key in ("", code)]
    form.offer(queries.routed_to(plan, code), comments)
    if form.validate_on_submit():
        number, behind = form.target
        done = _proposed(plan, form, AmendmentKind.MOVE, action_key=code, objective=number,
                         others={"behind": behind})
        if done:
            return done
    return page("plan/propose_move.html", form=form, plan=plan, action=action)


@views.route("/desk/plans/<key>/columns", methods=["GET", "POST"])
@open_to(*WRITERS)
@saves
def propose_column(key: str):
    """A column is to be added to every action, dropped, or shown again."""
    plan = _plan(key)
    version = queries.latest(plan)
    form = ColumnForm()
    form.offer_columns(version)
    form.offer(queries.remarks_of(plan), queries.comments_of(plan))
    if form.validate_on_submit():
        done = _proposed(plan, form, AmendmentKind.COLUMN, **form.asked)
        if done:
            return done
    filled = {field: sum(bool(words_of(action, field)) for action in queries.actions_of(version))
              for field in fields_of(version)}
    return page("plan/propose_column.html", form=form, plan=plan, version=version, labels=labels_of(version),
                filled=filled)


@views.route("/desk/plans/<key>/texts/new", methods=["GET", "POST"])
@open_to(*WRITERS)
@saves
def propose_new_text(key: str):
    """A further text of the plan's own, with a title: "How we will know"."""
    plan = _plan(key)
    form = OwnTextForm()
    form.offer(queries.remarks_of(plan), _of_the_whole(plan))
    if form.validate_on_submit():
        done = _proposed(plan, form, AmendmentKind.TEXT, after=form.after.data or "",
                         others={"title": form.title.data or ""})
        if done:
            return done
    return page("plan/propose_new_text.html", form=form, plan=plan)


@views.route("/desk/plans/<key>/texts/<code>", methods=["GET", "POST"])
@open_to(*WRITERS)
@saves
def propose_text(key: str, code: str):
    """New words for a text of the plan's own; none take it out."""
    plan = _plan(key)
    version = queries.latest(plan)
    text = next((row for row in version.texts or [] if row["key"] == code), None)
    if text is None:
        raise NotFound()
    form = OwnTextForm(data={"after": text["text"]})
    form.offer(queries.remarks_of(plan), _of_the_whole(plan))
    if form.validate_on_submit():
        done = _proposed(plan, form, AmendmentKind.TEXT, field=code, after=form.after.data or "")
        if done:
            return done
    return page("plan/propose_text.html", form=form, plan=plan, text=text)
