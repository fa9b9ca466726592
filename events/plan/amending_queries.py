"""What is known of amendments: where they meet, which need another look, what was recommended and ruled."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from events.database import db
from events.plan import queries
from events.plan.amending_models import EarlierWording, Recommendation, Ruling, VersionSent
from events.plan.assemblies import Clash, PlainPlan, assemble, number_of, plain
from events.plan.changes import Change, compare
from events.plan.grounds import Ground, Reading, as_written, ground_on, reading_of
from events.plan.models import Action, ActionPlan, Amendment, PlanVersion
from events.plan.states import AmendmentState


def preview(plan: ActionPlan, only: list[Amendment] | None = None) -> tuple[PlainPlan, list[Clash], list[Amendment]]:
    """The next version as it would be: its text, where accepted amendments meet, and those that go in.

    `only`: these accepted ones and no others.
    """
    amendments = queries.accepted_and_open(plan) if only is None else only
    made, clashes = assemble(plain(queries.latest(plan)), amendments)
    return made, clashes, amendments


def clashes_with(amendment: Amendment) -> list[Clash]:
    """Where an amendment and the accepted ones that stand in no version yet cannot all stand.

    A pending one is looked at as it would read on the plan's present words; nothing is changed.
    """
    base = plain(queries.latest(amendment.plan))
    accepted = [row for row in queries.accepted_and_open(amendment.plan) if row is not amendment]
    _made, clashes = assemble(base, [*accepted, reading_of(amendment, base)])
    return [clash for clash in clashes if amendment.ref in clash.refs]


def meeting(amendment: Amendment) -> tuple[list[Amendment], list[Clash]]:
    """An amendment and the accepted ones that cannot all stand, by ref; and where they meet. Empty where none do.

    What is declined, or in a version already, meets nothing.
    """
    if amendment.state == AmendmentState.DECLINED or amendment.into_version_id is not None:
        return [], []
    clashes = [clash for clash in clashes_with(amendment) if len(clash.refs) > 1]
    refs = {ref for clash in clashes for ref in clash.refs}
    rows = [row for row in queries.amendments_of(amendment.plan) if row.ref in refs]
    return sorted(rows, key=lambda row: number_of(row.ref)), clashes


def _about_one_place(one: Amendment, other: Amendment) -> bool:
    """Whether two could meet at all: they name one action, or one column or text of the plan."""
    keys, others = ({row.action_key, (row.others or {}).get("behind", "")} - {""} for row in (one, other))
    return bool(keys & others) or (one.field == other.field and not (one.action_key and other.action_key))


def open_rivals(amendment: Amendment) -> list[Amendment]:
    """The other pending amendments that cannot stand beside a pending one as they are written, by ref.

    What has lost its ground needs another look first and meets nothing yet.
    """
    if amendment.state != AmendmentState.PROPOSED:
        return []
    base = plain(queries.latest(amendment.plan))
    rows = [row for row in pending_of(amendment.plan) if row is amendment or _about_one_place(row, amendment)]
    reads = {row.ref: reading_of(row, base) for row in rows if ground_on(row, base).stands}
    if amendment.ref not in reads:
        return []
    found = []
    for row in rows:
        if row is not amendment and row.ref in reads:
            _made, clashes = assemble(base, [reads[amendment.ref], reads[row.ref]])
            if any({row.ref, amendment.ref} <= set(clash.refs) for clash in clashes):
                found.append(row)
    return sorted(found, key=lambda row: number_of(row.ref))


def can_join(clashes: list[Clash]) -> bool:
    """Whether one wording can say what all of them say."""
    return bool(clashes) and all(clash.kind in ("words", "length") for clash in clashes)


def read_now(amendment: Amendment) -> Reading:
    """How a pending amendment reads on the plan's present words; a decided one as it was decided."""
    if amendment.state != AmendmentState.PROPOSED:
        return as_written(amendment)
    return reading_of(amendment, plain(queries.latest(amendment.plan)))


@dataclass(frozen=True)
class AnotherLook:
    """A pending amendment that could not be carried to the newest version, and how things stand there."""

    amendment: Amendment
    ground: Ground


def needing_another_look(plan: ActionPlan) -> list[AnotherLook]:
    """The pending amendments whose ground the newest version no longer has, in the order they were proposed."""
    newest = queries.latest(plan)
    text = plain(newest)
    pending = [row for row in queries.amendments_of(plan)
               if row.state == AmendmentState.PROPOSED and row.base_version_id != newest.id]
    looks = [AnotherLook(row, ground_on(row, text)) for row in pending]
    return [look for look in looks if not look.ground.stands]


