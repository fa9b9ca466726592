"""Links for volunteers at the door: made for one evening, shown as a link and a code, closed at will."""

from flask import Blueprint, Response, flash, redirect, url_for
from flask_babel import gettext as _

from events import fields, qr_codes
from events.access import guards, links
from events.access.guards import open_to
from events.database import saves
from events.delegates import door_linking, door_queries, evenings
from events.delegates.door_forms import DoorLinkForm
from events.delegates.door_models import DoorLink
from events.presentation import address, page
from events.refusals import NotFound, Refusal

views = Blueprint("door_links", __name__)


def _link(link_id: int) -> DoorLink:
    found = door_queries.link(guards.the_event(), link_id)
    if found is None:
        raise NotFound()
    return found


def _address(link: DoorLink) -> str:
    """The link as it is handed on; it is derived anew each time and stands in no table."""
    return address("access.enter_for_evening", token=links.token(guards.keys()[0], "door", link.ref, link.link_version))


@views.route("/desk/events/<slug>/door/links", methods=["GET", "POST"])
@open_to("organiser")
@saves
def make_link(slug: str):
    """The links of an event's door, with a form for one more."""
    event, form = guards.the_event(), DoorLinkForm()
    days = evenings.days_of(event)
    form.offer_days(days)
    if form.validate_on_submit():
        try:
            link = door_linking.make_link(event, name=form.name.data, good_on=form.day(days), by=guards.the_officer())
            return redirect(url_for("door_links.show_link", slug=slug, link_id=link.id))
        except Refusal as refusal:
            form.refuse(refusal)
    return page("delegates/make_link.html", form=form, event=event, days=days, press=fields.Press(),
                rows=[(link, evenings.why_shut(link)) for link in door_queries.links_of(event)],
                is_past=evenings.is_past(event),
                noted=door_queries.arrivals_by_link(event))


@views.route("/desk/events/<slug>/door/links/<int:link_id>")
@open_to("organiser")
def show_link(slug: str, link_id: int):
    """One link, to hand on: written out and as a code for the volunteer's own camera."""
    link = _link(link_id)
    return page("delegates/show_link.html", event=guards.the_event(), link=link, press=fields.Press(),
                shut=evenings.shut(link), hours=evenings.hours_of(link),
                way="" if link.closed_at else _address(link))


@views.route("/desk/events/<slug>/door/links/<int:link_id>.svg")
@open_to("organiser")
def link_code(slug: str, link_id: int):
    """The code of a link, to point a telephone at."""
    link = _link(link_id)
    if link.closed_at:
        raise NotFound()
    return Response(qr_codes.svg_of(_address(link), name=_("Door link")), mimetype="image/svg+xml")


@views.route("/desk/events/<slug>/door/links/<int:link_id>/close", methods=["POST"])
@open_to("organiser")
@saves
def close_link(slug: str, link_id: int):
    """Close a link: the next thing done with it is refused."""
    if fields.Press().validate_on_submit():
        door_linking.close_link(_link(link_id), by=guards.the_officer())
        flash(_("The link is closed. Whoever uses it is told so."))
    return redirect(url_for("door_links.make_link", slug=slug))
