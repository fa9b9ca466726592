"""The council's partnerships: the list, another name, two spellings put together."""

from flask import Blueprint, flash, redirect, url_for
from flask_babel import gettext as _

from events.access import guards
from events.access.guards import open_to
from events.database import saves
from events.delegates import contact_queries, naming_bodies
from events.delegates.contact_forms import MergeForm, PartnershipForm
from events.delegates.models import Partnership
from events.presentation import page
from events.refusals import NotFound, Refusal

views = Blueprint("bodies", __name__)


@views.route("/desk/partnerships")
@open_to("organiser", "administrator")
def list_partnerships():
    """Every body that people belong to, and how many of them."""
    return page(
        "delegates/list_partnerships.html", bodies=contact_queries.partnerships(),
        sizes=contact_queries.sizes_by_id(), also=contact_queries.other_spellings(),
        may_change=guards.has_role("organiser", "administrator"),
    )


def _body(partnership_id: int) -> Partnership:
    found = contact_queries.partnership(partnership_id)
    if found is None:
        raise NotFound()
    return found


def _show(body: Partnership, form: PartnershipForm, merge: MergeForm):
    others = [(other.id, other.name) for other in contact_queries.partnerships() if other.id != body.id]
    merge.into.choices = [("", _("Choose the name that stays")), *others]
    return page(
        "delegates/change_partnership.html", form=form, merge=merge, body=body,
        merge_errors=[(words, "#into") for words in merge.into.errors],
        size=contact_queries.sizes_by_id().get(body.id, 0), also=contact_queries.other_spellings().get(body.id, []),
        status=422 if form.errors or merge.errors else None,
    )


@views.route("/desk/partnerships/<int:partnership_id>", methods=["GET", "POST"])
@open_to("organiser", "administrator", council_wide=True)
@saves
def change_partnership(partnership_id: int):
    """Give a body another name, or say what it is."""
    body = _body(partnership_id)
    form = PartnershipForm(data={"name": body.name, "detail": body.detail})
    if form.validate_on_submit():
        try:
            naming_bodies.rename(body, name=form.name.data, detail=form.detail.data, by=guards.the_officer())
            flash(_("Changed."))
            return redirect(url_for("bodies.list_partnerships"))
        except Refusal as refusal:
            form.refuse(refusal)
    return _show(body, form, MergeForm(formdata=None))


@views.route("/desk/partnerships/<int:partnership_id>/merging", methods=["POST"])
@open_to("organiser", "administrator", council_wide=True)
@saves
def merge_partnership(partnership_id: int):
    """Put a body together with another one, whose name stays."""
    body, form = _body(partnership_id), MergeForm()
    form.into.choices = [("", "")] + [(other.id, other.name) for other in contact_queries.partnerships()]
    if form.validate_on_submit():
        into = contact_queries.partnership(int(form.into.data))
        try:
            naming_bodies.merge(body, into=into, by=guards.the_officer())
            flash(_("Put together as %(name)s.", name=into.name if into else ""))
            return redirect(url_for("bodies.list_partnerships"))
        except Refusal as refusal:
            form.refuse(refusal)
    values = {"name": body.name, "detail": body.detail}
    return _show(body, PartnershipForm(formdata=None, data=values), form)
