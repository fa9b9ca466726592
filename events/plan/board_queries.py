"""What the board's pages read: its members' links, when they shut, and the words behind each change."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from events import clock
from events.database import db
from events.feedback.models import Remark
from events.feedback.states import RemarkState
from events.plan import equality_queries, queries
from events.plan.board_models import BoardLink
from events.plan.equality_models import EqualityFinding
from events.plan.models import Amendment, Decision, ExternalComment, PlanVersion
from events.plan.months import redline_in_words
from events.plan.redlines import Part
from events.plan.states import Outcome

OPEN_AFTER = timedelta(days=28)  # how long a member may still read after the board has decided
# A board that only put its decision off will want its papers again.
ENDS = (Outcome.NOTED, Outcome.APPROVED, Outcome.AS_AMENDED, Outcome.REFERRED_BACK)


def link_by_ref(ref: str) -> BoardLink | None:
    """A member's link, or None."""
    return db.session.scalar(select(BoardLink).where(BoardLink.ref == ref).options(joinedload(BoardLink.version)))


def links_of(version: PlanVersion) -> list[BoardLink]:
    """The members' links to a version, by name."""
    rows = select(BoardLink).where(BoardLink.version_id == version.id)
    return list(db.session.scalars(rows.order_by(BoardLink.name, BoardLink.id)))


def ending(version: PlanVersion) -> Decision | None:
    """The first decision that ended the board's reading of a version; None while none did."""
    return next((row for row in queries.decisions_of(version) if row.outcome in ENDS), None)


def shuts_at(version: PlanVersion) -> datetime | None:
    """When the links to a version shut by themselves; None while the board has not decided."""
    decision = ending(version)
    return decision.at + OPEN_AFTER if decision else None


def is_over(version: PlanVersion) -> bool:
    """Whether the links to a version have shut by themselves."""
    at = shuts_at(version)
    return at is not None and clock.now() >= at


@dataclass(frozen=True)
class Behind:
    """One change to the plan with all that led to it and may be shown."""

    amendment: Amendment
    parts: list[Part]
    remarks: list[Remark]
    withheld: int  # how many more remarks may not be shown
    comments: list[ExternalComment]
    findings: list[EqualityFinding]


def words_behind(version: PlanVersion) -> list[Behind]:
    """The amendments that made a version, each with its remarks, comments and findings, in the plan's order."""
    amendments = queries.accepted_into(version)
    findings = equality_queries.behind(amendments)
    rows = []
    for amendment in amendments:
        all_remarks = [row.remark for row in amendment.evidence if row.remark]
        remarks = [remark for remark in all_remarks if remark.state == RemarkState.APPROVED]
        rows.append(Behind(
            amendment, redline_in_words(amendment.before, amendment.after), remarks, len(all_remarks) - len(remarks),
            [row.external_comment for row in amendment.evidence if row.external_comment],
            findings.get(amendment.id, [])))
    return sorted(rows, key=lambda row: [int(part) for part in row.amendment.action_key.split(".") if part.isdigit()])
