"""The risk register of a version, and its financial and legal implications."""

from flask import Blueprint, flash, redirect, url_for
from flask_babel import gettext as _

from events import clock, fields
from events.access import guards
from events.access.guards import open_to
from events.database import saves
from events.plan import clearing, gate_queries, rating
from events.plan.equality_forms import action_choices
from events.plan.gate_forms import IMPLICATION_LABELS, SCALE, ClearForm, ImplicationForm, RiskForm
from events.plan.models import PlanVersion
from events.plan.risk_models import Risk
from events.plan.states import ImplicationKind
from events.presentation import page
from events.refusals import NotFound, Refusal

views = Blueprint("risks", __name__)

READERS = ("reviewer", "organiser", "approver")
WRITERS = ("reviewer", "organiser")


def _version(key: str, number: int, *roles: str) -> PlanVersion:
    return gate_queries.version_for(key, number, guards.the_officer(), *roles)


def _to_register(version: PlanVersion):
    return redirect(url_for("risks.list_risks", key=version.plan.key, number=version.number))


def _risk(version: PlanVersion, ref: str) -> Risk:
    found = next((row for row in gate_queries.risks_of(version) if row.ref == ref), None)
    if found is None:
        raise NotFound()
    return found


def _rated(form: RiskForm) -> dict:
    return {"what": form.what.data, "likelihood": int(form.likelihood.data), "impact": int(form.impact.data),
            "control": form.control.data or "", "owner": form.owner.data or "", "action_key": form.action.data or ""}


@views.route("/desk/plans/<key>/versions/<int:number>/risks/")
@open_to(*READERS)
def list_risks(key: str, number: int):
    """The risks of a version, the greatest first."""
    version = _version(key, number, *READERS)
    return page("plan/list_risks.html", plan=version.plan, version=version, risks=gate_queries.risks_of(version),
                is_final=gate_queries.is_approved(version), scale=SCALE)


@views.route("/desk/plans/<key>/versions/<int:number>/risks/new", methods=["GET", "POST"])
@open_to(*WRITERS)
@saves
def add_risk(key: str, number: int):
    """One more risk."""
    version = _version(key, number, *WRITERS)
    form = RiskForm()
    form.action.choices = action_choices(version)
    if form.validate_on_submit():
        try:
            rating.add_risk(version, by=guards.the_officer(), **_rated(form))
            return _to_register(version)
        except Refusal as refusal:
            form.refuse(refusal)
    return page("plan/add_risk.html", form=form, plan=version.plan, version=version)


@views.route("/desk/plans/<key>/versions/<int:number>/risks/<ref>", methods=["GET", "POST"])
@open_to(*WRITERS)
@saves
def change_risk(key: str, number: int, ref: str):
    """A risk rated anew."""
    version = _version(key, number, *WRITERS)
    risk = _risk(version, ref)
    form = RiskForm(data={"what": risk.what, "likelihood": str(risk.likelihood), "impact": str(risk.impact),
                          "control": risk.control, "owner": risk.owner, "action": risk.action_key})
    form.action.choices = action_choices(version)
    if form.validate_on_submit():
        try:
            rating.change_risk(risk, by=guards.the_officer(), **_rated(form))
            return _to_register(version)
        except Refusal as refusal:
            form.refuse(refusal)
    return page("plan/change_risk.html", form=form, plan=version.plan, version=version, risk=risk,
                press=fields.Press())


@views.route("/desk/plans/<key>/versions/<int:number>/risks/<ref>/drop", methods=["POST"])
@open_to(*WRITERS)
@saves
def drop_risk(key: str, number: int, ref: str):
    """Take a risk off the register."""
    version = _version(key, number, *WRITERS)
    if fields.Press().validate_on_submit():
        rating.drop_risk(_risk(version, ref), by=guards.the_officer())
        flash(_("%(ref)s is off the register.", ref=ref))
    return _to_register(version)


def _kind(word: str) -> ImplicationKind:
    try:
        return ImplicationKind(word)
    except ValueError:
        raise NotFound() from None


@views.route("/desk/plans/<key>/versions/<int:number>/implications/")
@open_to(*READERS)
def list_implications(key: str, number: int):
    """The financial and the legal text of a version, and who cleared each."""
    version = _version(key, number, *READERS)
    return page("plan/list_implications.html", plan=version.plan, version=version, labels=IMPLICATION_LABELS,
                texts=gate_queries.implications_of(version), is_final=gate_queries.is_approved(version))


@views.route("/desk/plans/<key>/versions/<int:number>/implications/<kind>", methods=["GET", "POST"])
@open_to(*WRITERS)
@saves
def write_implication(key: str, number: int, kind: str):
    """What the plan costs, or what the law says of it; changed words are to be cleared anew."""
    version, what = _version(key, number, *WRITERS), _kind(kind)
    known = gate_queries.implications_of(version).get(what)
    form = ImplicationForm(data={"text": known.text, "cost": known.cost} if known else None)
    if form.validate_on_submit():
        try:
            clearing.write(version, kind=what, text=form.text.data, cost=form.cost.data, by=guards.the_officer())
            return redirect(url_for("risks.list_implications", key=key, number=number))
        except Refusal as refusal:
            form.refuse(refusal)
    return page("plan/write_implication.html", form=form, plan=version.plan, version=version, known=known,
                kind=what, title=IMPLICATION_LABELS[what])


@views.route("/desk/plans/<key>/versions/<int:number>/implications/<kind>/clearance", methods=["GET", "POST"])
@open_to(*WRITERS)
@saves
def clear_implication(key: str, number: int, kind: str):
    """Who cleared a text, and when."""
    version, what = _version(key, number, *WRITERS), _kind(kind)
    text = gate_queries.implications_of(version).get(what)
    if text is None:
        raise NotFound()
    form = ClearForm(data={"cleared_by": text.cleared_by})
    if form.validate_on_submit():
        try:
            clearing.clear(text, cleared_by=form.cleared_by.data, cleared_on=form.cleared_on.day or clock.today(),
                           by=guards.the_officer())
            return redirect(url_for("risks.list_implications", key=key, number=number))
        except Refusal as refusal:
            form.refuse(refusal)
    return page("plan/clear_implication.html", form=form, plan=version.plan, version=version, text=text,
                title=IMPLICATION_LABELS[what])
