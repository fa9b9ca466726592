"""What became of a remark for further actions, and the lessons that earlier events left for this one."""

from flask import Blueprint, flash, redirect, url_for
from flask_babel import gettext as _

from events import fields
from events.access import guards
from events.access.guards import open_to
from events.access.queries import roles_on
from events.database import saves
from events.feedback import disposing, disposition_queries, queries
from events.feedback.forms import FurtherDispositionForm
from events.feedback.models import Remark
from events.feedback.room_models import FurtherDisposition
from events.feedback.states import RemarkState
from events.presentation import page
from events.refusals import NotFound, Refusal

views = Blueprint("dispositions", __name__)

STAFF = ("organiser", "moderator", "reviewer")


def _remark(ref: str) -> Remark:
    found = queries.remark_by_ref(guards.the_event(), ref)
    if found is None or found.state != RemarkState.APPROVED:
        raise NotFound()
    return found


def _further(remark: Remark, further_id: int) -> FurtherDisposition:
    found = disposition_queries.further_by_id(remark, further_id)
    if found is None:
        raise NotFound()
    return found


def _typed(form: FurtherDispositionForm) -> dict:
    return {"about_action": form.about_action.data or "", "disposition": form.disposition.data,
            "reason": form.reason.data, "by": guards.the_officer()}


def _back(slug: str, ref: str):
    flash(_("What became of %(ref)s is saved.", ref=ref))
    return redirect(url_for("sorting.show_remark", slug=slug, ref=ref))


@views.route("/desk/events/<slug>/remarks/<ref>/dispositions/new", methods=["GET", "POST"])
@open_to(*STAFF)
@saves
def add_further(slug: str, ref: str):
    """Say what became of a remark for one more action that it concerns."""
    remark, form = _remark(ref), FurtherDispositionForm()
    if form.validate_on_submit():
        try:
            disposing.add_further(remark, **_typed(form))
            return _back(slug, ref)
        except Refusal as refusal:
            form.refuse(refusal)
    return page("feedback/add_further.html", form=form, event=guards.the_event(), remark=remark)


@views.route("/desk/events/<slug>/remarks/<ref>/dispositions/<int:further_id>", methods=["GET", "POST"])
@open_to(*STAFF)
@saves
def change_further(slug: str, ref: str, further_id: int):
    """Say something else of that action."""
    remark = _remark(ref)
    further = _further(remark, further_id)
    form = FurtherDispositionForm(data={
        "about_action": further.about_action, "disposition": str(further.disposition), "reason": further.reason})
    if form.validate_on_submit():
        try:
            disposing.change_further(further, **_typed(form))
            return _back(slug, ref)
        except Refusal as refusal:
            form.refuse(refusal)
    return page("feedback/change_further.html", form=form, event=guards.the_event(), remark=remark, further=further,
                press=fields.Press())


@views.route("/desk/events/<slug>/remarks/<ref>/dispositions/<int:further_id>/removal", methods=["POST"])
@open_to(*STAFF)
@saves
def remove_further(slug: str, ref: str, further_id: int):
    """Take back what was said of that action."""
    further = _further(_remark(ref), further_id)
    if fields.Press().validate_on_submit():
        disposing.remove_further(further, by=guards.the_officer())
    return redirect(url_for("sorting.show_remark", slug=slug, ref=ref))


@views.route("/desk/events/<slug>/lessons")
@open_to("organiser")
def list_lessons(slug: str):
    """What earlier events left for this one. Who said it is not told; the remark opens to whom it opens there."""
    event, officer = guards.the_event(), guards.the_officer()
    lessons = disposition_queries.lessons_for(event)
    opens = {lesson.event.id: bool(roles_on(officer, lesson.event) & set(STAFF)) for lesson in lessons}
    return page("feedback/list_lessons.html", event=event, lessons=lessons, opens=opens)
