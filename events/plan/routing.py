"""Saying which action a remark concerns: an officer chooses, `suggestions.py` only suggests."""

from sqlalchemy import select

from events import history
from events.database import db
from events.feedback.models import Remark
from events.feedback.states import RemarkState
from events.plan import queries
from events.plan.models import ActionPlan, Route
from events.refusals import N_, Refusal


class NoSuchAction(Refusal):
    """The plan as it stands has no action of that key."""

    sentence = N_("The plan has no action %(key)s.")
    field = "action"


class NotReadYet(Refusal):
    """Only a remark that a moderator has approved is routed."""

    sentence = N_("This remark has not been approved by a moderator, so it cannot be routed.")


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


def route_together(remarks: list[Remark], plan: ActionPlan, keys: list[str], by) -> list[str]:
    """Route each of several remarks to each of these actions: the keys of the routes made. Raises as `route`.

    A route that stands already is not among them, so that taking back what was done leaves it.
    """
    made = []
    for remark in remarks:
        for key in keys:
            if _existing(remark, plan, key) is None:
                route(remark, plan, key, by)
                made.append(f"{remark.id}.{key}")
    return made


def take_back(made: list[str], remarks: list[Remark], plan: ActionPlan, by) -> None:
    """Take away the routes that `route_together` made; those that are gone already are no mistake."""
    by_id = {remark.id: remark for remark in remarks}
    for name in made:
        remark_id, _dot, key = name.partition(".")
        if remark_id in by_id:
            unroute(by_id[remark_id], plan, key, by)
