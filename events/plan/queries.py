"""What the plan's pages read: the plan, its versions, remarks and where they were routed, amendments."""

from collections import Counter
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, selectinload

from events.access import queries as access_queries
from events.access.models import Officer
from events.database import db
from events.event import Event
from events.feedback import taken_queries
from events.feedback.models import Remark
from events.feedback.states import RemarkState
from events.plan.models import (
    Action,
    ActionPlan,
    Amendment,
    Decision,
    Evidence,
    ExternalComment,
    Gate,
    Objective,
    OutcomesPage,
    PlanVersion,
    Route,
    feeding,
)
from events.plan.states import APPROVALS, AmendmentState
from events.refusals import NotFound, NotYours

WHOLE_TEXT = selectinload(PlanVersion.objectives).selectinload(Objective.actions)


def plan_by_key(key: str) -> ActionPlan | None:
    """The plan of that key, or None."""
    return db.session.scalar(select(ActionPlan).where(ActionPlan.key == key).options(selectinload(ActionPlan.events)))


def lock(plan: ActionPlan) -> None:
    """Hold the plan until the transaction ends: its numbers are given and its decisions made one at a time."""
    db.session.scalars(select(ActionPlan.id).where(ActionPlan.id == plan.id).with_for_update()).one()


def plans() -> list[ActionPlan]:
    """Every plan of the council, by title."""
    rows = select(ActionPlan).options(selectinload(ActionPlan.events), selectinload(ActionPlan.versions))
    return list(db.session.scalars(rows.order_by(ActionPlan.title, ActionPlan.id)))


def plans_of(event: Event) -> list[ActionPlan]:
    """The plans that an event feeds, by title."""
    rows = select(ActionPlan).join(feeding).where(feeding.c.event_id == event.id)
    return list(db.session.scalars(rows.order_by(ActionPlan.title, ActionPlan.id)))


def roles_on(officer: Officer, plan: ActionPlan) -> set[str]:
    """The roles that reach a plan: those on an event that feeds it, and the council-wide ones."""
    held = access_queries.roles_on(officer, None)
    for event in plan.events:
        held |= access_queries.roles_on(officer, event)
    return held


def plan_for(key: str, officer: Officer, *wanted: str) -> ActionPlan:
    """The plan of a desk page. Raises NotFound where the officer has nothing to do with it, or NotYours."""
    plan = plan_by_key(key)
    held = roles_on(officer, plan) if plan else set()
    if plan is None or not held:
        raise NotFound()
    if not held & set(wanted):
        raise NotYours()
    return plan


def latest(plan: ActionPlan) -> PlanVersion:
    """The newest version, with its whole text. Raises NotFound for a plan without one."""
    rows = select(PlanVersion).where(PlanVersion.plan_id == plan.id).order_by(
        PlanVersion.number.desc()).limit(1).options(WHOLE_TEXT)
    found = db.session.scalar(rows)
    if found is None:
        raise NotFound()
    return found


def version_by_number(plan: ActionPlan, number: int) -> PlanVersion:
    """One version with its whole text, gates and who made it. Raises NotFound."""
    rows = select(PlanVersion).where(PlanVersion.plan_id == plan.id, PlanVersion.number == number).options(
        WHOLE_TEXT, joinedload(PlanVersion.made_by), selectinload(PlanVersion.gates).joinedload(Gate.signed_by))
    found = db.session.scalar(rows)
    if found is None:
        raise NotFound()
    return found


def versions_of(plan: ActionPlan) -> list[PlanVersion]:
    """All versions, the first one first."""
    rows = select(PlanVersion).where(PlanVersion.plan_id == plan.id).order_by(PlanVersion.number).options(
        joinedload(PlanVersion.made_by))
    return list(db.session.scalars(rows))


def actions_of(version: PlanVersion) -> list[Action]:
    """The actions of a version in their order."""
    return [action for objective in version.objectives for action in objective.actions]


def action_in(version: PlanVersion, key: str) -> Action | None:
    """The action of that key in a version, or None."""
    return next((action for action in actions_of(version) if action.key == key), None)


