"""A reviewing body's comments on the draft, answered line by line."""

from flask import Blueprint, flash, redirect, request, url_for
from flask_babel import gettext as _

from events.access import guards
from events.access.guards import open_to
from events.database import saves
from events.plan import deciding, queries
from events.plan.forms import FIELD_LABELS, RESPONSE_LABELS, RespondForm
from events.plan.states import AmendmentState
from events.presentation import page
from events.refusals import Refusal

views = Blueprint("comments", __name__)

WRITERS = ("reviewer", "organiser")


@views.route("/desk/plans/<key>/comments/")
@open_to(*WRITERS, "approver")
def list_comments(key: str):
    """Every comment with its answer, those without one first where asked for."""
    plan = queries.plan_for(key, guards.the_officer(), *WRITERS, "approver")
    only = request.args.get("only", "")
    rows = queries.unanswered(plan) if only == "open" else queries.comments_of(plan)
    return page("plan/list_comments.html", plan=plan, comments=rows, only=only, kinds=RESPONSE_LABELS,
                standing=queries.standing(plan))


@views.route("/desk/plans/<key>/comments/<ref>", methods=["GET", "POST"])
@open_to(*WRITERS)
@saves
def answer_comment(key: str, ref: str):
    """One comment, the amendments that rest on it, and its answer; then on to the next without one."""
    plan = queries.plan_for(key, guards.the_officer(), *WRITERS)
    comment = queries.comment_by_ref(plan, ref)
    form = RespondForm(data={"kind": str(comment.response_kind or ""), "response": comment.response})
    if form.validate_on_submit():
        try:
            deciding.respond(comment, kind=form.kind.data, response=form.response.data, by=guards.the_officer())
            left = [row for row in queries.unanswered(plan) if row.id != comment.id]
            if left:
                return redirect(url_for("comments.answer_comment", key=key, ref=left[0].ref))
            flash(_("Every comment has an answer."))
            return redirect(url_for("comments.list_comments", key=key))
        except Refusal as refusal:
            form.refuse(refusal)
    resting = [row for row in queries.amendments_of(plan) if row.state != AmendmentState.DECLINED
               and any(e.external_comment_id == comment.id for e in row.evidence)]
    action = queries.action_in(queries.latest(plan), comment.action_key)
    return page("plan/answer_comment.html", form=form, plan=plan, comment=comment, action=action, resting=resting,
                labels=FIELD_LABELS)
