"""The drafting desk: the plan, the remarks to be routed, the amendments to be decided, the versions."""

from flask import Blueprint, flash, redirect, request, url_for
from flask_babel import gettext as _

from events import fields
from events.access import guards
from events.access.guards import open_to
from events.database import leave_unsaved, saves
from events.feedback import sorting
from events.feedback.queries import shown_name
from events.plan import (
    amending_queries,
    deciding,
    equality_queries,
    queries,
    routing,
    routing_queries,
    suggestions,
    versioning,
)
from events.plan.amending_forms import ADVICE_LABELS, DecideForm, labels_of
from events.plan.assemblies import plain
from events.plan.changes import by_objective, compare, compare_columns, compare_texts
from events.plan.columns import fields_of, words_of
from events.plan.forms import DISPOSITION_LABELS, DisposeForm, RouteForm
from events.plan.grounds import Reading, ground_on, reading_of
from events.plan.models import ActionPlan, Amendment
from events.plan.months import redline_in_words
from events.plan.recommending import IN_WORDS
from events.plan.states import AmendmentState
from events.presentation import page, say
from events.refusals import N_, NotFound, Refusal

views = Blueprint("drafting", __name__)

READERS = ("reviewer", "organiser", "approver")
WRITERS = ("reviewer", "organiser")
OFFERED = 5  # actions before one's eyes, each with a key of its own


def _plan(key: str, *roles: str) -> ActionPlan:
    return queries.plan_for(key, guards.the_officer(), *roles)


@views.route("/desk/plans/")
@open_to(*READERS)
def list_plans():
    """The plans that this officer's events feed."""
    officer = guards.the_officer()
    mine = [plan for plan in queries.plans() if queries.roles_on(officer, plan) & set(READERS)]
    return page("plan/list_plans.html", plans=mine)


@views.route("/desk/plans/<key>/")
@open_to(*READERS)
def show_desk_plan(key: str):
    """The newest version: its objectives and actions, each with what is routed to it and proposed for it."""
    plan = _plan(key, *READERS)
    version = queries.latest(plan)
    amendments: dict[str, list] = {}
    for amendment in queries.amendments_of(plan):
        amendments.setdefault(amendment.action_key, []).append(amendment)
    return page("plan/show_desk_plan.html", plan=plan, version=version, amendments=amendments,
                routed=queries.routed_counts(plan), standing=queries.standing(plan), press=fields.Press(),
                waiting=queries.accepted_and_open(plan), versions=queries.versions_of(plan), fields=fields_of(version),
                labels=labels_of(version), words_of=words_of, looks=amending_queries.needing_another_look(plan),
                clashes=amending_queries.preview(plan)[1])


@views.route("/desk/plans/<key>/remarks/")
@open_to(*WRITERS)
def list_remarks(key: str):
    """Every approved remark of the plan's events, those that nobody has dealt with first."""
    plan = _plan(key, *WRITERS)
    routes = queries.routes_of(plan)
    remarks = queries.remarks_of(plan)
    remarks.sort(key=lambda remark: queries.is_settled(remark, routes))
    if request.args.get("only") == "open":
        remarks = [remark for remark in remarks if not queries.is_settled(remark, routes)]
    return page("plan/list_remarks.html", plan=plan, remarks=remarks, routes=routes, shown_name=shown_name,
                dispositions=DISPOSITION_LABELS, standing=queries.standing(plan), press=fields.Press(),
                made=(made := request.args.getlist("made")), said=routing_queries.routes_made(plan, made))


def _next_remark(plan: ActionPlan, after, made: list[str] | None = None) -> str:
    """Where the officer goes on: the next remark that nobody has dealt with, else the list; `made`: to be undone."""
    still = [remark for remark in queries.unsettled(plan) if remark.id != after.id]
    later = [remark for remark in still if remark.ref > after.ref] or still
    if not later:
        flash(_("That was the last one: every remark has been dealt with."))
        return url_for("drafting.list_remarks", key=plan.key, made=made)
    return url_for("drafting.show_remark_routing", key=plan.key, ref=later[0].ref, of=later[0].event.slug, made=made)


def _route(form: RouteForm, remark, plan: ActionPlan, known: set[str]) -> list[str]:
    wanted = [form.only.data or "", *(form.actions.data or []), form.other.data or ""]
    chosen = [key for key in dict.fromkeys(wanted) if key in known]
    if not chosen:
        raise Refusal(N_("Tick an action, or choose one from the list. If it is about none, use the second form."),
                      field="actions")
    with_it = routing_queries.remarks_by_id(plan, form.together.data or [])
    return routing.route_together([remark, *with_it], plan, chosen, by=guards.the_officer())


def _dispose(form: DisposeForm, remark, plan: ActionPlan) -> None:
    remarks = [remark, *routing_queries.remarks_by_id(plan, form.together.data or [])]
    for one in remarks:
        sorting.dispose(one, disposition=form.disposition.data, reason=form.reason.data, by=guards.the_officer())
    flash(_("%(refs)s: %(became)s.", refs=", ".join(dict.fromkeys(one.ref for one in remarks)),
            became=DISPOSITION_LABELS[form.disposition.data]))


