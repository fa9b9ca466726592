"""The organiser's page of an evening's dates: which are offered together, and how each stands."""

from flask import Blueprint, flash, redirect, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from events import event as event_record
from events import fields
from events.access import queries as access_queries
from events.access.guards import open_to, the_event, the_officer
from events.database import saves
from events.delegates import date_queries, offering_dates
from events.event import Event
from events.presentation import day, page
from events.refusals import N_, NotFound, Refusal

views = Blueprint("dates", __name__)


class DatesForm(fields.Form):
    """Which other event is another date of this evening."""

    other = fields.Pick(_l("Which event is another date of it?"), [fields.needed(N_("Choose an event"))], choices=[])
    send = fields.Send(_l("Offer them together"))


def _others(event: Event) -> list[Event]:
    """The events that could be offered with this one: the officer's own, still to come, offered with no other."""
    officer, together = the_officer(), {one.id for one in date_queries.runs_of(event)}
    return [one for one in access_queries.events_of(officer)
            if one.id != event.id and one.id not in together and date_queries.is_open(one)
            and "organiser" in access_queries.roles_on(officer, one) and date_queries.run_of(one) is None]


@views.route("/desk/events/<slug>/dates", methods=["GET", "POST"])
@open_to("organiser")
@saves
def list_dates(slug: str):
    """The dates of this evening in numbers, and a form for one more."""
    event, form = the_event(), DatesForm()
    others = _others(event)
    form.other.choices = [("", _("Choose an event")),
                          *((one.slug, f"{one.title}, {day(one.starts_at, one)}") for one in others)]
    if form.validate_on_submit():
        try:
            other = next((one for one in others if one.slug == form.other.data), None)
            if other is None:
                raise NotFound()
            offering_dates.offer_together(event, other, by=the_officer())
            flash(_("They are offered together: the invitation asks which date somebody comes on."))
            return redirect(url_for("dates.list_dates", slug=slug))
        except Refusal as refusal:
            form.refuse(refusal)
    return page("delegates/list_dates.html", form=form, event=event, dates=date_queries.counts_by_date(event),
                others=others, press=fields.Press(), is_open=date_queries.is_open(event),
                organised={one.id for one in access_queries.events_of(the_officer())})


@views.route("/desk/events/<slug>/dates/<key>/removal", methods=["POST"])
@open_to("organiser")
@saves
def take_apart(slug: str, key: str):
    """Take a date out: it is an event of its own again."""
    event, other = the_event(), event_record.find(key)
    if other is None or other.id not in {one.id for one in date_queries.runs_of(event)}:
        raise NotFound()
    if fields.Press().validate_on_submit():
        offering_dates.take_apart(other, by=the_officer())
        flash(_("That date is an event of its own again. Its guests stay where they are."))
    return redirect(url_for("dates.list_dates", slug=slug))
