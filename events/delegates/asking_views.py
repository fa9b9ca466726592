"""Asking for a place: the public form, the page behind the mailed link, and the organiser's decision."""

from flask import Blueprint, flash, g, redirect, request, url_for
from flask_babel import gettext as _

from events import fields, limits
from events.access import guards
from events.access.guards import open_to
from events.agenda import queries as agenda_queries
from events.agenda.states import Entry
from events.database import saves
from events.delegates import addresses, asking, chair_queries, seat_queries
from events.delegates.asking_forms import AskForm, ConfirmRequestForm
from events.delegates.states import RequestState
from events.presentation import page
from events.refusals import NotFound, Refusal

views = Blueprint("asking", __name__)

A_PAGE = 50
STATES = {state.value: state for state in (RequestState.WAITING, RequestState.ACCEPTED, RequestState.DECLINED)}


@views.route("/events/<slug>/place", methods=["GET", "POST"])
@open_to("public")
@saves
def ask_for_place(slug: str):
    """Ask for a place. The answer is the same whether we know the address or not."""
    event, form = guards.the_event(), AskForm(data={"code": request.args.get("code", "")[:20]})
    if form.validate_on_submit():
        # By the address that is typed and by the event, never by where it comes from: a council has one proxy.
        limits.count("place asked for", f"{event.id} {addresses.key_of(form.email.data) or ''}", most=4, window=86_400)
        limits.count("places asked for at", str(event.id), most=1_000, window=3_600)
        try:
            asking.ask(event, name=form.name.data, email=form.email.data, organisation=form.organisation.data,
                       message=form.message.data, code=form.code.data)
            return redirect(url_for("asking.show_asked", slug=slug))
        except Refusal as refusal:
            form.refuse(refusal)
    arrangements = agenda_queries.arrangements_of(event)
    return page("delegates/ask_for_place.html", form=form, event=event, arrangements=arrangements,
                closed=asking.closed(event), by_code=arrangements.entry == Entry.INVITED)


@views.route("/events/<slug>/place/asked")
@open_to("public")
def show_asked(slug: str):
    """What happens next: look into your mail."""
    return page("delegates/show_asked.html", event=guards.the_event())


@views.route("/my/<ref>/request", methods=["GET", "POST"])
@open_to("delegate", door="request")
@saves
def confirm_request(ref: str):
    """The mailed link: say that it was you who asked. Opening the page changes nothing."""
    asked, form = g.opened, ConfirmRequestForm()
    if form.validate_on_submit():
        event = asked.event
        if form.answer.data == "no":
            asking.drop(asked)
            flash(_("Thank you. We have forgotten the request."))
            return redirect(url_for("agenda.show_event", slug=event.slug))
        try:
            asking.confirm(asked)
            return redirect(url_for("asking.confirm_request", ref=ref))
        except Refusal as refusal:
            form.refuse(refusal)
    return page("delegates/confirm_request.html", form=form, asked=asked, event=asked.event,
                arrangements=agenda_queries.arrangements_of(asked.event), closed=asking.closed(asked.event))


@views.route("/desk/events/<slug>/requests")
@open_to("organiser")
def list_requests(slug: str):
    """Who asked for a place: accept or decline, each with a letter."""
    event, state = guards.the_event(), request.args.get("state", "")
    number = min(max(1, request.args.get("page", 1, type=int) or 1), 100_000)
    chosen = STATES.get(state, RequestState.WAITING)
    total, found = seat_queries.requests_of(event, chosen, first=(number - 1) * A_PAGE, most=A_PAGE)
    hrefs = [url_for("asking.list_requests", slug=slug, page=place, state=chosen.value)
             for place in range(1, -(-total // A_PAGE) + 1)]
    return page("delegates/list_requests.html", event=event, requests=found, total=total, state=chosen.value,
                number=number, hrefs=hrefs, press=fields.Press(), chairs=chair_queries.chairs_of(event))


@views.route("/desk/events/<slug>/requests/<int:request_id>", methods=["POST"])
@open_to("organiser")
@saves
def decide_request(slug: str, request_id: int):
    """Accept or decline one request."""
    asked = seat_queries.request(guards.the_event(), request_id)
    if asked is None:
        raise NotFound()
    if fields.Press().validate_on_submit():
        if request.form.get("answer") == "no":
            asking.decline(asked, by=guards.the_officer())
            flash(_("%(name)s is told that there is no place.", name=asked.name))
        else:
            guest = asking.accept(asked, by=guards.the_officer())
            flash(_("%(name)s has a place and is told.", name=asked.name) if guest.place == "held"
                  else _("%(name)s is on the waiting list and is told.", name=asked.name))
    return redirect(url_for("asking.list_requests", slug=slug))
