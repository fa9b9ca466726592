"""The organiser's lists of an event: access at the venue, and the bodies that hold it."""

from flask import Blueprint, redirect, url_for

from events import fields
from events.access.guards import open_to, the_event, the_officer
from events.agenda import describing, queries
from events.agenda.people_forms import AccessFactForm, HostForm
from events.database import saves
from events.presentation import page
from events.refusals import NotFound

views = Blueprint("arrangements", __name__)


@views.route("/desk/events/<slug>/access", methods=["GET", "POST"])
@open_to("organiser")
@saves
def list_access_facts(slug: str):
    """What is said about access at the venue, and a form for one thing more."""
    event, form = the_event(), AccessFactForm()
    if form.validate_on_submit():
        describing.add_access_fact(
            event, label=form.label.data, available=form.available.data == "yes", detail=form.detail.data,
            by=the_officer(),
        )
        return redirect(url_for("arrangements.list_access_facts", slug=slug))
    return page("agenda/list_access_facts.html", form=form, event=event, facts=queries.access_facts_of(event),
                press=fields.Press())


@views.route("/desk/events/<slug>/access/<int:fact_id>/removal", methods=["POST"])
@open_to("organiser")
@saves
def remove_access_fact(slug: str, fact_id: int):
    """Take one thing about access away."""
    fact = queries.access_fact(the_event(), fact_id)
    if fact is None:
        raise NotFound()
    if fields.Press().validate_on_submit():
        describing.remove_access_fact(the_event(), fact, by=the_officer())
    return redirect(url_for("arrangements.list_access_facts", slug=slug))


@views.route("/desk/events/<slug>/hosts", methods=["GET", "POST"])
@open_to("organiser")
@saves
def list_hosts(slug: str):
    """The bodies that hold the event or were consulted, and a form for one more."""
    event, form = the_event(), HostForm()
    if form.validate_on_submit():
        describing.add_host(event, name=form.name.data, part=form.part.data, detail=form.detail.data, by=the_officer())
        return redirect(url_for("arrangements.list_hosts", slug=slug))
    return page("agenda/list_hosts.html", form=form, event=event, hosts=queries.hosts_of(event), press=fields.Press())


@views.route("/desk/events/<slug>/hosts/<int:host_id>/removal", methods=["POST"])
@open_to("organiser")
@saves
def remove_host(slug: str, host_id: int):
    """Take a body's name away."""
    host = queries.host(the_event(), host_id)
    if host is None:
        raise NotFound()
    if fields.Press().validate_on_submit():
        describing.remove_host(the_event(), host, by=the_officer())
    return redirect(url_for("arrangements.list_hosts", slug=slug))
