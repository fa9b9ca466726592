"""What the guests need, by name, for the organiser alone; and where the transport stops."""

from flask import Blueprint, flash, redirect, request, url_for
from flask_babel import gettext as _

from events import fields
from events.access import guards
from events.access.guards import open_to
from events.agenda import queries as agenda_queries
from events.database import saves
from events.delegates import needs_queries, transporting
from events.delegates.door_models import TransportStop
from events.delegates.needs_forms import StopForm
from events.delegates.needs_words import COMPANION_WORDS, DIET_WORDS, SHORT_WORDS
from events.presentation import page
from events.refusals import NotFound, Refusal

views = Blueprint("needs", __name__)

A_PAGE = 100


@views.app_template_filter("need_word")
def need_word(kind: str) -> str:
    """A kind of need in the reader's words."""
    return _(SHORT_WORDS[kind])  # type: ignore[index]


@views.app_template_filter("diet_word")
def diet_word(kind: str) -> str:
    """A diet in the reader's words."""
    return _(DIET_WORDS[kind])  # type: ignore[index]


@views.app_template_filter("companion_word")
def companion_word(kind: str) -> str:
    """Who comes with somebody, in the reader's words."""
    return _(COMPANION_WORDS[kind])  # type: ignore[index]


@views.route("/desk/events/<slug>/needs")
@open_to("organiser")
def list_needs(slug: str):
    """What the guests need, counted by kind and by name: for whoever prepares the evening."""
    event, sizes = guards.the_event(), needs_queries.sizes(guards.the_event())
    group = request.args.get("kind", "")
    if group and group not in SHORT_WORDS and group not in needs_queries.OTHER_GROUPS:
        raise NotFound()
    number = min(max(1, request.args.get("page", 1, type=int) or 1), 100_000)
    total, rows = needs_queries.needs_in(event, group=group, first=(number - 1) * A_PAGE, most=A_PAGE)
    hrefs = [url_for("needs.list_needs", slug=slug, page=place, kind=group or None)
             for place in range(1, -(-total // A_PAGE) + 1)]
    return page(
        "delegates/list_needs.html", event=event, rows=rows, total=total, group=group, number=number, hrefs=hrefs,
        groups=[(kind.value, words, sizes[kind]) for kind, words in SHORT_WORDS.items() if sizes.get(kind)],
        sizes=sizes, has_transport=agenda_queries.arrangements_of(event).has_transport,
    )


def _stop(stop_id: int) -> TransportStop:
    found = needs_queries.stop(guards.the_event(), stop_id)
    if found is None:
        raise NotFound()
    return found


@views.route("/desk/events/<slug>/transport", methods=["GET", "POST"])
@open_to("organiser")
@saves
def add_stop(slug: str):
    """Where the transport stops and when it leaves, with a form for one more stop."""
    event, form = guards.the_event(), StopForm()
    if form.validate_on_submit():
        try:
            transporting.add_stop(event, name=form.name.data, leaves=form.leaves.hour, by=guards.the_officer())
            flash(_("The stop is added. Guests are offered it from now on."))
            return redirect(url_for("needs.add_stop", slug=slug))
        except Refusal as refusal:
            form.refuse(refusal)
    return page("delegates/add_stop.html", form=form, event=event, stops=needs_queries.stops_of(event),
                boarding=needs_queries.boarding(event), press=fields.Press(),
                has_transport=agenda_queries.arrangements_of(event).has_transport)


@views.route("/desk/events/<slug>/transport/<int:stop_id>", methods=["GET", "POST"])
@open_to("organiser")
@saves
def change_stop(slug: str, stop_id: int):
    """Change where or when the transport stops."""
    event, stop = guards.the_event(), _stop(stop_id)
    leaves = f"{event.local(stop.leaves_at):%H:%M}" if stop.leaves_at else ""
    form = StopForm(data={"name": stop.name, "leaves": leaves})
    if form.validate_on_submit():
        try:
            transporting.change_stop(event, stop, name=form.name.data, leaves=form.leaves.hour, by=guards.the_officer())
            flash(_("The stop is changed."))
            return redirect(url_for("needs.add_stop", slug=slug))
        except Refusal as refusal:
            form.refuse(refusal)
    return page("delegates/change_stop.html", form=form, event=event, stop=stop,
                boarding=needs_queries.boarding(event).get(stop_id, 0))


@views.route("/desk/events/<slug>/transport/<int:stop_id>/remove", methods=["POST"])
@open_to("organiser")
@saves
def remove_stop(slug: str, stop_id: int):
    """Take a stop away."""
    if fields.Press().validate_on_submit():
        transporting.remove_stop(guards.the_event(), _stop(stop_id), by=guards.the_officer())
        flash(_("The stop is removed. Whoever chose it still wants a seat."))
    return redirect(url_for("needs.add_stop", slug=slug))
