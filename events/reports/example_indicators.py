"""How the example's partners rated themselves against the indicator of their plan, the month before the evening."""

from datetime import date

from events.access.models import Officer
from events.plan import assessing_indicators
from events.plan.models import ActionPlan
from events.reports.example_files import Timing, rows


def rate(plan: ActionPlan, timing: Timing, by: Officer) -> None:
    """Each criterion with its level, on its day moved with the rest."""
    for row in rows("self-assessment.csv"):
        assessing_indicators.add_criterion(
            plan, indicator=row["indicator"], criterion=row["criterion"], level=row["level"],
            evidence=row["evidence"], next_target=row["next_target"],
            assessed_on=timing.day(date.fromisoformat(row["assessed_on"])), by=by)