@views.route("/desk/plans/<key>/remarks/<ref>", methods=["GET", "POST"])
@open_to(*WRITERS)
@saves
def show_remark_routing(key: str, ref: str):
    """One remark: which actions it is about, or what becomes of it without a change to the plan."""
    plan = _plan(key, *WRITERS)
    remark = queries.remark_in(plan, ref, request.args.get("of", ""))
    actions = routing_queries.spoken(plan, queries.latest(plan))
    form, dispose = RouteForm(), DisposeForm()
    form.other.choices = [("", _("Choose"))] + [(a.key, f"{a.ref}: {a.text[:90]}") for a in actions]
    sent = dispose if "reason" in request.form else form
    if sent.validate_on_submit():
        try:
            if sent is form:
                return redirect(_next_remark(plan, remark, _route(form, remark, plan, {a.key for a in actions})))
            _dispose(dispose, remark, plan)
            return redirect(_next_remark(plan, remark))
        except Refusal as refusal:
            sent.refuse(refusal)
    words, learnt = routing_queries.words_of(remark), routing_queries.learnt(plan, but=remark)
    leave_unsaved()  # comparing may take seconds once in a process: nobody waits for our transaction meanwhile
    suggested = suggestions.suggest(words, actions, learnt)
    routes, by_key = queries.routes_of(plan), {action.key: action for action in actions}
    routed = routes.get(remark.id, [])
    everything = queries.remarks_of(plan)
    open_ones = [one for one in everything if not queries.is_settled(one, routes)]
    return page("plan/show_remark_routing.html", form=sent, route_form=form, dispose_form=dispose, plan=plan,
                remark=remark, routed=[by_key[k] for k in routed if k in by_key], who=shown_name(remark),
                offers=[(row, by_key[row.key]) for row in suggested.rows if row.key not in routed][:OFFERED],
                suggested=suggested, alike=routing_queries.alike(remark, open_ones), shown_name=shown_name,
                press=fields.Press(), dispositions=DISPOSITION_LABELS, done=len(everything) - len(open_ones),
                all=len(everything), skip=_skip(plan, remark, open_ones),
                made=(made := request.args.getlist("made")), said=routing_queries.routes_made(plan, made))


def _skip(plan: ActionPlan, remark, open_ones: list) -> str:
    """Where leaving a remark for later leads: to the next one, or nowhere when it is the only one."""
    others = [one for one in open_ones if one.id != remark.id]
    later = [one for one in others if one.ref > remark.ref] or others
    return url_for("drafting.show_remark_routing", key=plan.key, ref=later[0].ref,
                   of=later[0].event.slug) if later else ""


@views.route("/desk/plans/<key>/routes/take-back", methods=["POST"])
@open_to(*WRITERS)
@saves
def take_back_routes(key: str):
    """Undo what one press routed, and show the remark again."""
    plan = _plan(key, *WRITERS)
    made = request.form.getlist("made")
    remarks = routing_queries.remarks_by_id(plan, [name.partition(".")[0] for name in made])
    if not remarks or not fields.Press().validate_on_submit():
        return redirect(url_for("drafting.list_remarks", key=key))
    routing.take_back(made, remarks, plan, by=guards.the_officer())
    first = next((one for one in remarks if made[0].startswith(one.id)), remarks[0])
    flash(_("Taken back: %(ref)s is to be dealt with again.", ref=first.ref))
    return redirect(url_for("drafting.show_remark_routing", key=key, ref=first.ref, of=first.event.slug))


@views.route("/desk/plans/<key>/remarks/<ref>/routes/<code>/take", methods=["POST"])
@open_to(*WRITERS)
@saves
def take_route(key: str, ref: str, code: str):
    """Take a route away again."""
    plan = _plan(key, *WRITERS)
    remark = queries.remark_in(plan, ref, request.args.get("of", ""))
    if fields.Press().validate_on_submit():
        routing.unroute(remark, plan, code, by=guards.the_officer())
        flash(_("%(ref)s is no longer routed to action %(action)s.", ref=ref, action=code))
    return redirect(url_for("drafting.show_remark_routing", key=key, ref=ref, of=remark.event.slug))


@views.route("/desk/plans/<key>/amendments/")
@open_to(*READERS)
def list_amendments(key: str):
    """Every amendment and where it stands."""
    plan = _plan(key, *READERS)
    state = request.args.get("state", "")
    rows = [row for row in queries.amendments_of(plan) if not state or row.state == state]
    return page("plan/list_amendments.html", plan=plan, amendments=rows, state=state,
                labels=labels_of(queries.latest(plan)), waiting=queries.accepted_and_open(plan),
                standing=queries.standing(plan), looks=amending_queries.needing_another_look(plan),
                rulings=amending_queries.last_rulings(plan), clashes=amending_queries.preview(plan)[1],
                press=fields.Press())


