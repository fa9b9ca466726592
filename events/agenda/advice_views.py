"""The organiser's pages of those who are asked for advice on the draft programme."""

from datetime import timedelta

from flask import Blueprint, flash, redirect, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from events import fields
from events.access.guards import open_to, the_event, the_officer
from events.agenda import advice_letters, advice_queries, advising, asking_advice, drafts, queries
from events.agenda.advice_forms import AdviceForm, AdviserForm
from events.agenda.advice_models import Adviser
from events.database import saves
from events.presentation import day, page, say
from events.refusals import NotFound, Refusal

views = Blueprint("advice", __name__)

MINUTES = int(asking_advice.HOLD / timedelta(minutes=1))


def _adviser(adviser_id: int) -> Adviser:
    found = advice_queries.adviser(the_event(), adviser_id)
    if found is None:
        raise NotFound()
    return found


def _to(adviser: Adviser):
    return redirect(url_for("advice.show_adviser", slug=adviser.event.slug, adviser_id=adviser.id))


def _pressed(act, adviser: Adviser, done: str):
    """Do what one button does, and say so on the adviser's page."""
    if fields.Press().validate_on_submit():
        try:
            act(adviser, by=the_officer())
            flash(done)
        except Refusal as refusal:
            flash(say(refusal), "important")
    return _to(adviser)


@views.route("/desk/events/<slug>/advice")
@open_to("organiser")
def list_advisers(slug: str):
    """Who is asked, who has commented, and what waits for an answer."""
    event = the_event()
    rows = advice_queries.asked_of(event)
    return page("agenda/list_advisers.html", event=event, rows=rows, press=fields.Press(),
                unanswered=sum(row.unanswered for row in rows), comments=sum(len(row.advice) for row in rows),
                silent=len(advice_queries.to_remind(rows)))


@views.route("/desk/events/<slug>/advice/new", methods=["GET", "POST"])
@open_to("organiser")
@saves
def add_adviser(slug: str):
    """A body or a person to ask."""
    event, form = the_event(), AdviserForm()
    if form.validate_on_submit():
        try:
            made = advising.add_adviser(event, **form.values(), by=the_officer())
            flash(_("%(name)s is on the list. Nothing has been sent yet.", name=made.called))
            return _to(made)
        except Refusal as refusal:
            form.refuse(refusal)
    return page("agenda/add_adviser.html", form=form, event=event)


@views.route("/desk/events/<slug>/advice/<int:adviser_id>")
@open_to("organiser")
def show_adviser(slug: str, adviser_id: int):
    """One adviser: their letters, what they said, what was answered."""
    adviser = _adviser(adviser_id)
    return page("agenda/show_adviser.html", event=the_event(), adviser=adviser, press=fields.Press(),
                standing=advice_queries.standing_of(adviser), is_open=advice_queries.is_open(adviser),
                letters=advice_queries.letters_to(adviser), held=advice_queries.held_letters(adviser))


@views.route("/desk/events/<slug>/advice/<int:adviser_id>/details", methods=["GET", "POST"])
@open_to("organiser")
@saves
def change_adviser(slug: str, adviser_id: int):
    """Who they are and what they are asked."""
    event, adviser = the_event(), _adviser(adviser_id)
    written = {name: day(getattr(adviser, name)) for name in ("answer_by_on", "asked_on") if getattr(adviser, name)}
    form = AdviserForm(data={name: getattr(adviser, name) for name in advising.OF_ADVISER} | {
        "answer_by_on": "", "asked_on": ""} | written)
    if form.validate_on_submit():
        try:
            had_link = bool(advice_queries.letters_to(adviser))
            changed = advising.change_adviser(adviser, by=the_officer(), **form.values())
            flash(_("Saved. The address is new, so links sent before are worthless: send a new one.")
                  if had_link and "email" in changed else _("Saved."))
            return _to(adviser)
        except Refusal as refusal:
            form.refuse(refusal)
    return page("agenda/change_adviser.html", form=form, event=event, adviser=adviser)


def _letter(adviser: Adviser, kind: str) -> tuple | None:
    """(The letter's name, its facts, the act that sends it); None where there is nothing to send now."""
    if not adviser.email or adviser.closed_at:
        return None
    if kind == "asking" and advice_queries.is_open(adviser):
        return asking_advice.ASKED, asking_advice.asked_facts(adviser), asking_advice.send_asked
    if kind == "answers" and advice_queries.standing_of(adviser).is_to_tell:
        return asking_advice.ANSWERED, asking_advice.answered_facts(adviser), asking_advice.tell_answers
    return None


