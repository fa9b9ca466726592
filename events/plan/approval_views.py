"""Gates, approval, and making outcomes public."""

import re

from flask import Blueprint, flash, redirect, url_for
from flask_babel import gettext as _

from events import clock, fields
from events.access import guards
from events.access.guards import open_to
from events.database import saves
from events.feedback import queries as feedback_queries
from events.plan import approving, publishing_outcomes, queries, signing
from events.plan.forms import BoardForm, GateForm, SignForm
from events.plan.models import Gate, PlanVersion
from events.plan.states import Outcome
from events.presentation import page
from events.refusals import NotFound, Refusal

views = Blueprint("approval", __name__)

SIGNERS = ("reviewer", "organiser", "approver")


def _version(key: str, number: int, *roles: str) -> PlanVersion:
    return queries.version_by_number(queries.plan_for(key, guards.the_officer(), *roles), number)


@views.route("/desk/plans/<key>/versions/<int:number>/gates", methods=["GET", "POST"])
@open_to(*SIGNERS)
@saves
def list_gates(key: str, number: int):
    """What must be done before a version is approved; and a form for one more gate."""
    version = _version(key, number, *SIGNERS)
    form = GateForm()
    if form.validate_on_submit():
        try:
            word = re.sub(r"[^a-z0-9]+", "-", form.title.data.lower()).strip("-")[:40] or "gate"
            signing.add_gate(version, key=word, title=form.title.data, detail=form.detail.data or "",
                              by=guards.the_officer())
            return redirect(url_for("approval.list_gates", key=key, number=number))
        except Refusal as refusal:
            form.refuse(refusal)
    return page("plan/list_gates.html", form=form, plan=version.plan, version=version,
                unanswered=queries.unanswered(version.plan), newest=queries.latest(version.plan))


def _gate(version: PlanVersion, key: str) -> Gate:
    found = next((gate for gate in version.gates if gate.key == key), None)
    if found is None:
        raise NotFound()
    return found


@views.route("/desk/plans/<key>/versions/<int:number>/gates/<code>", methods=["GET", "POST"])
@open_to(*SIGNERS)
@saves
def sign_gate(key: str, number: int, code: str):
    """Sign a gate in one's own name, with what was found."""
    version = _version(key, number, *SIGNERS)
    gate = _gate(version, code)
    form = SignForm(data={"finding": gate.finding})
    if form.validate_on_submit():
        try:
            signing.sign_gate(gate, finding=form.finding.data, by=guards.the_officer())
            flash(_("Signed: %(gate)s.", gate=gate.title))
            return redirect(url_for("approval.list_gates", key=key, number=number))
        except Refusal as refusal:
            form.refuse(refusal)
    return page("plan/sign_gate.html", form=form, plan=version.plan, version=version, gate=gate)


def _decide(version: PlanVersion, form: BoardForm) -> None:
    act = approving.approve if form.decision.data == Outcome.APPROVED else approving.refer_back
    act(version, fingerprint=form.fingerprint.data or "", by=guards.the_officer(), body=form.body.data,
        minute=form.minute.data, decided_on=form.decided_on.day or clock.today(), note=form.note.data or "")


@views.route("/desk/plans/<key>/versions/<int:number>/approval", methods=["GET", "POST"])
@open_to("approver")
@saves
def decide_version(key: str, number: int):
    """The board's decision about exactly this text: shut while a gate is open or a comment unanswered."""
    version = _version(key, number, "approver")
    plan = version.plan
    form, stale = BoardForm(data={"fingerprint": version.fingerprint}), False
    if form.validate_on_submit():
        try:
            _decide(version, form)
            flash(_("Recorded: version %(number)s is %(outcome)s.", number=number,
                    outcome=_("approved") if form.decision.data == Outcome.APPROVED else _("referred back")))
            return redirect(url_for("approval.decide_version", key=key, number=number))
        except approving.OwnWork:
            raise
        except Refusal as refusal:
            stale = refusal.status == 409
            form.refuse(refusal)
    return page("plan/decide_version.html", form=form, status=409 if stale else None, plan=plan, version=version,
                still=signing.what_is_open(version), own=approving.edited_last(version, guards.the_officer()),
                decisions=queries.decisions_of(version), newest=queries.latest(plan),
                waiting=queries.accepted_and_open(plan), unanswered=queries.unanswered(plan),
                is_approved=any(d.outcome == Outcome.APPROVED for d in queries.decisions_of(version)))


@views.route("/desk/events/<slug>/outcomes", methods=["GET", "POST"])
@open_to("organiser")
@saves
def publish_outcomes(slug: str):
    """Publish what became of what was said, or take it down again."""
    event = guards.the_event()
    form = fields.Press()
    is_public = queries.outcomes_are_public(event)
    if form.validate_on_submit():
        try:
            act = publishing_outcomes.take_down_outcomes if is_public else publishing_outcomes.publish_outcomes
            act(event, by=guards.the_officer())
            flash(_("Taken down.") if is_public else _("Published."))
            return redirect(url_for("approval.publish_outcomes", slug=slug))
        except Refusal as refusal:
            form.refuse(refusal)
    plans = queries.plans_of(event)
    return page("plan/publish_outcomes.html", form=form, event=event, is_public=is_public,
                since=queries.outcomes_page(event), undisposed=feedback_queries.undisposed(event),
                counts=feedback_queries.counts_of(event),
                plans=[(plan, queries.approval_of(plan)) for plan in plans])
