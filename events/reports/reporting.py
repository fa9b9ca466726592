"""Making a report to a board, writing its blocks, making it final, and issuing it anew."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from sqlalchemy import func, select

from events import clock, council, history
from events.database import db
from events.event import Event
from events.plan import queries as plan_queries
from events.plan import signing
from events.plan.models import ActionPlan
from events.refusals import N_, Refusal, Stale
from events.reports import paper_queries, record_queries, report_headings, report_papers, report_starts, report_texts
from events.reports.papers_composed import to_plain
from events.reports.records import Record
from events.reports.report_figures import NAMES, figures_of
from events.reports.report_models import BoardReport, ReportBlock, ReportMeeting, ReportStyle
from events.reports.states import EXEMPT_PARAGRAPHS, Appendix, Purpose, ReportKind, ReportPart, ReportState

LONGEST_TEXT = 20_000


class ReportIsFinal(Refusal):
    """A final report stands as it was made final."""

    sentence = N_("This report is final. Make a new issue of it to change anything.")
    status = 409


class NotReady(Refusal):
    """Something has to be done before the report can be final; the page says what."""

    sentence = N_("The report cannot be final yet: see what stands in the way.")


class MeetingMissing(Refusal):
    """A report is for a meeting at least."""

    sentence = N_("Enter the body and the day of at least one meeting.")
    field = "body"


class ParagraphMissing(Refusal):
    """What is kept back says by which paragraph of the law."""

    sentence = N_("Choose the paragraph of Schedule 12A that keeps this part back.")
    field = "exempt_paragraph"


class NewerIssue(Refusal):
    """The report was issued anew already."""

    sentence = N_("There is a newer issue of this report already.")
    status = 409


class TextChangedMeanwhile(Stale):
    """Somebody else has saved the same block."""

    sentence = N_("Somebody else has changed this text since you opened it. Put the two together and save.")


@dataclass(frozen=True)
class Meeting:
    """A meeting that a report is for."""

    body: str
    meets_on: date
    purpose: str = Purpose.DECIDE


@dataclass
class Obstacles:
    """What stands in the way of a final report; true where anything does."""

    undisposed: list = field(default_factory=list)  # Said
    unmet: list = field(default_factory=list)  # Said: said to change the plan, and nothing accepted rests on it
    waiting: list[tuple[str, str]] = field(default_factory=list)  # (slug, ref)
    gates: list[str] = field(default_factory=list)
    empty: list[ReportBlock] = field(default_factory=list)
    unfinished: list[ReportBlock] = field(default_factory=list)
    cut_off_ahead: bool = False
    late: bool = False
    no_meeting: bool = False

    def __bool__(self) -> bool:
        return bool(self.undisposed or self.unmet or self.waiting or self.gates or self.empty or self.unfinished
                    or self.cut_off_ahead or self.late or self.no_meeting)


def style_for(body: str) -> ReportStyle | None:
    """How a body wants its reports: its own style, else the council's, else None for the usual one."""
    rows = select(ReportStyle).where(ReportStyle.body.in_((body, ""))).order_by(func.length(ReportStyle.body).desc())
    return db.session.scalar(rows.limit(1))


@dataclass(frozen=True)
class Days:
    """The working days that a body wants between the parts of its calendar."""

    cut_off_days: int = 7
    clear_days: int = 5


def days_of(report: BoardReport) -> Days:
    """The days of the report's style, or the usual ones."""
    return Days(report.style.cut_off_days, report.style.clear_days) if report.style else Days()


def newer_issue(report: BoardReport) -> BoardReport | None:
    """The issue that replaces this one, if there is one."""
    return db.session.scalar(select(BoardReport).where(BoardReport.replaces_id == report.id))


