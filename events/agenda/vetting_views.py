"""Ask, check, decide before the event: pages for organisers alone."""

from flask import Blueprint, flash, redirect, url_for
from flask_babel import gettext as _

from events.access.guards import open_to, the_event, the_officer
from events.agenda import vetting, vetting_queries
from events.agenda.vetting_forms import AskedForm, BodyForm, DecisionForm, FindingForm, UseForm
from events.agenda.vetting_queries import Looked
from events.database import saves
from events.presentation import page
from events.refusals import Refusal

views = Blueprint("vetting", __name__)

ONE = "/desk/events/<slug>/checks/<kind>/<int:number>"
OF_ASKED = ("what", "invited_by", "organisation", "before", "funding")


def _looked(kind: str, number: int) -> Looked:
    return vetting_queries.looked(the_event(), kind, number)


def _to(looked: Looked):
    return redirect(url_for("vetting.show_check", slug=the_event().slug, kind=looked.subject, number=looked.number))


@views.route("/desk/events/<slug>/checks", methods=["GET", "POST"])
@open_to("organiser")
@saves
def list_checks(slug: str):
    """Whether the event uses these checks; every speaker, the venue and further bodies, each as it stands."""
    event = the_event()
    is_used = vetting_queries.is_used(event)
    form = UseForm(data={"used": "yes" if is_used else "no"})
    if form.validate_on_submit():
        vetting.use_checks(event, used=form.used.data == "yes", by=the_officer())
        flash(_("This event uses the checks.") if form.used.data == "yes" else _("This event does not use the checks."))
        return redirect(url_for("vetting.list_checks", slug=slug))
    rows = vetting_queries.looked_into(event)
    return page("agenda/list_checks.html", form=form, event=event, rows=rows, is_used=is_used,
                done=sum(row.is_decided for row in rows))


@views.route("/desk/events/<slug>/checks/new-body", methods=["GET", "POST"])
@open_to("organiser")
@saves
def add_body(slug: str):
    """A body that is given a stall, shows a film or lays out leaflets."""
    event, form = the_event(), BodyForm()
    if form.validate_on_submit():
        try:
            made = vetting.add_body(event, name=form.name.data, by=the_officer())
            return redirect(url_for("vetting.show_check", slug=slug, kind="body", number=made.id))
        except Refusal as refusal:
            form.refuse(refusal)
    return page("agenda/add_body.html", form=form, event=event)


@views.route(ONE)
@open_to("organiser")
def show_check(slug: str, kind: str, number: int):
    """One speaker, the venue or a body: what was asked, found and decided, and what was before."""
    looked = _looked(kind, number)
    return page("agenda/show_check.html", event=the_event(), looked=looked,
                checked_by_reader=the_officer().id in looked.checkers)


@views.route(f"{ONE}/asked", methods=["GET", "POST"])
@open_to("organiser")
@saves
def write_asked(slug: str, kind: str, number: int):
    """The first step. What was written before is kept."""
    event, looked = the_event(), _looked(kind, number)
    before = {name: getattr(looked.asked[-1], name) for name in OF_ASKED} if looked.asked else {}
    if not before and looked.vetting is None and looked.subject == "speaker":
        before = vetting_queries.said_of_speaker(event, looked.number)
    form = AskedForm(data=before)
    if form.validate_on_submit():
        try:
            vetting.write_asked(event, looked, by=the_officer(), **{name: form[name].data for name in OF_ASKED})
            flash(_("Written down."))
            return _to(looked)
        except Refusal as refusal:
            form.refuse(refusal)
    return page("agenda/write_asked.html", form=form, event=event, looked=looked)


@views.route(f"{ONE}/found", methods=["GET", "POST"])
@open_to("organiser")
@saves
def note_finding(slug: str, kind: str, number: int):
    """One source of the second step."""
    event, looked, form = the_event(), _looked(kind, number), FindingForm()
    if form.validate_on_submit():
        try:
            vetting.note_finding(event, looked, source=form.source.data, looked_on=form.day,
                                 finding=form.finding.data, is_concern=form.is_concern.data, by=the_officer())
            flash(_("Written down."))
            return _to(looked)
        except Refusal as refusal:
            form.refuse(refusal)
    return page("agenda/note_finding.html", form=form, event=event, looked=looked)


@views.route(f"{ONE}/decision", methods=["GET", "POST"])
@open_to("organiser")
@saves
def decide_check(slug: str, kind: str, number: int):
    """The third step. A later decision is a further one."""
    event, looked, form, status = the_event(), _looked(kind, number), DecisionForm(), None
    form.asks_alone = the_officer().id in looked.checkers
    if form.validate_on_submit():
        try:
            vetting.decide(event, looked, by=the_officer(), outcome=form.outcome.data, reason=form.reason.data,
                           conditions=form.conditions.data or "", referred_to=form.referred_to.data or "",
                           alone_because=form.alone_because.data or "")
            flash(_("The decision is written down."))
            return _to(looked)
        except Refusal as refusal:
            form.refuse(refusal)
            status = refusal.status
    return page("agenda/decide_check.html", form=form, status=status, event=event, looked=looked)
