"""Saying which action a remark concerns: an officer chooses, likeness of words only suggests."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from sqlalchemy import select

from events import history
from events.database import db
from events.feedback.models import Remark
from events.feedback.states import RemarkState
from events.plan import queries
from events.plan.likeness import OFF_TOPIC_BELOW, Likeness
from events.plan.models import ActionPlan, Route
from events.refusals import N_, Refusal


class NoSuchAction(Refusal):
    """The plan as it stands has no action of that key."""

    sentence = N_("The plan has no action %(key)s.")
    field = "action"


class NotReadYet(Refusal):
    """Only a remark that a moderator has approved is routed."""

    sentence = N_("This remark has not been approved by a moderator, so it cannot be routed.")


@dataclass(frozen=True)
class Suggestion:
    """An action that shares words with a remark; `score` from 0 to 1."""

    key: str
    score: float


def texts_of(action) -> list[str]:
    """What an action is compared by: its official words first, then what people say in plain words."""
    phrases = [phrase.strip() for phrase in action.in_plain_words.split("|")]
    return [f"{action.text} {action.measure}", *(phrase for phrase in phrases if phrase)]


@lru_cache(maxsize=8)
def _likeness(frozen: str) -> Likeness:
    # A plan's words change seldom and are weighed in 20 ms: kept by their own text, so never stale.
    return Likeness(json.loads(frozen))


def likeness_of(actions: Iterable) -> Likeness:
    """What compares a text with these actions (each has key, text, measure and in_plain_words)."""
    return _likeness(json.dumps({action.key: texts_of(action) for action in actions}))


def suggest(text: str, actions: Iterable) -> list[Suggestion]:
    """Every action, the likest first, by shared words alone. Ties keep the plan's order."""
    return [Suggestion(key, score) for key, score in likeness_of(actions).ranked(text)]


def is_off_topic(suggestions: list[Suggestion]) -> bool:
    """Whether even the likest action shares so little that the remark is probably about none."""
    return not suggestions or suggestions[0].score < OFF_TOPIC_BELOW


def evaluate(rows: Iterable[tuple[str, set[str]]], actions: Iterable) -> dict:
    """How good the suggestions are on rows of (text, right keys): shares from 0 to 1, None where nothing counts.

    `top1`, `top3`: of the rows with keys, those whose first, or one of whose first three, is right.
    `off_topic`: `recall`, of the rows without keys those marked so; `false_alarms`, of the others.
    """
    actions = list(actions)
    first, three, alarms, caught = [], [], [], []
    for text, right in rows:
        found = suggest(text, actions)
        if right:
            first.append(found[0].key in right)
            three.append(any(row.key in right for row in found[:3]))
            alarms.append(is_off_topic(found))
        else:
            caught.append(is_off_topic(found))

    def share(marks: list[bool]) -> float | None:
        return round(sum(marks) / len(marks), 4) if marks else None

    return {"top1": share(first), "top3": share(three),
            "off_topic": {"recall": share(caught), "false_alarms": share(alarms)}}


def _existing(remark: Remark, plan: ActionPlan, key: str) -> Route | None:
    return db.session.scalar(select(Route).where(
        Route.plan_id == plan.id, Route.remark_id == remark.id, Route.action_key == key))


def route(remark: Remark, plan: ActionPlan, action_key: str, by) -> Route:
    """Say that a remark concerns an action; saying it twice is one route. Raises NoSuchAction or NotReadYet."""
    if remark.state != RemarkState.APPROVED:
        raise NotReadYet()
    if queries.action_in(queries.latest(plan), action_key) is None:
        raise NoSuchAction(key=action_key)
    found = _existing(remark, plan, action_key)
    if found is None:
        found = Route(plan_id=plan.id, remark=remark, action_key=action_key, by_officer_id=getattr(by, "id", None))
        db.session.add(found)
        history.record(found, "routed", by=by, event=remark.event)
    return found


def unroute(remark: Remark, plan: ActionPlan, action_key: str, by) -> None:
    """Take a route away again; one that is not there is no mistake."""
    found = _existing(remark, plan, action_key)
    if found is not None:
        history.record(found, "route taken away", by=by, event=remark.event)
        db.session.delete(found)
