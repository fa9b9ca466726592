"""The action plan, its versions, what changed them and who decided. A plan is the council's."""

from datetime import date, datetime

from sqlalchemy import JSON, Column, Date, ForeignKey, String, Table, Text, UniqueConstraint, inspect
from sqlalchemy import event as sql_event
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from events.access.models import Officer
from events.database import Base, Moment
from events.event import Event
from events.feedback.models import Remark
from events.plan.states import AmendmentKind, AmendmentState, GateKind, Outcome, ResponseKind, VersionState

feeding = Table(
    "feeding",
    Base.metadata,
    Column("plan_id", ForeignKey("action_plan.id", ondelete="CASCADE"), primary_key=True),
    Column("event_id", ForeignKey("event.id", ondelete="CASCADE"), primary_key=True, index=True),
)


class ActionPlan(Base):
    """A plan of actions under objectives, fed by one or more events."""

    __tablename__ = "action_plan"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(80), unique=True)
    title: Mapped[str] = mapped_column(String(200))
    created_at: Mapped[datetime] = mapped_column(Moment)
    events: Mapped[list[Event]] = relationship(secondary=feeding, order_by=Event.starts_at)
    versions: Mapped[list["PlanVersion"]] = relationship(back_populates="plan", order_by="PlanVersion.number")


class PlanVersion(Base):
    """One state of the plan. Frozen, it never changes: a decision is about exactly this."""

    __tablename__ = "plan_version"
    __table_args__ = (UniqueConstraint("plan_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("action_plan.id", ondelete="CASCADE"), index=True)
    number: Mapped[int]
    state: Mapped[VersionState] = mapped_column(String(12), default=VersionState.DRAFT)
    preamble: Mapped[str] = mapped_column(Text, default="")
    fingerprint: Mapped[str] = mapped_column(String(64), default="")  # SHA-256 of its whole text
    made_at: Mapped[datetime] = mapped_column(Moment)
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("officer.id", ondelete="SET NULL"), index=True)
    frozen_at: Mapped[datetime | None] = mapped_column(Moment)
    plan: Mapped[ActionPlan] = relationship(back_populates="versions")
    made_by: Mapped[Officer | None] = relationship()
    objectives: Mapped[list["Objective"]] = relationship(
        back_populates="version", cascade="all, delete-orphan", order_by="Objective.position"
    )
    gates: Mapped[list["Gate"]] = relationship(
        back_populates="version", cascade="all, delete-orphan", order_by="Gate.position"
    )


class Objective(Base):
    """What a group of actions is for, in one version."""

    __tablename__ = "objective"

    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("plan_version.id", ondelete="CASCADE"), index=True)
    number: Mapped[str] = mapped_column(String(12))
    title: Mapped[str] = mapped_column(String(300))
    position: Mapped[int]
    version: Mapped[PlanVersion] = relationship(back_populates="objectives")
    actions: Mapped[list["Action"]] = relationship(
        back_populates="objective", cascade="all, delete-orphan", order_by="Action.position"
    )


class Action(Base):
    """One action in one version; `key` is its identity across all versions."""

    __tablename__ = "action"

    id: Mapped[int] = mapped_column(primary_key=True)
    objective_id: Mapped[int] = mapped_column(ForeignKey("objective.id", ondelete="CASCADE"), index=True)
    key: Mapped[str] = mapped_column(String(32), index=True)
    ref: Mapped[str] = mapped_column(String(12))  # "3.2"
    text: Mapped[str] = mapped_column(Text)
    lead: Mapped[str] = mapped_column(String(200), default="")
    partners: Mapped[str] = mapped_column(Text, default="")
    due: Mapped[str] = mapped_column(String(40), default="")
    measure: Mapped[str] = mapped_column(Text, default="")
    indicator: Mapped[str] = mapped_column(String(80), default="")
    in_plain_words: Mapped[str] = mapped_column(Text, default="")  # phrases divided by " | "
    position: Mapped[int]
    objective: Mapped[Objective] = relationship(back_populates="actions")


