"""What comes before and between decisions: recommending, settling where amendments meet, taking another look."""

from flask import Blueprint, flash, redirect, request, url_for
from flask_babel import gettext as _

from events.access import guards
from events.access.guards import open_to
from events.database import saves
from events.feedback.queries import shown_name
from events.plan import amending_queries, queries, recommending, settling, sitting, sitting_queries
from events.plan.amending_forms import RecommendForm, SettleForm, labels_of
from events.plan.amending_models import Sitting
from events.plan.assemblies import plain
from events.plan.grounds import reading_of
from events.plan.models import ActionPlan, Amendment
from events.plan.months import redline_in_words
from events.plan.states import Advice
from events.presentation import page
from events.refusals import NotFound, Refusal

views = Blueprint("settling", __name__)

READERS = ("reviewer", "organiser", "approver")


@views.route("/desk/plans/<key>/amendments/<ref>/recommend", methods=["GET", "POST"])
@open_to("reviewer")
@saves
def recommend_amendment(key: str, ref: str):
    """Say what the drafting group should decide, and why."""
    plan = queries.plan_for(key, guards.the_officer(), "reviewer")
    amendment = queries.amendment_by_ref(plan, ref)
    reads = amending_queries.read_now(amendment)
    form = RecommendForm(data={"words": reads.after})
    if amendment.kind not in recommending.IN_WORDS:
        del form.words
        form.advice.choices = [row for row in form.advice.choices if row[0] != Advice.OTHER_WORDS]
    if form.validate_on_submit():
        try:
            recommending.recommend(
                amendment, advice=form.advice.data, words=(form.words.data or "") if "words" in form else "",
                reason=form.reason.data or "", by=guards.the_officer())
            flash(_("Your recommendation on %(ref)s stands beside it.", ref=ref))
            return redirect(url_for("drafting.show_amendment", key=key, ref=ref))
        except Refusal as refusal:
            form.refuse(refusal)
    return page("plan/recommend_amendment.html", form=form, plan=plan, amendment=amendment, shown_name=shown_name,
                parts=redline_in_words(reads.before, reads.after), labels=labels_of(queries.latest(plan)))


def _offer(form: SettleForm, amendment: Amendment, members: list[Amendment], joint: bool) -> None:
    form.choice.choices = [(row.ref, _("%(ref)s alone; what it meets is declined", ref=row.ref)) for row in members]
    if joint:
        form.choice.choices.insert(0, ("joint", _("A joint wording, which says what all of them say")))
    if amendment.state == "proposed":
        form.choice.choices.append(("later", _("All of them, and the wording is settled before a version is made")))


def _in_sitting(plan: ActionPlan) -> Sitting | None:
    """The sitting that settles it, where the page was opened from one. Raises SittingClosed or NotFound."""
    number = request.args.get("sitting", "")
    if not number.isdigit():
        return None
    held = sitting_queries.sitting_by_number(plan, int(number))
    sitting.refuse_closed(held, plan)
    return held


def _settle(form: SettleForm, amendment: Amendment) -> None:
    reason, by, held = form.reason.data or "", guards.the_officer(), _in_sitting(amendment.plan)
    if form.choice.data == "joint":
        settling.join(amendment, after=form.after.data or "", reason=reason, by=by, sitting=held)
    elif form.choice.data == "later":
        settling.accept_and_settle_later(amendment, reason=reason, by=by, sitting=held)
    else:
        settling.keep_one(amendment, chosen=form.choice.data, reason=reason, by=by, sitting=held)


def _back(key: str) -> str:
    """Where the officer came from: a sitting, or making a version; else the list."""
    if request.args.get("sitting", "").isdigit():
        return url_for("sittings.show_sitting", key=key, number=int(request.args["sitting"]))
    if request.args.get("from") == "version":
        return url_for("versions.prepare_version", key=key)
    return url_for("drafting.list_amendments", key=key)


@views.route("/desk/plans/<key>/amendments/<ref>/settle", methods=["GET", "POST"])
@open_to("reviewer")
@saves
def settle_amendment(key: str, ref: str):
    """Amendments that meet, side by side with what the plan says, and the choice: one of them, or a joint wording."""
    plan = queries.plan_for(key, guards.the_officer(), "reviewer")
    amendment = queries.amendment_by_ref(plan, ref)
    members, clashes = amending_queries.meeting(amendment)
    joint = amending_queries.can_join(clashes)
    form = SettleForm(data={"after": clashes[0].draft if joint else ""})
    _offer(form, amendment, members, joint)
    if form.validate_on_submit():
        try:
            _settle(form, amendment)
            flash(_("The wording is settled."))
            return redirect(_back(key))
        except Refusal as refusal:
            form.refuse(refusal)
    text = plain(queries.latest(plan))
    return page("plan/settle_amendment.html", form=form, plan=plan, amendment=amendment, members=members,
                clashes=clashes, joint=joint, reads={row.ref: reading_of(row, text) for row in members},
                redline=redline_in_words, labels=labels_of(queries.latest(plan)), shown_name=shown_name,
                back=_back(key))


@views.route("/desk/plans/<key>/amendments/another-look")
@open_to(*READERS)
def list_another_look(key: str):
    """Pending amendments that could not be carried to the newest version, with what changed under each."""
    plan = queries.plan_for(key, guards.the_officer(), *READERS)
    return page("plan/list_another_look.html", plan=plan, looks=amending_queries.needing_another_look(plan),
                redline=redline_in_words, labels=labels_of(queries.latest(plan)))


@views.route("/desk/plans/<key>/actions/<code>/history")
@open_to(*READERS)
def show_action_history(key: str, code: str):
    """One action through all versions: each change as a redline, whose words led to it, and who decided."""
    plan = queries.plan_for(key, guards.the_officer(), *READERS)
    steps = amending_queries.history_of(plan, code)
    if not steps:
        raise NotFound()
    open_now = [row for row in queries.amendments_of(plan) if row.action_key == code and row.into_version_id is None]
    return page("plan/show_action_history.html", plan=plan, steps=steps, open_now=open_now, redline=redline_in_words,
                labels=labels_of(queries.latest(plan)), rulings=amending_queries.last_rulings(plan),
                shown_name=shown_name)
