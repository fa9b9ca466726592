"""The organiser answers the comments on the draft programme, one after the other."""

from flask import Blueprint, flash, redirect, request, url_for
from flask_babel import gettext as _

from events.access.guards import open_to, the_event, the_officer
from events.agenda import advice_queries, answering_advice, drafts, queries
from events.agenda.advice_forms import AnswerForm
from events.agenda.advice_models import Advice
from events.database import saves
from events.presentation import page
from events.refusals import NotFound, Refusal

views = Blueprint("advice_answers", __name__)


@views.route("/desk/events/<slug>/advice/comments")
@open_to("organiser")
def list_advice(slug: str):
    """Every comment on the draft programme with our answer; those without one where asked for."""
    event, only = the_event(), request.args.get("only", "")
    everything = advice_queries.advice_of(event)
    shown = [row for row in everything if row.became is None] if only == "open" else everything
    return page("agenda/list_advice.html", event=event, only=only, advice=shown, all=len(everything),
                answered=sum(row.became is not None for row in everything))


def _preset(advice: Advice) -> dict:
    changed = str(advice.changed_item_id) if advice.changed_item_id else ""
    if not changed and advice.became in answering_advice.TAKEN and not advice.changed:
        changed = drafts.WHOLE
    return {"became": str(advice.became or ""), "answer": advice.answer, "changed": changed}


@views.route("/desk/events/<slug>/advice/comments/<int:number>", methods=["GET", "POST"])
@open_to("organiser")
@saves
def answer_advice(slug: str, number: int):
    """One comment with the part as its writer saw it, and our answer; then on to the next without one."""
    event = the_event()
    advice = advice_queries.advice(event, number)
    if advice is None:
        raise NotFound()
    items, form = queries.items_of(event), AnswerForm(data=_preset(advice))
    form.offer(items, event)
    if form.validate_on_submit():
        try:
            answering_advice.answer(advice, became=form.became.data, answer=form.answer.data,
                                    changed=form.changed.data or "", by=the_officer())
            left = [row for row in advice_queries.advice_of(event, unanswered=True) if row.id != advice.id]
            if left:
                flash(_("%(ref)s is answered. This is the next.", ref=advice.ref))
                return redirect(url_for("advice_answers.answer_advice", slug=slug, number=left[0].number))
            flash(_("Every comment has an answer. Nobody has been told yet: the letter leaves when you send it."))
            return redirect(url_for("advice.show_adviser", slug=slug, adviser_id=advice.adviser_id))
        except Refusal as refusal:
            form.refuse(refusal)
    seen = drafts.part_seen(advice.draft.parts, advice.agenda_item_id, advice.about) if advice.draft else None
    now = drafts.part_in(drafts.parts_of(items), advice.agenda_item_id)
    return page("agenda/answer_advice.html", form=form, event=event, advice=advice, seen=drafts.with_moments(seen),
                now=drafts.with_moments(now if now != seen else None), is_gone=seen is not None and now is None)
