"""Reports to a board: their blocks of text, their meetings, and how each body wants its reports."""

from datetime import date, datetime

from sqlalchemy import JSON, Column, Date, ForeignKey, String, Table, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from events.access.models import Officer
from events.database import Base, Moment
from events.event import Event
from events.plan.models import ActionPlan, PlanVersion
from events.reports.states import Purpose, ReportKind, ReportState

covering = Table(
    "board_report_event",
    Base.metadata,
    Column("report_id", ForeignKey("board_report.id", ondelete="CASCADE"), primary_key=True),
    Column("event_id", ForeignKey("event.id", ondelete="CASCADE"), primary_key=True, index=True),
)


class ReportStyle(Base):
    """How a body wants its reports: its headings in their order, its cut-off, its Word template.

    The one with an empty body is the council's own, for every body without a style.
    """

    __tablename__ = "report_style"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(20), unique=True)  # random: stands in addresses
    body: Mapped[str] = mapped_column(String(160), unique=True, default="")
    # [{key, title, level (1 or 2), is_numbered, is_shown}], in the order they are printed.
    headings: Mapped[list] = mapped_column(JSON, default=list)
    cut_off_days: Mapped[int] = mapped_column(default=7)  # working days before the meeting
    clear_days: Mapped[int] = mapped_column(default=5)  # between publication and the meeting
    template_key: Mapped[str] = mapped_column(String(60), default="")  # in the store of files; empty: our own look
    template_name: Mapped[str] = mapped_column(String(200), default="")
    template_sha256: Mapped[str] = mapped_column(String(64), default="")


class BoardReport(Base):
    """One issue of a report about a plan and the events that feed it, for one meeting or several in sequence."""

    __tablename__ = "board_report"
    __table_args__ = (UniqueConstraint("plan_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("action_plan.id", ondelete="CASCADE"), index=True)
    number: Mapped[int]  # in the plan's own row: stands in addresses
    issue: Mapped[int] = mapped_column(default=1)
    replaces_id: Mapped[int | None] = mapped_column(ForeignKey("board_report.id", ondelete="SET NULL"), index=True)
    version_id: Mapped[int | None] = mapped_column(ForeignKey("plan_version.id", ondelete="SET NULL"), index=True)
    style_id: Mapped[int | None] = mapped_column(ForeignKey("report_style.id", ondelete="SET NULL"), index=True)
    kind: Mapped[ReportKind] = mapped_column(String(12))
    state: Mapped[ReportState] = mapped_column(String(12), default=ReportState.DRAFT)
    title: Mapped[str] = mapped_column(String(200))
    report_of: Mapped[str] = mapped_column(String(200), default="")
    contact_officer: Mapped[str] = mapped_column(Text, default="")  # name, telephone number, address
    classification: Mapped[str] = mapped_column(String(120), default="")
    appendices: Mapped[list] = mapped_column(JSON, default=list)  # values of Appendix
    remarks_until: Mapped[date] = mapped_column(Date)  # what came later is listed as such
    late_reason: Mapped[str] = mapped_column(Text, default="")  # why it could not be published in time
    made_at: Mapped[datetime] = mapped_column(Moment)
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("officer.id", ondelete="SET NULL"), index=True)
    final_at: Mapped[datetime | None] = mapped_column(Moment)
    final_by_id: Mapped[int | None] = mapped_column(ForeignKey("officer.id", ondelete="SET NULL"), index=True)
    frozen: Mapped[dict] = mapped_column(JSON, default=dict)  # both parts and the figures, as they were made final
    plan: Mapped[ActionPlan] = relationship()
    version: Mapped[PlanVersion | None] = relationship()
    style: Mapped[ReportStyle | None] = relationship()
    replaces: Mapped["BoardReport | None"] = relationship(remote_side=[id])
    made_by: Mapped[Officer | None] = relationship(foreign_keys=[made_by_id])
    final_by: Mapped[Officer | None] = relationship(foreign_keys=[final_by_id])
    events: Mapped[list[Event]] = relationship(secondary=covering, order_by=Event.starts_at)
    meetings: Mapped[list["ReportMeeting"]] = relationship(
        back_populates="report", cascade="all, delete-orphan", order_by="ReportMeeting.meets_on, ReportMeeting.id")
    blocks: Mapped[list["ReportBlock"]] = relationship(
        back_populates="report", cascade="all, delete-orphan", order_by="ReportBlock.position, ReportBlock.id")


class ReportMeeting(Base):
    """One meeting that will see the report, and what it is asked to do."""

    __tablename__ = "report_meeting"

    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[int] = mapped_column(ForeignKey("board_report.id", ondelete="CASCADE"), index=True)
    body: Mapped[str] = mapped_column(String(160))
    meets_on: Mapped[date] = mapped_column(Date)
    purpose: Mapped[Purpose] = mapped_column(String(12), default=Purpose.DECIDE)
    report: Mapped[BoardReport] = relationship(back_populates="meetings")


class ReportBlock(Base):
    """The text under one heading, with placeholders for figures until the report is final."""

    __tablename__ = "report_block"
    __table_args__ = (UniqueConstraint("report_id", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[int] = mapped_column(ForeignKey("board_report.id", ondelete="CASCADE"), index=True)
    key: Mapped[str] = mapped_column(String(40))  # "financial"
    title: Mapped[str] = mapped_column(String(160))
    level: Mapped[int] = mapped_column(default=1)  # 1 or 2
    is_numbered: Mapped[bool] = mapped_column(default=True)
    position: Mapped[int]
    text: Mapped[str] = mapped_column(Text, default="")
    is_exempt: Mapped[bool] = mapped_column(default=False)
    exempt_paragraph: Mapped[int | None]  # of Schedule 12A, Part 1
    exempt_reason: Mapped[str] = mapped_column(Text, default="")  # why the public interest is in keeping it back
    cleared_by: Mapped[str] = mapped_column(String(160), default="")  # a named officer of finance, law, …
    cleared_on: Mapped[date | None] = mapped_column(Date)
    report: Mapped[BoardReport] = relationship(back_populates="blocks")
