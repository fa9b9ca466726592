"""Carrying a pending amendment to the plan's present words, and refusing what would lose somebody's words."""

from collections.abc import Iterable

from events import history
from events.plan import amending_queries, drafting, queries
from events.plan.assemblies import PlainPlan, plain
from events.plan.grounds import ground_on
from events.plan.models import ActionPlan, Amendment, PlanVersion
from events.plan.states import AmendmentState
from events.refusals import N_, Stale


class Collision(Stale):
    """Accepted amendments change the same words; `others` are those, none where the plan itself has moved on.

    `other` is the first of them, or None.
    """

    sentence = N_("Amendment %(other)s changes the same words and has been accepted. Accepting both would lose one.")

    def __init__(self, sentence: str | None = None, *, others: Iterable[Amendment] = (), **values):
        self.others = list(others)
        self.other = self.others[0] if self.others else None
        super().__init__(sentence, **(values | (
            {"other": ", ".join(row.ref for row in self.others)} if self.others else {})))


LOST = {
    "gone": N_("The action has been taken out of the plan since this was proposed."),
    "changed": N_("The plan has changed here since this was proposed. Write the proposal anew on its present words."),
    "done": N_("The plan has changed here since this was proposed, and says already what this asks for."),
}


def carry(amendment: Amendment, version: PlanVersion, *, by, text: PlainPlan | None = None) -> bool:
    """Carry a proposal to a version where its ground still stands; whether it stands there now.

    Its words are put on the version's words; what it said before is kept beside it. `text`: the
    version's plain text, where the caller has it already.
    """
    if amendment.base_version_id == version.id:
        return True
    ground = ground_on(amendment, text or plain(version))
    if not ground.stands:
        return False
    if (ground.before, ground.after) != (amendment.before, amendment.after):
        drafting.keep_wording(amendment, because="carried over", by=by)
    amendment.base_version, amendment.before, amendment.after = version, ground.before, ground.after
    history.record(amendment, "carried over", by=by)
    return True


def carry_all(plan: ActionPlan, version: PlanVersion, *, by) -> list[Amendment]:
    """Carry every pending amendment to a version; those whose ground does not stand there are given back."""
    text = plain(version)
    pending = [row for row in queries.amendments_of(plan) if row.state == AmendmentState.PROPOSED]
    return [row for row in pending if not carry(row, version, by=by, text=text)]


def refuse_lost_words(amendment: Amendment, *, by) -> None:
    """Bring a proposal to the plan's present words; refuse it where it or another would lose some. Raises Collision."""
    version = queries.latest(amendment.plan)
    text = plain(version)
    if not carry(amendment, version, by=by, text=text):
        raise Collision(LOST[ground_on(amendment, text).why])
    clashes = amending_queries.clashes_with(amendment)
    refs = {ref for clash in clashes for ref in clash.refs} - {amendment.ref}
    if refs:
        raise Collision(others=[row for row in queries.accepted_and_open(amendment.plan) if row.ref in refs])
    if clashes:
        raise Collision(LOST["changed"])
