"""What a sitting's pages read: the sittings, who may be present, what is to be decided, what was decided."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from events.access import queries as access_queries
from events.access.models import Officer
from events.database import db
from events.plan import queries
from events.plan.amending_models import Ruling, Sitting
from events.plan.amending_queries import pending_of
from events.plan.models import ActionPlan, Amendment, Evidence
from events.plan.states import RulingKind
from events.refusals import NotFound

DRAFTING_GROUP = {"reviewer", "organiser", "approver"}


def sittings_of(plan: ActionPlan) -> list[Sitting]:
    """The sittings about a plan, the newest first, with who was present."""
    rows = select(Sitting).where(Sitting.plan_id == plan.id).order_by(Sitting.number.desc()).options(
        selectinload(Sitting.present))
    return list(db.session.scalars(rows))


def sitting_by_number(plan: ActionPlan, number: int) -> Sitting:
    """One sitting. Raises NotFound."""
    found = db.session.scalar(select(Sitting).where(Sitting.plan_id == plan.id, Sitting.number == number).options(
        selectinload(Sitting.present), joinedload(Sitting.opened_by)))
    if found is None:
        raise NotFound()
    return found


def could_be_present(plan: ActionPlan) -> list[Officer]:
    """The officers with a role on the plan's events that lets them read it, by name."""
    return [officer for officer in access_queries.officers()
            if not officer.disabled_at and queries.roles_on(officer, plan) & DRAFTING_GROUP]


def names_present(sitting: Sitting) -> list[str]:
    """Who was present, by name: officers first, then the others."""
    return [row.name for row in sitting.present] + [
        line.strip() for line in sitting.others_present.splitlines() if line.strip()]


def rulings_in(sitting: Sitting) -> list[Ruling]:
    """What a sitting did last with each amendment it took up, in the order it took them up, with the words behind."""
    rows = select(Ruling).where(Ruling.sitting_id == sitting.id).order_by(Ruling.id).options(
        joinedload(Ruling.by_officer), joinedload(Ruling.amendment).options(
            joinedload(Amendment.proposed_by),
            selectinload(Amendment.evidence).options(
                joinedload(Evidence.remark), joinedload(Evidence.external_comment))))
    last: dict[int, Ruling] = {}
    for row in db.session.scalars(rows):
        last[row.amendment_id] = row
    return [row for row in last.values() if row.kind != RulingKind.REOPENED]


@dataclass(frozen=True)
class Agenda:
    """What a sitting has before it: what is still to be decided, what it has left, and what it has decided."""

    to_decide: list[Amendment]
    left: list[Amendment]
    decided: list[Ruling]

    @property
    def in_all(self) -> int:
        """How many amendments the sitting takes up."""
        return len(self.to_decide) + len(self.left) + len(self.decided)


def agenda_of(sitting: Sitting) -> Agenda:
    """What a sitting has before it, in the order of proposing."""
    rulings = rulings_in(sitting)
    pending = pending_of(sitting.plan)
    left = {row.amendment_id for row in rulings if row.kind == RulingKind.LEFT}
    return Agenda([row for row in pending if row.id not in left], [row for row in pending if row.id in left],
                  [row for row in rulings if row.kind != RulingKind.LEFT])
