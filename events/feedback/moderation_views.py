"""The moderator's queue, and the safeguarding lead's page of what was withheld."""

from flask import Blueprint, flash, jsonify, redirect, request, url_for
from flask_babel import gettext as _

from events import fields
from events.access import guards
from events.access import queries as officers
from events.access.guards import open_to
from events.database import leave_unsaved, saves
from events.feedback import hints, moderating, queries
from events.feedback.forms import DecisionForm
from events.presentation import page
from events.refusals import N_, NotFound, Refusal

views = Blueprint("moderation", __name__)

LISTS = {"waiting": queries.waiting, "approved": queries.approved, "panel": queries.to_panel,
         "hidden": queries.hidden}

# The last word of the address -> (what is done, what is said when it is done).
ACTS = {
    "approval": (lambda r, f, by: moderating.approve(r, by=by, seen=f.seen.data or ""), N_("%(ref)s is approved.")),
    "hiding": (
        lambda r, f, by: moderating.hide(r, reason=f.reason.data or "", by=by, seen=f.seen.data or ""),
        N_("%(ref)s is hidden."),
    ),
    "redaction": (lambda r, f, by: _redact(r, f, by), N_("%(ref)s is mended. The words taken out are gone.")),
    "withholding": (lambda r, f, by: _withhold(r, f, by), N_("%(ref)s is with the safeguarding lead alone.")),
    "return": (
        lambda r, f, by: moderating.put_back(r, by=by, seen=f.seen.data or ""), N_("%(ref)s is in the queue again."),
    ),
    "on-wall": (lambda r, f, by: moderating.put_on_wall(r, by=by), N_("%(ref)s is on the wall.")),
    "off-wall": (lambda r, f, by: moderating.take_off_wall(r, by=by), N_("%(ref)s is off the wall.")),
    "first": (lambda r, f, by: moderating.put_first(r, by=by), N_("%(ref)s comes first on the wall.")),
    "answering": (lambda r, f, by: moderating.begin_answer(r, by=by), N_("%(ref)s is large on the wall.")),
    "answered": (lambda r, f, by: moderating.end_answer(r, by=by), N_("%(ref)s is answered and off the wall.")),
}


def _redact(remark, form: DecisionForm, by) -> None:
    moderating.redact(remark, text=form.text.data or "", by=by, seen=form.seen.data or "")
    if form.then.data == "approve":
        moderating.approve(remark, by=by)


def _withhold(remark, form: DecisionForm, by) -> None:
    if not moderating.withhold(remark, by=by, seen=form.seen.data or ""):
        flash(_("This event has no safeguarding lead, so nobody was written to. Ring the council's own lead now."),
              "important")


@views.route("/desk/events/<slug>/queue")
@open_to("moderator", "organiser")
def show_queue(slug: str):
    """What waits to be read; by `?show=` what was approved, the questions to the panel, or what was hidden."""
    event = guards.the_event()
    show = request.args.get("show", "waiting")
    if show not in LISTS:
        raise NotFound()
    return page(
        "feedback/show_queue.html", event=event, show=show, remarks=LISTS[show](event), counts=queries.counts_of(event),
        press=fields.Press(), hints_in=hints.hints_in, seen_of=moderating.seen_of, shown_name=queries.shown_name,
        has_lead=bool(officers.holders("safeguarding", event)),
    )


@views.route("/desk/events/<slug>/queue/count")
@open_to("moderator", "organiser")
def count_waiting(slug: str):
    """How many wait, for the queue's own script."""
    return jsonify(waiting=queries.count_waiting(guards.the_event()))


@views.route("/desk/events/<slug>/queue/<ref>/<kind>", methods=["POST"])
@open_to("moderator", "organiser")
@saves
def decide(slug: str, ref: str, kind: str):
    """One decision on one remark. What another moderator did meanwhile is shown, never undone."""
    event = guards.the_event()
    remark = queries.remark_by_ref(event, ref)
    if kind not in ACTS or (remark is None and not queries.was_here(event, ref)):
        raise NotFound()
    if remark is None:  # withheld, or taken back by its writer, since the page was opened
        raise moderating.ChangedMeanwhile(ref=ref)
    form = DecisionForm()
    do, said = ACTS[kind]
    status = None
    if form.validate_on_submit():
        try:
            do(remark, form, guards.the_officer())
            flash(_(said, ref=ref))
            show = form.back.data if form.back.data in LISTS else "waiting"
            return redirect(url_for("moderation.show_queue", slug=slug, show=None if show == "waiting" else show))
        except Refusal as refusal:
            form.refuse(refusal)
            status = refusal.status
    leave_unsaved()
    return page(
        "feedback/decide.html", form=form, status=status, event=event, ref=ref, act=kind,
        remark=queries.remark_by_ref(event, ref), seen_of=moderating.seen_of, shown_name=queries.shown_name,
    )


@views.route("/desk/events/<slug>/withheld")
@open_to("safeguarding")
def show_withheld(slug: str):
    """What was withheld, whole, for the safeguarding lead alone."""
    event = guards.the_event()
    return page(
        "feedback/show_withheld.html", event=event, remarks=queries.withheld(event), press=fields.Press(),
        seen_of=moderating.seen_of, shown_name=queries.shown_name,
    )


@views.route("/desk/events/<slug>/withheld/<ref>/return", methods=["POST"])
@open_to("safeguarding")
@saves
def return_withheld(slug: str, ref: str):
    """The lead gives a remark back to the moderators' queue."""
    event = guards.the_event()
    remark = queries.withheld_by_ref(event, ref)
    if remark is None:
        raise NotFound()
    form = DecisionForm()
    if form.validate_on_submit():
        moderating.put_back(remark, by=guards.the_officer(), seen=form.seen.data or "")
        flash(_("%(ref)s is in the moderators' queue again.", ref=ref))
        return redirect(url_for("moderation.show_withheld", slug=slug))
    return page("feedback/return_withheld.html", form=form, event=event, ref=ref)
