"""Making a new version of the plan from the last one and the accepted amendments."""

from collections.abc import Iterable

from events import clock, history
from events.database import db
from events.plan import queries
from events.plan.amending_queries import preview
from events.plan.assemblies import Clash, PlainAction, PlainPlan
from events.plan.carrying import Collision, carry_all
from events.plan.carrying_over import carry_over
from events.plan.importing import freeze
from events.plan.models import Action, ActionPlan, Amendment, Gate, Objective, PlanVersion
from events.plan.states import FIELDS, VersionState
from events.refusals import N_, Refusal


class NothingToPutIn(Refusal):
    """No accepted amendment waits to be put into a version."""

    sentence = N_("No accepted amendment is waiting to be put into a version. Accept one first.")


class Unsettled(Collision):
    """Accepted amendments meet at the same words: their wording is settled before a version is made."""

    sentence = N_("%(other)s meet at the same words. Settle the wording first, so that nothing is lost.")


def _action(made: PlainAction, position: int) -> Action:
    words = {field: made.words.get(field, "") for field in FIELDS}
    cells = {key: said for key, said in made.words.items() if key not in FIELDS and said}
    return Action(key=made.key, ref=made.ref, in_plain_words=made.in_plain_words, position=position, cells=cells,
                  **words)


def _version(plan: ActionPlan, before: PlanVersion, made: PlainPlan, by) -> PlanVersion:
    texts = [{"key": key, "title": title, "text": text} for key, (title, text) in made.texts.items()]
    version = PlanVersion(
        plan=plan, number=before.number + 1, state=VersionState.DRAFT, preamble=made.preamble, texts=texts,
        columns=made.columns, made_at=clock.now(), made_by_id=getattr(by, "id", None))
    for part, old in zip(made.objectives, before.objectives, strict=True):
        version.objectives.append(Objective(
            number=part.number, title=part.title, position=old.position,
            actions=[_action(row, place) for place, row in enumerate(part.actions, 1)]))
    for gate in before.gates:
        version.gates.append(Gate(key=gate.key, kind=gate.kind, title=gate.title, detail=gate.detail,
                                  position=gate.position))
    return version


def _meeting(clashes: Iterable[Clash], amendments: list[Amendment]) -> list[Amendment]:
    refs = {ref for clash in clashes for ref in clash.refs}
    return [row for row in amendments if row.ref in refs]


def make_version(plan: ActionPlan, *, by, amendments: list[Amendment] | None = None) -> PlanVersion:
    """Put every accepted amendment that stands in no version yet, or only those given, into a new, frozen one.

    Those that change the same text are merged word by word; pending ones are carried to the new
    version where their ground stands. The gates come over unsigned, and what they cover as a copy:
    what was signed was signed for other words. Raises NothingToPutIn, or Unsettled where two cannot
    both stand.
    """
    queries.lock(plan)
    made, clashes, amendments = preview(plan, amendments)
    if not amendments:
        raise NothingToPutIn()
    if clashes:
        raise Unsettled(others=_meeting(clashes, amendments))
    before = queries.version_by_number(plan, queries.latest(plan).number)
    version = _version(plan, before, made, by)
    db.session.add(version)
    freeze(version)
    for amendment in amendments:
        amendment.into_version = version
    carry_over(before, version)
    history.record(version, "version made", by=by)
    carry_all(plan, version, by=by)
    return version