def decisions_of(version: PlanVersion) -> list[Decision]:
    """What was decided about a version, or was made of it at the table, oldest first."""
    about = (Decision.version_id == version.id) | (Decision.laid_number == version.number)
    rows = select(Decision).join(PlanVersion).where(PlanVersion.plan_id == version.plan_id, about).order_by(
        Decision.at, Decision.id).options(joinedload(Decision.by_officer), joinedload(Decision.version))
    return list(db.session.scalars(rows))


def approval_of(plan: ActionPlan) -> Decision | None:
    """The latest approval of any of the plan's versions."""
    rows = select(Decision).join(PlanVersion).where(
        PlanVersion.plan_id == plan.id, Decision.outcome.in_(APPROVALS),
    ).order_by(PlanVersion.number.desc(), Decision.id.desc()).limit(1).options(joinedload(Decision.version))
    return db.session.scalar(rows)


def shown_version(plan: ActionPlan, event: Event) -> PlanVersion:
    """The version that the public reads: the approved one, else the one the event was asked about."""
    approval = approval_of(plan)
    if approval is not None:
        return version_by_number(plan, approval.version.number)
    numbers = [v.number for v in versions_of(plan) if v.made_at <= event.ends_at]
    return version_by_number(plan, max(numbers, default=1))


def approved_remarks(plan: ActionPlan):
    """The question for the approved remarks of the plan's events, each at its first asking, to be narrowed."""
    fed = select(feeding.c.event_id).where(feeding.c.plan_id == plan.id)
    return select(Remark).where(Remark.event_id.in_(fed), Remark.state == RemarkState.APPROVED,
                                Remark.id.not_in(taken_queries.copies_from(fed)))


def remarks_of(plan: ActionPlan) -> list[Remark]:
    """The approved remarks of the plan's events, by event and ref."""
    rows = approved_remarks(plan).join(Event, Event.id == Remark.event_id).order_by(
        Event.starts_at, Remark.ref, Remark.id).options(
        joinedload(Remark.agenda_item), joinedload(Remark.event), selectinload(Remark.themes))
    return list(db.session.scalars(rows))


def routes_of(plan: ActionPlan) -> dict[str, list[str]]:
    """For each remark's id, the keys of the actions it was routed to."""
    found: dict[str, list[str]] = {}
    rows = select(Route.remark_id, Route.action_key).where(Route.plan_id == plan.id).order_by(
        Route.action_key, Route.id)
    for remark_id, key in db.session.execute(rows):
        found.setdefault(remark_id, []).append(key)
    return found


def routed_counts(plan: ActionPlan) -> Counter[str]:
    """How many approved remarks are routed to each action, by its key."""
    rows = select(Route.action_key, func.count(Route.id)).join(Remark).where(
        Route.plan_id == plan.id, Remark.state == RemarkState.APPROVED).group_by(Route.action_key)
    found: Counter[str] = Counter()
    for key, count in db.session.execute(rows):
        found[key] = count
    return found


def routed_to(plan: ActionPlan, key: str) -> list[Remark]:
    """The approved remarks routed to an action, by ref."""
    rows = approved_remarks(plan).join(Route, Route.remark_id == Remark.id).where(
        Route.plan_id == plan.id, Route.action_key == key).order_by(Remark.ref, Remark.id)
    return list(db.session.scalars(rows))


def is_settled(remark: Remark, routes: dict[str, list[str]]) -> bool:
    """Whether a remark has been routed or has a disposition already."""
    return bool(routes.get(remark.id)) or remark.disposition is not None


def unsettled(plan: ActionPlan) -> list[Remark]:
    """The remarks that nobody has routed or disposed of yet, in their order."""
    routes = routes_of(plan)
    return [remark for remark in remarks_of(plan) if not is_settled(remark, routes)]


def remark_in(plan: ActionPlan, ref: str, slug: str = "") -> Remark:
    """An approved remark of the plan's events by ref, of the event `slug` where two share one. Raises NotFound."""
    rows = approved_remarks(plan).where(Remark.ref == ref).join(Event, Event.id == Remark.event_id).order_by(
        Event.starts_at, Remark.id).options(
        joinedload(Remark.agenda_item), joinedload(Remark.event), selectinload(Remark.answers))
    if slug:
        rows = rows.where(Event.slug == slug)
    found = db.session.scalar(rows.limit(1))
    if found is None:
        raise NotFound()
    return found


