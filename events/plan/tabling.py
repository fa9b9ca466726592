"""What a board changes at the table: typed in by its clerk, and approved with the version that comes of it."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from events.database import db
from events.plan import approving, deciding, drafting
from events.plan.board_models import TableAmendment
from events.plan.models import Amendment, Decision, PlanVersion
from events.plan.signing import refuse_approved
from events.plan.states import AmendmentState, Outcome
from events.plan.versioning import make_version
from events.refusals import N_, Refusal

NOT_MOVED = "Typed in for the meeting and not moved there."


class NothingTabled(Refusal):
    """The board changed nothing that is written down."""

    sentence = N_("No change from the table is written down yet. Type in what the board changed, and record it then.")
    field = "decision"


class TabledAlready(Refusal):
    """Two changes from the table to the same words."""

    sentence = N_("%(ref)s from the table changes the same words. Take that one back first.")
    field = "after"


def tabled(version: PlanVersion) -> list[Amendment]:
    """The changes from the table to a version that are in no version yet, in the order they were typed in."""
    rows = select(TableAmendment).join(Amendment).where(
        TableAmendment.version_id == version.id, Amendment.into_version_id.is_(None),
        Amendment.state != AmendmentState.DECLINED).order_by(Amendment.id).options(
        joinedload(TableAmendment.amendment))
    return [row.amendment for row in db.session.scalars(rows)]


def table(version: PlanVersion, *, fingerprint: str, by, **change) -> Amendment:
    """Write down one change that the board made; `change` as for `drafting.propose`, which it raises as.

    Raises DecidedVersion, TextChanged for another text than the clerk read, and TabledAlready.
    """
    refuse_approved(version)
    approving.refuse_other_text(version, fingerprint)
    for other in tabled(version):
        if change.get("action_key") and other.action_key == change["action_key"] and (
                "remove" in (other.kind, change["kind"]) or other.field == change.get("field")):
            raise TabledAlready(ref=other.ref)
    amendment = drafting.propose(version.plan, by=by, **change)
    db.session.add(TableAmendment(amendment=amendment, version=version))
    return amendment


def take_back(version: PlanVersion, amendment: Amendment, *, by) -> None:
    """Take a change off the table again: it stays on the list as one that was not moved."""
    refuse_approved(version)
    row = db.session.get(TableAmendment, amendment.id)
    if row is None or row.version_id != version.id:
        raise drafting.DecidedAlready(ref=amendment.ref)
    if amendment.state == AmendmentState.ACCEPTED:
        deciding.reopen(amendment, by=by)
    deciding.decline(amendment, reason=NOT_MOVED, by=by)


def approve_as_amended(version: PlanVersion, *, fingerprint: str, by, body: str, minute: str, decided_on: date,
                       note: str = "") -> Decision:
    """Record that a body approved a text with its own changes: they make the next version, and it is approved.

    The gates were signed for the text that lay before the board; the new version shows them so. Amendments that
    the drafting group had accepted and that are in no version stay out. Raises NothingTabled, Collision, and as
    `approving.approve`.
    """
    approving.refuse_shut(version, fingerprint, by)
    changes = tabled(version)
    if not changes:
        raise NothingTabled()
    for amendment in changes:
        if amendment.state == AmendmentState.PROPOSED:
            deciding.accept(amendment, reason=f"At the table: {body.strip()}, minute {minute.strip()}.", by=by)
    made = make_version(version.plan, by=by, amendments=changes)
    return approving.record(made, Outcome.AS_AMENDED, by=by, body=body, minute=minute, decided_on=decided_on,
                            note=note, laid_number=version.number)
