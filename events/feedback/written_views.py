"""Answers in writing: asking speakers for them by a day, and reading what they wrote before it is published."""

from flask import Blueprint, flash, redirect, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from events import fields
from events.access import guards
from events.access.guards import open_to
from events.agenda import queries as agenda
from events.database import saves
from events.feedback import answer_queries, answering
from events.feedback.room_setting_forms import AskSpeakerForm
from events.presentation import page
from events.refusals import NotFound, Refusal

views = Blueprint("written", __name__)


@views.route("/desk/events/<slug>/written-answers", methods=["GET", "POST"])
@open_to("moderator", "organiser")
@saves
def list_answers(slug: str):
    """What speakers have still to answer, asking them for it, and what they wrote and nobody has read yet."""
    event, form = guards.the_event(), AskSpeakerForm()
    rows = [(speaker, answer_queries.unanswered_by(speaker)) for speaker in agenda.speakers_of(event)]
    if form.validate_on_submit():
        speaker = next((one for one, _open in rows if one.key == form.speaker.data), None)
        if speaker is None or form.due_on.day is None:
            raise NotFound()
        try:
            count = answering.ask_speaker(speaker, due_on=form.due_on.day, by=guards.the_officer())
            flash(ngettext("%(name)s is asked for one answer.", "%(name)s is asked for %(num)s answers.", count,
                           name=speaker.name))
            return redirect(url_for("written.list_answers", slug=slug))
        except Refusal as refusal:
            form.refuse(refusal)
    return page("feedback/list_answers.html", form=form, event=event, rows=[row for row in rows if row[1]],
                waiting=answer_queries.waiting_answers(event), press=fields.Press())


@views.route("/desk/events/<slug>/written-answers/<int:answer_id>/approval", methods=["POST"])
@open_to("moderator", "organiser")
@saves
def approve_answer(slug: str, answer_id: int):
    """Publish a speaker's answer, as the page showed it; the asker hears if they wanted to."""
    event = guards.the_event()
    written = next((one for one in answer_queries.waiting_answers(event) if one.id == answer_id), None)
    if written is None:
        raise NotFound()
    if not fields.Press().validate_on_submit():
        raise Refusal(fields.TOO_LONG_OPEN)
    answering.approve_answer(written, by=guards.the_officer(), seen=request.form.get("seen", ""))
    flash(_("The answer to %(ref)s is published.", ref=written.remark.ref))
    return redirect(url_for("written.list_answers", slug=slug))
