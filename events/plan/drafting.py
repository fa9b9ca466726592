"""Proposing an amendment beside its evidence, rewriting it, and taking a proposal back."""

import re
from collections.abc import Iterable

from sqlalchemy import select

from events import clock, history
from events.database import db
from events.feedback.models import Remark
from events.plan import queries
from events.plan.models import Action, ActionPlan, Amendment, Evidence, ExternalComment, Objective, PlanVersion
from events.plan.states import FIELDS, AmendmentKind, AmendmentState
from events.refusals import N_, Refusal

# The longest value of each field, as the tables hold them.
LONGEST = {"text": 4000, "lead": 200, "partners": 1000, "due": 40, "measure": 2000, "indicator": 80,
           "preamble": 8000}


class NothingChanged(Refusal):
    """The proposed words are the present ones."""

    sentence = N_("These are the words the plan has already. Change them, or leave the page without proposing.")
    field = "after"


class WordsMissing(Refusal):
    """An action cannot be left without words."""

    sentence = N_("Write what the action is to say. To take an action out, propose its removal.")
    field = "after"


class TooLong(Refusal):
    """The words do not fit the field."""

    sentence = N_("Keep this to %(most)s characters or fewer.")
    field = "after"


class ReasonMissing(Refusal):
    """A change to the plan says why."""

    sentence = N_("Say why: the reason is printed beside the change.")
    field = "reason"


class NoSuchField(Refusal):
    """An amendment names a part of the plan that is not there."""

    sentence = N_("The plan has no part of that name to amend.")
    field = "field"


class DecidedAlready(Refusal):
    """The amendment has been accepted or declined."""

    sentence = N_("Amendment %(ref)s has been decided already. Load the page again to see how.")
    status = 409


class NotInEvidence(Refusal):
    """Only what belongs to the plan can be evidence for a change to it."""

    sentence = N_("%(ref)s does not belong to this plan, so it cannot be evidence here.")
    field = "evidence"


def _number(key: str) -> int:
    found = re.search(r"\.(\d+)$", key)
    return int(found[1]) if found else 0


def next_key(plan: ActionPlan, objective: str) -> str:
    """The number a new action under an objective gets: one that no action of any version ever had."""
    prefix = f"{objective}."
    in_versions = select(Action.key).join(Objective).join(PlanVersion).where(PlanVersion.plan_id == plan.id)
    proposed = select(Amendment.action_key).where(
        Amendment.plan_id == plan.id, Amendment.kind == AmendmentKind.NEW)
    used = [key for rows in (in_versions, proposed) for key in db.session.scalars(rows) if key.startswith(prefix)]
    return f"{prefix}{max(map(_number, used), default=0) + 1}"


def next_ref(plan: ActionPlan) -> str:
    """A-1, A-2 and on, in the order of proposing."""
    refs = db.session.scalars(select(Amendment.ref).where(Amendment.plan_id == plan.id))
    return f"A-{max((int(ref.removeprefix('A-')) for ref in refs), default=0) + 1}"


def present_words(version: PlanVersion, *, kind: str, action_key: str, field: str) -> str:
    """What the plan says now where an amendment would change it. Raises NoSuchField.

    A removal is about the action's text; a new action has nothing before it.
    """
    if kind == AmendmentKind.NEW:
        return ""
    if kind == AmendmentKind.TEXT:
        if field != "preamble":
            raise NoSuchField()
        return version.preamble
    action = queries.action_in(version, action_key)
    if action is None or (kind == AmendmentKind.CHANGE and field not in FIELDS):
        raise NoSuchField()
    return action.text if kind == AmendmentKind.REMOVE else getattr(action, field)


def _check_words(kind: str, field: str, before: str, after: str, others: dict[str, str]) -> None:
    if kind == AmendmentKind.REMOVE:
        return
    if (kind == AmendmentKind.NEW or field == "text") and not after.strip():
        raise WordsMissing()
    if kind != AmendmentKind.NEW and after == before:
        raise NothingChanged()
    for name, words in {(field or "text"): after, **others}.items():
        if name not in LONGEST:
            raise NoSuchField()
        if len(words) > LONGEST[name]:
            raise TooLong(field="after" if words is after else name, most=LONGEST[name])


def _evidence(plan: ActionPlan, records: Iterable[Remark | ExternalComment]) -> list[Evidence]:
    rows = []
    events = {event.id for event in plan.events}
    for record in dict.fromkeys(records):
        ours = record.event_id in events if isinstance(record, Remark) else record.plan_id == plan.id
        if not ours:
            raise NotInEvidence(ref=record.ref)
        rows.append(Evidence(remark=record) if isinstance(record, Remark) else Evidence(external_comment=record))
    return rows


def hold(amendment: Amendment) -> None:
    """Hold the plan, and read anew where an amendment stands: another may have decided it meanwhile."""
    queries.lock(amendment.plan)
    db.session.refresh(amendment, ["state", "before", "after", "into_version_id"])


def propose(
    plan: ActionPlan, *, kind: str, reason: str, by, action_key: str = "", objective: str = "", field: str = "",
    after: str = "", others: dict[str, str] | None = None, evidence: Iterable[Remark | ExternalComment] = (),
) -> Amendment:
    """Propose a change to the plan's newest version, with the words behind it.

    `kind` is an AmendmentKind: a change of one field of an action, a new action under `objective`
    (`after` its text, `others` its other fields), a removal, or a change to the plan's own text
    (field "preamble"). Raises NoSuchField, WordsMissing, NothingChanged, TooLong, ReasonMissing, NotInEvidence.
    """
    if not reason.strip():
        raise ReasonMissing()
    queries.lock(plan)
    version = queries.latest(plan)
    others = {name: words for name, words in (others or {}).items() if words}
    if kind == AmendmentKind.NEW:
        if objective not in {row.number for row in version.objectives}:
            raise NoSuchField()
        action_key, field = next_key(plan, objective), "text"
    if kind == AmendmentKind.REMOVE:
        field, after = "", ""
    before = present_words(version, kind=kind, action_key=action_key, field=field)
    _check_words(kind, field, before, after, others)
    amendment = Amendment(
        plan=plan, ref=next_ref(plan), base_version=version, kind=AmendmentKind(kind), action_key=action_key,
        objective_number=objective if kind == AmendmentKind.NEW else "", field=field, before=before,
        after=after.strip(), others=others, reason=reason.strip(), state=AmendmentState.PROPOSED,
        proposed_by_id=getattr(by, "id", None), proposed_at=clock.now(), evidence=_evidence(plan, evidence))
    db.session.add(amendment)
    history.record(amendment, "proposed", by=by)
    return amendment


def rewrite(amendment: Amendment, *, after: str, reason: str, by, evidence=None) -> None:
    """Write a proposal anew on the plan's present words. Raises DecidedAlready and as `propose`."""
    hold(amendment)
    if amendment.state != AmendmentState.PROPOSED:
        raise DecidedAlready(ref=amendment.ref)
    if not reason.strip():
        raise ReasonMissing()
    version = queries.latest(amendment.plan)
    before = present_words(version, kind=amendment.kind, action_key=amendment.action_key, field=amendment.field)
    _check_words(amendment.kind, amendment.field, before, after, {})
    amendment.base_version, amendment.before = version, before
    amendment.after = "" if amendment.kind == AmendmentKind.REMOVE else after.strip()
    amendment.reason = reason.strip()
    if evidence is not None:
        amendment.evidence.clear()
        db.session.flush()  # the old evidence goes before the same may come again
        amendment.evidence.extend(_evidence(amendment.plan, evidence))
    history.record(amendment, "rewritten", by=by)


