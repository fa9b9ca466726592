"""The moderator's queue, and the safeguarding lead's page of what was withheld."""

from flask import Blueprint, flash, jsonify, redirect, render_template, request, url_for
from flask_babel import gettext as _

from events import fields
from events.access import guards
from events.access import queries as officers
from events.access.guards import open_to
from events.database import leave_unsaved, saves
from events.feedback import (
    annotating,
    hints,
    mending,
    merging,
    moderating,
    moderation_queries,
    queries,
    safeguarding,
    safeguarding_queries,
    taken_queries,
)
from events.feedback.forms import DecisionForm
from events.feedback.models import Remark
from events.presentation import page
from events.refusals import N_, NotFound, Refusal

views = Blueprint("moderation", __name__)

LISTS = {"waiting": queries.waiting, "approved": queries.approved, "panel": queries.to_panel,
         "hidden": queries.hidden}
MOST_SHOWN = 60  # at once: the next ones come as these are dealt with
MOST_THEMES = 9  # have a key of their own

# The last word of the address -> (what is done with the remark, what is said when it is done).
ACTS = {
    "approval": (lambda r, f, by: moderating.approve(
        r, by=by, seen=f.seen.data or "", also_untranslated=f.untranslated.data == "yes"), N_("%(ref)s is approved.")),
    "hiding": (
        lambda r, f, by: moderating.hide(r, reason=f.reason.data or "", by=by, seen=f.seen.data or ""),
        N_("%(ref)s is hidden."),
    ),
    "edit": (lambda r, f, by: _edit(r, f, by), N_("%(ref)s is edited. The words as first written stand beside it.")),
    "redaction": (lambda r, f, by: _redact(r, f, by), N_("%(ref)s is mended. The words taken out are gone.")),
    "translation": (lambda r, f, by: mending.translate(
        r, language=f.language.data or "", translation=f.translation.data or "", by=by, seen=f.seen.data or ""),
        N_("The English of %(ref)s is saved.")),
    "merging": (lambda r, f, by: merging.merge(
        r, into=queries.remark_by_ref(r.event, (f.into.data or "").upper()), by=by, seen=f.seen.data or ""),
        N_("%(ref)s is put together with the other.")),
    "separation": (lambda r, f, by: merging.separate(r, by=by, seen=f.seen.data or ""),
                   N_("%(ref)s stands by itself again.")),
    "withholding": (lambda r, f, by: _withhold(r, f, by), N_("%(ref)s is with the safeguarding lead alone.")),
    "return": (
        lambda r, f, by: moderating.put_back(r, by=by, seen=f.seen.data or ""), N_("%(ref)s is in the queue again."),
    ),
    "assignment": (lambda r, f, by: _assign(r, f, by), N_("It is noted who sees to %(ref)s.")),
    "note": (lambda r, f, by: annotating.note(r, words=f.words.data or "", by=by), N_("The note is saved.")),
    "pin": (lambda r, f, by: annotating.pin(r, by=by), N_("%(ref)s is pinned.")),
    "unpin": (lambda r, f, by: annotating.unpin(r, by=by), N_("%(ref)s is no longer pinned.")),
    "theme": (lambda r, f, by: annotating.put_under(r, theme=_theme(r, f), by=by), N_("%(ref)s has the theme.")),
    "no-theme": (lambda r, f, by: annotating.take_from_under(r, theme=_theme(r, f), by=by),
                 N_("%(ref)s has the theme no longer.")),
    "on-wall": (lambda r, f, by: moderating.put_on_wall(r, by=by, standing=f.standing.data or ""),
                N_("%(ref)s is on the wall.")),
    "off-wall": (lambda r, f, by: moderating.take_off_wall(r, by=by, standing=f.standing.data or ""),
                 N_("%(ref)s is off the wall.")),
    "first": (lambda r, f, by: moderating.put_first(r, by=by, standing=f.standing.data or ""),
              N_("%(ref)s comes first on the wall.")),
    "answering": (lambda r, f, by: moderating.begin_answer(
        r, by=by, standing=f.standing.data or "", instead_of=f.now.data if f.now.raw_data else None),
        N_("%(ref)s is large on the wall.")),
    "answered": (lambda r, f, by: moderating.end_answer(r, by=by, standing=f.standing.data or ""),
                 N_("%(ref)s is answered and off the wall.")),
}


def _edit(remark: Remark, form: DecisionForm, by) -> None:
    mending.edit(remark, text=form.text.data or "", by=by, seen=form.seen.data or "")
    _then_approve(remark, form, by)


def _redact(remark: Remark, form: DecisionForm, by) -> None:
    moderating.redact(remark, text=form.text.data or "", by=by, seen=form.seen.data or "")
    _then_approve(remark, form, by)


def _then_approve(remark: Remark, form: DecisionForm, by) -> None:
    if form.then.data == "approve":
        moderating.approve(remark, by=by, also_untranslated=form.untranslated.data == "yes")


def _withhold(remark: Remark, form: DecisionForm, by) -> None:
    if not moderating.withhold(remark, by=by, seen=form.seen.data or ""):
        flash(_("This event has no safeguarding lead, so nobody was written to. Ring the council's own lead now."),
              "important")
    for known in safeguarding_queries.to_ring(remark.event):
        said = _("If it cannot wait, ring the deputy: %(name)s, %(telephone)s.") if known.is_deputy else _(
            "If it cannot wait, ring the safeguarding lead: %(name)s, %(telephone)s.")
        flash(said % {"name": known.name or "–", "telephone": known.telephone}, "important")