@views.route("/desk/plans/<key>/amendments/<ref>", methods=["GET", "POST"])
@open_to(*READERS)
@saves
def show_amendment(key: str, ref: str):
    """One amendment beside the words behind it, and the decision."""
    plan = _plan(key, *READERS)
    amendment = queries.amendment_by_ref(plan, ref)
    reads = amending_queries.read_now(amendment)
    advised = amending_queries.words_advised(
        amending_queries.recommendations_of(amendment), request.args.get("words", type=int))
    form, status = DecideForm(data={"after": advised or reads.after, "seen": reads.after}), None
    in_words = amendment.kind in IN_WORDS
    if form.validate_on_submit():
        _plan(key, "reviewer")  # an organiser proposes; the drafting group decides
        try:
            form.check_seen(reads.after)
            if form.decision.data == "accept":
                words = form.other_words(reads.after) if in_words else None
                deciding.accept(amendment, reason=form.reason.data or "", after=words, by=guards.the_officer())
            else:
                deciding.decline(amendment, reason=form.reason.data or "", by=guards.the_officer())
            flash(_("%(ref)s is decided.", ref=ref))
            return redirect(url_for("drafting.list_amendments", key=key))
        except Refusal as refusal:
            form.refuse(refusal)
            status = refusal.status
    beside = _beside(plan, amendment, reads)
    if beside["members"]:  # accepting as it is written is refused: the wording is settled instead
        form.decision.choices = [row for row in form.decision.choices if row[0] != "accept"]
    return page("plan/show_amendment.html", form=form, status=status, plan=plan, amendment=amendment, reads=reads,
                in_words=in_words, press=fields.Press(), may_decide=bool({"reviewer"} & queries.roles_on(
                    guards.the_officer(), plan)), **beside)


def _beside(plan: ActionPlan, amendment: Amendment, reads: Reading) -> dict:
    """What an amendment's page shows beside it: where it meets others, what was recommended, ruled and said before."""
    version = queries.latest(plan)
    text = plain(version)
    is_pending = amendment.state == AmendmentState.PROPOSED
    members, clashes = amending_queries.meeting(amendment)
    return {"action": queries.action_in(version, amendment.action_key), "labels": labels_of(version),
            "shown_name": shown_name, "redline": redline_in_words,
            "parts": redline_in_words(reads.before, reads.after),
            "ground": ground_on(amendment, text) if is_pending else None,
            "members": members, "clashes": clashes, "rivals": amending_queries.open_rivals(amendment),
            "readings": {row.ref: reading_of(row, text) for row in members},
            "advice": amending_queries.recommendations_of(amendment), "advice_labels": ADVICE_LABELS,
            "rulings": amending_queries.rulings_of(amendment),
            "earlier": amending_queries.earlier_wordings_of(amendment),
            "findings": equality_queries.behind([amendment]).get(amendment.id, [])}


@views.route("/desk/plans/<key>/amendments/<ref>/reopen", methods=["POST"])
@open_to("reviewer")
@saves
def reopen_amendment(key: str, ref: str):
    """Take a decision back, as long as it stands in no version."""
    amendment = queries.amendment_by_ref(_plan(key, "reviewer"), ref)
    if fields.Press().validate_on_submit():
        deciding.reopen(amendment, by=guards.the_officer())
        flash(_("%(ref)s is open again.", ref=ref))
    return redirect(url_for("drafting.show_amendment", key=key, ref=ref))


@views.route("/desk/plans/<key>/versions", methods=["POST"])
@open_to(*WRITERS)
@saves
def make_version(key: str):
    """Put the accepted amendments into a new version."""
    plan = _plan(key, *WRITERS)
    if not fields.Press().validate_on_submit():
        return redirect(url_for("drafting.show_desk_plan", key=key))
    try:
        version = deciding.make_version(plan, by=guards.the_officer())
    except versioning.Unsettled as refusal:
        flash(say(refusal))
        return redirect(url_for("versions.prepare_version", key=key))
    flash(_("Version %(number)s is made and frozen. Its gates must be signed for it.", number=version.number))
    return redirect(url_for("drafting.show_redline", key=key, number=version.number))


@views.route("/desk/plans/<key>/versions/<int:number>/redline")
@open_to(*READERS)
def show_redline(key: str, number: int):
    """What a version changed against an earlier one, each change with its amendment and the words behind it."""
    plan = _plan(key, *READERS)
    version = queries.version_by_number(plan, number)
    against = request.args.get("against", type=int) or number - 1
    if against < 1 or against >= number:
        raise NotFound()
    before = queries.version_by_number(plan, against)
    behind: dict[tuple[str, str], list] = {}
    for amendment in queries.amendments_of(plan):
        if amendment.into_version and against < amendment.into_version.number <= number:
            behind.setdefault((amendment.action_key, amendment.field or "text"), []).append(amendment)
    return page("plan/show_redline.html", plan=plan, version=version, before=before,
                changes=by_objective(compare(before, version)),
                texts=compare_texts(before, version), columns=compare_columns(before, version), behind=behind,
                labels=labels_of(version), versions=queries.versions_of(plan))
