"""What a board changed at the table, typed in by its clerk before the decision is recorded."""

from flask import Blueprint, flash, redirect, request, url_for
from flask_babel import gettext as _

from events import fields
from events.access import guards
from events.access.guards import open_to
from events.database import saves
from events.plan import gate_queries, queries, tabling
from events.plan.board_forms import TableForm, TableNewForm, TableRemovalForm
from events.plan.forms import FIELD_LABELS
from events.plan.months import redline_in_words
from events.plan.states import FIELDS, AmendmentKind
from events.presentation import page
from events.refusals import NotFound, Refusal

views = Blueprint("tabling", __name__)

TAKEN_OUT = "remove"  # in the address, in place of a field


def _version(key: str, number: int):
    return gate_queries.version_for(key, number, guards.the_officer(), "approver")


@views.route("/desk/plans/<key>/versions/<int:number>/table")
@open_to("approver")
def list_table(key: str, number: int):
    """The changes that the board made at the table, and the plan to choose the next one from."""
    version = _version(key, number)
    return page("plan/list_table.html", plan=version.plan, version=version, newest=queries.latest(version.plan),
                tabled=[(row, redline_in_words(row.before, row.after)) for row in tabling.tabled(version)],
                labels=FIELD_LABELS, press=fields.Press(), is_final=gate_queries.is_approved(version))


def _change_of(version, code: str, field: str) -> dict:
    """What an amendment at the table is about, by the words in the address. Raises NotFound."""
    if code == "new":
        return {"kind": AmendmentKind.NEW, "action_key": "", "field": "text", "before": ""}
    if code == "introduction":
        return {"kind": AmendmentKind.TEXT, "action_key": "", "field": "preamble", "before": version.preamble}
    action = queries.action_in(version, code)
    if action is None or field not in (*FIELDS, TAKEN_OUT):
        raise NotFound()
    if field == TAKEN_OUT:
        return {"kind": AmendmentKind.REMOVE, "action_key": code, "field": "", "before": action.text}
    return {"kind": AmendmentKind.CHANGE, "action_key": code, "field": field, "before": getattr(action, field)}


def _form_for(version, change: dict):
    data = {"fingerprint": version.fingerprint, "after": change["before"]}
    if change["kind"] == AmendmentKind.REMOVE:
        return TableRemovalForm(data=data)
    if change["kind"] != AmendmentKind.NEW:
        return TableForm(data=data)
    form = TableNewForm(data=data)
    form.objective.choices = [("", _("Choose")), *(
        (row.number, f"{row.number}. {row.title}") for row in version.objectives)]
    return form


@views.route("/desk/plans/<key>/versions/<int:number>/table/<code>", methods=["GET", "POST"])
@open_to("approver")
@saves
def amend_at_table(key: str, number: int, code: str):
    """One change that the board made: `code` is an action, "introduction" or "new"; `?field=` says which part."""
    version = _version(key, number)
    field = request.args.get("field", "text")
    change = _change_of(version, code, field)
    form, stale = _form_for(version, change), False
    if form.validate_on_submit():
        try:
            about = {name: change[name] for name in ("kind", "action_key", "field")}
            if "after" in form:
                about["after"] = form.after.data or ""
            if "objective" in form:
                about["objective"] = form.objective.data
            made = tabling.table(version, fingerprint=form.fingerprint.data or "", reason=form.reason.data,
                                 by=guards.the_officer(), **about)
            flash(_("%(ref)s is written down.", ref=made.ref))
            return redirect(url_for("tabling.list_table", key=key, number=number))
        except Refusal as refusal:
            stale = refusal.status == 409
            form.refuse(refusal)
    return page("plan/amend_at_table.html", form=form, status=409 if stale else None, plan=version.plan,
                version=version, code=code, field=field, change=change, labels=FIELD_LABELS,
                action=queries.action_in(version, code))


@views.route("/desk/plans/<key>/versions/<int:number>/table/<ref>/take-back", methods=["POST"])
@open_to("approver")
@saves
def take_back(key: str, number: int, ref: str):
    """A change was not moved after all."""
    version = _version(key, number)
    if fields.Press().validate_on_submit():
        tabling.take_back(version, queries.amendment_by_ref(version.plan, ref), by=guards.the_officer())
        flash(_("%(ref)s is off the table.", ref=ref))
    return redirect(url_for("tabling.list_table", key=key, number=number))
