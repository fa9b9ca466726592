"""The room on a phone: ask, comment, and see by receipt what became of it. Nothing here knows who is there."""

import secrets

from flask import Blueprint, redirect, request, url_for
from flask_babel import gettext as _

from events import clock
from events.access import doors, guards
from events.access.guards import open_to
from events.agenda import queries as agenda
from events.database import saves
from events.feedback import capturing, card_queries, queries, receipts
from events.feedback import choice_queries as choices
from events.feedback.forms import SHOWN, RoomForm, TakeBackForm
from events.feedback.states import Attribution, RemarkChannel
from events.presentation import page
from events.refusals import NotFound, Refusal

views = Blueprint("room", __name__)

MOST_NAMES = 5  # of people who opened their links in this browser
SHORTEST_KEY = 16  # characters: a key that somebody made up does not lead to another's receipt


def _people_here(event) -> dict[str, object]:
    """The invitations to this event that were opened in this browser, by the word that chooses them."""
    people = {}
    for kind, ref, version in guards.opened():
        if kind != "invitation" or kind not in doors.kinds():
            continue
        door = doors.of_kind(kind)
        found = door.find(ref)
        is_it = found is not None and found.event_id == event.id and found.link_version == version
        if is_it and not door.closed(found):
            people[f"me:{ref}"] = found
    return dict(list(people.items())[:MOST_NAMES])


def _form(event, people: dict) -> RoomForm:
    form = RoomForm()
    form.to.choices = choices.speakers(event, first=_("The panel"))
    form.item.choices = choices.items(event, first=_("The event as a whole"))
    mine = [(word, _("As %(name)s", name=found.contact.name)) for word, found in people.items()]
    form.shown.choices = [*mine, *SHOWN]
    if not form.is_submitted():
        now = agenda.item_now(event, clock.now())
        form.item.data = now.key if now else ""
        if request.args.get("action"):
            form.kind.data, form.about_action.data = "comment", request.args["action"][:20]
    return form


def _writer(form: RoomForm, people: dict) -> dict:
    """What the form says of its writer, and nothing that belongs to another way of being shown."""
    invitation = people.get(form.shown.data)
    if invitation is not None:
        contact = invitation.contact
        bodies = [body.name for body in contact.partnerships]
        return {"attribution": Attribution.NAMED, "name": contact.name, "organisation": contact.organisation,
                "partnership": bodies[0] if len(bodies) == 1 else "", "invitation": invitation,
                "wants_to_hear": form.wants_to_hear.data}
    said: dict = {"attribution": form.shown.data}
    if form.shown.data == Attribution.NAMED:
        said |= {"name": form.name.data, "organisation": form.organisation.data}
    elif form.shown.data == Attribution.ORGANISATION:
        said["organisation"] = form.own_organisation.data
    elif form.shown.data == Attribution.PARTNERSHIP:
        said["partnership"] = form.partnership.data
    return said


def _send(event, form: RoomForm, people: dict) -> str:
    """Capture what the form holds; the receipt."""
    is_question = form.kind.data == "question"
    key = form.form_key.data or ""
    _remark, receipt = capturing.capture(
        event, kind=form.kind.data, text=form.text.data, channel=RemarkChannel.WEB,
        agenda_item=choices.item(event, form.item.data),
        speaker=choices.speaker(event, form.to.data) if is_question else None,
        about_action="" if is_question else form.about_action.data or "",
        form_key=key if len(key) >= SHORTEST_KEY else secrets.token_urlsafe(18), **_writer(form, people),
    )
    return receipt


def _show(form: RoomForm, refusal: Refusal) -> None:
    if refusal.field == "organisation" and form.shown.data == Attribution.ORGANISATION:
        refusal.field = "own_organisation"
    form.refuse(refusal)


@views.route("/events/<slug>/room", methods=["GET", "POST"])
@open_to("public")
@saves(remember=False)
def ask(slug: str):
    """Send a question or a comment. What is on now stands above the box, and where to turn in an emergency."""
    event = guards.the_event()
    people = _people_here(event)
    form = _form(event, people)
    if form.validate_on_submit():
        try:
            return redirect(url_for("room.show_receipt", slug=slug, receipt=_send(event, form, people)))
        except Refusal as refusal:
            _show(form, refusal)
    return page(
        "feedback/ask.html", form=form, event=event, now=agenda.item_now(event, clock.now()),
        is_open=capturing.is_open(event), longest=capturing.LONGEST, people=people,
    )


@views.route("/events/<slug>/room/receipt")
@open_to("public")
def find_receipt(slug: str):
    """Type a receipt to see what became of a question or a comment."""
    event = guards.the_event()
    typed = request.args.get("code", "")
    receipt = receipts.tidy(typed)
    if receipt and queries.remark_by_receipt(event, receipt):
        return redirect(url_for("room.show_receipt", slug=slug, receipt=receipt))
    is_on_paper = bool(receipt) and card_queries.is_not_entered_yet(event, receipt)
    return page("feedback/find_receipt.html", event=event, typed=typed[:40], is_on_paper=is_on_paper)


def _by_receipt(event, receipt: str):
    found = queries.remark_by_receipt(event, receipt)
    if found is None:
        raise NotFound()
    return found


@views.route("/events/<slug>/room/receipt/<receipt>")
@open_to("public")
def show_receipt(slug: str, receipt: str):
    """Where a remark stands, its answer and what became of it, for whoever holds its receipt."""
    event = guards.the_event()
    return page("feedback/show_receipt.html", event=event, remark=_by_receipt(event, receipt), receipt=receipt)


@views.route("/events/<slug>/room/receipt/<receipt>/withdrawal", methods=["GET", "POST"])
@open_to("public")
@saves(remember=False)
def take_back(slug: str, receipt: str):
    """Take a remark back while no moderator has read it."""
    event = guards.the_event()
    remark = _by_receipt(event, receipt)
    form = TakeBackForm()
    if form.validate_on_submit():
        try:
            if form.sure.data == "yes" and remark.state != "withdrawn":
                capturing.take_back(remark)
            return redirect(url_for("room.show_receipt", slug=slug, receipt=receipt))
        except Refusal as refusal:
            form.refuse(refusal)
            return page("feedback/take_back.html", form=form, status=refusal.status, event=event, remark=remark,
                        receipt=receipt)
    return page("feedback/take_back.html", form=form, event=event, remark=remark, receipt=receipt)
