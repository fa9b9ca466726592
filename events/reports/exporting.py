"""Handing out what an event holds, as rows: read in portions, each in a short transaction of its own.

What is withheld is in none of it, and a name only as its writer wanted it shown.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload, selectinload

from events.access.states import RoleName
from events.agenda.models import AgendaItem, Deck, Slot, Speaker
from events.database import db
from events.delegates import register_queries
from events.delegates.door_models import Arrival
from events.delegates.models import Contact, Invitation
from events.delegates.states import InvitationState
from events.event import Event
from events.feedback.states import RemarkState
from events.plan import amending_queries, equality_queries, indicator_queries, progress_queries, routing_queries
from events.plan import queries as plan_queries
from events.plan.columns import added, fields_of, words_of
from events.plan.models import Action, ActionPlan, Amendment, Evidence, Objective, PlanVersion
from events.plan.states import FIELDS
from events.refusals import N_, Refusal
from events.reports import queries, remark_rows
from events.reports.portions import Row, portions

REMARKS = remark_rows.COLUMNS
DELEGATES = ("name", "email", "phone", "organisation", "job_title", "partnerships", "language", "invitation", "said",
             "place", "waiting_number", "answered_at", "arrived_at")
ATTENDANCE = ("name", "organisation", "partnerships", "place", "arrived", "arrived_at", "attendance", "stands_in_for",
              "companions", "under_18", "no_photographs")
SPEAKERS = ("key", "name", "job_title", "organisation", "level", "email", "agenda_items", "slides", "withdrawn")
AMENDMENTS = ("ref", "kind", "action", "objective", "field", "before", "after", "reason", "evidence", "state",
              "decision_reason", "version", "proposed_by", "recommended", "decided_by", "sitting", "own_words",
              "findings")
PLAN = ("ref", "objective", "action", "lead", "partners", "due", "success_measure", "indicator", "in_plain_words")
PROGRESS = ("ref", "action", "lead", "due", "colour", "per_cent", "note", "as_of", "noted_by")
INDICATORS = ("plan", "indicator", "criterion", "level", "evidence", "next_target", "assessed_on")


class NoSuchExport(Refusal):
    """There is no export of that kind."""

    sentence = N_("There is no export called %(kind)s.")
    status = 404


class NoPlan(Refusal):
    """The event feeds no plan, so there is nothing of a plan to hand out."""

    sentence = N_("This event feeds no action plan.")
    status = 404


@dataclass(frozen=True)
class Export:
    """One kind of export: its columns, who may have it, and what reads its rows."""

    columns: tuple[str, ...]
    roles: tuple[str, ...]
    rows: Callable[..., Iterator[Row]]
    own_columns: Callable[[Event], tuple[str, ...]] | None = None  # that follow the others, where an event has any

    def columns_of(self, event: Event) -> tuple[str, ...]:
        """The columns of one event's file: the promised ones, then its own."""
        return self.columns + (self.own_columns(event) if self.own_columns else ())


def export_of(kind: str) -> Export:
    """The export of that kind. Raises NoSuchExport."""
    if kind not in EXPORTS:
        raise NoSuchExport(kind=kind)
    return EXPORTS[kind]


def _told(moment: datetime | None, zone: ZoneInfo) -> str:
    """A moment as a spreadsheet sorts it, on the event's own clock: 2009-05-20 18:04."""
    return moment.astimezone(zone).strftime("%Y-%m-%d %H:%M") if moment else ""


def _arrivals(found: list[Invitation]) -> dict[int, datetime]:
    rows = select(Arrival.invitation_id, Arrival.at).where(
        Arrival.invitation_id.in_([invitation.id for invitation in found]), Arrival.undone_at.is_(None))
    return {invitation_id: at for invitation_id, at in db.session.execute(rows)}  # noqa: C416


def _bodies(contact: Contact) -> str:
    return ";".join(body.name for body in contact.partnerships)


def _invitations(event: Event) -> Select:
    return select(Invitation).where(Invitation.event_id == event.id).options(
        joinedload(Invitation.contact).selectinload(Contact.partnerships))