def _amendments():
    return select(Amendment).options(
        joinedload(Amendment.proposed_by), joinedload(Amendment.decided_by), joinedload(Amendment.into_version),
        selectinload(Amendment.evidence).joinedload(Evidence.remark),
        selectinload(Amendment.evidence).joinedload(Evidence.external_comment))


def amendments_of(plan: ActionPlan) -> list[Amendment]:
    """Every amendment with its evidence, in the order they were proposed."""
    return list(db.session.scalars(_amendments().where(Amendment.plan_id == plan.id).order_by(Amendment.id)))


def amendment_by_ref(plan: ActionPlan, ref: str) -> Amendment:
    """One amendment with its evidence. Raises NotFound."""
    found = db.session.scalar(_amendments().where(Amendment.plan_id == plan.id, Amendment.ref == ref))
    if found is None:
        raise NotFound()
    return found


def accepted_and_open(plan: ActionPlan) -> list[Amendment]:
    """Accepted amendments that stand in no version yet, in the order they were proposed, read anew."""
    rows = _amendments().where(
        Amendment.plan_id == plan.id, Amendment.state == AmendmentState.ACCEPTED,
        Amendment.into_version_id.is_(None)).order_by(Amendment.id).execution_options(populate_existing=True)
    return list(db.session.scalars(rows))


def accepted_into(version: PlanVersion) -> list[Amendment]:
    """The amendments that made a version, in the order they were proposed."""
    return list(db.session.scalars(_amendments().where(
        Amendment.into_version_id == version.id).order_by(Amendment.id)))


def amendments_resting_on(remark: Remark) -> list[Amendment]:
    """The amendments, of any plan, that a remark is evidence for."""
    rows = select(Amendment).join(Evidence).where(Evidence.remark_id == remark.id).order_by(Amendment.id)
    return list(db.session.scalars(rows))


def comments_of(plan: ActionPlan) -> list[ExternalComment]:
    """The reviewing bodies' comments, in the order they came."""
    rows = select(ExternalComment).where(ExternalComment.plan_id == plan.id).order_by(
        ExternalComment.position, ExternalComment.id)
    return list(db.session.scalars(rows))


def unanswered(plan: ActionPlan) -> list[ExternalComment]:
    """Those that have no written answer yet."""
    return [comment for comment in comments_of(plan) if comment.response_kind is None]


def comment_by_ref(plan: ActionPlan, ref: str) -> ExternalComment:
    """One reviewing body's comment. Raises NotFound."""
    found = db.session.scalar(select(ExternalComment).where(
        ExternalComment.plan_id == plan.id, ExternalComment.ref == ref))
    if found is None:
        raise NotFound()
    return found


def outcomes_page(event: Event) -> OutcomesPage | None:
    """Whether and since when the outcomes of an event are public."""
    return db.session.get(OutcomesPage, event.id)


def outcomes_are_public(event: Event) -> bool:
    """Whether anybody may read what became of an event's remarks."""
    found = outcomes_page(event)
    return found is not None and found.published_at is not None


@dataclass(frozen=True)
class Standing:
    """How much of a plan's work is done, in numbers."""

    remarks: int
    settled: int
    proposed: int
    accepted: int
    declined: int
    comments: int
    answered: int


def standing(plan: ActionPlan) -> Standing:
    """How much of a plan's work is done."""
    remarks = remarks_of(plan)
    routes = routes_of(plan)
    states = Counter(db.session.scalars(select(Amendment.state).where(Amendment.plan_id == plan.id)))
    comments = comments_of(plan)
    return Standing(
        remarks=len(remarks), settled=sum(is_settled(remark, routes) for remark in remarks),
        proposed=states[AmendmentState.PROPOSED], accepted=states[AmendmentState.ACCEPTED],
        declined=states[AmendmentState.DECLINED], comments=len(comments),
        answered=sum(comment.response_kind is not None for comment in comments))