def make_report(
    plan: ActionPlan, *, events: Sequence[Event], kind: str, meetings: Sequence[Meeting], title: str,
    report_of: str = "", contact_officer: str = "", remarks_until: date | None = None,
    appendices: Sequence[str] | None = None, by,
) -> BoardReport:
    """Begin a report, its blocks written from the record. Raises MeetingMissing."""
    if not meetings:
        raise MeetingMissing()
    plan_queries.lock(plan)
    versions = plan_queries.versions_of(plan)
    style = style_for(meetings[0].body)
    report = BoardReport(
        plan=plan, number=_next_number(plan), kind=ReportKind(kind), title=title, report_of=report_of, style=style,
        contact_officer=contact_officer or _contact(), version=versions[-1] if versions else None,
        remarks_until=remarks_until or _usual_cut_off(events, kind), made_at=clock.now(), made_by=by,
        appendices=_appendices(kind, appendices), events=list(events))
    report.meetings = [_meeting(row) for row in meetings]
    db.session.add(report)
    db.session.flush()  # the record is read by queries of their own
    record = paper_queries.whole_record(report)
    headings = [row for row in (style.headings if style and style.headings else report_headings.usual())
                if row["is_shown"]]
    report.blocks = [_begun(row, place, record, report) for place, row in enumerate(headings)]
    history.record(report, "report made", by=by)
    return report


def _begun(row: dict, place: int, record: Record, report: BoardReport) -> ReportBlock:
    """A block with its first text; who cleared the plan's own financial or legal text has cleared this one."""
    text = report_starts.start_of(row["key"], record, kind=report.kind, contact=report.contact_officer)
    known = record.implications.get(row["key"])
    cleared = known if known and known.cleared_by and known.words == text else None
    return ReportBlock(
        key=row["key"], title=row["title"], level=row["level"], is_numbered=row["is_numbered"], position=place,
        text=text, cleared_by=cleared.cleared_by if cleared else "", cleared_on=cleared.cleared_on if cleared else None)


def _next_number(plan: ActionPlan) -> int:
    return (db.session.scalar(select(func.max(BoardReport.number)).where(BoardReport.plan_id == plan.id)) or 0) + 1


def _contact() -> str:
    ours = council.ours()
    return "\n".join(part for part in (ours.contact_name, ours.telephone, ours.email) if part)


def _usual_cut_off(events: Sequence[Event], kind: str) -> date:
    """After an event the day it ended; before it, yesterday."""
    last = max((event.local(event.ends_at).date() for event in events), default=clock.today())
    return last if kind == ReportKind.FULL else min(last, clock.today() - timedelta(days=1))


def _appendices(kind: str, wanted: Sequence[str] | None) -> list[str]:
    chosen = wanted if wanted is not None else (list(Appendix) if kind == ReportKind.FULL else [])
    return [str(Appendix(row)) for row in chosen]


def _meeting(row: Meeting) -> ReportMeeting:
    return ReportMeeting(body=row.body, meets_on=row.meets_on, purpose=Purpose(row.purpose))


def _refuse_final(report: BoardReport) -> None:
    if report.state == ReportState.FINAL:
        raise ReportIsFinal()


def change_report(
    report: BoardReport, *, title: str, report_of: str, contact_officer: str, classification: str,
    meetings: Sequence[Meeting], remarks_until: date, appendices: Sequence[str], late_reason: str, by,
) -> None:
    """Change what stands above a report and which appendices it has. Raises ReportIsFinal or MeetingMissing."""
    _refuse_final(report)
    if not meetings:
        raise MeetingMissing()
    report.title, report.report_of, report.contact_officer = title, report_of, contact_officer
    report.classification, report.late_reason = classification, late_reason
    report.remarks_until, report.appendices = remarks_until, _appendices(report.kind, appendices)
    report.meetings = [_meeting(row) for row in meetings]
    report.style = style_for(meetings[0].body)
    versions = plan_queries.versions_of(report.plan)
    report.version = versions[-1] if versions else None  # a draft is about the newest text
    history.record(report, "report changed", by=by)


def mark_of(block: ReportBlock) -> str:
    """What tells one state of a block from another: sent with its form, and back again."""
    said = "\0".join((block.title, block.text, str(block.is_exempt), block.cleared_by))
    return hashlib.sha256(said.encode()).hexdigest()[:20]