@views.route("/desk/events/<slug>/advice/<int:adviser_id>/letters/<kind>", methods=["GET", "POST"])
@open_to("organiser")
@saves
def send_letter(slug: str, adviser_id: int, kind: str):
    """Look at the letter as they will get it, and send it: the one that asks, or the one with our answers."""
    adviser, form = _adviser(adviser_id), fields.Press()
    found = _letter(adviser, kind)
    if found is None:
        return _to(adviser)
    name, facts, send = found
    if form.validate_on_submit():
        try:
            send(adviser, by=the_officer())
            flash(_("The letter to %(name)s leaves in %(minutes)s minutes. Until then you can call it back.",
                    name=adviser.called, minutes=MINUTES))
            return _to(adviser)
        except Refusal as refusal:
            form.refuse(refusal)
    return page("agenda/send_letter.html", form=form, event=the_event(), adviser=adviser, minutes=MINUTES,
                mail=advice_letters.sample(adviser, name, facts))


@views.route("/desk/events/<slug>/advice/<int:adviser_id>/recall", methods=["POST"])
@open_to("organiser")
@saves
def call_back(slug: str, adviser_id: int):
    """Call back the letter to an adviser that has not left yet."""
    return _pressed(asking_advice.call_back, _adviser(adviser_id), _("The letter was called back."))


@views.route("/desk/events/<slug>/advice/<int:adviser_id>/new-link", methods=["POST"])
@open_to("organiser")
@saves
def replace_link(slug: str, adviser_id: int):
    """Send a new link, and make the earlier ones worthless."""
    adviser = _adviser(adviser_id)
    return _pressed(asking_advice.replace_link, adviser, _("A new link is on its way to %(name)s.",
                                                          name=adviser.called))


@views.route("/desk/events/<slug>/advice/<int:adviser_id>/told", methods=["POST"])
@open_to("organiser")
@saves
def note_told(slug: str, adviser_id: int):
    """Note that an adviser was told our answers otherwise."""
    return _pressed(asking_advice.note_told, _adviser(adviser_id), _("Noted: they have been told."))


@views.route("/desk/events/<slug>/advice/<int:adviser_id>/end", methods=["POST"])
@open_to("organiser")
@saves
def let_go(slug: str, adviser_id: int):
    """Close an adviser's link; take one who was never asked off the list."""
    adviser = _adviser(adviser_id)
    name = adviser.called
    if not fields.Press().validate_on_submit():
        return _to(adviser)
    if advising.let_go(adviser, by=the_officer()):
        flash(_("%(name)s is off the list.", name=name))
        return redirect(url_for("advice.list_advisers", slug=slug))
    flash(_("The link of %(name)s is closed. What they said stays.", name=name))
    return _to(adviser)


@views.route("/desk/events/<slug>/advice/reminders", methods=["POST"])
@open_to("organiser")
@saves
def remind_advisers(slug: str):
    """Write once more to those who were asked by letter and have said nothing."""
    if fields.Press().validate_on_submit():
        try:
            count = asking_advice.remind(the_event(), by=the_officer())
            flash(ngettext("%(num)s reminder is on its way.", "%(num)s reminders are on their way.", count))
        except Refusal as refusal:
            flash(say(refusal), "important")
    return redirect(url_for("advice.list_advisers", slug=slug))


@views.route("/desk/events/<slug>/advice/<int:adviser_id>/comments/new", methods=["GET", "POST"])
@open_to("organiser")
@saves
def type_advice(slug: str, adviser_id: int):
    """Type in advice that came by telephone, at a meeting, by email or by letter."""
    event, adviser, form = the_event(), _adviser(adviser_id), AdviceForm()
    items = queries.items_of(event)
    form.offer(items, event, drafts.fingerprint(drafts.parts_of(items)))
    if form.validate_on_submit():
        try:
            made = advising.type_in(adviser, text=form.text.data, item_id=form.item_id, way=form.way.data,
                                    received_on=form.came_on, by=the_officer())
            flash(_("%(ref)s is noted.", ref=made.ref))
            return _to(adviser)
        except Refusal as refusal:
            form.refuse(refusal)
    return page("agenda/type_advice.html", form=form, event=event, adviser=adviser)
