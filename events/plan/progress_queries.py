"""How the actions of an approved plan go on: the latest news of each, its history, and which have had none for long."""

from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from events.database import db
from events.plan import queries
from events.plan.models import Action, ActionPlan, PlanVersion
from events.plan.progress_models import ProgressEntry

QUIET_AFTER = timedelta(days=91)  # a quarter: boards meet in quarters


def approved_version(plan: ActionPlan) -> PlanVersion | None:
    """The approved version with its whole text; None while no board has approved one."""
    approval = queries.approval_of(plan)
    return queries.version_by_number(plan, approval.version.number) if approval else None


def entries_of(plan: ActionPlan, action_key: str) -> list[ProgressEntry]:
    """Everything that was noted of one action, newest first."""
    rows = select(ProgressEntry).where(ProgressEntry.plan_id == plan.id, ProgressEntry.action_key == action_key)
    return list(db.session.scalars(rows.options(joinedload(ProgressEntry.by_officer)).order_by(
        ProgressEntry.as_of.desc(), ProgressEntry.id.desc())))


def latest_of(plan: ActionPlan) -> dict[str, ProgressEntry]:
    """The newest entry of each action that has one, by the action's key."""
    rows = select(ProgressEntry).where(ProgressEntry.plan_id == plan.id).options(
        joinedload(ProgressEntry.by_officer)).order_by(ProgressEntry.as_of, ProgressEntry.id)
    return {entry.action_key: entry for entry in db.session.scalars(rows)}


def quiet_actions(plan: ActionPlan, today: date) -> list[Action]:
    """The actions of the approved version of which nobody has said anything for a quarter; none before approval."""
    approval = queries.approval_of(plan)
    if approval is None or approval.decided_on > today - QUIET_AFTER:
        return []
    latest = latest_of(plan)
    version = queries.version_by_number(plan, approval.version.number)
    return [action for action in queries.actions_of(version)
            if action.key not in latest or latest[action.key].as_of <= today - QUIET_AFTER]


def by_lead(version: PlanVersion) -> list[tuple[str, list[Action]]]:
    """The actions of a version by who leads them, in the order of names; those without a lead last."""
    found: dict[str, list[Action]] = {}
    for action in queries.actions_of(version):
        found.setdefault(action.lead.strip(), []).append(action)
    return sorted(found.items(), key=lambda item: (not item[0], item[0].casefold()))
