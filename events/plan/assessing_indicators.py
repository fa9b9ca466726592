"""Rating the partners against an indicator: a criterion, its level, the evidence, what is next, and the day."""

from datetime import date

from sqlalchemy import func, select

from events import clock, history
from events.database import db
from events.plan import indicator_queries, queries
from events.plan.indicator_models import SelfAssessment
from events.plan.models import ActionPlan
from events.refusals import N_, Refusal

LONGEST = {"criterion": 300, "level": 40, "evidence": 4000, "next_target": 2000}  # characters


class NoSuchIndicator(Refusal):
    """An indicator is one that an action of the plan names."""

    sentence = N_("No action of the plan names the indicator %(name)s.")
    field = "indicator"


class CriterionMissing(Refusal):
    """A row says what is rated."""

    sentence = N_("Write what is rated.")
    field = "criterion"


class LevelMissing(Refusal):
    """A criterion has a level."""

    sentence = N_("Write the level, such as 3 or good.")
    field = "level"


class TooLong(Refusal):
    """What is written keeps its size, so that the table can be printed."""

    sentence = N_("Keep this to %(most)s characters or fewer.")


class DayMissing(Refusal):
    """A level is one of a day."""

    sentence = N_("Enter the day of the self-assessment.")
    field = "assessed_on"


class NotYetAssessed(Refusal):
    """Nobody has rated themselves tomorrow."""

    sentence = N_("The day of the self-assessment cannot be still to come.")
    field = "assessed_on"


class RatedAlready(Refusal):
    """A criterion has one level on a day."""

    sentence = N_("This criterion has a level for that day already. Change that one, or enter another day.")
    field = "criterion"


def _check(row: SelfAssessment) -> None:
    if not row.criterion:
        raise CriterionMissing()
    if not row.level:
        raise LevelMissing()
    for name, most in LONGEST.items():
        if len(getattr(row, name)) > most:
            raise TooLong(field=name, most=most)
    if row.assessed_on > clock.today():
        raise NotYetAssessed()


def _refuse_twice(row: SelfAssessment, plan: ActionPlan) -> None:
    queries.lock(plan)
    known = select(SelfAssessment.criterion).where(
        SelfAssessment.plan_id == plan.id, SelfAssessment.indicator == row.indicator,
        SelfAssessment.assessed_on == row.assessed_on, SelfAssessment.id != (row.id or 0))
    if row.criterion.casefold() in {words.casefold() for words in db.session.scalars(known)}:
        raise RatedAlready()


def _next_position(plan: ActionPlan, indicator: str) -> int:
    return (db.session.scalar(select(func.max(SelfAssessment.position)).where(
        SelfAssessment.plan_id == plan.id, SelfAssessment.indicator == indicator)) or 0) + 1


def add_criterion(plan: ActionPlan, *, indicator: str, criterion: str, level: str, by, assessed_on: date | None = None,
                  evidence: str = "", next_target: str = "") -> SelfAssessment:
    """Rate one criterion of an indicator; without a day, on the last day on which that indicator was rated.

    Raises NoSuchIndicator, CriterionMissing, LevelMissing, TooLong, DayMissing, NotYetAssessed or RatedAlready.
    """
    if indicator not in indicator_queries.choices_of(plan):
        raise NoSuchIndicator(name=indicator)
    rated_on = assessed_on or indicator_queries.last_day(plan, indicator)
    if rated_on is None:
        raise DayMissing()
    row = SelfAssessment(plan_id=plan.id, indicator=indicator, criterion=criterion.strip(), level=level.strip(),
                         evidence=evidence.strip(), next_target=next_target.strip(), assessed_on=rated_on)
    _check(row)
    _refuse_twice(row, plan)
    row.position = _next_position(plan, indicator)
    db.session.add(row)
    history.record(row, "criterion rated", by=by)
    return row


def change_criterion(row: SelfAssessment, *, criterion: str, level: str, by, assessed_on: date | None,
                     evidence: str = "", next_target: str = "") -> None:
    """Rate a criterion anew, or say it in other words. Raises as `add_criterion`, and changes nothing then."""
    if assessed_on is None:
        raise DayMissing()
    wanted = SelfAssessment(id=row.id, indicator=row.indicator, criterion=criterion.strip(), level=level.strip(),
                            evidence=evidence.strip(), next_target=next_target.strip(), assessed_on=assessed_on)
    _check(wanted)
    _refuse_twice(wanted, row.plan)
    for name in (*LONGEST, "assessed_on"):
        setattr(row, name, getattr(wanted, name))
    history.record(row, "criterion changed", by=by)


def remove_criterion(row: SelfAssessment, *, by) -> None:
    """Take a criterion out of the self-assessment."""
    history.record(row, "criterion removed", by=by)
    db.session.delete(row)
