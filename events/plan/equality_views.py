"""The equality impact assessment of a version: findings by characteristic, with what was said and what was done."""

from flask import Blueprint, flash, redirect, request, url_for
from flask_babel import gettext as _

from events import fields
from events.access import guards
from events.access.guards import open_to
from events.database import saves
from events.feedback.queries import shown_name
from events.plan import assessing, equality_queries, gate_queries, queries
from events.plan.equality_forms import (
    EFFECT_LABELS,
    KIND_LABELS,
    AssessmentForm,
    CharacteristicForm,
    FindingForm,
    RestForm,
    TagForm,
    characteristic_labels,
)
from events.plan.equality_models import EqualityFinding
from events.plan.forms import FIELD_LABELS, AmendForm
from events.plan.models import PlanVersion
from events.plan.states import FIELDS, AmendmentKind, AmendmentState, GateKind
from events.presentation import page
from events.refusals import NotFound, Refusal

views = Blueprint("equality", __name__)

READERS = ("reviewer", "organiser", "approver")
WRITERS = ("reviewer", "organiser")


def _version(key: str, number: int, *roles: str) -> PlanVersion:
    return gate_queries.version_for(key, number, guards.the_officer(), *roles)


def _to_assessment(version: PlanVersion):
    return redirect(url_for("equality.show_assessment", key=version.plan.key, number=version.number))


@views.route("/desk/plans/<key>/versions/<int:number>/equality")
@open_to(*READERS)
def show_assessment(key: str, number: int):
    """The assessment of exactly this version, characteristic by characteristic."""
    version = _version(key, number, *READERS)
    labels, assessment = characteristic_labels(), gate_queries.assessment_of(version)
    rows: dict[str, list[EqualityFinding]] = {name: [] for name in labels}
    for finding in assessment.findings if assessment else []:
        rows.setdefault(finding.characteristic, []).append(finding)
    gate = next((gate for gate in version.gates if gate.kind == GateKind.EQUALITY), None)
    return page("plan/show_assessment.html", plan=version.plan, version=version, assessment=assessment, rows=rows,
                labels=labels, effects=EFFECT_LABELS, kinds=KIND_LABELS, tagged=equality_queries.tagged(version.plan),
                resting=equality_queries.resting(version.plan), shown=equality_queries.shown, gate=gate,
                shown_name=shown_name, press=fields.Press(), is_final=gate_queries.is_approved(version),
                newest=queries.latest(version.plan), harm=gate_queries.HARM)


@views.route("/desk/plans/<key>/versions/<int:number>/equality/summary", methods=["GET", "POST"])
@open_to(*WRITERS)
@saves
def write_assessment(key: str, number: int):
    """Begin the assessment, or write its kind and summary anew."""
    version = _version(key, number, *WRITERS)
    known = gate_queries.assessment_of(version)
    form = AssessmentForm(data={"kind": str(known.kind), "summary": known.summary} if known else None)
    if form.validate_on_submit():
        try:
            assessing.assess(version, kind=form.kind.data, summary=form.summary.data, by=guards.the_officer())
            return _to_assessment(version)
        except Refusal as refusal:
            form.refuse(refusal)
    return page("plan/write_assessment.html", form=form, plan=version.plan, version=version, known=known)


def _written(form: FindingForm, records: dict) -> dict:
    return {"characteristic": form.characteristic.data, "effect": form.effect.data, "finding": form.finding.data,
            "done": form.done.data or "", "action_key": form.action.data or "",
            "remarks": [records[word] for word in form.remarks.data or [] if word in records]}


@views.route("/desk/plans/<key>/versions/<int:number>/equality/findings/new", methods=["GET", "POST"])
@open_to(*WRITERS)
@saves
def add_finding(key: str, number: int):
    """One more finding; `?about=` names the characteristic, whose remarks are ticked already."""
    version = _version(key, number, *WRITERS)
    assessment = gate_queries.assessment_of(version)
    if assessment is None:
        raise NotFound()
    about = request.args.get("about", "")
    said = equality_queries.tagged(version.plan).get(about, [])
    form = FindingForm(data={"characteristic": about, "remarks": [remark.id for remark in said]})
    records = form.offer(version, first=said)
    if form.validate_on_submit():
        try:
            assessing.add_finding(assessment, by=guards.the_officer(), **_written(form, records))
            return _to_assessment(version)
        except Refusal as refusal:
            form.refuse(refusal)
    return page("plan/add_finding.html", form=form, plan=version.plan, version=version)


