"""An event follows another: it takes along the plan, the bodies, the people as drafts, and unanswered questions."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from events import history
from events.agenda import following
from events.delegates import carrying_guests
from events.event import Event
from events.feedback import taking_along
from events.plan import queries as plan_queries
from events.plan.models import ActionPlan


@dataclass
class Taken:
    """What was taken along, in numbers."""

    plans: list[ActionPlan] = field(default_factory=list)
    drafted: int = 0
    bodies: int = 0
    short: list[str] = field(default_factory=list)  # bodies for whom there are not as many places
    questions: int = 0


def follow_on(
    event: Event, earlier: Event, *, groups: Iterable[str] = (), bodies: bool = False, plan: bool = False,
    refs: Iterable[str] = (), by,
) -> Taken:
    """Let an event follow an earlier one and take along what is asked for; what it has already stays as it is.

    `groups` are whom to draft an invitation for (delegates.carrying_guests), `refs` the questions. Nothing is sent.
    Raises FollowsLater, FollowsAnother, InvitationsClosed or SeatsClosed.
    """
    following.follow(event, earlier, by=by)
    taken = Taken()
    if plan:
        taken.plans = _feed_plans(event, earlier, by)
    taken.drafted = len(carrying_guests.draft_again(event, earlier, groups=groups, by=by))
    if bodies:
        given = carrying_guests.give_again(event, earlier, by=by)
        taken.bodies, taken.short = given.bodies, given.short
    taken.questions = len(taking_along.take_along(event, earlier, refs=refs, by=by))
    return taken


def _feed_plans(event: Event, earlier: Event, by) -> list[ActionPlan]:
    """Let an event feed the plans that the earlier one feeds; those that it did not feed before."""
    fed = [plan for plan in plan_queries.plans_of(earlier) if event not in plan.events]
    for plan in fed:
        plan.events.append(event)
        history.record(plan, "fed by another event", by=by, event=event)
    return fed
