"""What a speaker does from their own page with the questions to them: answer in writing, pass on, decline in public."""

from flask import Blueprint, flash, g, redirect, url_for
from flask_babel import gettext as _

from events import fields
from events.access.guards import open_to
from events.database import saves
from events.feedback import answer_queries, answering
from events.feedback.models import Remark
from events.feedback.room_setting_forms import WrittenAnswerForm
from events.feedback.states import SpeakerSays
from events.presentation import page
from events.refusals import NotFound, Refusal

views = Blueprint("speaking", __name__)

SAYS = {"pass-on": SpeakerSays.PASS_ON, "not-in-public": SpeakerSays.NOT_IN_PUBLIC, "nothing": None}


def _mine(key: str) -> Remark:
    found = answer_queries.to_speaker(g.opened, key)
    if found is None:
        raise NotFound()
    return found


@views.route("/my/<ref>/questions/<key>", methods=["GET", "POST"])
@open_to("speaker")
@saves
def answer_question(ref: str, key: str):
    """Answer a question in writing; a moderator reads it before it is published."""
    speaker, remark, form = g.opened, _mine(key), WrittenAnswerForm()
    waits = next((one for one in remark.answers if one.waits_for_approval and one.speaker_id == speaker.id), None)
    if not form.is_submitted() and waits is not None:
        form.text.data = waits.text
    if form.validate_on_submit():
        try:
            answering.answer_as_speaker(remark, text=form.text.data, speaker=speaker)
            flash(_("Thank you. A moderator reads your answer before it is published."))
            return redirect(url_for("reports.show_speaker_page", ref=ref))
        except Refusal as refusal:
            form.refuse(refusal)
    return page("feedback/answer_question.html", form=form, speaker=speaker, event=speaker.event, remark=remark,
                longest=answering.LONGEST)


@views.route("/my/<ref>/questions/<key>/<kind>", methods=["POST"])
@open_to("speaker")
@saves
def say_of(ref: str, key: str, kind: str):
    """Pass a question on to the panel, or say that it cannot be answered in public."""
    remark = _mine(key)
    if kind not in SAYS:
        raise NotFound()
    if not fields.Press().validate_on_submit():
        raise Refusal(fields.TOO_LONG_OPEN)
    answering.say_of(remark, speaker=g.opened, says=SAYS[kind])
    flash(_("The chair sees it."))
    return redirect(url_for("reports.show_speaker_page", ref=ref))
