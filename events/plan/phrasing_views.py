"""The page on which an officer writes how people put what an action is about."""

from flask import Blueprint, flash, redirect, url_for
from flask_babel import gettext as _

from events import fields
from events.access import guards
from events.access.guards import open_to
from events.database import saves
from events.plan import phrasing, queries, routing_queries
from events.plan.forms import PhrasesForm
from events.presentation import page
from events.refusals import NotFound, Refusal

views = Blueprint("phrasing", __name__)

WRITERS = ("reviewer", "organiser")


@views.route("/desk/plans/<key>/actions/<code>/plain-words", methods=["GET", "POST"])
@open_to(*WRITERS)
@saves
def write_plain_words(key: str, code: str):
    """What people might say when their point belongs to this action, one phrase a line."""
    plan = queries.plan_for(key, guards.the_officer(), *WRITERS)
    action = next((one for one in routing_queries.spoken(plan, queries.latest(plan)) if one.key == code), None)
    if action is None:
        raise NotFound()
    form = PhrasesForm(data={"phrases": "\n".join(action.phrases), "seen": phrasing.seen_of(action)})
    status, saved = None, []
    if form.validate_on_submit():
        try:
            phrasing.write_phrases(plan, code, typed=form.phrases.data or "", seen=form.seen.data or "",
                                   by=guards.the_officer())
            flash(_("How people put action %(ref)s is saved.", ref=action.ref))
            return redirect(url_for("drafting.show_desk_plan", key=key, _anchor=f"action-{code.replace('.', '-')}"))
        except phrasing.PhrasedMeanwhile as refusal:
            form.refuse(refusal)
            status, saved = 409, action.phrases
            form.seen.data = phrasing.seen_of(action)  # sent once more, it is meant
        except Refusal as refusal:
            form.refuse(refusal)
    return page("plan/write_plain_words.html", form=form, status=status, plan=plan, action=action, saved=saved,
                routed=queries.routed_to(plan, code), press=fields.Press())
