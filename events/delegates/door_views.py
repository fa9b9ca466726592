"""The door: a badge is met, a guest without one is found by name."""

from flask import Blueprint, flash, g, redirect, request, url_for
from flask_babel import gettext as _

from events import fields
from events.access import guards
from events.access import queries as access_queries
from events.access.guards import open_to
from events.database import saves
from events.delegates import arriving, door_queries, queries
from events.delegates.forms import ArrivalForm
from events.delegates.models import Invitation
from events.presentation import page
from events.refusals import NotFound, Refusal

views = Blueprint("door", __name__)

AT_THE_DOOR = {"organiser", "door"}


def _met(code: str) -> Invitation:
    """The invitation of a badge, if its event is one that this officer stands at the door of."""
    found = queries.invitation_by_badge(code)
    if found is None or not access_queries.roles_on(guards.the_officer(), found.event) & AT_THE_DOOR:
        raise NotFound()
    g.event = found.event
    return found


@views.route("/door/<code>", methods=["GET", "POST"])
@open_to("organiser", "door")
@saves
def meet_badge(code: str):
    """Whose badge this is, and one large button to welcome them."""
    invitation = _met(code)
    form = ArrivalForm()
    if form.validate_on_submit():
        try:
            arriving.arrive(invitation, by=guards.the_officer(), anyway=form.anyway.data == "1")
            return redirect(url_for("door.meet_badge", code=code))
        except Refusal as refusal:
            form.refuse(refusal)
    arrival = door_queries.arrival_of(invitation)
    question = arriving.questions(invitation)
    return page(
        "delegates/meet_badge.html", form=form, invitation=invitation, event=invitation.event,
        arrival=arrival if arrival and arrival.undone_at is None else None, question=question,
        may_go_on=isinstance(question, arriving.ArrivalQuestioned), counts=queries.counts_of(invitation.event),
    )


@views.route("/door/<code>/undo", methods=["POST"])
@open_to("organiser", "door")
@saves
def undo_arrival(code: str):
    """Take back an arrival that was a slip."""
    invitation = _met(code)
    arrival = door_queries.arrival_of(invitation)
    if fields.Press().validate_on_submit() and arrival is not None:
        arriving.undo(arrival, by=guards.the_officer())
        flash(_("The arrival is taken back."))
    return redirect(url_for("door.meet_badge", code=code))


@views.route("/desk/events/<slug>/door")
@open_to("organiser", "door")
def show_door(slug: str):
    """Find a guest by name, and see how many have come."""
    event = guards.the_event()
    search = request.args.get("q", "").strip()
    total, found = queries.guests_of(event, search=search, most=50) if search else (0, [])
    arrivals = door_queries.arrivals_of(event)
    return page(
        "delegates/show_door.html", event=event, search=search, found=found, total=total, arrivals=arrivals,
        counts=queries.counts_of(event), latest=door_queries.latest_arrivals(event),
    )
