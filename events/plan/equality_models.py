"""The equality impact assessment of a version, its findings, and the remarks that are evidence for them."""

from datetime import datetime

from sqlalchemy import Column, ForeignKey, String, Table, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from events.access.models import Officer
from events.database import Base, Moment
from events.feedback.models import Remark
from events.plan.models import Amendment, PlanVersion
from events.plan.states import AssessmentKind, Effect

finding_remark = Table(
    "finding_remark",
    Base.metadata,
    Column("finding_id", ForeignKey("equality_finding.id", ondelete="CASCADE"), primary_key=True),
    Column("remark_id", ForeignKey("remark.id", ondelete="CASCADE"), primary_key=True, index=True),
)


class EqualityAssessment(Base):
    """What one version does to people who share a protected characteristic: a screening, or in full."""

    __tablename__ = "equality_assessment"

    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("plan_version.id", ondelete="CASCADE"), unique=True)
    kind: Mapped[AssessmentKind] = mapped_column(String(12), default=AssessmentKind.SCREENING)
    summary: Mapped[str] = mapped_column(Text, default="")
    made_at: Mapped[datetime] = mapped_column(Moment)
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("officer.id", ondelete="SET NULL"), index=True)
    # The number of the version whose assessment this one was copied from; none: begun here.
    copied_from: Mapped[int | None]
    version: Mapped[PlanVersion] = relationship()
    made_by: Mapped[Officer | None] = relationship()
    findings: Mapped[list["EqualityFinding"]] = relationship(
        back_populates="assessment", cascade="all, delete-orphan", order_by="EqualityFinding.id"
    )


class EqualityFinding(Base):
    """What was found for one characteristic, and what was done about it. `ref` stays the same in a later copy."""

    __tablename__ = "equality_finding"
    __table_args__ = (UniqueConstraint("assessment_id", "ref"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    assessment_id: Mapped[int] = mapped_column(ForeignKey("equality_assessment.id", ondelete="CASCADE"), index=True)
    ref: Mapped[str] = mapped_column(String(12))  # "E-3"
    characteristic: Mapped[str] = mapped_column(String(40))  # of states.CHARACTERISTICS, or a council's own key
    effect: Mapped[Effect] = mapped_column(String(12))
    finding: Mapped[str] = mapped_column(Text)
    done: Mapped[str] = mapped_column(Text, default="")  # what was done about it
    action_key: Mapped[str] = mapped_column(String(32), default="")  # empty: the whole plan
    assessment: Mapped[EqualityAssessment] = relationship(back_populates="findings")
    remarks: Mapped[list[Remark]] = relationship(secondary=finding_remark, order_by=Remark.ref)


class OwnCharacteristic(Base):
    """A group that the council looks at beside the protected ones: "carers", "armed forces"."""

    __tablename__ = "own_characteristic"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[str] = mapped_column(String(80))


class RemarkCharacteristic(Base):
    """A remark tagged with a characteristic, as evidence: about what is said, never about who said it."""

    __tablename__ = "remark_characteristic"
    __table_args__ = (UniqueConstraint("remark_id", "characteristic"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    remark_id: Mapped[str] = mapped_column(ForeignKey("remark.id", ondelete="CASCADE"), index=True)
    characteristic: Mapped[str] = mapped_column(String(40), index=True)
    by_officer_id: Mapped[int | None] = mapped_column(ForeignKey("officer.id", ondelete="SET NULL"), index=True)
    remark: Mapped[Remark] = relationship()


class FindingEvidence(Base):
    """An amendment that rests on a finding: the third source of changes beside remarks and comments."""

    __tablename__ = "finding_evidence"
    __table_args__ = (UniqueConstraint("amendment_id", "finding_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    amendment_id: Mapped[int] = mapped_column(ForeignKey("amendment.id", ondelete="CASCADE"), index=True)
    finding_id: Mapped[int] = mapped_column(ForeignKey("equality_finding.id", ondelete="CASCADE"), index=True)
    amendment: Mapped[Amendment] = relationship()
    finding: Mapped[EqualityFinding] = relationship()