def delegate_rows(event: Event) -> Iterator[Row]:
    """Everybody on the list with what they said. What they need is not in it."""
    zone = event.time_zone

    def read(found: list[Invitation]) -> list[Row]:
        arrived = _arrivals(found)
        return [
            (
                row.contact.name, row.contact.email or "", row.contact.phone, row.contact.organisation,
                row.contact.job_title, _bodies(row.contact), row.contact.language, str(row.state), str(row.said),
                str(row.place), row.waiting_number or "", _told(row.said_at, zone), _told(arrived.get(row.id), zone),
            )
            for row in found
        ]

    return portions(_invitations(event), Invitation.id, read)


def attendance_rows(event: Event) -> Iterator[Row]:
    """Who was invited and who came: attended, substitute, apologies, absent or without a place."""
    zone = event.time_zone

    def read(found: list[Invitation]) -> list[Row]:
        people = register_queries.people_among([row.id for row in found])
        return [
            (row.contact.name, row.contact.organisation, _bodies(row.contact), str(row.place),
             "yes" if person.at else "no", _told(person.at, zone), person.status, person.stands_in_for,
             person.companions, "yes" if row.is_under_18 else "no", "yes" if row.no_photographs else "no")
            for row in found for person in (people[row.id],)
        ]

    return portions(_invitations(event).where(Invitation.state == InvitationState.SENT), Invitation.id, read)


def _speaker_rows(found: list[Speaker]) -> list[Row]:
    ids = [speaker.id for speaker in found]
    titles: dict[int, list[str]] = {}
    rows = db.session.execute(
        select(Slot.speaker_id, AgendaItem.title).join(AgendaItem).where(Slot.speaker_id.in_(ids))
        .order_by(AgendaItem.starts_at, AgendaItem.id, Slot.id))
    for speaker_id, title in rows:
        if title not in titles.setdefault(speaker_id, []):
            titles[speaker_id].append(title)
    decks = select(Deck.speaker_id, Deck.state).where(Deck.speaker_id.in_(ids)).order_by(Deck.version)
    slides = {speaker_id: str(state) for speaker_id, state in db.session.execute(decks)}
    return [
        (row.key, row.name, row.job_title, row.organisation, str(row.level), row.email,
         ";".join(titles.get(row.id, [])), slides.get(row.id, "none"), "yes" if row.withdrawn_at else "no")
        for row in found
    ]


def speaker_rows(event: Event) -> Iterator[Row]:
    """The speakers, what they speak in and where their slides stand."""
    return portions(select(Speaker).where(Speaker.event_id == event.id), Speaker.id, _speaker_rows)


def _plan(event: Event) -> ActionPlan:
    plan = queries.plan_of(event)
    if plan is None:
        raise NoPlan()
    return plan


def _evidence_word(evidence: Evidence) -> str:
    if evidence.remark is not None:
        return "(withheld)" if evidence.remark.state == RemarkState.WITHHELD else evidence.remark.ref
    return evidence.external_comment.ref if evidence.external_comment else ""


def _amendment_rows(found: list[Amendment]) -> list[Row]:
    beside = amending_queries.beside([row.id for row in found])
    findings = equality_queries.behind(found)
    return [
        (row.ref, str(row.kind), row.action_key, row.objective_number, row.field, row.before, row.after, row.reason,
         ";".join(filter(None, map(_evidence_word, row.evidence))), str(row.state), row.decision_reason,
         row.into_version.number if row.into_version else "", row.proposed_by.name if row.proposed_by else "",
         beside[row.id].recommended, row.decided_by.name if row.decided_by else "", beside[row.id].sitting,
         beside[row.id].own_words, ";".join(finding.ref for finding in findings.get(row.id, ())))
        for row in found
    ]


