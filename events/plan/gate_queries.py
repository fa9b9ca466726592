"""How each gate stands: open, signed, or fallen open again because what it covers has changed since."""

from dataclasses import dataclass, field
from typing import Literal

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from events.access.models import Officer
from events.database import db
from events.plan import coverings, queries
from events.plan.equality_models import EqualityAssessment
from events.plan.fingerprints import fingerprint as fingerprint_of
from events.plan.implication_models import Implication
from events.plan.models import Gate, PlanVersion
from events.plan.risk_models import Risk
from events.plan.states import APPROVALS, Effect, GateKind, ImplicationKind, Outcome
from events.refusals import N_, Refusal

HARM = (Effect.NEGATIVE, Effect.MIXED)


class NotYetMet(Refusal):
    """Something is missing without which a gate cannot be signed."""

    sentence = N_("This gate cannot be signed yet.")


@dataclass(frozen=True)
class GateStanding:
    """One gate as it stands now, read from the record each time, so that no change can be forgotten."""

    gate: Gate
    state: Literal["open", "signed", "fallen"]
    changed: list[str] = field(default_factory=list)  # parts of coverings.COVERS that are not what was signed for
    missing: list[NotYetMet] = field(default_factory=list)  # why it cannot be signed yet
    earlier: Gate | None = None  # the signature it had for an earlier version
    seen: str = ""  # stands for all that it covers now

    @property
    def is_shut(self) -> bool:
        """Whether it stands before approval."""
        return self.state != "signed"


def version_for(key: str, number: int, officer: Officer, *roles: str) -> PlanVersion:
    """The version of a desk page. Raises NotFound, or NotYours where the officer has none of the roles."""
    return queries.version_by_number(queries.plan_for(key, officer, *roles), number)


def _fresh(statement):
    """Read anew what another transaction may have changed while this one waited for the plan."""
    return statement.execution_options(populate_existing=True)


def assessment_of(version: PlanVersion) -> EqualityAssessment | None:
    """The equality impact assessment of exactly this version, with its findings; None if there is none yet."""
    return db.session.scalar(_fresh(select(EqualityAssessment).where(
        EqualityAssessment.version_id == version.id).options(
        selectinload(EqualityAssessment.findings), joinedload(EqualityAssessment.made_by))))


def risks_of(version: PlanVersion) -> list[Risk]:
    """The risks of a version, the greatest first."""
    rows = db.session.scalars(_fresh(select(Risk).where(Risk.version_id == version.id).order_by(Risk.id)))
    return sorted(rows, key=lambda risk: -risk.rating)


def implications_of(version: PlanVersion) -> dict[str, Implication]:
    """The financial and the legal text of a version, by kind, where they are written."""
    rows = select(Implication).where(Implication.version_id == version.id).order_by(Implication.id)
    return {str(row.kind): row for row in db.session.scalars(_fresh(rows))}


def _refs(rows) -> str:
    return ", ".join(row.ref for row in rows)


def _of_equality(assessment: EqualityAssessment | None) -> list[NotYetMet]:
    if assessment is None:
        return [NotYetMet(N_("There is no equality impact assessment of this version yet."))]
    undone = [row for row in assessment.findings if row.effect in HARM and not row.done.strip()]
    return [NotYetMet(N_("Say what was done about each harm that was found: %(refs)s."), refs=_refs(undone))] * bool(
        undone)


def _of_comments(unanswered: list) -> list[NotYetMet]:
    return [NotYetMet(N_("These comments have no answer yet: %(refs)s."), refs=_refs(unanswered))] * bool(unanswered)


def _of_means(texts: dict[str, Implication]) -> list[NotYetMet]:
    found = []
    for kind, absent, uncleared in (
        (ImplicationKind.FINANCIAL, N_("The financial implications are not written yet."),
         N_("The financial implications are not cleared by a named officer yet.")),
        (ImplicationKind.LEGAL, N_("The legal implications are not written yet."),
         N_("The legal implications are not cleared by a named officer yet.")),
    ):
        if kind not in texts:
            found.append(NotYetMet(absent))
        elif not texts[kind].cleared_by:
            found.append(NotYetMet(uncleared))
    return found


