"""The drafting group's sittings: opening one, stepping through what is to be decided, and the list of decisions."""

from flask import Blueprint, flash, redirect, request, url_for
from flask_babel import gettext as _

from events import clock, fields, presentation
from events.access import guards
from events.access.guards import open_to
from events.database import saves
from events.feedback.queries import shown_name
from events.plan import amending_queries, queries, sitting, sitting_queries
from events.plan.amending_forms import ADVICE_LABELS, OpenSittingForm, SittingDecideForm, SittingForm, labels_of
from events.plan.amending_models import Sitting
from events.plan.assemblies import plain
from events.plan.grounds import ground_on, reading_of
from events.plan.models import ActionPlan, Amendment
from events.plan.months import redline_in_words
from events.plan.recommending import IN_WORDS
from events.presentation import page
from events.refusals import Refusal

views = Blueprint("sittings", __name__)

READERS = ("reviewer", "organiser", "approver")


def _plan(key: str, *roles: str) -> ActionPlan:
    return queries.plan_for(key, guards.the_officer(), *roles)


def _offer(form: SittingForm, plan: ActionPlan) -> dict:
    """Let the officers who could be present be ticked; the records by the word that chooses them."""
    officers = {str(row.id): row for row in sitting_queries.could_be_present(plan)}
    form.present.choices = [(word, row.name) for word, row in officers.items()]
    return officers


def _noted(form: SittingForm, officers: dict) -> dict:
    return {"present": [officers[word] for word in form.present.data or [] if word in officers],
            "others_present": form.others_present.data or "", "note": form.note.data or "",
            "by": guards.the_officer()}


@views.route("/desk/plans/<key>/sittings/", methods=["GET", "POST"])
@open_to("reviewer")
@saves
def list_sittings(key: str):
    """The sittings about a plan, and a form to open one."""
    plan = _plan(key, "reviewer")
    today = presentation.day(clock.now(), plan.events[0] if plan.events else None)
    form = OpenSittingForm(data={"held_on": today})
    officers = _offer(form, plan)
    if form.validate_on_submit():
        try:
            made = sitting.open_sitting(plan, held_on=form.held_on.day or clock.today(), **_noted(form, officers))
            return redirect(url_for("sittings.show_sitting", key=key, number=made.number))
        except Refusal as refusal:
            form.refuse(refusal)
    return page("plan/list_sittings.html", form=form, plan=plan, sittings=sitting_queries.sittings_of(plan),
                names_present=sitting_queries.names_present, pending=amending_queries.pending_of(plan))


@views.route("/desk/plans/<key>/sittings/<int:number>")
@open_to(*READERS)
def show_sitting(key: str, number: int):
    """One sitting: where it stands, and the list of its decisions to print, with who was present."""
    plan = _plan(key, *READERS)
    held = sitting_queries.sitting_by_number(plan, number)
    return page("plan/show_sitting.html", plan=plan, sitting=held, agenda=sitting_queries.agenda_of(held),
                names=sitting_queries.names_present(held), labels=labels_of(queries.latest(plan)),
                redline=redline_in_words, done_last=_done(held), now=amending_queries.last_rulings(plan),
                press=fields.Press(), shown_name=shown_name,
                may_decide=bool({"reviewer"} & queries.roles_on(guards.the_officer(), plan)))


@views.route("/desk/plans/<key>/sittings/<int:number>/change", methods=["GET", "POST"])
@open_to("reviewer")
@saves
def change_sitting(key: str, number: int):
    """Who is present, and what is to be noted, written down anew."""
    plan = _plan(key, "reviewer")
    held = sitting_queries.sitting_by_number(plan, number)
    form = SittingForm(data={"present": [str(row.id) for row in held.present],
                             "others_present": held.others_present, "note": held.note})
    officers = _offer(form, plan)
    if form.validate_on_submit():
        try:
            sitting.note_sitting(held, **_noted(form, officers))
            return redirect(url_for("sittings.show_sitting", key=key, number=number))
        except Refusal as refusal:
            form.refuse(refusal)
    return page("plan/change_sitting.html", form=form, plan=plan, sitting=held)


@views.route("/desk/plans/<key>/sittings/<int:number>/close", methods=["POST"])
@open_to("reviewer")
@saves
def close_sitting(key: str, number: int):
    """The sitting is over; its list of decisions stands."""
    held = sitting_queries.sitting_by_number(_plan(key, "reviewer"), number)
    if fields.Press().validate_on_submit():
        sitting.close_sitting(held, by=guards.the_officer())
        flash(_("Sitting %(number)s is closed. Its list of decisions can be printed.", number=number))
    return redirect(url_for("sittings.show_sitting", key=key, number=number))


