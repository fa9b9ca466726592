"""Gates: what must be done before a version may be approved, each signed in an officer's own name."""

from events import clock, history
from events.database import db
from events.plan import gate_queries, queries
from events.plan.models import Gate, PlanVersion
from events.plan.states import GateKind
from events.refusals import N_, Refusal, Stale

# What every plan needs before a board sees it; the titles are data of the council's own from then on.
STANDARD = (
    {"key": "equality", "kind": GateKind.EQUALITY, "title": "Equality impact assessment",
     "detail": "This version is assessed, and something was done about each harm that was found."},
    {"key": "comments", "kind": GateKind.COMMENTS, "title": "Comments on the draft",
     "detail": "Every comment of a reviewing body has an answer."},
    {"key": "legal-finance", "kind": GateKind.MEANS, "title": "Legal and finance",
     "detail": "The financial and the legal text are written, and each is cleared by a named officer."},
    {"key": "risk", "kind": GateKind.RISKS, "title": "Risks",
     "detail": "Each risk is rated and has a control and an owner."},
)


class FindingMissing(Refusal):
    """A gate is signed with what was found."""

    sentence = N_("Write what was found: it stands beside your name.")
    field = "finding"


class CoverMoved(Stale):
    """What the gate covers is not what the signer read."""

    sentence = N_("What this gate covers has changed since you opened the page. Read it again before you sign.")


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
    if gate_queries.is_approved(version):
        raise DecidedVersion()


def add_gate(version: PlanVersion, *, key: str, title: str, detail: str = "", kind: str = GateKind.OTHER, by) -> Gate:
    """One more thing that must be done before a version is approved; `kind` says what it covers.

    Raises GateKnown or DecidedVersion.
    """
    refuse_approved(version)
    if any(gate.key == key for gate in version.gates):
        raise GateKnown(key=key)
    gate = Gate(version=version, key=key, kind=GateKind(kind), title=title, detail=detail,
                position=max((gate.position for gate in version.gates), default=0) + 1)
    db.session.add(gate)
    history.record(gate, "gate added", by=by)
    return gate


def add_standard_gates(version: PlanVersion, *, by) -> list[Gate]:
    """The four that every plan needs, those left out that the version has. Raises DecidedVersion."""
    kinds, keys = {gate.kind for gate in version.gates}, {gate.key for gate in version.gates}
    return [add_gate(version, by=by, **values | ({"key": f"{values['key']}-gate"} if values["key"] in keys else {}))
            for values in STANDARD if values["kind"] not in kinds]


def sign_gate(gate: Gate, *, finding: str, by, seen: str | None = None) -> None:
    """Sign, in the officer's own name, that a gate is met for what it covers now.

    `seen` stands for what the signer read (GateStanding.seen). Raises FindingMissing, NotYetMet, CoverMoved
    or DecidedVersion.
    """
    refuse_approved(gate.version)
    if not finding.strip():
        raise FindingMissing()
    now = next(row for row in gate_queries.standings_of(gate.version) if row.gate is gate)
    if now.missing:
        raise now.missing[0]
    if seen is not None and seen != now.seen:
        raise CoverMoved()
    gate.finding, gate.signed_by_id, gate.signed_at = finding.strip(), getattr(by, "id", None), clock.now()
    gate.covered = gate_queries.covered_by(gate)
    history.record(gate, "gate signed", by=by)


def what_is_open(version: PlanVersion) -> list[str]:
    """What still stands before a version's approval, in words; empty when nothing does."""
    gates = [row.gate.title for row in gate_queries.standings_of(version) if row.is_shut]
    refs = [comment.ref for comment in queries.unanswered(version.plan)]
    return gates + ([f"answers to {', '.join(refs)}"] if refs else [])