def _of_risks(risks: list[Risk]) -> list[NotYetMet]:
    if not risks:
        return [NotYetMet(N_("No risk is written down yet."))]
    bare = [row for row in risks if not row.control.strip() or not row.owner.strip()]
    return [NotYetMet(N_("These risks have no control or no owner yet: %(refs)s."), refs=_refs(bare))] * bool(bare)


class _Record:
    """What the gates of one version may cover, read once for all of them."""

    def __init__(self, version: PlanVersion):
        kinds = {GateKind(gate.kind) for gate in version.gates}
        self.assessment = assessment_of(version) if GateKind.EQUALITY in kinds else None
        self.comments = queries.comments_of(version.plan) if GateKind.COMMENTS in kinds else []
        self.implications = implications_of(version) if GateKind.MEANS in kinds else {}
        self.risks = risks_of(version) if GateKind.RISKS in kinds else []
        self.parts = {
            "plan": fingerprint_of(version),
            "assessment": coverings.digest(coverings.assessment_part(self.assessment)),
            "comments": coverings.digest(coverings.comments_part(self.comments)),
            "implications": coverings.digest(coverings.implications_part(self.implications.values())),
            "risks": coverings.digest(coverings.risks_part(self.risks)),
        }

    def covered_by(self, gate: Gate) -> dict[str, str]:
        """The parts that a gate covers, each with what stands for it now."""
        return {name: self.parts[name] for name in coverings.COVERS[GateKind(gate.kind)]}

    def missing_for(self, gate: Gate) -> list[NotYetMet]:
        """Why a gate cannot be signed yet; empty when it can."""
        if gate.kind == GateKind.EQUALITY:
            return _of_equality(self.assessment)
        if gate.kind == GateKind.COMMENTS:
            return _of_comments([row for row in self.comments if row.response_kind is None])
        if gate.kind == GateKind.MEANS:
            return _of_means(self.implications)
        return _of_risks(self.risks) if gate.kind == GateKind.RISKS else []


def covered_by(gate: Gate) -> dict[str, str]:
    """What a gate covers now: the name of each part with its SHA-256."""
    return _Record(gate.version).covered_by(gate)


def _earlier_signatures(version: PlanVersion) -> dict[str, Gate]:
    """For each gate's key, its latest signature for an earlier version of the plan."""
    rows = select(Gate).join(PlanVersion).where(
        PlanVersion.plan_id == version.plan_id, PlanVersion.number < version.number, Gate.signed_at.is_not(None),
    ).order_by(PlanVersion.number).options(joinedload(Gate.signed_by), joinedload(Gate.version))
    return {gate.key: gate for gate in db.session.scalars(rows)}


def is_approved(version: PlanVersion) -> bool:
    """Whether a board has approved this version, as it lay before it or as it came from the table."""
    return any(decision.outcome in APPROVALS for decision in queries.decisions_of(version))


def amended_from(version: PlanVersion) -> int | None:
    """The number of the version that lay before the board, where this one was made at the table; else None."""
    return next((row.laid_number for row in queries.decisions_of(version)
                 if row.outcome == Outcome.AS_AMENDED and row.version_id == version.id), None)


def standings_of(version: PlanVersion) -> list[GateStanding]:
    """Every gate of a version as it stands now. What was signed for an approved version stands as it was signed."""
    if not version.gates:
        return []
    record, earlier, final = _Record(version), _earlier_signatures(version), is_approved(version)
    found = []
    for gate in version.gates:
        now = record.covered_by(gate)
        changed = [name for name, sha in gate.covered.items() if now.get(name) != sha] if gate.signed_at else []
        state: Literal["open", "signed", "fallen"] = "open" if gate.signed_at is None else (
            "fallen" if changed and not final else "signed")
        found.append(GateStanding(
            gate, state, changed if state == "fallen" else [], record.missing_for(gate), earlier.get(gate.key),
            coverings.digest(now)))
    return found
