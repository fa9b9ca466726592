"""What stands before the example's board: the assessment, the risks, the implications, signatures, and its readers."""

from datetime import timedelta

from events import clock
from events.access.models import Officer
from events.feedback.models import Remark
from events.plan import assessing, clearing, equality_queries, gate_queries, laying_papers, queries, rating, signing
from events.plan.equality_models import EqualityAssessment
from events.plan.models import ActionPlan, PlanVersion
from events.reports.example_files import rows, table


def _tag(data: dict, remarks: dict[str, Remark], by: Officer) -> None:
    known = {row.name for row in equality_queries.own_characteristics()}  # the council's: they outlive an example
    for name in data["own_characteristics"]:
        if name not in known:
            assessing.add_characteristic(name=name, by=by)
    about: dict[str, list[str]] = {}
    for characteristic, refs in data["tags"].items():
        for ref in refs:
            about.setdefault(ref, []).append(characteristic)
    for ref, characteristics in about.items():
        assessing.tag(remarks[ref], characteristics=characteristics, by=by)


def _find(assessment: EqualityAssessment, data: dict, remarks: dict[str, Remark], by: Officer) -> None:
    plan = assessment.version.plan
    for row in data["findings"]:
        finding = assessing.add_finding(
            assessment, characteristic=row["characteristic"], effect=row["effect"], finding=row["finding"],
            done=row.get("done", ""), action_key=row.get("action", ""),
            remarks=[remarks[ref] for ref in row.get("remarks", ())], by=by)
        for ref in row.get("amendments", ()):
            assessing.rest_on(queries.amendment_by_ref(plan, ref), finding, by=by)


def assess(plan: ActionPlan, remarks: dict[str, Remark], by: Officer) -> None:
    """The draft assessed, its risks rated and its implications written: a new version takes a copy of all."""
    data, version = table("gates.toml"), queries.latest(plan)
    _tag(data, remarks, by)
    assessment = assessing.assess(version, kind=data["assessment"]["kind"], summary=data["assessment"]["summary"],
                                  by=by)
    _find(assessment, data, remarks, by)
    for row in data["risks"]:
        rating.add_risk(version, what=row["what"], likelihood=row["likelihood"], impact=row["impact"],
                        control=row["control"], owner=row["owner"], action_key=row.get("action", ""), by=by)
    for row in data["implications"]:
        clearing.write(version, kind=row["kind"], text=row["text"], cost=row.get("cost"), by=by)


def sign(version: PlanVersion, by: Officer) -> None:
    """The assessment read again, both texts cleared, and every gate of the version signed."""
    data = table("gates.toml")
    assessing.assess(version, kind=data["assessment"]["kind"], summary=data["assessment"]["signed_summary"], by=by)
    texts = gate_queries.implications_of(version)
    for row in data["implications"]:
        clearing.clear(texts[row["kind"]], cleared_by=row["cleared_by"], cleared_on=clock.today(), by=by)
    findings = {row["key"]: row["finding"] for row in rows("gates-findings.csv")}
    for gate in version.gates:
        signing.sign_gate(gate, finding=findings[gate.key], by=by)


def lay_before_the_board(version: PlanVersion, by: Officer) -> None:
    """Each member has a link, those with an address a letter, and two of them say that they have read."""
    for row in table("gates.toml")["board"]:
        link = laying_papers.add_member(version, name=row["name"], email=row.get("email", ""), by=by)
        if row.get("has_read"):
            laying_papers.note_read(link)
    laying_papers.send(version, hold=timedelta(0), by=by)