def save_block(
    block: ReportBlock, *, title: str, text: str, is_exempt: bool = False, exempt_paragraph: int | None = None,
    exempt_reason: str = "", cleared_by: str = "", cleared_on: date | None = None, seen: str = "", by,
) -> None:
    """Save a block's text. Raises ReportIsFinal, UnknownFigure, ParagraphMissing or TextChangedMeanwhile."""
    report = block.report
    db.session.refresh(report, ["state"], with_for_update=True)
    db.session.refresh(block)  # what somebody else has just saved is seen here
    _refuse_final(report)
    report_texts.check(text, NAMES)
    if is_exempt and exempt_paragraph not in EXEMPT_PARAGRAPHS:
        raise ParagraphMissing()
    if seen and seen != mark_of(block):
        raise TextChangedMeanwhile()
    block.title, block.text = title.strip() or block.title, text.replace("\r\n", "\n").strip()
    block.is_exempt, block.exempt_paragraph = is_exempt, exempt_paragraph if is_exempt else None
    block.exempt_reason = exempt_reason.strip() if is_exempt else ""
    block.cleared_by, block.cleared_on = cleared_by.strip(), cleared_on if cleared_by.strip() else None
    history.record(report, "block saved", field=block.key, by=by)


def obstacles_of(report: BoardReport, record: Record) -> Obstacles:
    """What has to be done before the report can be final."""
    version = record_queries.version_of(report)
    decides = report.kind == ReportKind.FULL and any(row.purpose == Purpose.DECIDE for row in report.meetings)
    today = clock.today()
    return Obstacles(
        undisposed=record.undisposed, unmet=record.unmet, waiting=record.waiting,
        empty=report_papers.empty_headings(report),
        gates=[str(words) for words in signing.what_is_open(version)] if decides and version else [],
        unfinished=[block for block in report.blocks if report_starts.unfinished(block.text)],
        cut_off_ahead=today <= report.remarks_until, no_meeting=not report.meetings,
        late=report_papers.is_late(report, today) and not report.late_reason.strip())


def make_final(report: BoardReport, *, by) -> None:
    """Freeze the text and the figures of a report. Raises ReportIsFinal or NotReady."""
    db.session.refresh(report, ["state"], with_for_update=True)
    _refuse_final(report)
    record = paper_queries.whole_record(report)
    if obstacles_of(report, record):
        raise NotReady()
    frozen: dict = {ReportPart.PUBLIC: to_plain(report_papers.compose(report, record)),
                    "figures": figures_of(record, report)}
    if any(block.is_exempt for block in report.blocks):
        frozen[ReportPart.EXEMPT] = to_plain(report_papers.compose(report, record, ReportPart.EXEMPT))
    report.frozen = {str(key): value for key, value in frozen.items()}
    report.state, report.final_at, report.final_by = ReportState.FINAL, clock.now(), by
    history.record(report, "report made final", by=by)


def issue_anew(report: BoardReport, *, by) -> BoardReport:
    """A new issue of a final report, as a draft to change. Raises Refusal or NewerIssue."""
    if report.state != ReportState.FINAL:
        raise Refusal(N_("This report is a draft still: change it as it is."))
    plan_queries.lock(report.plan)
    if newer_issue(report) is not None:
        raise NewerIssue()
    versions = plan_queries.versions_of(report.plan)
    kept = {name: getattr(report, name) for name in (
        "plan", "kind", "title", "report_of", "contact_officer", "classification", "remarks_until", "style")}
    made = BoardReport(
        **kept, number=_next_number(report.plan), issue=report.issue + 1, replaces=report, version=versions[-1],
        appendices=list(report.appendices), made_at=clock.now(), made_by=by, events=list(report.events))
    made.meetings = [_meeting(Meeting(row.body, row.meets_on, row.purpose)) for row in report.meetings]
    columns = ("key", "title", "level", "is_numbered", "position", "text", "is_exempt", "exempt_paragraph",
               "exempt_reason", "cleared_by", "cleared_on")
    made.blocks = [ReportBlock(**{name: getattr(block, name) for name in columns}) for block in report.blocks]
    db.session.add(made)
    history.record(made, "report issued anew", by=by)
    return made


def drop_draft(report: BoardReport, *, by) -> None:
    """Throw a draft away. Raises ReportIsFinal."""
    _refuse_final(report)
    history.record(report, "report thrown away", by=by)
    db.session.delete(report)
