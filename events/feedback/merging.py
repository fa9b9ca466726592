"""Merging near-duplicates: one remark points at another that says the same, and leaves the wall to it.

It keeps its own words, its writer's receipt and what becomes of it; nobody's voice is counted away.
"""

from sqlalchemy import update

from events.database import db
from events.feedback import moderating, queries
from events.feedback.models import Remark
from events.feedback.states import MOVES, RemarkState
from events.refusals import N_, Refusal

OPEN = (RemarkState.WAITING, RemarkState.APPROVED)


class OtherNotThere(Refusal):
    """The remark to merge with is not among those that can be read."""

    sentence = N_("There is no waiting or approved remark of that number to put it together with.")
    field = "into"


class MergedIntoItself(Refusal):
    """A remark cannot point at itself."""

    sentence = N_("%(ref)s is the very same one: choose another.")
    field = "into"


def merge(remark: Remark, *, into: Remark | None, by, seen: str = "") -> None:
    """Put a remark together with another that says the same; those that pointed at it point there too.

    A moderator has read it, so it is approved. Raises ChangedMeanwhile, OtherNotThere, MergedIntoItself or CannotMove.
    """
    if into is None:
        raise OtherNotThere()
    for one in sorted({remark.id: remark, into.id: into}.values(), key=lambda each: each.id):
        queries.hold(one)  # always in one order: two moderators must not wait for each other
    into = into.merged_into or into
    if into.id == remark.id:
        raise MergedIntoItself(ref=remark.ref)
    if remark.merged_into_id == into.id:
        return
    moderating.check_seen(remark, seen)
    if into.state not in OPEN:
        raise OtherNotThere()
    if remark.state != RemarkState.APPROVED and RemarkState.APPROVED not in MOVES[RemarkState(remark.state)]:
        raise moderating.CannotMove(ref=remark.ref)
    remark.state, remark.merged_into, remark.hidden_reason = RemarkState.APPROVED, into, ""
    remark.is_on_wall = remark.is_being_answered = remark.is_pinned = False
    db.session.execute(update(Remark).where(Remark.merged_into_id == remark.id).values(merged_into_id=into.id)
                       .execution_options(synchronize_session="fetch"))
    moderating.done(remark, "merged", by)


def separate(remark: Remark, *, by, seen: str = "") -> None:
    """Let a merged remark stand by itself again, at the end of the wall."""
    queries.hold(remark)
    if remark.merged_into_id is None:
        return
    moderating.check_seen(remark, seen)
    remark.merged_into = None
    remark.is_on_wall, remark.wall_position = True, moderating.last_position(remark.event) + 1
    moderating.done(remark, "separated", by)
