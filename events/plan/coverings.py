"""What a gate's signature covers, written in one way only, so that a later change to it is seen."""

import hashlib
import json

from events.plan.fingerprints import plain
from events.plan.states import GateKind

# The parts of the record that a gate of each kind covers. The version's own text stands under every gate.
COVERS = {
    GateKind.EQUALITY: ("plan", "assessment"),
    GateKind.COMMENTS: ("plan", "comments"),
    GateKind.MEANS: ("plan", "implications"),
    GateKind.RISKS: ("plan", "risks"),
    GateKind.OTHER: ("plan",),
}


def digest(document) -> str:
    """SHA-256, in hexadecimal, of lists and mappings of words and numbers."""
    text = json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def assessment_part(assessment) -> list:
    """An assessment as it is covered: its kind, its summary and every finding with what was done about it."""
    if assessment is None:
        return []
    findings = [[f.ref, f.characteristic, str(f.effect), plain(f.finding), plain(f.done), f.action_key]
                for f in assessment.findings]
    return [str(assessment.kind), plain(assessment.summary), sorted(findings)]


def comments_part(comments) -> list:
    """Every comment of a reviewing body with its answer."""
    return sorted([c.ref, plain(c.text), str(c.response_kind or ""), plain(c.response)] for c in comments)


def implications_part(implications) -> list:
    """What the plan costs and what the law says, and who cleared each."""
    return sorted([str(i.kind), plain(i.text), i.cost, i.cleared_by, str(i.cleared_on or "")] for i in implications)


def risks_part(risks) -> list:
    """The risk register."""
    return sorted([r.ref, plain(r.what), r.likelihood, r.impact, plain(r.control), r.owner, r.action_key]
                  for r in risks)
