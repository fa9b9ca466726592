"""The rooms of an event that uses several: an event with one never comes here."""

from flask import Blueprint, flash, redirect, request, url_for
from flask_babel import gettext as _

from events import fields
from events.access.guards import open_to, the_event, the_officer
from events.agenda import furnishing, queries
from events.agenda.models import VenueRoom
from events.agenda.programme_forms import VenueRoomForm
from events.database import saves
from events.presentation import page
from events.refusals import NotFound, Refusal

views = Blueprint("venue_rooms", __name__)


def _room(room_id: int) -> VenueRoom:
    found = queries.venue_room(the_event(), room_id)
    if found is None:
        raise NotFound()
    return found


@views.route("/desk/events/<slug>/programme/rooms", methods=["GET", "POST"])
@open_to("organiser")
@saves
def list_venue_rooms(slug: str):
    """The rooms that the event uses, and a form for one more."""
    event, form = the_event(), VenueRoomForm()
    if form.validate_on_submit():
        try:
            furnishing.add_room(event, name=form.name.data, by=the_officer())
            return redirect(url_for("venue_rooms.list_venue_rooms", slug=slug))
        except Refusal as refusal:
            form.refuse(refusal)
    rooms = queries.venue_rooms_of(event)
    return page("agenda/list_venue_rooms.html", form=form, event=event, press=fields.Press(),
                rooms=[(room, queries.parts_in(room)) for room in rooms])


@views.route("/desk/events/<slug>/programme/rooms/<int:room_id>", methods=["GET", "POST"])
@open_to("organiser")
@saves
def change_venue_room(slug: str, room_id: int):
    """Call a room otherwise, or take it away."""
    event, room = the_event(), _room(room_id)
    form = VenueRoomForm(data={"name": room.name})
    if form.validate_on_submit():
        try:
            furnishing.rename_room(event, room, name=form.name.data, by=the_officer())
            return redirect(url_for("venue_rooms.list_venue_rooms", slug=slug))
        except Refusal as refusal:
            form.refuse(refusal)
    return page("agenda/change_venue_room.html", form=form, event=event, room=room, press=fields.Press(),
                parts=queries.parts_in(room))


@views.route("/desk/events/<slug>/programme/rooms/<int:room_id>/order", methods=["POST"])
@open_to("organiser")
@saves
def move_venue_room(slug: str, room_id: int):
    """Let a room change places with the one before or after it."""
    room = _room(room_id)
    if fields.Press().validate_on_submit():
        furnishing.move_room(the_event(), room, earlier=request.form.get("to") == "earlier", by=the_officer())
    return redirect(url_for("venue_rooms.list_venue_rooms", slug=slug))


@views.route("/desk/events/<slug>/programme/rooms/<int:room_id>/removal", methods=["POST"])
@open_to("organiser")
@saves
def remove_venue_room(slug: str, room_id: int):
    """Take a room away; what was in it stays in the programme."""
    room = _room(room_id)
    if fields.Press().validate_on_submit():
        furnishing.remove_room(the_event(), room, by=the_officer())
        flash(_("The room is taken away. Parts that were in it stay in the programme."))
    return redirect(url_for("venue_rooms.list_venue_rooms", slug=slug))
