"""The organiser's pages of bodies' places and of substitutes."""

from flask import Blueprint, flash, redirect, request, url_for
from flask_babel import gettext as _

from events import fields
from events.access import guards
from events.access.guards import open_to
from events.agenda import queries as agenda_queries
from events.database import saves
from events.delegates import chair_queries, contact_queries, seat_queries, seating, substituting
from events.delegates.seat_forms import SeatsForm
from events.delegates.seat_models import Seats
from events.presentation import page
from events.refusals import NotFound, Refusal

views = Blueprint("giving", __name__)

A_PAGE = 100


def _page_number() -> int:
    return min(max(1, request.args.get("page", 1, type=int) or 1), 100_000)


def _hrefs(endpoint: str, total: int, **values) -> list[str]:
    return [url_for(endpoint, page=place, **values) for place in range(1, -(-total // A_PAGE) + 1)]


@views.route("/desk/events/<slug>/seats")
@open_to("organiser")
def list_seats(slug: str):
    """What each body was given, whom it named, who comes, and what is unused; with totals."""
    event, number = guards.the_event(), _page_number()
    totals = seat_queries.totals(event)
    return page(
        "delegates/list_seats.html", event=event, totals=totals, chairs=chair_queries.chairs_of(event),
        rows=seat_queries.standings(event, first=(number - 1) * A_PAGE, most=A_PAGE), number=number,
        hrefs=_hrefs("giving.list_seats", totals.bodies, slug=slug), keeps=chair_queries.keeps_seats(event),
        closed=seating.closed(event),
        arrangements=agenda_queries.arrangements_of(event), waiting=seat_queries.proposed(event, most=1)[0],
    )


@views.route("/desk/events/<slug>/seats/new", methods=["GET", "POST"])
@open_to("organiser")
@saves
def give_seats(slug: str):
    """Give a body places. Nobody is written to yet."""
    event, form = guards.the_event(), SeatsForm()
    if form.validate_on_submit():
        try:
            seats = seating.give_seats(
                event, name=form.name.data, count=form.count.data, coordinator_name=form.coordinator_name.data,
                coordinator_email=form.coordinator_email.data, by=guards.the_officer())
            flash(_("The places are given. Now send the letter, or print the paper for their agenda."))
            return redirect(url_for("giving.change_seats", slug=slug, seats_id=seats.id))
        except Refusal as refusal:
            _refuse(form, refusal)
    return page("delegates/give_seats.html", form=form, event=event, chairs=chair_queries.chairs_of(event),
                bodies=contact_queries.partnerships())


def _refuse(form: SeatsForm, refusal: Refusal) -> None:
    if refusal.field == "email":  # the coordinator's, as a contact calls it
        refusal.field = "coordinator_email"
    form.refuse(refusal)


def _seats(seats_id: int) -> Seats:
    seats = seat_queries.seats(guards.the_event(), seats_id)
    if seats is None:
        raise NotFound()
    return seats


@views.route("/desk/events/<slug>/seats/<int:seats_id>", methods=["GET", "POST"])
@open_to("organiser")
@saves
def change_seats(slug: str, seats_id: int):
    """One body's places: who sits on them; give more or fewer; another coordinator."""
    seats = _seats(seats_id)
    person = seats.coordinator
    form = SeatsForm(data={"name": seats.name, "count": seats.count, "coordinator_name": person.name if person else "",
                           "coordinator_email": (person.email or "") if person else ""})
    if form.validate_on_submit():
        try:
            seating.change_seats(
                seats, name=form.name.data, count=form.count.data, coordinator_name=form.coordinator_name.data,
                coordinator_email=form.coordinator_email.data, by=guards.the_officer())
            flash(_("Saved."))
            return redirect(url_for("giving.change_seats", slug=slug, seats_id=seats_id))
        except Refusal as refusal:
            _refuse(form, refusal)
    return page("delegates/change_seats.html", form=form, seats=seats, event=seats.event, press=fields.Press(),
                standing=seat_queries.standing_of(seats), guests=seat_queries.named_on(seats),
                closed=seating.closed(seats.event))


@views.route("/desk/events/<slug>/seats/<int:seats_id>/letter", methods=["POST"])
@open_to("organiser")
@saves
def send_letter(slug: str, seats_id: int):
    """Write to the coordinator: the places, the day, and their own link."""
    seats = _seats(seats_id)
    if fields.Press().validate_on_submit():
        seating.send_letter(seats, by=guards.the_officer())
        flash(_("The letter to %(name)s is on its way.", name=seats.coordinator.name if seats.coordinator else ""))
    return redirect(url_for("giving.change_seats", slug=slug, seats_id=seats_id))


@views.route("/desk/events/<slug>/seats/<int:seats_id>/paper")
@open_to("organiser")
def show_paper(slug: str, seats_id: int):
    """The invitation on one page, for the body's own agenda: print it, or save it as PDF."""
    seats = _seats(seats_id)
    return page("delegates/show_paper.html", seats=seats, event=seats.event,
                arrangements=agenda_queries.arrangements_of(seats.event),
                items=agenda_queries.public_items_of(seats.event))


@views.route("/desk/events/<slug>/substitutes")
@open_to("organiser")
def list_substitutes(slug: str):
    """Guests who asked for somebody else to come in their place: one press settles each."""
    event, number = guards.the_event(), _page_number()
    total, found = seat_queries.proposed(event, first=(number - 1) * A_PAGE, most=A_PAGE)
    return page("delegates/list_substitutes.html", event=event, substitutes=found, total=total, press=fields.Press(),
                closed=seating.closed(event),
                number=number, hrefs=_hrefs("giving.list_substitutes", total, slug=slug))


@views.route("/desk/events/<slug>/substitutes/<int:substitute_id>", methods=["POST"])
@open_to("organiser")
@saves
def settle_substitute(slug: str, substitute_id: int):
    """Confirm or decline one substitute."""
    substitute = seat_queries.substitute(guards.the_event(), substitute_id)
    if substitute is None:
        raise NotFound()
    if fields.Press().validate_on_submit():
        act = substituting.decline if request.form.get("answer") == "no" else substituting.confirm
        act(substitute, by=guards.the_officer())
        flash(_("That is settled, and everybody it concerns is told."))
    return redirect(url_for("giving.list_substitutes", slug=slug))
