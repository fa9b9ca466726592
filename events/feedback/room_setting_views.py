"""The room's own setting, and the two buttons that stop it: asking paused, the wall blank."""

from flask import Blueprint, flash, g, jsonify, redirect, request, url_for
from flask_babel import gettext as _

from events import fields
from events.access import guards
from events.access import queries as officers
from events.access.guards import open_to
from events.database import saves
from events.feedback import arranging, room_queries
from events.feedback.room_setting_forms import RoomSettingForm
from events.presentation import page
from events.refusals import N_, NotFound, Refusal

views = Blueprint("room_settings", __name__)

# The last word of the address -> (what is done, what is said then).
SWITCHES = {
    "pause": (arranging.pause, N_("Asking is paused. Phones are told to try again later.")),
    "resume": (arranging.resume, N_("Questions and comments are taken again.")),
    "blank": (arranging.blank, N_("The wall is blank.")),
    "show": (arranging.show_again, N_("The wall shows the questions again.")),
}


def _deputies(event) -> list:
    """Who may be the deputy: whoever may read what is withheld, and whoever is it now."""
    found = officers.holders("safeguarding", event)
    now = room_queries.room_of(event).deputy
    return found if now is None or now in found else [*found, now]


@views.route("/desk/events/<slug>/room", methods=["GET", "POST"])
@open_to("organiser")
@saves
def change_room(slug: str):
    """How the room works: votes, order, opening hours, and whom to ring about a worry."""
    event, form = guards.the_event(), RoomSettingForm()
    deputies = _deputies(event)
    form.deputy.choices = [("", _("Nobody")), *((str(officer.id), officer.name) for officer in deputies)]
    if not form.is_submitted():
        form.fill(room_queries.room_of(event), event)
    if form.validate_on_submit():
        try:
            arranging.set_room(
                event, takes_votes=form.takes_votes.data == "yes", order=form.order.data,
                opens_at=form.moment("opens", event), closes_at=form.moment("closes", event),
                lead_telephone=form.lead_telephone.data or "", deputy_telephone=form.deputy_telephone.data or "",
                deputy=next((officer for officer in deputies if str(officer.id) == form.deputy.data), None),
                by=guards.the_officer(),
            )
            flash(_("Saved. It holds from now on."))
            return redirect(url_for("room_settings.change_room", slug=slug))
        except Refusal as refusal:
            form.refuse(refusal)
    return page("feedback/change_room.html", form=form, event=event, leads=officers.holders("safeguarding", event))


@views.route("/desk/events/<slug>/room/<kind>", methods=["POST"])
@open_to("moderator", "organiser")
@saves
def switch_room(slug: str, kind: str):
    """Pause asking or take it up again; blank the wall or show it again."""
    event = guards.the_event()
    if kind not in SWITCHES:
        raise NotFound()
    do, said = SWITCHES[kind]
    if not fields.Press().validate_on_submit():
        raise Refusal(fields.TOO_LONG_OPEN)
    do(event, by=guards.the_officer())
    if request.accept_mimetypes.best == "application/json":
        return jsonify(said=_(said))
    flash(_(said))
    return redirect(url_for("moderation.show_queue", slug=slug))


@views.app_context_processor
def _state_of_room() -> dict:
    """Whether asking is paused or the wall blank, for every page of an event's desk."""
    if not request or not request.path.startswith("/desk/events/") or g.get("event") is None:
        return {}
    if request.endpoint == "moderation.count_waiting" or g.get("is_refusal"):
        return {}
    if not guards.has_role("moderator", "organiser"):
        return {}
    if "room_now" not in g:  # asked once for a request: a page may show letters, each a template of its own
        g.room_now = room_queries.room_of(g.event)
    return {"room_now": g.room_now}
