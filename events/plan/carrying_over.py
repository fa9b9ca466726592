"""What belongs to one version is copied into the next, to be looked at and signed anew."""

from events import clock
from events.database import db
from events.plan import gate_queries
from events.plan.equality_models import EqualityAssessment, EqualityFinding
from events.plan.implication_models import Implication
from events.plan.models import PlanVersion
from events.plan.risk_models import Risk


def _carry_assessment(before: PlanVersion, version: PlanVersion) -> None:
    old = gate_queries.assessment_of(before)
    if old is None:
        return
    copy = EqualityAssessment(version=version, kind=old.kind, summary=old.summary, made_at=clock.now(),
                              made_by_id=old.made_by_id, copied_from=before.number)
    for row in old.findings:
        copy.findings.append(EqualityFinding(
            ref=row.ref, characteristic=row.characteristic, effect=row.effect, finding=row.finding, done=row.done,
            action_key=row.action_key, remarks=list(row.remarks)))
    db.session.add(copy)


def carry_over(before: PlanVersion, version: PlanVersion) -> None:
    """Copy the assessment, the risks and the implications; what was cleared for other words is not cleared now."""
    _carry_assessment(before, version)
    for risk in gate_queries.risks_of(before):
        db.session.add(Risk(version=version, ref=risk.ref, what=risk.what, likelihood=risk.likelihood,
                            impact=risk.impact, control=risk.control, owner=risk.owner, action_key=risk.action_key))
    for text in gate_queries.implications_of(before).values():
        db.session.add(Implication(version=version, kind=text.kind, text=text.text, cost=text.cost,
                                   recorded_by_id=text.recorded_by_id))