def amendment_rows(event: Event) -> Iterator[Row]:
    """The amendments to the event's plan, with the words behind them by ref, and what was advised. Raises NoPlan.

    `findings`: of the equality impact assessment, by ref.
    `own_words`: what the proposer wrote, where it was accepted in other words or carried over.
    """
    chosen = select(Amendment).where(Amendment.plan_id == _plan(event).id).options(
        joinedload(Amendment.into_version), joinedload(Amendment.proposed_by), joinedload(Amendment.decided_by),
        selectinload(Amendment.evidence).options(joinedload(Evidence.remark), joinedload(Evidence.external_comment)))
    return portions(chosen, Amendment.id, _amendment_rows)


def _newest_version(event: Event) -> PlanVersion:
    version = queries.newest_version_of(_plan(event))
    if version is None:
        raise NoPlan()
    return version


def columns_of_plan(event: Event) -> tuple[str, ...]:
    """The titles of the columns that the council added to the plan and shows. Raises NoPlan."""
    version = _newest_version(event)
    titles = added(version.columns)
    return tuple(titles[key] for key in fields_of(version) if key in titles)


def plan_rows(event: Event) -> Iterator[Row]:
    """The newest version's actions, plain words as now, in an import's columns, then the plan's own. Raises NoPlan.

    What stands in a dropped column is left out: its cells are empty.
    """
    plan, version = _plan(event), _newest_version(event)
    own = [key for key in fields_of(version) if key not in FIELDS]
    said = {action.key: action.in_plain_words for action in routing_queries.spoken(plan, version)}
    chosen = (
        select(Action).join(Objective).where(Objective.version_id == version.id)
        .order_by(Objective.position, Action.position).options(joinedload(Action.objective)))
    shown = fields_of(version)
    found = list(db.session.scalars(chosen))  # a plan is tens of rows, in an order of its own
    return iter([
        (row.ref, row.objective.title, row.text,
         *(getattr(row, name) if name in shown else "" for name in FIELDS if name != "text"), said[row.key],
         *(words_of(row, key) for key in own))
        for row in found
    ])


def progress_rows(event: Event) -> Iterator[Row]:
    """How each action of the approved plan stands by the latest news; the same columns come in again. Raises NoPlan."""
    plan = _plan(event)
    version, latest = progress_queries.approved_version(plan), progress_queries.latest_of(plan)
    rows = []
    for action in plan_queries.actions_of(version) if version else ():
        entry = latest.get(action.key)
        told = (str(entry.colour), "" if entry.per_cent is None else entry.per_cent, entry.note,
                entry.as_of.isoformat(), entry.by_officer.name if entry.by_officer else "") if entry else ("",) * 5
        rows.append((action.ref, action.text, action.lead, action.due, *told))
    return iter(rows)


def indicator_rows(event: Event) -> Iterator[Row]:
    """How the partners rate themselves against the plan's indicators; the day as 2009-04-16. Raises NoPlan."""
    plan = _plan(event)
    return iter([(plan.title, row.indicator, row.criterion, row.level, row.evidence, row.next_target,
                  row.assessed_on.isoformat()) for row in indicator_queries.criteria_of(plan)])


ORGANISER, MODERATOR, REVIEWER, APPROVER = (
    RoleName.ORGANISER, RoleName.MODERATOR, RoleName.REVIEWER, RoleName.APPROVER)
EXPORTS = {
    "remarks": Export(REMARKS, (ORGANISER, MODERATOR, REVIEWER), remark_rows.rows_of),
    "delegates": Export(DELEGATES, (ORGANISER,), delegate_rows),
    "attendance": Export(ATTENDANCE, (ORGANISER,), attendance_rows),
    "speakers": Export(SPEAKERS, (ORGANISER,), speaker_rows),
    "amendments": Export(AMENDMENTS, (ORGANISER, REVIEWER, APPROVER), amendment_rows),
    "plan": Export(PLAN, (ORGANISER, REVIEWER, APPROVER), plan_rows, columns_of_plan),
    "progress": Export(PROGRESS, (ORGANISER, REVIEWER, APPROVER), progress_rows),
    "indicators": Export(INDICATORS, (ORGANISER, REVIEWER, APPROVER), indicator_rows),
}
