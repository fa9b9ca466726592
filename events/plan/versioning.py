"""Making a new version of the plan from the last one and the accepted amendments."""

from events import clock, history
from events.database import db
from events.plan import queries
from events.plan.carrying_over import carry_over
from events.plan.importing import freeze
from events.plan.models import Action, ActionPlan, Amendment, Gate, Objective, PlanVersion
from events.plan.states import FIELDS, AmendmentKind, VersionState
from events.refusals import N_, Refusal


class NothingToPutIn(Refusal):
    """No accepted amendment waits to be put into a version."""

    sentence = N_("No accepted amendment is waiting to be put into a version. Accept one first.")


def _copied(action: Action) -> Action:
    words = {field: getattr(action, field) for field in FIELDS}
    return Action(key=action.key, ref=action.ref, in_plain_words=action.in_plain_words, position=action.position,
                  **words)


def _new_action(amendment: Amendment, position: int) -> Action:
    others = {field: amendment.others.get(field, "") for field in FIELDS if field != "text"}
    return Action(key=amendment.action_key, ref=amendment.action_key, text=amendment.after, position=position,
                  in_plain_words="", **others)


def _changed(actions: list[Action], amendments: list[Amendment], objective: Objective) -> list[Action]:
    """The actions of an objective after the amendments to them."""
    by_key = {action.key: action for action in actions}
    for amendment in amendments:
        if amendment.kind == AmendmentKind.CHANGE and amendment.action_key in by_key:
            setattr(by_key[amendment.action_key], amendment.field, amendment.after)
        elif amendment.kind == AmendmentKind.REMOVE:
            by_key.pop(amendment.action_key, None)
        elif amendment.kind == AmendmentKind.NEW and amendment.objective_number == objective.number:
            last = max((action.position for action in by_key.values()), default=0)
            by_key[amendment.action_key] = _new_action(amendment, last + 1)
    return list(by_key.values())


def make_version(plan: ActionPlan, *, by, amendments: list[Amendment] | None = None) -> PlanVersion:
    """Put every accepted amendment that stands in no version yet, or only those given, into a new, frozen one.

    The gates come over unsigned, and what they cover as a copy: what was signed was signed for other words.
    Raises NothingToPutIn.
    """
    queries.lock(plan)
    amendments = queries.accepted_and_open(plan) if amendments is None else amendments
    if not amendments:
        raise NothingToPutIn()
    before = queries.version_by_number(plan, queries.latest(plan).number)
    preamble = next((a.after for a in amendments if a.kind == AmendmentKind.TEXT), before.preamble)
    version = PlanVersion(plan=plan, number=before.number + 1, state=VersionState.DRAFT, preamble=preamble,
                          made_at=clock.now(), made_by_id=getattr(by, "id", None))
    for objective in before.objectives:
        copy = Objective(number=objective.number, title=objective.title, position=objective.position)
        copy.actions = _changed([_copied(action) for action in objective.actions], amendments, objective)
        version.objectives.append(copy)
    for gate in before.gates:
        version.gates.append(Gate(key=gate.key, kind=gate.kind, title=gate.title, detail=gate.detail,
                                  position=gate.position))
    db.session.add(version)
    freeze(version)
    for amendment in amendments:
        amendment.into_version = version
    carry_over(before, version)
    history.record(version, "version made", by=by)
    return version
