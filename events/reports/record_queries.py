"""Gathering what a report tells of. Of remarks only those that a moderator let through, as their writers wanted."""

from collections import Counter
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, selectinload

from events import clock
from events.agenda.models import Arrangements, Speaker
from events.database import db
from events.delegates import register_queries
from events.delegates.models import Invitation, Partnership, membership
from events.delegates.states import InvitationState
from events.delegates.states import Said as Answered
from events.event import Event
from events.feedback import disposition_queries, listing_queries
from events.feedback import queries as remark_queries
from events.feedback.models import Remark
from events.feedback.states import Attribution, Disposition, RemarkState
from events.plan import outcome_queries
from events.plan import queries as plan_queries
from events.plan.models import Amendment, PlanVersion
from events.plan.states import AmendmentState
from events.reports import consulted_queries
from events.reports.records import Changed, Comment, Happening, Record, Said
from events.reports.report_models import BoardReport

CAME = ("attended", "substitute")
Behind = tuple[str, str | int]  # ("remark", its key) or ("comment", its key)


def _happening(event: Event) -> Happening:
    held = db.session.get(Arrangements, event.id)
    place = ", ".join(part for part in (held.venue_name, held.venue_address) if part) if held else ""
    return Happening(event.slug, event.title, event.local(event.starts_at).date(), place,
                     event.ends_at <= clock.now())


def _bodies(event: Event) -> list[str]:
    rows = select(Partnership.name).distinct().join(membership, membership.c.partnership_id == Partnership.id).join(
        Invitation, Invitation.contact_id == membership.c.contact_id).where(
        Invitation.event_id == event.id, Invitation.state == InvitationState.SENT)
    return list(db.session.scalars(rows.order_by(Partnership.name)))


def _speakers(event: Event) -> list[str]:
    rows = select(Speaker).where(Speaker.event_id == event.id, Speaker.withdrawn_at.is_(None)).order_by(Speaker.id)
    return [", ".join(part for part in (row.name, row.job_title, row.organisation) if part)
            for row in db.session.scalars(rows)]


def _add_guests(record: Record, event: Event) -> None:
    sent = select(func.count(Invitation.id)).where(
        Invitation.event_id == event.id, Invitation.state == InvitationState.SENT)
    record.invited += db.session.scalar(sent) or 0
    record.accepted += db.session.scalar(sent.where(Invitation.said == Answered.ACCEPTED)) or 0
    record.attendance.update(register_queries.attendance(event))
    came: Counter[str] = Counter(dict(record.came_by_body))
    for body, found in register_queries.attendance_by_body(event).items():
        came[body] += sum(found.get(status, 0) for status in CAME)
    record.came_by_body = sorted(came.items(), key=lambda row: (not row[0], row[0].casefold()))
    record.bodies = sorted({*record.bodies, *_bodies(event)})
    record.speakers += [row for row in _speakers(event) if row not in record.speakers]


def changes_behind(amendments: list[Amendment], version: PlanVersion | None) -> dict[Behind, list[Changed]]:
    """Which accepted amendments rest on a remark ("remark", its key) or a comment ("comment", its key)."""
    refs = {action.key: action.ref for action in plan_queries.actions_of(version)} if version else {}
    found: dict[Behind, list[Changed]] = {}
    for row in amendments:
        if row.state != AmendmentState.ACCEPTED:
            continue
        change = Changed(row.ref, str(row.kind), refs.get(row.action_key, row.action_key),
                         row.into_version.number if row.into_version else None)
        for evidence in row.evidence:
            key: Behind = (("remark", evidence.remark_id) if evidence.remark_id else
                           ("comment", evidence.external_comment_id or 0))
            found.setdefault(key, []).append(change)
    return found


def _settled(remark: Remark) -> Remark:
    """Where its disposition stands: merged with another and without one of its own, it shares the other's."""
    main = remark.merged_into
    return main if remark.disposition is None and main is not None and main.state == RemarkState.APPROVED else remark


def _said(remark: Remark, further, changes, behind: set[str]) -> Said:
    stands = _settled(remark)
    return Said(
        remark_id=remark.id, slug=remark.event.slug, ref=remark.ref,
        theme=remark.themes[0].name if remark.themes else "", who=remark_queries.shown_name(remark),
        is_named=remark.attribution == Attribution.NAMED and bool(remark.name),
        words=remark.translation or remark.text, is_translated=bool(remark.translation), day=remark.received_on,
        disposition=str(stands.disposition or ""), reason=stands.disposition_reason,
        further=tuple((row.about_action, str(row.disposition), row.reason) for row in further),
        answers=tuple(answer.text for answer in remark.answers if answer.is_published), changes=tuple(changes),
        is_unmet=stands.disposition == Disposition.AMENDS and not behind & {remark.id, remark.merged_into_id})


