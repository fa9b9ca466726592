"""An adviser's own pages: the draft programme, their comments and our answers; nothing of anybody else's."""

from flask import Blueprint, flash, g, redirect, request, url_for
from flask_babel import gettext as _

from events import fields
from events.access.guards import open_to
from events.agenda import advice_queries, advising, drafts, queries
from events.agenda.advice_forms import CommentForm, WordsForm
from events.agenda.advice_models import Advice
from events.database import saves
from events.presentation import page, say
from events.refusals import NotFound, Refusal

views = Blueprint("adviser", __name__)


def _to_draft(ref: str):
    return redirect(url_for("adviser.read_draft", ref=ref, _anchor="yours"))


def _own(number: int) -> Advice:
    """One of their own comments. Raises NotFound for anybody else's."""
    found = next((row for row in advice_queries.advice_from(g.opened) if row.number == number), None)
    if found is None:
        raise NotFound()
    return found


def _try_to_comment(form: CommentForm, seen: str) -> tuple[bool, int | None]:
    """Take a comment in: (whether it was, the status of its refusal)."""
    try:
        advising.comment(g.opened, text=form.text.data, item_id=form.item_id, seen=form.seen.data or "")
        return True, None
    except Refusal as refusal:
        form.refuse(refusal)
        form.seen.data = seen  # the page that is shown now has the present draft on it
        return False, refusal.status


@views.route("/my/<ref>/advice", methods=["GET", "POST"])
@open_to("delegate", door="adviser")
@saves
def read_draft(ref: str):
    """The draft programme as it stands, a form for a comment, and what was said and answered so far."""
    adviser, event = g.opened, g.opened.event
    items, status = queries.items_of(event), None
    parts = drafts.parts_of(items)
    chosen = request.args.get("about", "")
    form = CommentForm(data={"about": chosen} if drafts.part_in(parts, int(chosen) if chosen.isdecimal() else None)
                       else None)
    form.offer(items, event, drafts.fingerprint(parts))
    if "choose" in request.form:  # another part, with what was typed so far: nothing is sent yet
        form.about.data, form.seen.data = request.form["choose"], drafts.fingerprint(parts)
    elif form.validate_on_submit():
        taken, status = _try_to_comment(form, drafts.fingerprint(parts))
        if taken:
            flash(_("Thank you. Your comment has come in."))
            return _to_draft(ref)
    return page("agenda/read_draft.html", form=form, status=status, adviser=adviser, event=event, items=items,
                arrangements=queries.arrangements_of(event), advice=advice_queries.advice_from(adviser),
                is_open=advice_queries.is_open(adviser), press=fields.Press(), noindex=True)


@views.route("/my/<ref>/advice/<int:number>", methods=["GET", "POST"])
@open_to("delegate", door="adviser")
@saves
def change_comment(ref: str, number: int):
    """Write one of their comments otherwise, until it is answered."""
    advice, status = _own(number), None
    form = WordsForm(data={"text": advice.text})
    if form.validate_on_submit():
        try:
            advising.change_comment(advice, text=form.text.data)
            flash(_("Your comment is changed."))
            return _to_draft(ref)
        except Refusal as refusal:
            form.refuse(refusal)
            status = refusal.status
    return page("agenda/change_comment.html", form=form, status=status, adviser=g.opened, event=g.opened.event,
                advice=advice, press=fields.Press())


@views.route("/my/<ref>/advice/<int:number>/end", methods=["POST"])
@open_to("delegate", door="adviser")
@saves
def take_back(ref: str, number: int):
    """Take one of their comments back, until it is answered."""
    advice = _own(number)
    if fields.Press().validate_on_submit():
        try:
            advising.take_back(advice)
            flash(_("Your comment is taken back."))
        except Refusal as refusal:
            flash(say(refusal), "important")
    return _to_draft(ref)


@views.route("/my/<ref>/advice/none", methods=["POST"])
@open_to("delegate", door="adviser")
@saves
def say_none(ref: str):
    """Say that they have no comments."""
    if fields.Press().validate_on_submit():
        try:
            advising.say_none(g.opened)
            flash(_("Thank you. We have noted that you have no comments; you can still write some."))
        except Refusal as refusal:
            flash(say(refusal), "important")
    return redirect(url_for("adviser.read_draft", ref=ref))
