"""What routing reads: actions with their plain words as they are now, what officers chose before, remarks alike."""

from dataclasses import dataclass

from sqlalchemy import select

from events.database import db
from events.feedback import resemblances
from events.feedback.models import Remark
from events.feedback.states import RemarkState
from events.plan import queries
from events.plan.models import ActionPlan, PlanVersion, Route
from events.plan.phrase_models import PlainWords

SAME = 0.45  # of 1: from here on two remarks say so nearly the same that both are ticked
MOST_ALIKE = 5


@dataclass(frozen=True)
class Spoken:
    """An action as remarks are compared with it, free of the database."""

    key: str
    ref: str
    text: str
    measure: str
    in_plain_words: str  # phrases divided by " | "

    @property
    def phrases(self) -> list[str]:
        """What people might say of it, one by one."""
        return [phrase.strip() for phrase in self.in_plain_words.split("|") if phrase.strip()]


@dataclass(frozen=True)
class Alike:
    """A remark that nobody has dealt with and that is much like another; `is_same`: it says nearly the same."""

    remark: Remark
    is_same: bool


def words_of(remark: Remark) -> str:
    """The words that a remark is compared by: its translation where there is one."""
    return remark.translation or remark.text


def routes_made(plan: ActionPlan, made: list[str]) -> list[tuple[str, list[str]]]:
    """What one press routed, as `routing.route_together` names it: each action's number with the remarks' refs."""
    if not made:
        return []
    pairs = [name.partition(".")[::2] for name in made]
    refs = {remark.id: remark.ref for remark in remarks_by_id(plan, [remark_id for remark_id, _key in pairs])}
    numbers = {action.key: action.ref for action in queries.actions_of(queries.latest(plan))}
    found: dict[str, list[str]] = {}
    for remark_id, key in pairs:
        if remark_id in refs and key in numbers:
            found.setdefault(numbers[key], []).append(refs[remark_id])
    return list(found.items())


def plain_words_row(plan: ActionPlan, key: str) -> PlainWords | None:
    """The phrases that an officer wrote for an action, or None where those of its version hold."""
    return db.session.scalar(select(PlainWords).where(PlainWords.plan_id == plan.id, PlainWords.action_key == key))


def spoken(plan: ActionPlan, version: PlanVersion) -> list[Spoken]:
    """A version's actions in their order, with the plain words as they are now."""
    written = {row.action_key: row.phrases for row in db.session.scalars(
        select(PlainWords).where(PlainWords.plan_id == plan.id))}
    return [Spoken(action.key, action.ref, action.text, action.measure,
                   written.get(action.key, action.in_plain_words)) for action in queries.actions_of(version)]


def learnt(plan: ActionPlan, but: Remark) -> dict[str, list[str]]:
    """For each action's key the words of the remarks routed to it that may be shown, without those of one remark."""
    rows = select(Route.action_key, Remark).join(Remark).where(
        Route.plan_id == plan.id, Remark.state == RemarkState.APPROVED, Remark.id != but.id).order_by(Route.id)
    found: dict[str, list[str]] = {}
    for key, remark in db.session.execute(rows):
        found.setdefault(key, []).append(words_of(remark))
    return found


def alike(remark: Remark, unsettled: list[Remark]) -> list[Alike]:
    """The likest of those that nobody has dealt with, the likest first; what a moderator put together is the same."""
    others = {one.id: one for one in unsettled if one.id != remark.id}
    texts = {remark.id: remark.text} | {key: one.text for key, one in others.items()}
    near = dict(resemblances.like(texts, among=[remark.id], best=MOST_ALIKE).get(remark.id, []))
    together = {one.id for one in others.values()
                if remark.id == one.merged_into_id or one.id == remark.merged_into_id}
    chosen = sorted({*near, *together}, key=lambda key: (key not in together, -near.get(key, 0), key))
    return [Alike(others[key], key in together or near[key] >= SAME) for key in chosen[:MOST_ALIKE]]


def remarks_by_id(plan: ActionPlan, ids: list[str]) -> list[Remark]:
    """Those approved remarks of the plan's events that have these keys, by ref; others are left out."""
    rows = queries.approved_remarks(plan).where(Remark.id.in_(ids)).order_by(Remark.ref, Remark.id)
    return list(db.session.scalars(rows))