@views.route("/desk/plans/<key>/versions/<int:number>/equality/findings/<ref>", methods=["GET", "POST"])
@open_to(*WRITERS)
@saves
def change_finding(key: str, number: int, ref: str):
    """A finding written anew, and the amendments that rest on it."""
    version = _version(key, number, *WRITERS)
    finding = equality_queries.finding_by_ref(gate_queries.assessment_of(version), ref)
    shown = equality_queries.shown(finding)
    form, rest = FindingForm(data={
        "characteristic": finding.characteristic, "effect": str(finding.effect), "finding": finding.finding,
        "done": finding.done, "action": finding.action_key, "remarks": [remark.id for remark in shown]}), RestForm()
    records = form.offer(version, first=shown)
    mine = equality_queries.resting(version.plan).get(ref, [])
    rest.amendment.choices = [("", _("Choose"))] + [
        (row.ref, f"{row.ref}: {(row.after or row.before)[:80]}") for row in queries.amendments_of(version.plan)
        if row.state != AmendmentState.DECLINED and row not in mine]
    sent: fields.Form = rest if "amendment" in request.form else form
    if sent.validate_on_submit():
        try:
            if sent is rest:
                assessing.rest_on(queries.amendment_by_ref(version.plan, rest.amendment.data), finding,
                                  by=guards.the_officer())
                return redirect(request.url)
            # A remark that may not be shown just now stays evidence; it is only not offered.
            hidden = [remark for remark in finding.remarks if remark not in shown]
            written = _written(form, records)
            assessing.change_finding(finding, by=guards.the_officer(),
                                     **written | {"remarks": written["remarks"] + hidden})
            return _to_assessment(version)
        except Refusal as refusal:
            sent.refuse(refusal)
    return page("plan/change_finding.html", form=sent, finding_form=form, rest_form=rest, plan=version.plan,
                version=version, finding=finding, resting=mine, press=fields.Press(), labels=FIELD_LABELS)


@views.route("/desk/plans/<key>/versions/<int:number>/equality/findings/<ref>/drop", methods=["POST"])
@open_to(*WRITERS)
@saves
def drop_finding(key: str, number: int, ref: str):
    """Take a finding out of the assessment."""
    version = _version(key, number, *WRITERS)
    if fields.Press().validate_on_submit():
        assessing.drop_finding(equality_queries.finding_by_ref(gate_queries.assessment_of(version), ref),
                               by=guards.the_officer())
        flash(_("%(ref)s is taken out of the assessment.", ref=ref))
    return _to_assessment(version)


@views.route("/desk/plans/<key>/versions/<int:number>/equality/findings/<ref>/amend", methods=["GET", "POST"])
@open_to(*WRITERS)
@saves
def amend_from_finding(key: str, number: int, ref: str):
    """Propose an amendment that rests on a finding: `?action=` and `?field=` say to which words."""
    version = _version(key, number, *WRITERS)
    plan, newest = version.plan, queries.latest(version.plan)
    finding = equality_queries.finding_by_ref(gate_queries.assessment_of(version), ref)
    actions = queries.actions_of(newest)
    wanted = request.args.get("action") or finding.action_key or (actions[0].key if actions else "")
    action, field = queries.action_in(newest, wanted), request.args.get("field", "text")
    if action is None or field not in FIELDS:
        raise NotFound()
    form = AmendForm(data={"after": getattr(action, field), "reason": finding.finding})
    records = {remark.id: remark for remark in equality_queries.shown(finding)}
    form.evidence.choices = [(word, f"{row.ref}: {row.translation or row.text}") for word, row in records.items()]
    if form.validate_on_submit():
        try:
            made = assessing.propose_from(
                finding, plan, kind=AmendmentKind.CHANGE, action_key=action.key, field=field,
                after=form.after.data or "", reason=form.reason.data, by=guards.the_officer(),
                evidence=[records[word] for word in form.evidence.data or [] if word in records])
            flash(_("%(ref)s is proposed. Somebody in the drafting group decides.", ref=made.ref))
            return redirect(url_for("drafting.show_amendment", key=key, ref=made.ref))
        except Refusal as refusal:
            form.refuse(refusal)
    return page("plan/amend_from_finding.html", form=form, plan=plan, version=version, finding=finding, action=action,
                actions=actions, field=field, labels=FIELD_LABELS)


@views.route("/desk/plans/<key>/remarks/<ref>/characteristics", methods=["GET", "POST"])
@open_to(*WRITERS)
@saves
def tag_remark(key: str, ref: str):
    """Which characteristics a remark is about: evidence for the assessment."""
    plan = queries.plan_for(key, guards.the_officer(), *WRITERS)
    remark = queries.remark_in(plan, ref, request.args.get("of", ""))
    form = TagForm(data={"characteristics": equality_queries.tags_of(remark)})
    form.characteristics.choices = list(characteristic_labels().items())
    if form.validate_on_submit():
        try:
            assessing.tag(remark, characteristics=form.characteristics.data or [], by=guards.the_officer())
            flash(_("Saved."))
            return redirect(url_for("drafting.show_remark_routing", key=key, ref=ref, of=remark.event.slug))
        except Refusal as refusal:
            form.refuse(refusal)
    return page("plan/tag_remark.html", form=form, plan=plan, remark=remark, who=shown_name(remark))


@views.route("/desk/plans/<key>/characteristics", methods=["GET", "POST"])
@open_to(*WRITERS)
@saves
def add_characteristic(key: str):
    """The groups that the council looks at beside the protected characteristics, and a form for one more."""
    plan = queries.plan_for(key, guards.the_officer(), *WRITERS)
    form = CharacteristicForm()
    if form.validate_on_submit():
        try:
            assessing.add_characteristic(name=form.name.data, by=guards.the_officer())
            return redirect(url_for("equality.add_characteristic", key=key))
        except Refusal as refusal:
            form.refuse(refusal)
    return page("plan/add_characteristic.html", form=form, plan=plan, labels=characteristic_labels())
