"""The administrator's pages: officers and their roles."""

from flask import Blueprint, flash, redirect, request, url_for
from flask_babel import gettext as _

from events import event as event_record
from events import fields
from events.access import guards, queries, signing_in
from events.access.forms import OfficerForm, RoleForm
from events.access.guards import open_to
from events.access.models import Officer
from events.database import db, saves
from events.presentation import page
from events.refusals import NotFound, Refusal

views = Blueprint("officers", __name__)


@views.route("/desk/officers", methods=["GET", "POST"])
@open_to("administrator", council_wide=True)
@saves
def list_officers():
    """Everybody who works here, with their roles; and a form for one more."""
    form = OfficerForm()
    if form.validate_on_submit():
        try:
            made = signing_in.add_officer(name=form.name.data, email=form.email.data, by=guards.the_officer())
            db.session.flush()  # the page to go on to is named by the officer's key
            return redirect(url_for("officers.show_officer", officer_id=made.id))
        except Refusal as refusal:
            form.refuse(refusal)
    return page("access/list_officers.html", form=form, officers=queries.officers())


def _officer(officer_id: int) -> Officer:
    found = db.session.get(Officer, officer_id)
    if found is None:
        raise NotFound()
    return found


@views.route("/desk/officers/<int:officer_id>", methods=["GET", "POST"])
@open_to("administrator", council_wide=True)
@saves
def show_officer(officer_id: int):
    """One officer: the roles they hold, and a form to give another."""
    shown = _officer(officer_id)
    form = RoleForm()
    events = queries.events_of(guards.the_officer())
    form.on.choices = [("", _("The whole council")), *((event.slug, event.title) for event in events)]
    if form.validate_on_submit():
        event = event_record.find(form.on.data) if form.on.data else None
        signing_in.give_role(shown, form.role.data, event=event, by=guards.the_officer())
        flash(_("Role given."))
        return redirect(url_for("officers.show_officer", officer_id=officer_id))
    return page("access/show_officer.html", form=form, shown=shown, press=fields.Press())


@views.route("/desk/officers/<int:officer_id>/roles/<int:role_id>/take", methods=["POST"])
@open_to("administrator", council_wide=True)
@saves
def take_role(officer_id: int, role_id: int):
    """Take one role away; it holds on that officer's next request."""
    role = next((role for role in _officer(officer_id).roles if role.id == role_id), None)
    if role is None:
        raise NotFound()
    if fields.Press().validate_on_submit():
        signing_in.take_role(role, by=guards.the_officer())
        flash(_("Role removed."))
    return redirect(url_for("officers.show_officer", officer_id=officer_id))


@views.route("/desk/officers/<int:officer_id>/account", methods=["POST"])
@open_to("administrator", council_wide=True)
@saves
def switch_account(officer_id: int):
    """Shut an officer out, or let one in again: the button says which, so an old page undoes nothing."""
    shown, wanted = _officer(officer_id), request.form.get("to")
    if fields.Press().validate_on_submit():
        if wanted == "out" and not shown.disabled_at:
            signing_in.disable(shown, by=guards.the_officer())
        elif wanted == "in" and shown.disabled_at:
            signing_in.enable(shown, by=guards.the_officer())
    return redirect(url_for("officers.show_officer", officer_id=officer_id))
