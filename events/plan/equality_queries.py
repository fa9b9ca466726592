"""What the equality pages read: characteristics, tagged remarks, findings and the amendments that rest on them."""

import re
from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from events.database import db
from events.feedback.models import Remark
from events.feedback.states import RemarkState
from events.plan.equality_models import (
    EqualityAssessment,
    EqualityFinding,
    FindingEvidence,
    OwnCharacteristic,
    RemarkCharacteristic,
)
from events.plan.models import ActionPlan, Amendment, PlanVersion, feeding
from events.plan.states import CHARACTERISTICS
from events.refusals import NotFound


def own_characteristics() -> list[OwnCharacteristic]:
    """The groups that the council looks at beside the protected ones, by name."""
    return list(db.session.scalars(select(OwnCharacteristic).order_by(OwnCharacteristic.name)))


def is_known(characteristic: str) -> bool:
    """Whether findings and remarks can be about that characteristic."""
    own = select(OwnCharacteristic.id).where(OwnCharacteristic.key == characteristic)
    return characteristic in CHARACTERISTICS or db.session.scalar(own) is not None


def tags_of(remark: Remark) -> list[str]:
    """The characteristics that a remark is about."""
    rows = select(RemarkCharacteristic.characteristic).where(RemarkCharacteristic.remark_id == remark.id)
    return list(db.session.scalars(rows.order_by(RemarkCharacteristic.id)))


def tagged(plan: ActionPlan) -> dict[str, list[Remark]]:
    """The approved remarks of the plan's events that are about each characteristic, by ref."""
    rows = select(RemarkCharacteristic).join(Remark, Remark.id == RemarkCharacteristic.remark_id).join(
        feeding, feeding.c.event_id == Remark.event_id).where(
        feeding.c.plan_id == plan.id, Remark.state == RemarkState.APPROVED).order_by(Remark.ref, Remark.id).options(
        joinedload(RemarkCharacteristic.remark))
    found: dict[str, list[Remark]] = {}
    for row in db.session.scalars(rows):
        found.setdefault(row.characteristic, []).append(row.remark)
    return found


def shown(finding: EqualityFinding) -> list[Remark]:
    """The remarks behind a finding that may be shown now."""
    return [remark for remark in finding.remarks if remark.state == RemarkState.APPROVED]


def finding_by_ref(assessment: EqualityAssessment | None, ref: str) -> EqualityFinding:
    """One finding. Raises NotFound."""
    found = next((row for row in assessment.findings if row.ref == ref), None) if assessment else None
    if found is None:
        raise NotFound()
    return found


def next_ref(plan: ActionPlan) -> str:
    """E-1, E-2 and on: a ref that no finding of any version had."""
    rows = select(EqualityFinding.ref).join(EqualityAssessment).join(PlanVersion).where(PlanVersion.plan_id == plan.id)
    used = [int(found[1]) for ref in db.session.scalars(rows) if (found := re.fullmatch(r"E-(\d+)", ref))]
    return f"E-{max(used, default=0) + 1}"


def resting(plan: ActionPlan) -> dict[str, list[Amendment]]:
    """The amendments that rest on each finding, by its ref, in whichever version it was found."""
    rows = select(FindingEvidence).join(Amendment).where(Amendment.plan_id == plan.id).order_by(
        Amendment.id).options(joinedload(FindingEvidence.amendment), joinedload(FindingEvidence.finding))
    found: dict[str, list[Amendment]] = {}
    for row in db.session.scalars(rows):
        known = found.setdefault(row.finding.ref, [])
        if row.amendment not in known:
            known.append(row.amendment)
    return found


def behind(amendments: Iterable[Amendment]) -> dict[int, list[EqualityFinding]]:
    """The findings that amendments rest on, by the amendment's id."""
    rows = select(FindingEvidence).where(
        FindingEvidence.amendment_id.in_([row.id for row in amendments])).order_by(FindingEvidence.id).options(
        joinedload(FindingEvidence.finding))
    found: dict[int, list[EqualityFinding]] = {}
    for row in db.session.scalars(rows):
        found.setdefault(row.amendment_id, []).append(row.finding)
    return found
