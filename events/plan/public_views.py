"""What anybody may read, and comment on: the plan, and what became of everything that was said."""

from flask import Blueprint, jsonify, redirect, request, url_for

from events import clock
from events.access import guards
from events.access.guards import open_to
from events.database import saves
from events.feedback import asking_queries, capturing, said_queries
from events.feedback.room_forms import RoomForm
from events.plan import chain_queries, indicator_queries, outcome_queries, progress_queries, queries, routing_queries
from events.plan.ages import age
from events.plan.amending_forms import labels_of
from events.plan.columns import fields_of, words_of
from events.plan.forms import DISPOSITION_LABELS, FIELD_LABELS
from events.plan.months import month
from events.plan.progress_forms import COLOUR_LABELS
from events.presentation import page, say
from events.refusals import NotFound, Refusal

views = Blueprint("plan", __name__)
views.add_app_template_filter(month)


@views.route("/events/<slug>/plan")
@open_to("public")
def show_plan(slug: str):
    """The plan that the event is about, action by action, with a way to comment on each."""
    event = guards.the_event()
    plans = queries.plans_of(event)
    shown = [(plan, queries.shown_version(plan, event), queries.approval_of(plan)) for plan in plans]
    phrases = {plan.id: {action.key: action.phrases for action in routing_queries.spoken(plan, version)}
               for plan, version, _approval in shown}
    is_public = queries.outcomes_are_public(event)
    marks = {plan.id: chain_queries.marks_of(plan, version, chain_queries.public_events(plan, event)) if is_public
             else {} for plan, version, _approval in shown}
    latest = {plan.id: progress_queries.latest_of(plan) if approval else {} for plan, _version, approval in shown}
    return page("plan/show_plan.html", event=event, shown=shown, told=_told, fields_of=fields_of, marks=marks,
                labels={plan.id: labels_of(version) for plan, version, _approval in shown},
                latest=latest, phrases=phrases, rated=indicator_queries.by_indicator_of(plans),
                outcomes_public=is_public, colours=COLOUR_LABELS, age=age, today=clock.today())


def _action_of(event, key: str, action_key: str):
    """The plan and its action as the public reads them. Raises NotFound."""
    plan = next((plan for plan in queries.plans_of(event) if plan.key == key), None)
    action = queries.action_in(queries.shown_version(plan, event), action_key) if plan else None
    if action is None:
        raise NotFound()
    return plan, action


def _told(action) -> list[tuple]:
    """What stands beside an action's words: lead, day, measure and the council's own columns, those that are shown."""
    version = action.objective.version
    labels, aside = labels_of(version), ("text", "partners", "indicator")
    return [(labels[name], month(words_of(action, name)) if name == "due" else words_of(action, name))
            for name in fields_of(version) if name not in aside and (words_of(action, name) or name in FIELD_LABELS)]


@views.route("/events/<slug>/plan/<key>/actions/<action_key>/comment", methods=["GET", "POST"])
@open_to("public")
@saves(remember=False)  # as in the room: a row beside the remark would tell when it was written
def comment_on_action(slug: str, key: str, action_key: str):
    """Comment on one action with its text before one's eyes. It waits for a moderator with all that the room sends."""
    event = guards.the_event()
    plan, action = _action_of(event, key, action_key)
    form = RoomForm()
    form.be_comment_on_action()
    form.offer(event)
    status = None
    if form.validate_on_submit():
        try:
            to = url_for("room.show_receipt", slug=slug, receipt=form.capture(about_action=action.ref))
            return jsonify(to=to) if request.accept_mimetypes.best == "application/json" else redirect(to)
        except Refusal as refusal:
            form.refuse(refusal)
            status = refusal.status
    closed = capturing.why_not(event)
    return page("plan/comment_on_action.html", form=form, status=status, event=event, plan=plan, action=action,
                told=_told(action), longest=capturing.LONGEST, closed=say(closed) if closed else "",
                is_paused=isinstance(closed, capturing.RoomPaused), readers=asking_queries.readers_of(event))


@views.route("/events/<slug>/outcomes")
@open_to("public")
def show_outcomes(slug: str):
    """What you said and what we did; before it is published, what happens next."""
    event = guards.the_event()
    is_public = queries.outcomes_are_public(event)
    return page("plan/show_outcomes.html", event=event, is_public=is_public,
                outcomes=outcome_queries.outcomes_of(event) if is_public else None,
                since=queries.outcomes_page(event), plans=queries.plans_of(event), labels=FIELD_LABELS,
                said_is_public=said_queries.said_is_public(event),
                dispositions=DISPOSITION_LABELS)
