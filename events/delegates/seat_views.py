"""The page of whoever fills a body's places by name, behind their own link."""

from flask import Blueprint, flash, g, redirect, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from events.access.guards import open_to
from events.agenda import queries as agenda_queries
from events.database import saves
from events.delegates import chair_queries, seat_queries, seating, substituting
from events.delegates.models import Invitation
from events.delegates.seat_forms import ChangePersonForm, GiveBackForm, NameForm, SettleForm
from events.delegates.seat_models import Seats
from events.presentation import page
from events.refusals import NotFound, Refusal

views = Blueprint("seats", __name__)


def _page_of(seats: Seats, form: NameForm, back: GiveBackForm, *, status: int | None = None):
    return page(
        "delegates/fill_seats.html", form=form, back=back, seats=seats, event=seats.event, status=status,
        standing=seat_queries.standing_of(seats), guests=seat_queries.named_on(seats),
        proposed=seat_queries.proposed_on(seats), closed=seating.closed(seats.event),
        keeps=chair_queries.keeps_seats(seats.event), arrangements=agenda_queries.arrangements_of(seats.event),
    )


@views.route("/my/<ref>/seats", methods=["GET", "POST"])
@open_to("delegate", door="seats")
@saves
def fill_seats(ref: str):
    """A body's places: who has one, and a form for one name more."""
    seats, form = g.opened, NameForm()
    if form.validate_on_submit():
        try:
            seating.name_person(seats, name=form.name.data, email=form.email.data, address=form.address.data)
            flash(_("%(name)s is on your list.", name=form.name.data))
            return redirect(url_for("seats.fill_seats", ref=ref))
        except Refusal as refusal:
            form.refuse(refusal)
    return _page_of(seats, form, GiveBackForm(formdata=None))


@views.route("/my/<ref>/seats/back", methods=["POST"])
@open_to("delegate", door="seats")
@saves
def give_back(ref: str):
    """Give places back that nobody sits on."""
    seats, form = g.opened, GiveBackForm()
    if form.validate_on_submit():
        try:
            seating.give_back(seats, count=form.count.data)
            flash(ngettext("Thank you. %(num)s place is given back.", "Thank you. %(num)s places are given back.",
                           form.count.data))
            return redirect(url_for("seats.fill_seats", ref=ref))
        except Refusal as refusal:
            form.refuse(refusal)
    return _page_of(seats, NameForm(formdata=None), form, status=422)


def _guest(invitation_id: int) -> Invitation:
    guest = seat_queries.guest_of_seats(g.opened, invitation_id)
    if guest is None:
        raise NotFound()
    return guest


@views.route("/my/<ref>/seats/<int:invitation_id>", methods=["GET", "POST"])
@open_to("delegate", door="seats")
@saves
def change_person(ref: str, invitation_id: int):
    """Somebody on the list does not come: another comes instead, or the name is taken off."""
    guest, form = _guest(invitation_id), ChangePersonForm()
    called = guest.named_as or guest.contact.name
    if form.validate_on_submit():
        try:
            if form.what.data == "swap":
                seating.swap(guest, name=form.name.data, email=form.email.data, address=form.address.data)
                flash(_("%(name)s comes instead of %(other)s.", name=form.name.data, other=called))
            else:
                seating.take_back(guest)
                flash(_("%(name)s is off your list. You can name somebody else.", name=called))
            return redirect(url_for("seats.fill_seats", ref=ref))
        except Refusal as refusal:
            form.refuse(refusal)
    return page("delegates/change_person.html", form=form, guest=guest, called=called, seats=g.opened,
                event=g.opened.event, closed=seating.closed(g.opened.event))


@views.route("/my/<ref>/seats/substitutes/<int:substitute_id>", methods=["GET", "POST"])
@open_to("delegate", door="seats")
@saves
def settle_substitute(ref: str, substitute_id: int):
    """Somebody on the list asks for another to come in their place: say whether that is right."""
    substitute = seat_queries.substitute(g.opened.event, substitute_id)
    if substitute is None or substitute.invitation.seats_id != g.opened.id:
        raise NotFound()
    form = SettleForm()
    if form.validate_on_submit():
        try:
            act = substituting.confirm if form.answer.data == "yes" else substituting.decline
            act(substitute, by=seating.COORDINATOR)
            flash(_("Thank you. That is settled, and everybody it concerns is told."))
            return redirect(url_for("seats.fill_seats", ref=ref))
        except Refusal as refusal:
            form.refuse(refusal)
    return page("delegates/settle_substitute.html", form=form, substitute=substitute, seats=g.opened,
                event=g.opened.event, closed=seating.closed(g.opened.event))
