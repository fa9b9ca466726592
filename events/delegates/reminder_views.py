"""Reminders: the organiser's plan of them, the button that sends one now, and the page that stops them."""

from flask import Blueprint, Response, current_app, flash, redirect, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from events import fields, limits
from events.access import guards, links
from events.access.guards import open_to
from events.agenda import queries as agenda_queries
from events.database import saves
from events.delegates import reminder_addresses, reminder_queries, reminder_times, reminding
from events.delegates.models import Invitation
from events.delegates.reminder_forms import TO, ReminderForm, RemindForm, WantForm
from events.delegates.states import Reminded
from events.event import Event
from events.presentation import page
from events.refusals import NotFound, Refusal

views = Blueprint("reminders", __name__)


def _planned(event: Event) -> list[tuple]:
    """(reminder, when it goes as of now, to how many as of now), in order."""
    arrangements = agenda_queries.arrangements_of(event)
    counts = {to: reminder_queries.count_of(event, to) for to in Reminded}
    rows = [(row, row.sent_at or reminder_times.moment_of(row, event, arrangements), counts[Reminded(row.to)])
            for row in reminder_queries.reminders_of(event)]
    return sorted(rows, key=lambda row: (row[1], row[0].id))


@views.route("/desk/events/<slug>/reminders", methods=["GET", "POST"])
@open_to("organiser")
@saves
def list_reminders(slug: str):
    """The reminders of an event: when each goes, to how many people as of now; and planning another."""
    event, form = guards.the_event(), ReminderForm()
    if form.validate_on_submit():
        counts_from, days = form.offset
        try:
            assert form.hour.hour is not None
            made = reminding.add_reminder(event, to=form.to.data, counts_from=counts_from, days=days,
                                          hour=form.hour.hour, by=guards.the_officer())
            if made.missed_at:
                flash(_("That time has gone by already, so this reminder is not sent. To remind people now, use the "
                        "button below."), "important")
            return redirect(url_for("reminders.list_reminders", slug=slug))
        except Refusal as refusal:
            form.refuse(refusal)
    return page(
        "delegates/list_reminders.html", form=form, event=event, rows=_planned(event), press=fields.Press(),
        names=dict(TO), now={to: reminder_queries.count_of(event, to) for to in Reminded},
        closed=event.cancelled_at or event.postponed_at or event.is_over,
    )


@views.route("/desk/events/<slug>/reminders/<int:reminder_id>/remove", methods=["POST"])
@open_to("organiser")
@saves
def remove_reminder(slug: str, reminder_id: int):
    """Take a planned reminder away."""
    found = reminder_queries.reminder(guards.the_event(), reminder_id)
    if found is None:
        raise NotFound()
    if fields.Press().validate_on_submit():
        reminding.remove_reminder(found, by=guards.the_officer())
        flash(_("The reminder is removed."))
    return redirect(url_for("reminders.list_reminders", slug=slug))


@views.route("/desk/events/<slug>/reminders/now/<kind>", methods=["GET", "POST"])
@open_to("organiser")
@saves
def remind_now(slug: str, kind: str):
    """Remind people now: their number is confirmed, and it can be called back for two minutes."""
    event, form = guards.the_event(), RemindForm()
    if kind.replace("-", " ") not in list(Reminded):
        raise NotFound()
    to = Reminded(kind.replace("-", " "))
    count = reminder_queries.count_of(event, to)
    if form.validate_on_submit():
        try:
            typed = (form.typed.data or "").strip()
            reminding.remind_now(event, to=to, count=int(typed) if typed.isdecimal() else -1, by=guards.the_officer())
            flash(ngettext("%(num)s reminder leaves in two minutes.", "%(num)s reminders leave in two minutes.", count))
            return redirect(url_for("guests.list_letters", slug=slug))
        except Refusal as refusal:
            form.refuse(refusal)
    return page("delegates/remind_now.html", form=form, event=event, to=to, count=count, who=dict(TO)[to.value],
                word=kind)


def _invitation_of(token: str) -> Invitation:
    """The invitation whose reminders the address stops. Raises NotFound."""
    ref, given = links.divided(token)
    found = reminder_queries.invitation_to_remind(ref) if ref else None
    if found is None or not links.matches(guards.keys(), reminder_addresses.KIND, ref, 1, given):
        limits.count("unknown token", request.remote_addr or "", most=60, window=60)
        raise NotFound()
    return found


@views.route("/no-reminders/<token>", methods=["GET", "POST"])
@open_to("public")
@saves(remember=False)
def stop_reminders(token: str):
    """Stop reminders of one event: by a mail program's one click (RFC 8058), or by choosing on the page."""
    invitation, form = _invitation_of(token), WantForm()
    if request.method == "POST" and request.form.get("List-Unsubscribe") == "One-Click":
        reminding.set_reminders(invitation, wanted=False, by="delegate")
        return Response("done\n", mimetype="text/plain")
    if form.validate_on_submit():
        reminding.set_reminders(invitation, wanted=form.wanted.data == "yes", by="delegate")
        return redirect(url_for("reminders.stop_reminders", token=token))
    return page("delegates/stop_reminders.html", form=form, event=invitation.event, invitation=invitation, token=token,
                secure=current_app.config["HTTPS"])
