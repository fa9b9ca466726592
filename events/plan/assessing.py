"""Assessing what a version does to people who share a characteristic, with what was said as evidence."""

import re
from collections.abc import Iterable

from sqlalchemy import delete

from events import clock, history
from events.database import db
from events.feedback.models import Remark
from events.plan import drafting, equality_queries, gate_queries, queries
from events.plan.equality_models import (
    EqualityAssessment,
    EqualityFinding,
    FindingEvidence,
    OwnCharacteristic,
    RemarkCharacteristic,
)
from events.plan.models import ActionPlan, Amendment, PlanVersion
from events.plan.signing import refuse_approved
from events.plan.states import AssessmentKind, Effect
from events.refusals import N_, Refusal


class SummaryMissing(Refusal):
    """An assessment says in words what was looked at."""

    sentence = N_("Write what was looked at and what follows from it.")
    field = "summary"


class FindingWordsMissing(Refusal):
    """A finding says what was found."""

    sentence = N_("Write what was found.")
    field = "finding"


class NoSuchCharacteristic(Refusal):
    """Neither a protected characteristic nor one that the council added."""

    sentence = N_("There is no such characteristic. Choose one from the list.")
    field = "characteristic"


class NoSuchAction(Refusal):
    """The version has no action of that number."""

    sentence = N_("The plan has no action %(key)s.")
    field = "action"


class NotAboutThisPlan(Refusal):
    """A remark or an amendment of another plan is no evidence here."""

    sentence = N_("%(ref)s does not belong to this plan.")
    field = "remarks"


class CharacteristicKnown(Refusal):
    """The council looks at that group already."""

    sentence = N_("%(name)s is on the list already.")
    field = "name"


def assess(version: PlanVersion, *, kind: str, summary: str, by) -> EqualityAssessment:
    """Begin the assessment of a version, or write its kind and summary anew. Raises SummaryMissing, DecidedVersion."""
    refuse_approved(version)
    if not summary.strip():
        raise SummaryMissing()
    written = {"kind": AssessmentKind(kind), "summary": summary.strip(), "made_at": clock.now(),
               "made_by_id": getattr(by, "id", None)}
    found = gate_queries.assessment_of(version)
    if found is None:
        found = EqualityAssessment(version_id=version.id, **written)
        db.session.add(found)
    for name, value in written.items():
        setattr(found, name, value)
    history.record(found, "assessed", by=by)
    return found


def _check(version: PlanVersion, *, characteristic: str, finding: str, action_key: str,
           remarks: Iterable[Remark]) -> list[Remark]:
    if not equality_queries.is_known(characteristic):
        raise NoSuchCharacteristic()
    if not finding.strip():
        raise FindingWordsMissing()
    if action_key and queries.action_in(version, action_key) is None:
        raise NoSuchAction(key=action_key)
    chosen, events = list(dict.fromkeys(remarks)), {event.id for event in version.plan.events}
    for remark in chosen:
        if remark.event_id not in events:
            raise NotAboutThisPlan(ref=remark.ref)
    return chosen


def add_finding(assessment: EqualityAssessment, *, characteristic: str, effect: str, finding: str, by, done: str = "",
                action_key: str = "", remarks: Iterable[Remark] = ()) -> EqualityFinding:
    """Write down what was found for one characteristic. Raises NoSuchCharacteristic, FindingWordsMissing, …"""
    refuse_approved(assessment.version)
    chosen = _check(assessment.version, characteristic=characteristic, finding=finding, action_key=action_key,
                    remarks=remarks)
    row = EqualityFinding(
        assessment=assessment, ref=equality_queries.next_ref(assessment.version.plan), characteristic=characteristic,
        effect=Effect(effect), finding=finding.strip(), done=done.strip(), action_key=action_key, remarks=chosen)
    db.session.add(row)
    history.record(row, "found", by=by)
    return row


def change_finding(row: EqualityFinding, *, characteristic: str, effect: str, finding: str, by, done: str = "",
                   action_key: str = "", remarks: Iterable[Remark] = ()) -> None:
    """Write a finding anew. Raises as `add_finding`."""
    refuse_approved(row.assessment.version)
    row.remarks = _check(row.assessment.version, characteristic=characteristic, finding=finding, action_key=action_key,
                         remarks=remarks)
    row.characteristic, row.effect, row.action_key = characteristic, Effect(effect), action_key
    row.finding, row.done = finding.strip(), done.strip()
    history.record(row, "finding changed", by=by)


def drop_finding(row: EqualityFinding, *, by) -> None:
    """Take a finding out of the assessment. Raises DecidedVersion."""
    refuse_approved(row.assessment.version)
    history.record(row, "finding dropped", by=by)
    row.assessment.findings.remove(row)


def rest_on(amendment: Amendment, finding: EqualityFinding, *, by) -> None:
    """Say that an amendment rests on a finding. Raises NotAboutThisPlan."""
    if amendment.plan_id != finding.assessment.version.plan_id:
        raise NotAboutThisPlan(ref=amendment.ref, field="amendment")
    queries.lock(amendment.plan)
    known = equality_queries.resting(amendment.plan).get(finding.ref, [])
    if amendment not in known:
        db.session.add(FindingEvidence(amendment=amendment, finding=finding))
        history.record(amendment, f"rests on {finding.ref}", by=by)


def propose_from(finding: EqualityFinding, plan: ActionPlan, *, by, **change) -> Amendment:
    """Propose an amendment that rests on a finding; `change` as for `drafting.propose`, which it raises as."""
    amendment = drafting.propose(plan, by=by, **change)
    rest_on(amendment, finding, by=by)
    return amendment


def tag(remark: Remark, *, characteristics: Iterable[str], by) -> None:
    """Say which characteristics a remark is about, all of them at once. Raises NoSuchCharacteristic.

    About what is said, never about who said it: no page asks for the writer's own.
    """
    wanted = list(dict.fromkeys(characteristics))
    for key in wanted:
        if not equality_queries.is_known(key):
            raise NoSuchCharacteristic(field="characteristics")
    had = equality_queries.tags_of(remark)
    db.session.execute(delete(RemarkCharacteristic).where(
        RemarkCharacteristic.remark_id == remark.id, RemarkCharacteristic.characteristic.not_in(wanted)))
    for key in wanted:
        if key not in had:
            db.session.add(RemarkCharacteristic(remark_id=remark.id, characteristic=key,
                                                by_officer_id=getattr(by, "id", None)))
    if set(had) != set(wanted):
        history.record(remark, "characteristics tagged", by=by, event=remark.event)


def add_characteristic(*, name: str, by) -> OwnCharacteristic:
    """One more group that the council looks at, such as carers. Raises CharacteristicKnown."""
    key = re.sub(r"[^\w]+", "-", name.strip().lower()).strip("-")[:40]
    if not key or equality_queries.is_known(key):
        raise CharacteristicKnown(name=name.strip())
    row = OwnCharacteristic(key=key, name=name.strip())
    db.session.add(row)
    history.record(row, "characteristic added", by=by)
    return row
