"""What a Word file of the plan is made of: two versions and the amendments between them, or those still open."""

from datetime import datetime, timedelta

from events import history
from events.plan import queries
from events.plan.anchors import FileMade, file_of
from events.plan.marked_plans import Marked, mark_version, mark_wishes
from events.plan.models import ActionPlan, Amendment
from events.plan.states import AmendmentState
from events.plan.word_readings import Reading
from events.refusals import NotFound


def changes(plan: ActionPlan, number: int, against: int) -> Marked:
    """A version with what changed since an earlier one. Raises NotFound."""
    if not 1 <= against < number:
        raise NotFound()
    before, after = queries.version_by_number(plan, against), queries.version_by_number(plan, number)
    amendments = [row for row in queries.amendments_of(plan)
                  if row.into_version and against < row.into_version.number <= number]
    return mark_version(before, after, amendments)


def proposals(plan: ActionPlan) -> Marked:
    """The newest version with what is proposed and not decided."""
    open_ones = [row for row in queries.amendments_of(plan) if row.state == AmendmentState.PROPOSED]
    return mark_wishes(queries.latest(plan), open_ones)


def _was_open(amendment: Amendment, at: datetime) -> bool:
    # The moment in a file's anchor is rounded up to the millisecond.
    decided = amendment.decided_at
    return amendment.proposed_at <= at and (decided is None or decided >= at - timedelta(milliseconds=1))


def as_sent(plan: ActionPlan, made: FileMade) -> Marked:
    """The file as it was sent out, from the record. Raises NotFound for a version that is not there."""
    if made.kind == "changes":
        return changes(plan, made.after, made.before)
    version = queries.version_by_number(plan, made.before)
    return mark_wishes(version, [row for row in queries.amendments_of(plan) if _was_open(row, made.at)])


def standing_since(plan: ActionPlan, made: FileMade) -> dict[str, str]:
    """Where each amendment stands now, by ref; "rewritten" where its words are not those of the file."""
    found = {}
    for row in queries.amendments_of(plan):
        again = row.state == AmendmentState.PROPOSED and any(
            entry.act == "rewritten" and entry.at > made.at for entry in history.of(row))
        found[row.ref] = "rewritten" if again else str(row.state)
    return found


def made_as(plan: ActionPlan, reading: Reading) -> FileMade | None:
    """Which file of ours a reviewed one was made from; None for another's."""
    return file_of((name for block in reading.blocks() for name in block.anchors), plan.key)


def beside(plan: ActionPlan, reading: Reading) -> Marked:
    """What to hold a commented copy of the plan against: the file it was made from, else the newest version."""
    made = made_as(plan, reading)
    try:
        return as_sent(plan, made) if made else mark_wishes(queries.latest(plan), [])
    except NotFound:
        return mark_wishes(queries.latest(plan), [])
