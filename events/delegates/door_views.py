"""The door: a badge is met, a guest without one is found by name, somebody uninvited comes in.

Every page here opens to officers with the role and to a volunteer's link for the evening.
"""

from flask import Blueprint, flash, g, redirect, request, url_for
from flask_babel import gettext as _

from events import fields
from events.access import guards
from events.access.guards import open_to
from events.database import saves
from events.delegates import arriving, door_queries, needs_queries, needs_words, part_queries, queries, walking_in
from events.delegates.door_forms import ArrivalForm, WalkInForm
from events.delegates.models import Invitation
from events.presentation import page
from events.refusals import NotFound, Refusal

views = Blueprint("door", __name__)


def _met(code: str) -> Invitation:
    """The invitation of a badge, if its event is one at whose door this person stands."""
    found = queries.invitation_by_badge(code)
    if found is None:
        raise NotFound()
    guards.at_work(found.event)
    g.event = found.event
    return found


@views.route("/door/<code>", methods=["GET", "POST"])
@open_to("organiser", "door", evening_link="door")
@saves
def meet_badge(code: str):
    """Whose badge this is, what helps them in, and one large button to welcome them."""
    invitation = _met(code)
    form = ArrivalForm()
    if form.validate_on_submit():
        try:
            arriving.arrive(invitation, by=guards.at_work(invitation.event), anyway=form.anyway.data == "1")
            return redirect(url_for("door.meet_badge", code=code))
        except Refusal as refusal:
            form.refuse(refusal)
    arrival, needs = door_queries.arrival_of(invitation), needs_queries.needs_of(invitation)
    question = arriving.questions(invitation)
    return page(
        "delegates/meet_badge.html", form=form, invitation=invitation, event=invitation.event,
        arrival=arrival if arrival and arrival.undone_at is None else None, question=question,
        may_go_on=isinstance(question, arriving.ArrivalQuestioned), counts=queries.counts_of(invitation.event),
        needs=needs_words.at_the_door(needs.kinds) if needs else [],
        language=needs.interpreter_language if needs else "",
    )


@views.route("/door/<code>/undo", methods=["POST"])
@open_to("organiser", "door", evening_link="door")
@saves
def undo_arrival(code: str):
    """Take back an arrival that was a slip."""
    invitation = _met(code)
    arrival = door_queries.arrival_of(invitation)
    if fields.Press().validate_on_submit() and arrival is not None:
        arriving.undo(arrival, by=guards.at_work(invitation.event))
        flash(_("The arrival is taken back."))
    return redirect(url_for("door.meet_badge", code=code))


@views.route("/desk/events/<slug>/door")
@open_to("organiser", "door", evening_link="door")
def show_door(slug: str):
    """Find a guest by name, and see how many have come."""
    event = guards.the_event()
    search = request.args.get("q", "").strip()
    total, found = queries.guests_of(event, search=search, most=50) if search else (0, [])
    return page(
        "delegates/show_door.html", event=event, search=search, found=found, total=total,
        arrivals=door_queries.arrivals_among(found), link=g.get("evening_link"),
        counts=queries.counts_of(event), latest=door_queries.latest_arrivals(event),
        has_parts=part_queries.has_parts(event),
    )


@views.route("/desk/events/<slug>/door/walk-in", methods=["GET", "POST"])
@open_to("organiser", "door", evening_link="door")
@saves
def let_in(slug: str):
    """Somebody came who was not invited."""
    event, form = guards.the_event(), WalkInForm()
    full = False
    if form.validate_on_submit():
        try:
            guest = walking_in.walk_in(
                event, name=form.name.data, organisation=form.organisation.data, email=form.email.data,
                by=guards.at_work(event), anyway=form.anyway.data == "1")
            return redirect(url_for("door.meet_badge", code=guest.badge_code))
        except walking_in.NoRoom as refusal:
            form.refuse(refusal)
            full = True
        except Refusal as refusal:
            form.refuse(refusal)
    return page("delegates/let_in.html", form=form, event=event, full=full, counts=queries.counts_of(event))
