"""The safeguarding lead's acts on what was withheld: taking it on, writing what was done, closing it."""

from flask import Blueprint, flash, redirect, url_for
from flask_babel import gettext as _

from events import fields
from events.access import guards
from events.access.guards import open_to
from events.database import saves
from events.feedback import queries, safeguarding, safeguarding_queries
from events.feedback.models import Remark
from events.feedback.room_setting_forms import OutcomeForm
from events.presentation import page
from events.refusals import NotFound, Refusal

views = Blueprint("safeguarding", __name__)


def _withheld(ref: str) -> Remark:
    found = queries.withheld_by_ref(guards.the_event(), ref)
    if found is None:
        raise NotFound()
    return found


@views.route("/desk/events/<slug>/withheld/<ref>/taken-on", methods=["POST"])
@open_to("safeguarding")
@saves
def acknowledge_withheld(slug: str, ref: str):
    """Take it on: from now on the deputy is not called."""
    remark = _withheld(ref)
    if not fields.Press().validate_on_submit():
        raise Refusal(fields.TOO_LONG_OPEN)
    safeguarding.acknowledge(remark, by=guards.the_officer())
    flash(_("You have taken on %(ref)s.", ref=ref))
    return redirect(url_for("moderation.show_withheld", slug=slug))


@views.route("/desk/events/<slug>/withheld/<ref>/outcome", methods=["GET", "POST"])
@open_to("safeguarding")
@saves
def write_outcome(slug: str, ref: str):
    """Write what was done, for leads alone, and close it where nothing is left to do."""
    event, remark = guards.the_event(), _withheld(ref)
    flag = safeguarding_queries.flag_of(remark)
    form = OutcomeForm()
    if not form.is_submitted() and flag is not None:
        form.outcome.data = form.seen.data = flag.outcome
    status = None
    if form.validate_on_submit():
        try:
            safeguarding.write_outcome(remark, outcome=form.outcome.data or "", close=form.then.data == "close",
                                       by=guards.the_officer(), seen=form.seen.data or "")
            flash(_("%(ref)s is closed.", ref=ref) if form.then.data == "close" else _("Saved."))
            return redirect(url_for("moderation.show_withheld", slug=slug))
        except Refusal as refusal:
            form.refuse(refusal)
            status = refusal.status
            if status == 409 and flag is not None:
                form.seen.data = flag.outcome
    return page("feedback/write_outcome.html", form=form, status=status, event=event, remark=remark, flag=flag,
                shown_name=queries.shown_name, longest=safeguarding.LONGEST)
