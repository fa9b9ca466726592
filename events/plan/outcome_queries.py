"""What became of everything that was said at an event: remark by remark, with the chain to the decision."""

from collections import Counter
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from events.database import db
from events.event import Event
from events.feedback import disposition_queries
from events.feedback import queries as feedback_queries
from events.feedback.models import Answer, Remark
from events.feedback.room_models import FurtherDisposition
from events.feedback.states import Disposition
from events.plan import queries
from events.plan.models import ActionPlan, Amendment, Decision, Evidence
from events.plan.redlines import Part, redline
from events.plan.states import AmendmentState


@dataclass(frozen=True)
class Link:
    """One amendment that a remark led to, and whether the body has approved the version it stands in."""

    amendment: Amendment
    parts: list[Part]
    approval: Decision | None


@dataclass(frozen=True)
class Row:
    """What became of one remark, as anybody may read it."""

    remark: Remark
    who: str
    answers: list[Answer]
    links: list[Link]
    further: list[FurtherDisposition]


@dataclass
class Outcomes:
    """An event's outcomes: rows by theme, in themes' order, and the figures above them."""

    groups: list[tuple[str, list[Row]]] = field(default_factory=list)
    dispositions: Counter = field(default_factory=Counter)
    remarks: int = 0
    amendments: int = 0
    actions: int = 0
    comments: int = 0
    answered_comments: int = 0
    approvals: list[Decision] = field(default_factory=list)


def _links_of(event: Event, approvals: dict[int, Decision]) -> dict[str, list[Link]]:
    rows = select(Evidence).join(Amendment).join(Remark, Remark.id == Evidence.remark_id).where(
        Remark.event_id == event.id, Amendment.state == AmendmentState.ACCEPTED).order_by(Amendment.id).options(
        joinedload(Evidence.amendment).joinedload(Amendment.into_version))
    found: dict[str, list[Link]] = {}
    for evidence in db.session.scalars(rows):
        amendment = evidence.amendment
        approval = approvals.get(amendment.plan_id)
        into = amendment.into_version
        holds = approval if approval and into and approval.version.number >= into.number else None
        found.setdefault(evidence.remark_id or "", []).append(
            Link(amendment, redline(amendment.before, amendment.after), holds))
    return found


def outcomes_of(event: Event) -> Outcomes:
    """Every approved remark of the event under its first theme, with its disposition, answers and amendments."""
    plans: list[ActionPlan] = queries.plans_of(event)
    approvals = {plan.id: decision for plan in plans if (decision := queries.approval_of(plan))}
    links = _links_of(event, approvals)
    rows = select(Remark).where(Remark.event_id == event.id, Remark.state == "approved").order_by(
        Remark.ref, Remark.id).options(
        selectinload(Remark.themes), selectinload(Remark.answers).joinedload(Answer.speaker),
        joinedload(Remark.agenda_item))
    outcomes = Outcomes(approvals=list(approvals.values()))
    groups: dict[str, list[Row]] = {}
    amendments: dict[int, str] = {}
    remarks = list(db.session.scalars(rows))
    further = disposition_queries.further_of_many(remark.id for remark in remarks)
    for remark in remarks:
        answers = [answer for answer in remark.answers if answer.is_published]
        row = Row(remark, feedback_queries.shown_name(remark), answers, links.get(remark.id, []),
                  further.get(remark.id, []))
        groups.setdefault(remark.themes[0].name if remark.themes else "", []).append(row)
        outcomes.dispositions[remark.disposition or ""] += 1
        amendments |= {link.amendment.id: link.amendment.action_key for link in row.links}
    # Those about the plan stand first; without a theme last.
    weight = {name: -sum(row.remark.disposition == Disposition.AMENDS for row in group)
              for name, group in groups.items()}
    outcomes.groups = sorted(groups.items(), key=lambda item: (not item[0], weight[item[0]], item[0]))
    outcomes.remarks = sum(outcomes.dispositions.values())
    outcomes.amendments, outcomes.actions = len(amendments), len({key for key in amendments.values() if key})
    for plan in plans:
        comments = queries.comments_of(plan)
        outcomes.comments += len(comments)
        outcomes.answered_comments += sum(comment.response_kind is not None for comment in comments)
    return outcomes
