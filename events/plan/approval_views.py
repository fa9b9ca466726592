"""Gates, the board's decision, and making outcomes public."""

import re

from flask import Blueprint, flash, redirect, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from events import clock, fields
from events.access import guards
from events.access.guards import open_to
from events.database import saves
from events.feedback import queries as feedback_queries
from events.plan import approving, gate_queries, outcome_queries, publishing_outcomes, queries, signing, tabling
from events.plan.board_forms import OUTCOME_LABELS, BoardForm
from events.plan.changes import compare
from events.plan.gate_forms import PART_LABELS, GateForm, SignForm
from events.plan.models import PlanVersion
from events.plan.states import APPROVALS, Outcome
from events.presentation import page, say
from events.refusals import NotFound, Refusal

views = Blueprint("approval", __name__)

SIGNERS = ("reviewer", "organiser", "approver")
ACTS = {
    Outcome.APPROVED: approving.approve, Outcome.AS_AMENDED: tabling.approve_as_amended,
    Outcome.NOTED: approving.note_version, Outcome.DEFERRED: approving.defer,
    Outcome.REFERRED_BACK: approving.refer_back,
}


def _version(key: str, number: int, *roles: str) -> PlanVersion:
    return gate_queries.version_for(key, number, guards.the_officer(), *roles)


def _changed_actions(version: PlanVersion, standings) -> dict[int, list[str]]:
    """For each earlier version that a gate was signed for: which actions have changed since, for a sentence."""
    numbers = {row.earlier.version.number for row in standings if row.earlier and row.state == "open"}
    return {number: [change.key for change in compare(queries.version_by_number(version.plan, number), version)]
            for number in numbers}


@views.route("/desk/plans/<key>/versions/<int:number>/gates", methods=["GET", "POST"])
@open_to(*SIGNERS)
@saves
def list_gates(key: str, number: int):
    """What must be done before a version is approved, how each gate stands, and a form for one more."""
    version = _version(key, number, *SIGNERS)
    form = GateForm()
    if form.validate_on_submit():
        try:
            word = re.sub(r"[^a-z0-9]+", "-", form.title.data.lower()).strip("-")[:40] or "gate"
            signing.add_gate(version, key=word, title=form.title.data, detail=form.detail.data or "",
                             kind=form.kind.data, by=guards.the_officer())
            return redirect(url_for("approval.list_gates", key=key, number=number))
        except Refusal as refusal:
            form.refuse(refusal)
    standings = gate_queries.standings_of(version)
    kinds = {gate.kind for gate in version.gates}
    return page("plan/list_gates.html", form=form, plan=version.plan, version=version, standings=standings, say=say,
                parts=PART_LABELS, changed=_changed_actions(version, standings), press=fields.Press(),
                absent=[row["title"] for row in signing.STANDARD if row["kind"] not in kinds],
                is_approved=gate_queries.is_approved(version), amended_from=gate_queries.amended_from(version),
                unanswered=queries.unanswered(version.plan), newest=queries.latest(version.plan))


@views.route("/desk/plans/<key>/versions/<int:number>/gates/standard", methods=["POST"])
@open_to(*SIGNERS)
@saves
def add_standard_gates(key: str, number: int):
    """Add the gates that every plan needs and this version does not have."""
    version = _version(key, number, *SIGNERS)
    if fields.Press().validate_on_submit():
        added = signing.add_standard_gates(version, by=guards.the_officer())
        flash(ngettext("%(num)s gate added.", "%(num)s gates added.", len(added)))
    return redirect(url_for("approval.list_gates", key=key, number=number))


@views.route("/desk/plans/<key>/versions/<int:number>/gates/<code>", methods=["GET", "POST"])
@open_to(*SIGNERS)
@saves
def sign_gate(key: str, number: int, code: str):
    """Sign a gate in one's own name, with what was found, for exactly what it covers."""
    version = _version(key, number, *SIGNERS)
    now = next((row for row in gate_queries.standings_of(version) if row.gate.key == code), None)
    if now is None:
        raise NotFound()
    form, stale = SignForm(data={"finding": now.gate.finding, "seen": now.seen}), False
    if form.validate_on_submit():
        try:
            signing.sign_gate(now.gate, finding=form.finding.data, seen=form.seen.data or None,
                              by=guards.the_officer())
            flash(_("Signed: %(gate)s.", gate=now.gate.title))
            return redirect(url_for("approval.list_gates", key=key, number=number))
        except Refusal as refusal:
            form.refuse(refusal)
            stale = refusal.status == 409
            form.seen.data = now.seen  # what is shown from now on is what is there
    return page("plan/sign_gate.html", form=form, status=409 if stale else None, plan=version.plan, version=version,
                gate=now.gate, standing=now, say=say, parts=PART_LABELS)


@views.route("/desk/plans/<key>/versions/<int:number>/approval", methods=["GET", "POST"])
@open_to("approver")
@saves
def decide_version(key: str, number: int):
    """What the board did with exactly this text: no approval while a gate is open or a comment unanswered."""
    version = _version(key, number, "approver")
    plan = version.plan
    form, stale = BoardForm(data={"fingerprint": version.fingerprint}), False
    if form.validate_on_submit():
        try:
            made = ACTS[Outcome(form.decision.data)](
                version, fingerprint=form.fingerprint.data or "", by=guards.the_officer(), body=form.body.data,
                minute=form.minute.data, decided_on=form.decided_on.day or clock.today(), note=form.note.data or "")
            flash(_("Recorded: version %(number)s: %(outcome)s.", number=made.version.number,
                    outcome=OUTCOME_LABELS[made.outcome]))
            return redirect(url_for("approval.decide_version", key=key, number=made.version.number))
        except approving.OwnWork:
            raise
        except Refusal as refusal:
            stale = refusal.status == 409
            form.refuse(refusal)
    decisions = queries.decisions_of(version)
    return page("plan/decide_version.html", form=form, status=409 if stale else None, plan=plan, version=version,
                still=signing.what_is_open(version), own=approving.edited_last(version, guards.the_officer()),
                decisions=decisions, outcomes=OUTCOME_LABELS, approvals=APPROVALS, newest=queries.latest(plan),
                standings=gate_queries.standings_of(version), tabled=tabling.tabled(version),
                waiting=queries.accepted_and_open(plan), unanswered=queries.unanswered(plan),
                amended_from=gate_queries.amended_from(version),
                is_approved=any(row.outcome in APPROVALS for row in decisions))


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
                counts=feedback_queries.counts_of(event), unmet=outcome_queries.unmet_of(event),
                plans=[(plan, queries.approval_of(plan)) for plan in plans])
