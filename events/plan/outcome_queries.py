"""What became of everything that was said at an event: remark by remark, with the chain to the decision."""

from collections import Counter
from dataclasses import dataclass, field

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import joinedload, selectinload

from events.database import db
from events.event import Event
from events.feedback import disposition_queries
from events.feedback import queries as feedback_queries
from events.feedback.models import Answer, Remark
from events.feedback.room_models import FurtherDisposition
from events.feedback.states import Disposition, RemarkState
from events.plan import queries
from events.plan.models import ActionPlan, Amendment, Decision, Evidence
from events.plan.months import redline_in_words
from events.plan.redlines import Part
from events.plan.states import AmendmentKind, AmendmentState


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
    unmet: set[str] = field(default_factory=set)  # remarks said to change the plan on which nothing accepted rests
    amendments: int = 0
    actions: int = 0
    comments: int = 0
    answered_comments: int = 0
    approvals: list[Decision] = field(default_factory=list)

    @property
    def changing(self) -> int:
        """Remarks that changed the plan: said to, and with an accepted amendment that rests on them."""
        return self.dispositions[Disposition.AMENDS] - len(self.unmet)


def approvals_of(plans: list[ActionPlan]) -> dict[int, Decision]:
    """The latest approval of each of these plans that has one, by the plan's key."""
    return {plan.id: decision for plan in plans if (decision := queries.approval_of(plan))}


def link_of(amendment: Amendment, approvals: dict[int, Decision]) -> Link:
    """An amendment as a link of the chain: its redline, and the approval that covers it."""
    approval, into = approvals.get(amendment.plan_id), amendment.into_version
    holds = approval if approval and into and approval.version.number >= into.number else None
    taken_out = amendment.kind == AmendmentKind.REMOVE
    return Link(amendment, redline_in_words(amendment.before, "" if taken_out else amendment.after), holds)


def links_of(approvals: dict[int, Decision], *chosen: ColumnElement[bool]) -> dict[str, list[Link]]:
    """The accepted amendments that rest on the chosen remarks, by the remark's key, in the order of proposing."""
    rows = select(Evidence).join(Amendment).join(Remark, Remark.id == Evidence.remark_id).where(
        Amendment.state == AmendmentState.ACCEPTED, *chosen).order_by(Amendment.id).options(
        joinedload(Evidence.amendment).options(joinedload(Amendment.into_version), joinedload(Amendment.plan)))
    made: dict[int, Link] = {}
    found: dict[str, list[Link]] = {}
    for evidence in db.session.scalars(rows):
        amendment = evidence.amendment
        link = made.get(amendment.id) or made.setdefault(amendment.id, link_of(amendment, approvals))
        found.setdefault(evidence.remark_id or "", []).append(link)
    return found


def _approved(event: Event) -> ColumnElement[bool]:
    return (Remark.event_id == event.id) & (Remark.state == RemarkState.APPROVED)


def resting_on(*chosen: ColumnElement[bool]) -> set[str]:
    """The keys of those of the chosen remarks on which an accepted amendment rests, of whichever plan."""
    rows = select(Evidence.remark_id).join(Amendment).join(Remark, Remark.id == Evidence.remark_id).where(
        Amendment.state == AmendmentState.ACCEPTED, *chosen)
    return {key for key in db.session.scalars(rows) if key}


def unmet_of(event: Event) -> list[Remark]:
    """Approved remarks that are said to change the plan, though no accepted amendment rests on them, by ref."""
    behind = resting_on(Remark.event_id == event.id)
    rows = select(Remark).where(_approved(event), Remark.disposition == Disposition.AMENDS)
    return [remark for remark in db.session.scalars(rows.order_by(Remark.ref, Remark.id))
            if not behind & {remark.id, remark.merged_into_id}]


def _figures(event: Event, plans: list[ActionPlan], approvals: dict[int, Decision],
             links: dict[str, list[Link]]) -> Outcomes:
    """The numbers above the outcomes, with no remark under them yet."""
    outcomes = Outcomes(approvals=list(approvals.values()))
    rows = select(Remark.disposition, func.count()).where(
        Remark.event_id == event.id, Remark.state == RemarkState.APPROVED).group_by(Remark.disposition)
    for disposition, number in db.session.execute(rows):
        outcomes.dispositions[disposition or ""] = number
    amendments = {link.amendment.id: link.amendment.action_key for found in links.values() for link in found}
    outcomes.remarks = sum(outcomes.dispositions.values())
    outcomes.unmet = {remark.id for remark in unmet_of(event)}
    outcomes.amendments, outcomes.actions = len(amendments), len({key for key in amendments.values() if key})
    for plan in plans:
        comments = queries.comments_of(plan)
        outcomes.comments += len(comments)
        outcomes.answered_comments += sum(comment.response_kind is not None for comment in comments)
    return outcomes


def figures_of(event: Event) -> Outcomes:
    """The numbers above an event's outcomes, without the remarks."""
    plans = queries.plans_of(event)
    approvals = approvals_of(plans)
    return _figures(event, plans, approvals, links_of(approvals, _approved(event)))


def outcomes_of(event: Event) -> Outcomes:
    """Every approved remark of the event under its first theme, with its disposition, answers and amendments."""
    plans: list[ActionPlan] = queries.plans_of(event)
    approvals = approvals_of(plans)
    links = links_of(approvals, _approved(event))
    outcomes = _figures(event, plans, approvals, links)
    rows = select(Remark).where(_approved(event)).order_by(Remark.ref, Remark.id).options(
        selectinload(Remark.themes), selectinload(Remark.answers).joinedload(Answer.speaker),
        joinedload(Remark.agenda_item))
    groups: dict[str, list[Row]] = {}
    remarks = list(db.session.scalars(rows))
    further = disposition_queries.further_of_many(remark.id for remark in remarks)
    for remark in remarks:
        answers = [answer for answer in remark.answers if answer.is_published]
        row = Row(remark, feedback_queries.shown_name(remark), answers, links.get(remark.id, []),
                  further.get(remark.id, []))
        groups.setdefault(remark.themes[0].name if remark.themes else "", []).append(row)
    # Those about the plan stand first; without a theme last.
    weight = {name: -sum(row.remark.disposition == Disposition.AMENDS for row in group)
              for name, group in groups.items()}
    outcomes.groups = sorted(groups.items(), key=lambda item: (not item[0], weight[item[0]], item[0]))
    return outcomes