def _next(held: Sitting, after: Amendment) -> str:
    """The page of the next amendment that is still to be decided, else of the sitting."""
    still = [row for row in sitting_queries.agenda_of(held).to_decide if row is not after]
    later = [row for row in still if row.id > after.id] or still
    if not later:
        return url_for("sittings.show_sitting", key=held.plan.key, number=held.number, done=after.ref)
    return url_for("sittings.decide_in_sitting", key=held.plan.key, number=held.number, ref=later[0].ref,
                   done=after.ref)


def _done(held: Sitting) -> Amendment | None:
    """The amendment that the page before this one decided or left, as the address says; None where it says none."""
    ref = request.args.get("done", "")
    agenda = sitting_queries.agenda_of(held)
    return next((row for row in [*agenda.left, *(ruling.amendment for ruling in agenda.decided)] if row.ref == ref),
                None)


def _shown(plan: ActionPlan, amendment: Amendment) -> dict:
    """What stands beside each other on the page of one amendment."""
    version = queries.latest(plan)
    text = plain(version)
    reads, ground = amending_queries.read_now(amendment), ground_on(amendment, text)
    members, clashes = amending_queries.meeting(amendment)
    return {"reads": reads, "parts": redline_in_words(reads.before, reads.after), "ground": ground, "members": members,
            "clashes": clashes, "rivals": amending_queries.open_rivals(amendment),
            "readings": {row.ref: reading_of(row, text) for row in members},
            "action": queries.action_in(version, amendment.action_key), "labels": labels_of(version),
            "advice": amending_queries.recommendations_of(amendment), "advice_labels": ADVICE_LABELS,
            "redline": redline_in_words, "shown_name": shown_name}


@views.route("/desk/plans/<key>/sittings/<int:number>/amendments/<ref>", methods=["GET", "POST"])
@open_to("reviewer")
@saves
def decide_in_sitting(key: str, number: int, ref: str):
    """One amendment before the sitting: the words behind it and the change beside each other, and three buttons."""
    plan = _plan(key, "reviewer")
    held = sitting_queries.sitting_by_number(plan, number)
    amendment = queries.amendment_by_ref(plan, ref)
    reads = amending_queries.read_now(amendment)
    advised = amending_queries.words_advised(
        amending_queries.recommendations_of(amendment), request.args.get("words", type=int))
    form, status = SittingDecideForm(data={"after": advised or reads.after, "seen": reads.after}), None
    in_words = amendment.kind in IN_WORDS
    if form.validate_on_submit():
        words = form.other_words(reads.after) if in_words else None
        try:
            form.check_seen(reads.after)
            sitting.decide(held, amendment, decision=form.decision.data, reason=form.reason.data or "", after=words,
                           by=guards.the_officer())
            return redirect(_next(held, amendment))
        except Refusal as refusal:
            form.refuse(refusal)
            status = refusal.status
    agenda = sitting_queries.agenda_of(held)
    rows = sorted([*agenda.to_decide, *agenda.left, *(row.amendment for row in agenda.decided)],
                  key=lambda row: row.id)
    place = next((place for place, row in enumerate(rows) if row.id == amendment.id), 0)
    return page("plan/decide_in_sitting.html", form=form, status=status, plan=plan, sitting=held,
                amendment=amendment, agenda=agenda, place=place, in_words=in_words, done_last=_done(held),
                press=fields.Press(),
                before=rows[place - 1] if place else None, behind=rows[place + 1] if place + 1 < len(rows) else None,
                **_shown(plan, amendment))


@views.route("/desk/plans/<key>/sittings/<int:number>/amendments/<ref>/undo", methods=["POST"])
@open_to("reviewer")
@saves
def undo_decision(key: str, number: int, ref: str):
    """Take back what the sitting decided about an amendment, and show it again."""
    plan = _plan(key, "reviewer")
    held = sitting_queries.sitting_by_number(plan, number)
    amendment = queries.amendment_by_ref(plan, ref)
    if fields.Press().validate_on_submit():
        sitting.take_back(held, amendment, by=guards.the_officer())
        flash(_("%(ref)s is open again.", ref=ref))
    return redirect(url_for("sittings.decide_in_sitting", key=key, number=number, ref=ref))
