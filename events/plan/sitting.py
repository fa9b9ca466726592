"""The drafting group's meeting: opening it, who is present, what it does with each amendment, closing it."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import func, select

from events import clock, history
from events.access.models import Officer
from events.database import db
from events.plan import deciding, queries
from events.plan.amending_models import Ruling, Sitting
from events.plan.drafting import DecidedAlready, hold
from events.plan.models import ActionPlan, Amendment
from events.plan.states import AmendmentState, RulingKind
from events.refusals import N_, NotFound, Refusal


class NobodyPresent(Refusal):
    """A sitting names who is present."""

    sentence = N_("Tick or write who is present: the list of decisions names them.")
    field = "present"


class SittingClosed(Refusal):
    """The sitting is over: its list of decisions stands."""

    sentence = N_("Sitting %(number)s is closed. Open another one to go on.")
    status = 409


def _noted(sitting: Sitting, present: Iterable[Officer], others_present: str, note: str) -> None:
    names = [" ".join(line.split()) for line in others_present.splitlines() if line.strip()]
    present = list(present)
    if not present and not names:
        raise NobodyPresent()
    sitting.present, sitting.others_present, sitting.note = present, "\n".join(names), note.strip()


def open_sitting(plan: ActionPlan, *, held_on: date, present: Iterable[Officer], others_present: str = "",
                 note: str = "", by) -> Sitting:
    """Open a sitting about a plan on a day. Raises NobodyPresent."""
    queries.lock(plan)
    last = db.session.scalar(select(func.max(Sitting.number)).where(Sitting.plan_id == plan.id)) or 0
    sitting = Sitting(plan=plan, number=last + 1, held_on=held_on, opened_at=clock.now(),
                      opened_by_id=getattr(by, "id", None))
    _noted(sitting, present, others_present, note)
    db.session.add(sitting)
    history.record(sitting, "sitting opened", by=by)
    return sitting


def note_sitting(sitting: Sitting, *, present: Iterable[Officer], others_present: str, note: str, by) -> None:
    """Write down anew who is present, and what is to be noted; also once it is closed. Raises NobodyPresent."""
    _noted(sitting, present, others_present, note)
    history.record(sitting, "sitting noted", by=by)


def close_sitting(sitting: Sitting, *, by) -> None:
    """Close a sitting; its list of decisions stands from here on."""
    if sitting.closed_at is None:
        sitting.closed_at = clock.now()
        history.record(sitting, "sitting closed", by=by)


def refuse_closed(sitting: Sitting, plan: ActionPlan) -> None:
    """A closed sitting decides nothing more. Raises SittingClosed, or NotFound for one about another plan."""
    queries.lock(plan)
    db.session.refresh(sitting, ["closed_at"])
    if sitting.plan_id != plan.id:
        raise NotFound()
    if sitting.closed_at is not None:
        raise SittingClosed(number=sitting.number)


def leave(sitting: Sitting, amendment: Amendment, *, reason: str = "", by) -> Ruling:
    """Leave an amendment for another time: it stays to be decided. Raises SittingClosed or DecidedAlready."""
    refuse_closed(sitting, amendment.plan)
    hold(amendment)
    if amendment.state != AmendmentState.PROPOSED:
        raise DecidedAlready(ref=amendment.ref)
    history.record(amendment, "left for another time", by=by)
    return deciding.rule(amendment, RulingKind.LEFT, reason=reason, by=by, sitting=sitting)


def decide(sitting: Sitting, amendment: Amendment, *, decision: str, reason: str, by, after: str | None = None) -> None:
    """What the sitting does with an amendment: "accept" (also in other words, `after`), "decline" or "leave".

    Raises SittingClosed and as `deciding.accept` and `deciding.decline`.
    """
    refuse_closed(sitting, amendment.plan)
    if decision == "accept":
        deciding.accept(amendment, reason=reason, by=by, after=after, sitting=sitting)
    elif decision == "decline":
        deciding.decline(amendment, reason=reason, by=by, sitting=sitting)
    else:
        leave(sitting, amendment, reason=reason, by=by)


def take_back(sitting: Sitting, amendment: Amendment, *, by) -> None:
    """Open an amendment again that the sitting has decided. Raises SittingClosed and as `deciding.reopen`."""
    refuse_closed(sitting, amendment.plan)
    deciding.reopen(amendment, by=by, sitting=sitting)
