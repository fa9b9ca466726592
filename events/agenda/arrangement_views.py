"""The organiser's lists of an event: access at the venue, and the bodies that hold it."""

from flask import Blueprint, redirect, url_for

from events import fields
from events.access.guards import open_to, the_event, the_officer
from events.agenda import advice_queries, describing, queries
from events.agenda.models import AccessFact, Host
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


def _fact(fact_id: int) -> AccessFact:
    found = queries.access_fact(the_event(), fact_id)
    if found is None:
        raise NotFound()
    return found


def _host(host_id: int) -> Host:
    found = queries.host(the_event(), host_id)
    if found is None:
        raise NotFound()
    return found


@views.route("/desk/events/<slug>/access/<int:fact_id>", methods=["GET", "POST"])
@open_to("organiser")
@saves
def change_access_fact(slug: str, fact_id: int):
    """Change what is said of one thing about access."""
    fact = _fact(fact_id)
    form = AccessFactForm(data={"label": fact.label, "available": "yes" if fact.available else "no",
                                "detail": fact.detail})
    if form.validate_on_submit():
        describing.change_access_fact(
            the_event(), fact, label=form.label.data, available=form.available.data == "yes", detail=form.detail.data,
            by=the_officer(),
        )
        return redirect(url_for("arrangements.list_access_facts", slug=slug))
    return page("agenda/change_access_fact.html", form=form, event=the_event(), fact=fact)


@views.route("/desk/events/<slug>/access/<int:fact_id>/removal", methods=["POST"])
@open_to("organiser")
@saves
def remove_access_fact(slug: str, fact_id: int):
    """Take one thing about access away."""
    fact = _fact(fact_id)
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
    return page("agenda/list_hosts.html", form=form, event=event, hosts=queries.hosts_of(event), press=fields.Press(),
                shown=advice_queries.hosts_named(event))


@views.route("/desk/events/<slug>/hosts/<int:host_id>", methods=["GET", "POST"])
@open_to("organiser")
@saves
def change_host(slug: str, host_id: int):
    """Change a body's name, its part or what is said of it."""
    host = _host(host_id)
    form = HostForm(data={"name": host.name, "part": host.part, "detail": host.detail})
    if form.validate_on_submit():
        describing.change_host(the_event(), host, name=form.name.data, part=form.part.data, detail=form.detail.data,
                               by=the_officer())
        return redirect(url_for("arrangements.list_hosts", slug=slug))
    return page("agenda/change_host.html", form=form, event=the_event(), host=host)


@views.route("/desk/events/<slug>/hosts/<int:host_id>/removal", methods=["POST"])
@open_to("organiser")
@saves
def remove_host(slug: str, host_id: int):
    """Take a body's name away."""
    host = _host(host_id)
    if fields.Press().validate_on_submit():
        describing.remove_host(the_event(), host, by=the_officer())
    return redirect(url_for("arrangements.list_hosts", slug=slug))
