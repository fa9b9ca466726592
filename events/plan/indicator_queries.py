"""The indicators that a plan names, and how the partners rate themselves against each."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import func, select

from events.database import db
from events.plan import queries
from events.plan.indicator_models import SelfAssessment
from events.plan.models import ActionPlan, PlanVersion
from events.refusals import NotFound

ByIndicator = dict[str, list[SelfAssessment]]


def named_in(version: PlanVersion) -> list[str]:
    """The indicators that the actions of a version name, each once, in order; semicolons divide several."""
    words = (word.strip() for action in queries.actions_of(version) for word in action.indicator.split(";"))
    return list(dict.fromkeys(word for word in words if word))


def criteria_of(plan: ActionPlan) -> list[SelfAssessment]:
    """Every rated criterion of a plan: by indicator, the newest day first, then as they were written down."""
    return _rows([plan.id])


def by_indicator(plan: ActionPlan) -> ByIndicator:
    """The rated criteria of a plan under their indicators."""
    return by_indicator_of([plan]).get(plan.id, {})


def by_indicator_of(plans: Iterable[ActionPlan]) -> dict[int, ByIndicator]:
    """The same of several plans, read at once: by the plan's id; a plan without any is not in it."""
    found: dict[int, ByIndicator] = {}
    for row in _rows([plan.id for plan in plans]):
        found.setdefault(row.plan_id, {}).setdefault(row.indicator, []).append(row)
    return found


def _rows(plan_ids: list[int]) -> list[SelfAssessment]:
    rows = select(SelfAssessment).where(SelfAssessment.plan_id.in_(plan_ids)).order_by(
        SelfAssessment.indicator, SelfAssessment.assessed_on.desc(), SelfAssessment.position, SelfAssessment.id)
    return list(db.session.scalars(rows))


def choices_of(plan: ActionPlan) -> list[str]:
    """The indicators that can be rated: those of the newest version, and those that were rated already."""
    return list(dict.fromkeys([*named_in(queries.latest(plan)), *by_indicator(plan)]))


def last_day(plan: ActionPlan, indicator: str) -> date | None:
    """The newest day on which the partners rated themselves against an indicator."""
    return db.session.scalar(select(func.max(SelfAssessment.assessed_on)).where(
        SelfAssessment.plan_id == plan.id, SelfAssessment.indicator == indicator))


def criterion_of(plan: ActionPlan, number: int) -> SelfAssessment:
    """One rated criterion of a plan. Raises NotFound."""
    row = db.session.scalar(select(SelfAssessment).where(
        SelfAssessment.plan_id == plan.id, SelfAssessment.id == number))
    if row is None:
        raise NotFound()
    return row
