"""The room on a phone: ask, comment, and see by receipt what became of it. Nothing here knows who is there."""

from typing import Any

from flask import Blueprint, Response, jsonify, redirect, request, url_for

from events import clock, polls
from events.access import guards
from events.access.guards import open_to
from events.agenda import following_queries, run_queries, run_words
from events.database import saves
from events.event import Event, Visibility
from events.feedback import asking_queries, capturing, card_queries, queries, receipts, taken_queries, wall_queries
from events.feedback import choice_queries as choices
from events.feedback.models import Remark
from events.feedback.room_forms import ChangeForm, RoomForm, TakeBackForm
from events.presentation import hour, page, say
from events.refusals import NotFound, Refusal

views = Blueprint("room", __name__)


def _gone_to(receipt: str):
    """The receipt's page: to go on to, or named to our own script, which keeps a draft until it is told."""
    to = url_for("room.show_receipt", slug=guards.the_event().slug, receipt=receipt)
    if request.accept_mimetypes.best == "application/json":
        return jsonify(to=to)
    return redirect(to)


def _shown_refused(template: str, refusal: Refusal, **values) -> Response:
    """The page with what was typed; a limit and a decision that was faster keep their own statuses."""
    answer = page(template, status=refusal.status, **values)
    if "wait" in refusal.values:
        answer.headers["Retry-After"] = str(refusal.values["wait"])
    return answer


@views.route("/events/<slug>/room", methods=["GET", "POST"])
@open_to("public")
@saves(remember=False)
def ask(slug: str):
    """Send a question or a comment. What is on now stands above the box, and where to turn in an emergency."""
    event = guards.the_event()
    form = RoomForm()
    form.offer(event)
    if not form.is_submitted() and request.args.get("action"):
        form.kind.data, form.about_action.data = "comment", request.args["action"][:20]
    if form.validate_on_submit():
        try:
            return _gone_to(form.capture())
        except Refusal as refusal:
            form.refuse(refusal)
            return _shown_refused("feedback/ask.html", refusal, form=form, **_standing(event))
    return page("feedback/ask.html", form=form, **_standing(event))


def _standing(event: Event) -> dict[str, Any]:
    """What the page says besides the form: what is on, whether anything can be sent, who reads what."""
    moment = clock.now()
    closed = capturing.why_not(event)
    on = run_queries.now_and_next(event, moment)
    return {
        "event": event, "longest": capturing.LONGEST, "now": on.now, "until": on.until,
        "next": run_words.next_words(on, event),
        "is_over": isinstance(closed, capturing.RoomClosed), "closed": say(closed) if closed else "",
        "is_paused": isinstance(closed, capturing.RoomPaused), "opens_at": capturing.opens_at(event),
        "closes_at": capturing.closes_at(event), "readers": asking_queries.readers_of(event),
        "mark": asking_queries.mark_of(event, moment),
    }


@views.route("/events/<slug>/room/state")
@polls.kept_for_a_second
@open_to("public")
def tell_state(slug: str):
    """What is on now and next and whether asking is paused, for every phone: 304 while nothing has changed."""
    event = guards.the_event()
    moment = clock.now()
    on = run_queries.now_and_next(event, moment)
    closed = capturing.why_not(event)
    answer = jsonify(
        now=on.now.title if on.now else "", until=hour(on.until, event) if on.until else "",
        next=run_words.next_words(on, event), paused=isinstance(closed, capturing.RoomPaused),
        open=closed is None, questions=wall_queries.mark_of_list(wall_queries.shown_to_phones(event)),
    )
    answer.set_etag(asking_queries.mark_of(event, moment))
    if event.visibility != Visibility.CLOSED:
        answer.headers["Cache-Control"] = "public, max-age=1"
    return answer


tell_state.same_for_all = True  # type: ignore[attr-defined]


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


def _taken_to(remark: Remark) -> list[tuple[Event, bool]]:
    """The later events to which a question was taken along, each with whether this page may name it."""
    copies = taken_queries.copies_of([remark]).get(remark.id, []) if remark.state == "approved" else []
    return [(one.event, following_queries.may_be_named(one.event, on=remark.event)) for one in copies]


@views.route("/events/<slug>/room/receipt/<receipt>")
@open_to("public")
def show_receipt(slug: str, receipt: str):
    """Where a remark stands, its answer and what became of it, for whoever holds its receipt."""
    event = guards.the_event()
    remark = _by_receipt(event, receipt)
    # Of several that say the same one is answered: what became of it became of all.
    told = remark.merged_into if remark.merged_into and remark.merged_into.state == "approved" else remark
    return page("feedback/show_receipt.html", event=event, remark=remark, told=told, receipt=receipt,
                further=asking_queries.further_of(told), taken_to=_taken_to(told))


@views.route("/events/<slug>/room/receipt/<receipt>/change", methods=["GET", "POST"])
@open_to("public")
@saves(remember=False)
def change_words(slug: str, receipt: str):
    """Put other words in the place of a remark's while no moderator has read it."""
    event = guards.the_event()
    remark = _by_receipt(event, receipt)
    form = ChangeForm()
    form.offer(event, remark)
    shown: dict[str, Any] = {"event": event, "remark": remark, "receipt": receipt, "longest": capturing.LONGEST}
    if form.validate_on_submit():
        try:
            capturing.reword(remark, text=form.text.data, agenda_item=choices.item(event, form.item.data),
                             speaker=choices.speaker(event, form.to.data))
            return redirect(url_for("room.show_receipt", slug=slug, receipt=receipt))
        except Refusal as refusal:
            form.refuse(refusal)
            return _shown_refused("feedback/change_words.html", refusal, form=form, **shown)
    return page("feedback/change_words.html", form=form, **shown)


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