def pending_of(plan: ActionPlan) -> list[Amendment]:
    """The amendments that are to be decided, in the order they were proposed."""
    return [row for row in queries.amendments_of(plan) if row.state == AmendmentState.PROPOSED]


def recommendations_of(amendment: Amendment) -> list[Recommendation]:
    """What was recommended about an amendment, oldest first."""
    rows = select(Recommendation).where(Recommendation.amendment_id == amendment.id).order_by(
        Recommendation.id).options(joinedload(Recommendation.by_officer))
    return list(db.session.scalars(rows))


def words_advised(advice: Sequence[Recommendation], chosen: int | None) -> str:
    """The other words of the recommendation with the id `chosen`, of those given; nothing where there are none."""
    return next((row.words for row in advice if row.id == chosen), "")


def rulings_of(amendment: Amendment) -> list[Ruling]:
    """What was done with an amendment, oldest first, with the sittings it was done in."""
    rows = select(Ruling).where(Ruling.amendment_id == amendment.id).order_by(Ruling.id).options(
        joinedload(Ruling.by_officer), joinedload(Ruling.sitting))
    return list(db.session.scalars(rows))


def last_rulings(plan: ActionPlan) -> dict[int, Ruling]:
    """The last ruling on each of the plan's amendments, by the amendment's id."""
    rows = select(Ruling).join(Amendment).where(Amendment.plan_id == plan.id).order_by(Ruling.id).options(
        joinedload(Ruling.by_officer), joinedload(Ruling.sitting))
    return {row.amendment_id: row for row in db.session.scalars(rows)}


def earlier_wordings_of(amendment: Amendment) -> list[EarlierWording]:
    """What an amendment said before, the proposer's own words first."""
    rows = select(EarlierWording).where(EarlierWording.amendment_id == amendment.id).order_by(
        EarlierWording.id).options(joinedload(EarlierWording.by_officer), joinedload(EarlierWording.base_version))
    return list(db.session.scalars(rows))


def sent_of(version: PlanVersion) -> list[VersionSent]:
    """To whom a version was sent for comment, the first one first."""
    rows = select(VersionSent).where(VersionSent.version_id == version.id).order_by(
        VersionSent.sent_on, VersionSent.id).options(joinedload(VersionSent.noted_by))
    return list(db.session.scalars(rows))


@dataclass(frozen=True)
class Step:
    """One action in one version: how it differs from the version before, and the amendments that did it.

    `change` is None where nothing changed; `action` is None in the version that took it out.
    """

    version: PlanVersion
    action: Action | None
    change: Change | None
    amendments: list[Amendment]


def history_of(plan: ActionPlan, key: str) -> list[Step]:
    """An action from the version it first stands in to the newest, or to the one that took it out."""
    steps: list[Step] = []
    before = None
    amendments = [row for row in queries.amendments_of(plan) if row.action_key == key]
    for row in queries.versions_of(plan):
        version = queries.version_by_number(plan, row.number)
        action = queries.action_in(version, key)
        changes: list[Change] = compare(before, version) if before else []
        change = next((change for change in changes if change.key == key), None)
        if action or change:
            mine = [amendment for amendment in amendments if amendment.into_version_id == version.id]
            steps.append(Step(version, action, change, mine))
        before = version
    return steps


@dataclass(frozen=True)
class Beside:
    """What a list of amendments says beside each: advice by name, the sitting's number, the proposer's own words.

    `own_words` is empty where the amendment says still what was proposed first.
    """

    recommended: str = ""
    sitting: int | str = ""
    own_words: str = ""


def beside(ids: Sequence[int]) -> dict[int, Beside]:
    """What stands beside each of some amendments, by its id."""
    advice: dict[int, list[str]] = {}
    for row in db.session.scalars(select(Recommendation).where(Recommendation.amendment_id.in_(ids)).order_by(
            Recommendation.id).options(joinedload(Recommendation.by_officer))):
        name = f"{row.by_officer.name}: " if row.by_officer else ""
        advice.setdefault(row.amendment_id, []).append(f"{name}{row.advice}")
    sittings = {row.amendment_id: row.sitting.number if row.sitting else "" for row in db.session.scalars(
        select(Ruling).where(Ruling.amendment_id.in_(ids)).order_by(Ruling.id).options(joinedload(Ruling.sitting)))}
    first = select(EarlierWording).where(EarlierWording.amendment_id.in_(ids)).order_by(EarlierWording.id.desc())
    words = {row.amendment_id: row.after for row in db.session.scalars(first)}
    return {id_: Beside("; ".join(advice.get(id_, [])), sittings.get(id_, ""), words.get(id_, "")) for id_ in ids}