def _add_remarks(record: Record, event: Event, until: date, changes: dict) -> None:
    rows = listing_queries.loaded(select(Remark).where(
        Remark.event_id == event.id, Remark.state == RemarkState.APPROVED)).order_by(Remark.ref, Remark.id)
    remarks = list(db.session.scalars(rows.options(joinedload(Remark.merged_into), joinedload(Remark.event))))
    further = disposition_queries.further_of_many(remark.id for remark in remarks)
    behind = outcome_queries.resting_on(Remark.event_id == event.id)
    shown: Counter[str] = Counter(dict(record.by_partnership))
    themes: Counter[str] = Counter(dict(record.themes))
    for remark in remarks:
        row = _said(remark, further.get(remark.id, []), changes.get(("remark", remark.id), []), behind)
        if remark.received_on > until:
            record.later.append(row)
            continue
        record.said.append(row)
        record.kinds[str(remark.kind)] += 1
        record.channels[str(remark.channel)] += 1
        shown[remark.partnership if remark.attribution in listing_queries.SHOWS_PARTNERSHIP else ""] += 1
        themes.update(theme.name for theme in remark.themes)
    record.by_partnership = sorted(shown.items(), key=lambda pair: (not pair[0], -pair[1], pair[0]))
    record.themes = sorted(themes.items(), key=lambda pair: (-pair[1], pair[0]))


def _count_unshown(record: Record, event: Event, until: date) -> None:
    """What is not shown: withheld, hidden by a moderator, and not read by one yet."""
    counts = remark_queries.counts_of(event)
    record.withheld += counts.withheld
    record.hidden += counts.hidden
    rows = select(Remark.ref).where(Remark.event_id == event.id, Remark.state == RemarkState.WAITING,
                                    Remark.received_on <= until).order_by(Remark.ref)
    record.waiting += [(event.slug, ref) for ref in db.session.scalars(rows)]


def _comments(report: BoardReport, changes: dict) -> list[Comment]:
    return [Comment(row.ref, row.source, row.action_key, row.text, str(row.response_kind or ""), row.response,
                    tuple(changes.get(("comment", row.id), [])))
            for row in plan_queries.comments_of(report.plan)]


def version_of(report: BoardReport) -> PlanVersion | None:
    """The version that is laid before the board: the report's own, else the newest."""
    known = plan_queries.versions_of(report.plan)
    number = report.version.number if report.version else max((version.number for version in known), default=0)
    return plan_queries.version_by_number(report.plan, number) if number else None


def record_of(report: BoardReport) -> Record:
    """Everything that the report can tell of, as it stands now."""
    version = version_of(report)
    amendments = plan_queries.amendments_of(report.plan)
    changes = changes_behind(amendments, version)
    record = Record(plan=report.plan.title)
    for event in report.events:
        record.events.append(_happening(event))
        _add_guests(record, event)
        _add_remarks(record, event, report.remarks_until, changes)
        _count_unshown(record, event, report.remarks_until)
        consulted_queries.add_consulted(record, event)
    record.comments = _comments(report, changes)
    record.amendments = Counter(str(row.state) for row in amendments)
    return record


def report_of(plan, number: int) -> BoardReport | None:
    """One report of a plan with its blocks and meetings, or None."""
    rows = _reports().where(BoardReport.plan_id == plan.id, BoardReport.number == number)
    return db.session.scalar(rows)


def reports_of(plan) -> list[BoardReport]:
    """The reports of a plan, newest first."""
    return list(db.session.scalars(_reports().where(BoardReport.plan_id == plan.id).order_by(
        BoardReport.number.desc())))


def reports_about(event: Event) -> list[BoardReport]:
    """The reports about an event, newest first."""
    return list(db.session.scalars(_reports().where(BoardReport.events.any(Event.id == event.id)).order_by(
        BoardReport.made_at.desc(), BoardReport.id.desc())))


def _reports():
    return select(BoardReport).options(
        selectinload(BoardReport.meetings), selectinload(BoardReport.blocks), selectinload(BoardReport.events),
        joinedload(BoardReport.plan), joinedload(BoardReport.version), joinedload(BoardReport.style),
        joinedload(BoardReport.final_by))
