"""The chain from words to the plan and back: of one remark to its end, of one action to the words that caused it."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from events.database import db
from events.event import Event, Visibility
from events.feedback import disposition_queries
from events.feedback import queries as feedback_queries
from events.feedback.models import Answer, Remark
from events.feedback.room_models import FurtherDisposition
from events.feedback.states import Disposition, RemarkState
from events.plan import outcome_queries, queries
from events.plan.models import Action, ActionPlan, Amendment, Evidence, ExternalComment, OutcomesPage, Route, feeding
from events.plan.outcome_queries import Link
from events.plan.states import AmendmentState
from events.refusals import NotFound


@dataclass(frozen=True)
class Said:
    """A remark as anybody may read it, with the writer as they wished to be shown."""

    remark: Remark
    who: str
    is_unmet: bool = False  # it is said to change the plan, and no accepted amendment rests on it


@dataclass(frozen=True)
class RemarkChain:
    """One remark to its end. `told` is the remark whose outcome it shares: itself, or the one it was put with."""

    remark: Remark
    told: Remark
    who: str
    answers: list[Answer]
    links: list[Link]
    further: list[FurtherDisposition]


@dataclass(frozen=True)
class Cause:
    """One amendment of an action with the words behind it; `unshown` of them may not be shown here."""

    link: Link
    words: list[Said]
    comments: list[ExternalComment]
    unshown: int


@dataclass(frozen=True)
class ActionChain:
    """One action with what changed it, and the other remarks that were about it. None: it is in the plan no more."""

    key: str
    action: Action | None
    causes: list[Cause]
    others: list[Said]


@dataclass
class ActionWords:
    """What an event's remarks came to for one action: what changed it, and every remark about it."""

    key: str
    action: Action | None
    links: list[Link] = field(default_factory=list)
    words: list[Said] = field(default_factory=list)


def said(remark: Remark) -> Said:
    """A remark with its writer as they wished to be shown."""
    return Said(remark, feedback_queries.shown_name(remark))


def told_of(remark: Remark) -> Remark:
    """The remark whose outcome counts for this one: of several that say the same, one is answered."""
    other = remark.merged_into
    return other if other is not None and other.state == RemarkState.APPROVED else remark


def _own_and_told(remark: Remark) -> set[str]:
    return {remark.id, remark.merged_into_id or remark.id}


def remark_chain(event: Event, ref: str) -> RemarkChain:
    """One approved remark of the event, to its end. Raises NotFound."""
    row = select(Remark).where(
        Remark.event_id == event.id, Remark.ref == ref, Remark.state == RemarkState.APPROVED).options(
        selectinload(Remark.themes), selectinload(Remark.answers).joinedload(Answer.speaker),
        joinedload(Remark.agenda_item), joinedload(Remark.merged_into))
    remark = db.session.scalar(row)
    if remark is None:
        raise NotFound()
    told = told_of(remark)
    approvals = outcome_queries.approvals_of(queries.plans_of(event))
    links = outcome_queries.links_of(approvals, Remark.id.in_([remark.id, told.id]))
    mine = {link.amendment.id: link for key in (remark.id, told.id) for link in links.get(key, [])}
    return RemarkChain(remark, told, feedback_queries.shown_name(remark),
                       [answer for answer in told.answers if answer.is_published], list(mine.values()),
                       disposition_queries.further_of(told))


def public_events(plan: ActionPlan, here: Event) -> set[int]:
    """The events of a plan whose remarks a page of `here` may show: published, and no closed one but itself."""
    rows = select(OutcomesPage.event_id).join(Event, Event.id == OutcomesPage.event_id).join(
        feeding, feeding.c.event_id == Event.id).where(
        feeding.c.plan_id == plan.id, OutcomesPage.published_at.is_not(None),
        (Event.visibility != Visibility.CLOSED) | (Event.id == here.id))
    return set(db.session.scalars(rows))


def _amendments_to(plan: ActionPlan, action_key: str | None, states: Iterable[AmendmentState]) -> list[Amendment]:
    """Amendments of a plan to one action ("" for its own texts; None: all), with the words behind them."""
    rows = select(Amendment).where(Amendment.plan_id == plan.id, Amendment.state.in_(list(states))).options(
        joinedload(Amendment.into_version), joinedload(Amendment.decided_by),
        selectinload(Amendment.evidence).options(
            joinedload(Evidence.remark).joinedload(Remark.event), joinedload(Evidence.external_comment)))
    if action_key is not None:
        rows = rows.where(Amendment.action_key == action_key)
    return list(db.session.scalars(rows.order_by(Amendment.id)))


