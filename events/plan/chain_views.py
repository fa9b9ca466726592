"""Chains that anybody may open once the outcomes are public, and the same on the desk: two clicks either way."""

from typing import Any

from flask import Blueprint, g, request, url_for
from flask_babel import gettext as _

from events.access import guards
from events.access.guards import open_to
from events.event import Event
from events.feedback.models import Remark
from events.feedback.states import RemarkState
from events.plan import chain_queries, outcome_queries, queries, telling_queries
from events.plan.forms import DISPOSITION_LABELS, FIELD_LABELS, RESPONSE_LABELS
from events.plan.states import AmendmentState
from events.presentation import day, page
from events.refusals import NotFound

views = Blueprint("chains", __name__)

READERS_OF_REMARKS = ("moderator", "organiser", "reviewer")
READERS_OF_PLANS = ("reviewer", "organiser", "approver")
INTRODUCTION = "introduction"  # stands in an address where an action's key would
LABELS: dict[str, Any] = {"labels": FIELD_LABELS, "dispositions": DISPOSITION_LABELS, "responses": RESPONSE_LABELS}


def _public_event() -> Event:
    """The page's event, whose outcomes everybody may read. Raises NotFound."""
    event = guards.the_event()
    if not queries.outcomes_are_public(event):
        raise NotFound()
    return event


def _key(action_key: str) -> str:
    """The action that an address names; an empty word for the plan's own introduction."""
    return "" if action_key == INTRODUCTION else action_key


def _plan_of(event: Event, key: str):
    plan = next((plan for plan in queries.plans_of(event) if plan.key == key), None)
    if plan is None:
        raise NotFound()
    return plan


@views.route("/events/<slug>/outcomes/by-action")
@open_to("public")
def show_outcomes_by_action(slug: str):
    """What you said and what we did, action by action of the plan."""
    event = _public_event()
    plans = [(plan, chain_queries.words_by_action(plan, event)) for plan in queries.plans_of(event)]
    return page("plan/show_outcomes_by_action.html", event=event, plans=plans,
                outcomes=outcome_queries.figures_of(event), **LABELS)


@views.route("/events/<slug>/outcomes/remarks/<ref>")
@open_to("public")
def show_remark_chain(slug: str, ref: str):
    """One remark from its words to its end: theme, amendment, version, the board's decision, the letter back."""
    event = _public_event()
    chain = chain_queries.remark_chain(event, ref)
    return page("plan/show_remark_chain.html", event=event, chain=chain, since=queries.outcomes_page(event),
                letters_left=telling_queries.last_left(event), **LABELS)


@views.route("/events/<slug>/outcomes/plans/<key>/actions/<action_key>")
@open_to("public")
def show_action_chain(slug: str, key: str, action_key: str):
    """One action of the plan, or its introduction, back to the words that caused every change to it."""
    event = _public_event()
    plan = _plan_of(event, key)
    version = queries.shown_version(plan, event)
    chain = chain_queries.action_chain(plan, _key(action_key), version=version,
                                       events=chain_queries.public_events(plan, event))
    return page("plan/show_action_chain.html", event=event, plan=plan, version=version, chain=chain,
                approval=queries.approval_of(plan), **LABELS)


@views.route("/desk/events/<slug>/remarks/<ref>/end")
@open_to(*READERS_OF_REMARKS)
def show_remark_end(slug: str, ref: str):
    """One remark to its end, for officers: every amendment it was behind, also those that fell, and the letter back."""
    event = guards.the_event()
    chain = chain_queries.remark_chain(event, ref)
    # Whether its writer asked for a letter tells of somebody whom only these may know of.
    knows = guards.has_role("organiser", "moderator")
    return page("plan/show_remark_end.html", event=event, chain=chain,
                others=[row for row in queries.amendments_resting_on(chain.told)
                        if row.state != AmendmentState.ACCEPTED],
                letter=telling_queries.letter_about(chain.remark) if knows else None, knows=knows,
                is_public=queries.outcomes_are_public(event), since=queries.outcomes_page(event), **LABELS)


@views.route("/desk/plans/<key>/actions/<action_key>/words")
@open_to(*READERS_OF_PLANS)
def show_action_words(key: str, action_key: str):
    """One action of the newest version and every word that is about it, decided or not."""
    plan = queries.plan_for(key, guards.the_officer(), *READERS_OF_PLANS)
    version = queries.latest(plan)
    chain = chain_queries.action_chain(plan, _key(action_key), version=version, states=tuple(AmendmentState),
                                       events={event.id for event in plan.events})
    comments = [row for row in queries.comments_of(plan) if row.action_key == _key(action_key)]
    return page("plan/show_action_words.html", plan=plan, version=version, chain=chain, comments=comments,
                **LABELS)


def _end_of(remark: Remark) -> str:
    """The public address of a remark's chain; an empty word while it is not to be read."""
    if "published" not in g:
        g.published = {}
    event = remark.event
    if event.id not in g.published:
        g.published[event.id] = queries.outcomes_are_public(event)
    is_to_be_read = g.published[event.id] and remark.state == RemarkState.APPROVED
    return url_for("chains.show_remark_chain", slug=event.slug, ref=remark.ref) if is_to_be_read else ""


def _came_of(event: Event) -> list[tuple[str, str]]:
    """Where anybody reads what came of an event, as (words, address): outcomes, approved plan, progress."""
    found = []
    if queries.outcomes_are_public(event):
        found.append((_("What you said, what we did"), url_for("plan.show_outcomes", slug=event.slug)))
    if any(queries.approval_of(plan) for plan in queries.plans_of(event)):
        found.append((_("The plan, as it was approved"), url_for("plan.show_plan", slug=event.slug)))
        found.append((_("How the plan goes on"), url_for("progress.show_progress", slug=event.slug)))
    return found


def _told_already(remark: Remark) -> list[str]:
    """Who has been told already what became of a remark: what is said anew reaches some of them and not others."""
    found = []
    if _end_of(remark):
        found.append(_("What became of it is public already. What you save here stands on that page at once."))
    if guards.has_role("organiser", "moderator"):  # of a letter to its writer no others know
        letter = telling_queries.letter_about(remark)
        if letter.told:
            found.append(_("A letter back to its writer was made on %(day)s. It is not changed, and none goes a second "
                           "time: write to them yourself if they should know.",
                           day=day(letter.told.telling.at, remark.event)))
    return found


@views.app_context_processor
def _ends() -> dict:
    """Earlier stages' pages lead on to what came of words without knowing of the plan; letters have no request."""
    return {"end_of": _end_of, "came_of": _came_of, "told_already": _told_already} if request else {}
