"""What a report tells of the plan itself: its text with what changed, its gates, its risks, its cost, its ratings."""

from events.plan import gate_queries, indicator_queries
from events.plan import queries as plan_queries
from events.plan.changes import compare
from events.plan.models import PlanVersion
from events.plan.months import month
from events.plan.redlines import redline
from events.plan.states import FIELDS
from events.reports.records import Cleared, GateShown, PlanLine, PlanShown, Rated, Record, RiskShown
from events.reports.report_models import BoardReport


def _earlier(report: BoardReport, version: PlanVersion) -> PlanVersion | None:
    """The version that the first event was asked about, if it is an earlier one; else the one before."""
    known = [one for one in plan_queries.versions_of(report.plan) if one.number < version.number]
    asked = [one for one in known if report.events and one.made_at <= report.events[0].ends_at]
    chosen = (asked or known)[-1] if known else None
    return plan_queries.version_by_number(report.plan, chosen.number) if chosen else None


def _by_key(version: PlanVersion | None) -> dict:
    if version is None:
        return {}
    return {action.key: (objective, action) for objective in version.objectives for action in objective.actions}


def _words(action, name: str) -> str:
    """What an action says in a field, as people read it; nothing where there is no action."""
    if action is None:
        return ""
    return month(action.due) if name == "due" else getattr(action, name)


def _line(objective, was, now, *, is_first: bool, was_ref: str = "") -> PlanLine:
    fields = {name: redline(_words(now if is_first else was, name), _words(now, name)) for name in FIELDS}
    is_changed = any(act != "equal" for parts in fields.values() for act, _words in parts)
    status = "same" if is_first else "new" if was is None else "removed" if now is None else (
        "changed" if is_changed else "same")
    return PlanLine(f"{objective.number}. {objective.title}", (now or was).ref, status, fields, was_ref)


def plan_shown(report: BoardReport, version: PlanVersion) -> PlanShown:
    """The whole plan of a version, each field as a redline against what was asked about."""
    before = _earlier(report, version)
    old, new = _by_key(before), _by_key(version)
    moved = {row.key: row.moved[0] for row in compare(before, version)} if before else {}
    lines = []
    for objective in version.objectives:
        for action in objective.actions:
            was = old.get(action.key, (None, None))[1]
            lines.append((objective.position, action.position, 0, _line(
                objective, was, action, is_first=before is None, was_ref=moved.get(action.key, ""))))
    places = {objective.number: objective.position for objective in version.objectives}
    for key, (objective, action) in old.items():
        if key not in new:
            place = places.get(objective.number, objective.position)
            lines.append((place, action.position, 1, _line(objective, action, None, is_first=False)))
    lines.sort(key=lambda row: row[:3])
    was_preamble = before.preamble if before else version.preamble
    return PlanShown(version.number, before.number if before else 0, redline(was_preamble, version.preamble),
                     [row[3] for row in lines])


def _gates(version: PlanVersion) -> list[GateShown]:
    """The gates as they stand; what was signed for another text counts as open."""
    found = []
    for row in gate_queries.standings_of(version):
        gate, is_signed = row.gate, not row.is_shut
        found.append(GateShown(
            gate.key, str(gate.kind), gate.title, gate.finding if is_signed else "",
            gate.signed_by.name if is_signed and gate.signed_by else "",
            gate.signed_at.date() if is_signed and gate.signed_at else None))
    return found


def add_standing(record: Record, report: BoardReport, version: PlanVersion | None) -> Record:
    """The record with what stands in and beside a version of the plan."""
    if version is None:
        return record
    record.plan_shown = plan_shown(report, version)
    record.gates = _gates(version)
    record.risks = [RiskShown(row.ref, row.what, row.rating, row.control, row.owner)
                    for row in gate_queries.risks_of(version)]
    record.rated = {name: [Rated(row.criterion, row.level, row.evidence, row.next_target, row.assessed_on)
                           for row in rows] for name, rows in indicator_queries.by_indicator(report.plan).items()}
    record.implications = {kind: Cleared(row.text, row.cost, row.cleared_by, row.cleared_on)
                           for kind, row in gate_queries.implications_of(version).items()}
    assessment = gate_queries.assessment_of(version)
    if assessment is not None:
        record.equality = assessment.summary
        record.equality_findings = [(row.characteristic, row.finding, row.done) for row in assessment.findings]
    return record