def _theme(remark: Remark, form: DecisionForm):
    found = queries.theme_of(remark.event, int(form.theme.data)) if (form.theme.data or "").isdecimal() else None
    if found is None:
        raise NotFound()
    return found


def _assign(remark: Remark, form: DecisionForm, by) -> None:
    chosen = form.officer.data or ""
    to = next((one for one in moderation_queries.may_see_to_it(remark.event) if str(one.id) == chosen), None)
    if chosen and to is None:
        raise NotFound()
    annotating.assign(remark, to=to, by=by, had=form.had.data or "")


def _beside(event, remarks: list[Remark], show: str) -> dict:
    """What a card shows beside the remark itself, and the functions that say what the page showed."""
    is_read = show != "hidden"
    return {
        "event": event, "show": show, "press": fields.Press(), "hints_in": hints.hints_in,
        "without_hints": hints.without_hints, "seen_of": moderating.seen_of, "standing_of": moderating.standing_of,
        "assigned_of": annotating.assigned_of, "wants_translation": moderating.wants_translation,
        "shown_name": queries.shown_name, "kept_name": queries.kept_name, "notes": moderation_queries.notes_of(remarks),
        "themes": [theme for theme, _number in queries.themes_of(event)][:MOST_THEMES] if is_read else [],
        "colleagues": moderation_queries.may_see_to_it(event) if is_read else [],
        "merged": moderation_queries.merged_into(remarks), "asked_first": taken_queries.origins_of(remarks),
        "to_ring": safeguarding_queries.to_ring(event),
        "now": queries.being_answered(event) if show in ("approved", "panel") else None,
    }


@views.route("/desk/events/<slug>/queue")
@open_to("moderator", "organiser")
def show_queue(slug: str):
    """What waits to be read; by `?show=` what was approved, the questions to the panel, or what was hidden."""
    event = guards.the_event()
    show = request.args.get("show", "waiting")
    if show not in LISTS:
        raise NotFound()
    remarks = LISTS[show](event)
    shown = remarks[:MOST_SHOWN] if show == "waiting" else remarks
    return page(
        "feedback/show_queue.html", **_beside(event, shown, show), remarks=shown, more=len(remarks) - len(shown),
        counts=queries.counts_of(event), has_lead=bool(officers.holders("safeguarding", event)),
        alike=moderation_queries.like_these(event, shown) if show == "waiting" else {},
    )


@views.route("/desk/events/<slug>/queue/count")
@open_to("moderator", "organiser")
def count_waiting(slug: str):
    """How many wait, for the queue's own script."""
    return jsonify(waiting=queries.count_waiting(guards.the_event()))


def _numbers(event) -> dict[str, int]:
    """How many stand in each of the queue's lists."""
    counts = queries.counts_of(event)
    return {"waiting": counts.waiting, "approved": counts.approved, "panel": counts.to_panel, "hidden": counts.hidden}


def _done(remark: Remark, said: str, show: str):
    """What the queue's script takes over: the card as it stands now, or that it has left the list."""
    event = guards.the_event()
    gone = str(remark.state) != ("approved" if show == "panel" else show)
    html = "" if gone else render_template("feedback/_queue_one.html", remark=remark, alike={},
                                           **_beside(event, [remark], show))
    return jsonify(said=said, gone=gone, html=html, seen=moderating.seen_of(remark),
                   undo=gone and str(remark.state) in ("approved", "hidden") and show == "waiting",
                   counts=_numbers(event))


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
    show = form.back.data if form.back.data in LISTS else "waiting"
    status = None
    if form.validate_on_submit():
        try:
            do(remark, form, guards.the_officer())
            # What has to be heard beside the confirmation (whom to ring) stands on a page of its own.
            if request.accept_mimetypes.best == "application/json" and kind != "withholding":
                return _done(remark, _(said, ref=ref), show)
            flash(_(said, ref=ref))
            return redirect(_way_back(slug, form.back.data or "", show))
        except Refusal as refusal:
            form.refuse(refusal)
            status = refusal.status
    leave_unsaved()
    return page(
        "feedback/decide.html", form=form, status=status, event=event, ref=ref, act=kind,
        remark=queries.remark_by_ref(event, ref), seen_of=moderating.seen_of, standing_of=moderating.standing_of,
        assigned_of=annotating.assigned_of, shown_name=queries.shown_name,
        wants_translation=moderating.wants_translation, now=queries.being_answered(event),
    )


def _way_back(slug: str, back: str, show: str) -> str:
    if back == "chair":
        return url_for("chair.show_chair", slug=slug)
    return url_for("moderation.show_queue", slug=slug, show=None if show == "waiting" else show)


@views.route("/desk/events/<slug>/withheld")
@open_to("safeguarding")
def show_withheld(slug: str):
    """What was withheld, whole, for the safeguarding lead alone: what is open first."""
    event = guards.the_event()
    flags = safeguarding_queries.flags_of(event)
    remarks = sorted(queries.withheld(event), key=lambda one: bool(one.id in flags and flags[one.id].closed_at))
    return page(
        "feedback/show_withheld.html", event=event, remarks=remarks, flags=flags, press=fields.Press(),
        seen_of=moderating.seen_of, shown_name=queries.shown_name, to_ring=safeguarding_queries.to_ring(event),
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
        safeguarding.give_back(remark, by=guards.the_officer(), seen=form.seen.data or "")
        flash(_("%(ref)s is in the moderators' queue again.", ref=ref))
        return redirect(url_for("moderation.show_withheld", slug=slug))
    return page("feedback/return_withheld.html", form=form, event=event, ref=ref)
