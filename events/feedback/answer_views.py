"""Answering a remark, saying what became of it, and putting it into English."""

from flask import Blueprint, flash, redirect, request, url_for
from flask_babel import gettext as _

from events import fields
from events.access import guards
from events.access.guards import open_to
from events.database import leave_unsaved, saves
from events.delegates import languages
from events.feedback import answering, filters, listing_queries, queries, sorting
from events.feedback import choice_queries as choices
from events.feedback.filters import Filter
from events.feedback.forms import DISPOSITIONS, AnswerForm, DispositionForm, TranslationForm
from events.feedback.models import Answer, Remark
from events.feedback.states import RemarkState
from events.presentation import page
from events.refusals import NotFound, Refusal

views = Blueprint("answers", __name__)

WRITERS = ("organiser", "moderator", "reviewer")
EVERYTHING = Filter()


def _remark(ref: str) -> Remark:
    found = queries.remark_by_ref(guards.the_event(), ref)
    if found is None or (found.state != RemarkState.APPROVED and not guards.has_role("organiser", "moderator")):
        raise NotFound()
    return found


def _back(slug: str, ref: str, asked: Filter = EVERYTHING):
    return redirect(url_for("sorting.show_remark", slug=slug, ref=ref, **asked.in_address()))


def _following(remark: Remark, asked: Filter) -> Remark | None:
    """The next remark in the list that the officer came from."""
    event = guards.the_event()
    return listing_queries.next_after(
        remark, event, asked, states=listing_queries.states_for(guards.the_officer(), event))


def _on(remark: Remark, asked: Filter):
    """To the next remark of the list, or back to the list after its last."""
    slug, following = guards.the_event().slug, _following(remark, asked)
    if following is None:
        return redirect(url_for("sorting.show_sorting", slug=slug, **asked.in_address()))
    return redirect(url_for("answers.dispose_remark", slug=slug, ref=following.ref, **asked.in_address()))


@views.route("/desk/events/<slug>/remarks/<ref>/answers/new", methods=["GET", "POST"])
@open_to(*WRITERS)
@saves
def answer_remark(slug: str, ref: str):
    """Write an answer."""
    event, remark = guards.the_event(), _remark(ref)
    form = AnswerForm()
    form.speaker.choices = choices.speakers(event, first=_("The council"))
    if form.validate_on_submit():
        try:
            answering.answer(
                remark, text=form.text.data, speaker=choices.speaker(event, form.speaker.data),
                published=form.published.data == "yes", by=guards.the_officer(),
            )
            flash(_("The answer to %(ref)s is saved.", ref=ref))
            return _back(slug, ref)
        except Refusal as refusal:
            form.refuse(refusal)
    return page("feedback/answer_remark.html", form=form, event=event, remark=remark, longest=answering.LONGEST)


def _answer(remark: Remark, answer_id: int) -> Answer:
    found = next((answer for answer in remark.answers if answer.id == answer_id), None)
    if found is None:
        raise NotFound()
    return found


@views.route("/desk/events/<slug>/remarks/<ref>/answers/<int:answer_id>", methods=["GET", "POST"])
@open_to(*WRITERS)
@saves
def change_answer(slug: str, ref: str, answer_id: int):
    """Change an answer's words, or who may read it."""
    event, remark = guards.the_event(), _remark(ref)
    written = _answer(remark, answer_id)
    form = AnswerForm()
    form.speaker.choices = choices.speakers(event, first=_("The council"))
    if not form.is_submitted():
        form.text.data, form.published.data = written.text, "yes" if written.is_published else "no"
    if form.validate_on_submit():
        try:
            answering.change(written, text=form.text.data, published=form.published.data == "yes",
                             by=guards.the_officer())
            return _back(slug, ref)
        except Refusal as refusal:
            form.refuse(refusal)
    return page("feedback/change_answer.html", form=form, event=event, remark=remark, written=written,
                longest=answering.LONGEST, press=fields.Press())


@views.route("/desk/events/<slug>/remarks/<ref>/answers/<int:answer_id>/removal", methods=["POST"])
@open_to(*WRITERS)
@saves
def remove_answer(slug: str, ref: str, answer_id: int):
    """Take an answer away."""
    written = _answer(_remark(ref), answer_id)
    if fields.Press().validate_on_submit():
        answering.remove(written, by=guards.the_officer())
    return _back(slug, ref)


@views.route("/desk/events/<slug>/remarks/<ref>/disposition", methods=["GET", "POST"])
@open_to(*WRITERS)
@saves
def dispose_remark(slug: str, ref: str):
    """Say what became of a remark, and why. What somebody else said meanwhile is shown beside it."""
    event, remark, asked = guards.the_event(), _remark(ref), filters.read(request.args)
    form = DispositionForm()
    if not form.is_submitted():
        form.seen.data = sorting.disposed_of(remark)
        form.disposition.data = str(remark.disposition) if remark.disposition else None
        form.reason.data = remark.disposition_reason
    status = None
    if form.validate_on_submit():
        try:
            sorting.dispose(remark, disposition=form.disposition.data, reason=form.reason.data,
                            by=guards.the_officer(), seen=form.seen.data or "")
            flash(_("What became of %(ref)s is saved.", ref=ref))
            return _on(remark, asked) if request.form.get("then") == "next" else _back(slug, ref, asked)
        except Refusal as refusal:
            form.refuse(refusal)
            status = refusal.status
            leave_unsaved()
            form.seen.data = sorting.disposed_of(remark)
    return page("feedback/dispose_remark.html", form=form, status=status, event=event, remark=remark,
                dispositions=dict(DISPOSITIONS), is_stale=status == 409, asked=asked,
                following=_following(remark, asked))


@views.route("/desk/events/<slug>/remarks/<ref>/translation", methods=["GET", "POST"])
@open_to(*WRITERS)
@saves
def translate_remark(slug: str, ref: str):
    """Put a remark into English beside its own words."""
    event, remark = guards.the_event(), _remark(ref)
    form = TranslationForm(obj=remark)
    form.language.choices = [("", _("Not known")), *languages.choices(remark.language)]
    if form.validate_on_submit():
        try:
            sorting.translate(remark, language=form.language.data, translation=form.translation.data,
                              by=guards.the_officer())
            return _back(slug, ref)
        except Refusal as refusal:
            form.refuse(refusal)
    return page("feedback/translate_remark.html", form=form, event=event, remark=remark)