def _shown(amendment: Amendment, events: set[int]) -> list[Remark]:
    return [row.remark for row in amendment.evidence
            if row.remark and row.remark.state == RemarkState.APPROVED and row.remark.event_id in events]


def _cause(amendment: Amendment, events: set[int], approvals) -> Cause:
    shown = _shown(amendment, events)
    comments = [row.external_comment for row in amendment.evidence if row.external_comment]
    return Cause(outcome_queries.link_of(amendment, approvals), [said(remark) for remark in shown], comments,
                 len(amendment.evidence) - len(shown) - len(comments))


def _routed(plan: ActionPlan, events: set[int], action_key: str | None = None) -> dict[str, list[Remark]]:
    """The approved remarks of these events that were routed to actions, by the action's key, by ref."""
    rows = select(Route.action_key, Remark).join(Remark, Remark.id == Route.remark_id).where(
        Route.plan_id == plan.id, Remark.state == RemarkState.APPROVED, Remark.event_id.in_(events)).options(
        joinedload(Remark.event))
    if action_key is not None:
        rows = rows.where(Route.action_key == action_key)
    found: dict[str, list[Remark]] = {}
    for key, remark in db.session.execute(rows.order_by(Remark.ref, Remark.id)):
        found.setdefault(key, []).append(remark)
    return found


def action_chain(plan: ActionPlan, action_key: str, *, version, events: set[int],
                 states: Iterable[AmendmentState] = (AmendmentState.ACCEPTED,)) -> ActionChain:
    """One action ("" for the plan's own introduction) back to the words of these events. Raises NotFound.

    An action that was taken out has a chain as long as an amendment of these states tells of it.
    """
    action = queries.action_in(version, action_key) if action_key else None
    amendments = _amendments_to(plan, action_key, states)
    if action is None and not amendments:
        raise NotFound()
    approvals = outcome_queries.approvals_of([plan])
    causes = [_cause(amendment, events, approvals) for amendment in amendments]
    named = {words.remark.id for cause in causes for words in cause.words}
    routed = _routed(plan, events, action_key).get(action_key, []) if action_key else []
    others = [remark for remark in routed if remark.id not in named]
    behind = outcome_queries.resting_on(Remark.id.in_([key for remark in others for key in _own_and_told(remark)]))
    return ActionChain(action_key, action, causes, [
        Said(remark, feedback_queries.shown_name(remark),
             remark.disposition == Disposition.AMENDS and not behind & _own_and_told(remark)) for remark in others])


def marks_of(plan: ActionPlan, version, events: set[int]) -> dict[str, tuple[list[str], int]]:
    """For each action ("" the introduction): which fields were changed up to this version, and how many remarks
    of these events are about it. Actions that neither touched are left out."""
    changed: dict[str, list[str]] = {}
    about: dict[str, set[str]] = {}
    for amendment in _amendments_to(plan, None, (AmendmentState.ACCEPTED,)):
        into = amendment.into_version
        if into is not None and into.number <= version.number:
            fields = changed.setdefault(amendment.action_key, [])
            fields += [name for name in (amendment.field or "text",) if name not in fields]
            about.setdefault(amendment.action_key, set()).update(r.id for r in _shown(amendment, events))
    for key, remarks in _routed(plan, events).items():
        about.setdefault(key, set()).update(remark.id for remark in remarks)
    return {key: (changed.get(key, []), len(about.get(key, ()))) for key in changed.keys() | about.keys()
            if changed.get(key) or about.get(key)}


def words_by_action(plan: ActionPlan, event: Event) -> list[ActionWords]:
    """What the event's remarks came to, action by action, in the plan's order: those that were taken out last.

    The introduction stands first, under the key ""; actions of which nobody spoke have no words and no links.
    """
    version = queries.shown_version(plan, event)
    approvals = outcome_queries.approvals_of([plan])
    rows = {action.key: ActionWords(action.key, action) for action in queries.actions_of(version)}
    rows = {"": ActionWords("", None)} | rows
    for amendment in _amendments_to(plan, None, (AmendmentState.ACCEPTED,)):
        row = rows.setdefault(amendment.action_key, ActionWords(amendment.action_key, None))
        row.links.append(outcome_queries.link_of(amendment, approvals))
        row.words += [said(remark) for remark in _shown(amendment, {event.id})]
    for key, remarks in _routed(plan, {event.id}).items():
        if key in rows:
            rows[key].words += [said(remark) for remark in remarks]
    for row in rows.values():
        row.words[:] = {words.remark.id: words for words in row.words}.values()
    return list(rows.values())
