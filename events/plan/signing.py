"""Gates: what must be done before a version may be approved, each signed in an officer's own name."""

from events import clock, history
from events.database import db
from events.plan import queries
from events.plan.models import Gate, PlanVersion
from events.plan.states import APPROVALS
from events.refusals import N_, Refusal


class FindingMissing(Refusal):
    """A gate is signed with what was found."""

    sentence = N_("Write what was found: it stands beside your name.")
    field = "finding"


class GateKnown(Refusal):
    """The version has a gate of that key."""

    sentence = N_("There is a gate with the key %(key)s already.")
    field = "key"


class DecidedVersion(Refusal):
    """The version has been approved: its gates and its decision stand."""

    sentence = N_("This version has been approved. What was signed for it stands.")
    status = 409


def refuse_approved(version: PlanVersion) -> None:
    """Hold the plan, and raise DecidedVersion where a board has approved the version."""
    queries.lock(version.plan)
    if any(decision.outcome in APPROVALS for decision in queries.decisions_of(version)):
        raise DecidedVersion()


def add_gate(version: PlanVersion, *, key: str, title: str, detail: str = "", by) -> Gate:
    """One more thing that must be done before a version is approved. Raises GateKnown or DecidedVersion."""
    refuse_approved(version)
    if any(gate.key == key for gate in version.gates):
        raise GateKnown(key=key)
    gate = Gate(version=version, key=key, title=title, detail=detail,
                position=max((gate.position for gate in version.gates), default=0) + 1)
    db.session.add(gate)
    history.record(gate, "gate added", by=by)
    return gate


def sign_gate(gate: Gate, *, finding: str, by) -> None:
    """Sign, in the officer's own name, that a gate is met. Raises FindingMissing or DecidedVersion."""
    refuse_approved(gate.version)
    if not finding.strip():
        raise FindingMissing()
    gate.finding, gate.signed_by_id, gate.signed_at = finding.strip(), getattr(by, "id", None), clock.now()
    history.record(gate, "gate signed", by=by)


def what_is_open(version: PlanVersion) -> list[str]:
    """What still stands before a version's approval, in words; empty when nothing does."""
    gates = [gate.title for gate in version.gates if gate.signed_at is None]
    refs = [comment.ref for comment in queries.unanswered(version.plan)]
    return gates + ([f"answers to {', '.join(refs)}"] if refs else [])