class Route(Base):
    """Which action a remark concerns, as an officer chose."""

    __tablename__ = "route"
    __table_args__ = (UniqueConstraint("plan_id", "remark_id", "action_key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("action_plan.id", ondelete="CASCADE"), index=True)
    remark_id: Mapped[str] = mapped_column(ForeignKey("remark.id", ondelete="CASCADE"), index=True)
    action_key: Mapped[str] = mapped_column(String(32), index=True)
    by_officer_id: Mapped[int | None] = mapped_column(ForeignKey("officer.id", ondelete="SET NULL"), index=True)
    remark: Mapped[Remark] = relationship()


class ExternalComment(Base):
    """A reviewing body's comment on the draft, and what is answered to it."""

    __tablename__ = "external_comment"
    __table_args__ = (UniqueConstraint("plan_id", "ref"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("action_plan.id", ondelete="CASCADE"), index=True)
    ref: Mapped[str] = mapped_column(String(20))
    source: Mapped[str] = mapped_column(String(160), default="")
    action_key: Mapped[str] = mapped_column(String(32), default="")  # empty: on the whole plan
    text: Mapped[str] = mapped_column(Text)
    kind: Mapped[str] = mapped_column(String(20), default="")
    response_kind: Mapped[ResponseKind | None] = mapped_column(String(20))
    response: Mapped[str] = mapped_column(Text, default="")
    position: Mapped[int] = mapped_column(default=0)
    plan: Mapped[ActionPlan] = relationship()


class Amendment(Base):
    """A change to one action, or a new one, or a removal; written beside its evidence."""

    __tablename__ = "amendment"
    __table_args__ = (UniqueConstraint("plan_id", "ref"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("action_plan.id", ondelete="CASCADE"), index=True)
    ref: Mapped[str] = mapped_column(String(12))  # "A-7"
    base_version_id: Mapped[int] = mapped_column(ForeignKey("plan_version.id", ondelete="CASCADE"), index=True)
    into_version_id: Mapped[int | None] = mapped_column(
        ForeignKey("plan_version.id", ondelete="SET NULL"), index=True
    )
    kind: Mapped[AmendmentKind] = mapped_column(String(12))
    action_key: Mapped[str] = mapped_column(String(32), default="", index=True)
    objective_number: Mapped[str] = mapped_column(String(12), default="")  # where a new action stands
    field: Mapped[str] = mapped_column(String(20), default="")
    before: Mapped[str] = mapped_column(Text, default="")
    after: Mapped[str] = mapped_column(Text, default="")
    others: Mapped[dict] = mapped_column(JSON, default=dict)  # a new action's lead, partners, due, measure, indicator
    reason: Mapped[str] = mapped_column(Text, default="")
    state: Mapped[AmendmentState] = mapped_column(String(12), default=AmendmentState.PROPOSED)
    proposed_by_id: Mapped[int | None] = mapped_column(ForeignKey("officer.id", ondelete="SET NULL"), index=True)
    proposed_at: Mapped[datetime] = mapped_column(Moment)
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("officer.id", ondelete="SET NULL"), index=True)
    decided_at: Mapped[datetime | None] = mapped_column(Moment)
    decision_reason: Mapped[str] = mapped_column(Text, default="")
    plan: Mapped[ActionPlan] = relationship()
    base_version: Mapped[PlanVersion] = relationship(foreign_keys=[base_version_id])
    into_version: Mapped[PlanVersion | None] = relationship(foreign_keys=[into_version_id])
    proposed_by: Mapped[Officer | None] = relationship(foreign_keys=[proposed_by_id])
    decided_by: Mapped[Officer | None] = relationship(foreign_keys=[decided_by_id])
    evidence: Mapped[list["Evidence"]] = relationship(
        back_populates="amendment", cascade="all, delete-orphan", order_by="Evidence.id"
    )


class Evidence(Base):
    """The words behind an amendment: a remark, or a reviewing body's comment."""

    __tablename__ = "evidence"
    __table_args__ = (
        UniqueConstraint("amendment_id", "remark_id"),
        UniqueConstraint("amendment_id", "external_comment_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    amendment_id: Mapped[int] = mapped_column(ForeignKey("amendment.id", ondelete="CASCADE"), index=True)
    remark_id: Mapped[str | None] = mapped_column(ForeignKey("remark.id", ondelete="CASCADE"), index=True)
    external_comment_id: Mapped[int | None] = mapped_column(
        ForeignKey("external_comment.id", ondelete="CASCADE"), index=True
    )
    amendment: Mapped[Amendment] = relationship(back_populates="evidence")
    remark: Mapped[Remark | None] = relationship()
    external_comment: Mapped[ExternalComment | None] = relationship()


class Gate(Base):
    """What must be done before a version may be approved, and who signed that it was."""

    __tablename__ = "gate"
    __table_args__ = (UniqueConstraint("version_id", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("plan_version.id", ondelete="CASCADE"), index=True)
    key: Mapped[str] = mapped_column(String(40))
    kind: Mapped[GateKind] = mapped_column(String(12), default=GateKind.OTHER, server_default="other")
    title: Mapped[str] = mapped_column(String(200))
    detail: Mapped[str] = mapped_column(Text, default="")
    position: Mapped[int]
    finding: Mapped[str] = mapped_column(Text, default="")
    # What was signed for, part by part: its name -> SHA-256. Empty for what was signed before this was kept.
    covered: Mapped[dict] = mapped_column(JSON, default=dict, server_default="{}")
    signed_by_id: Mapped[int | None] = mapped_column(ForeignKey("officer.id", ondelete="SET NULL"), index=True)
    signed_at: Mapped[datetime | None] = mapped_column(Moment)
    version: Mapped[PlanVersion] = relationship(back_populates="gates")
    signed_by: Mapped[Officer | None] = relationship()


class Decision(Base):
    """What an approver did with exactly one version."""

    __tablename__ = "decision"

    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("plan_version.id", ondelete="CASCADE"), index=True)
    fingerprint: Mapped[str] = mapped_column(String(64))
    outcome: Mapped[Outcome] = mapped_column(String(20))
    by_officer_id: Mapped[int | None] = mapped_column(ForeignKey("officer.id", ondelete="SET NULL"), index=True)
    body: Mapped[str] = mapped_column(String(160), default="")  # which board
    minute: Mapped[str] = mapped_column(String(60), default="")
    decided_on: Mapped[date] = mapped_column(Date)
    at: Mapped[datetime] = mapped_column(Moment)
    note: Mapped[str] = mapped_column(Text, default="")
    # Amended at the table: the number of the version that lay before the board, for which the gates had been signed.
    laid_number: Mapped[int | None]
    version: Mapped[PlanVersion] = relationship()
    by_officer: Mapped[Officer | None] = relationship()


class OutcomesPage(Base):
    """Whether "what you said, what we did" of an event is public yet."""

    __tablename__ = "outcomes_page"

    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), primary_key=True)
    published_at: Mapped[datetime | None] = mapped_column(Moment)


class FrozenStaysFrozen(RuntimeError):
    """Somebody tried to change a version that a decision may be about."""


def _version_of(target) -> PlanVersion | None:
    if isinstance(target, PlanVersion):
        return target
    return target.version if isinstance(target, Objective) else target.objective.version


def _refuse_change(mapper, connection, target) -> None:
    """A frozen version and what stands in it take no insert, update or delete one by one."""
    version = _version_of(target)
    if version is None:
        return
    state = inspect(version).attrs.state.history
    was = state.deleted[0] if state.deleted else version.state
    inserted = target is version and not inspect(version).has_identity
    if was != VersionState.FROZEN or inserted:
        return
    session = inspect(target).session
    if inspect(target).has_identity and target not in session.deleted and not session.is_modified(
            target, include_collections=False):
        return
    raise FrozenStaysFrozen(f"version {version.number} of plan {version.plan_id} stands as it was frozen")


for _record in (PlanVersion, Objective, Action):
    for _moment in ("before_insert", "before_update", "before_delete"):
        sql_event.listen(_record, _moment, _refuse_change)


@sql_event.listens_for(Session, "do_orm_execute")
def _refuse_in_bulk(state) -> None:
    """No statement that changes many rows at once reaches the text of versions either."""
    if state.is_update and state.bind_mapper is not None and state.bind_mapper.class_ in (
            PlanVersion, Objective, Action):
        raise FrozenStaysFrozen("versions are not changed in bulk")
