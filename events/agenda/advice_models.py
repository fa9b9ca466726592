"""Who is asked for advice on the draft programme, what they saw of it, what they said, and what became of it."""

from datetime import date, datetime

from sqlalchemy import JSON, Date, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from events.access.models import Officer
from events.agenda.models import AgendaItem, Host
from events.agenda.states import AdviceBecame, AdviceWay
from events.database import Base, Moment
from events.event import Event


class Adviser(Base):
    """A body, or a person in their own right, asked for advice on one event's draft programme."""

    __tablename__ = "adviser"

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    host_id: Mapped[int | None] = mapped_column(ForeignKey("host.id", ondelete="SET NULL"), index=True)
    ref: Mapped[str] = mapped_column(String(20), unique=True)  # random: stands in the personal link
    link_version: Mapped[int] = mapped_column(default=1)
    body: Mapped[str] = mapped_column(String(160), default="")  # empty: a person in their own right
    name: Mapped[str] = mapped_column(String(160), default="")
    email: Mapped[str] = mapped_column(String(254), default="")
    asked_what: Mapped[str] = mapped_column(Text, default="")
    answer_by_on: Mapped[date | None] = mapped_column(Date)
    may_be_named: Mapped[bool] = mapped_column(default=False)  # a person: the report may print their name
    asked_on: Mapped[date | None] = mapped_column(Date)  # by the first letter, or otherwise
    reminded_at: Mapped[datetime | None] = mapped_column(Moment)
    no_comments_at: Mapped[datetime | None] = mapped_column(Moment)  # they said that they have none
    told_at: Mapped[datetime | None] = mapped_column(Moment)  # the letter with our answers
    closed_at: Mapped[datetime | None] = mapped_column(Moment)
    made_at: Mapped[datetime] = mapped_column(Moment)
    keep_until: Mapped[datetime] = mapped_column(Moment)
    event: Mapped[Event] = relationship()
    host: Mapped[Host | None] = relationship()

    @property
    def called(self) -> str:
        """As officers and letters call them: the body, or the person."""
        return self.body or self.name

    @property
    def shown_as(self) -> str:
        """As everybody may read it: a body by its name, a person only where they agreed; else empty."""
        return self.body or (self.name if self.may_be_named else "")


class DraftShown(Base):
    """The draft programme as an adviser saw it when they commented; kept once for each wording of it."""

    __tablename__ = "draft_shown"
    __table_args__ = (UniqueConstraint("event_id", "fingerprint"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    fingerprint: Mapped[str] = mapped_column(String(64))
    parts: Mapped[list] = mapped_column(JSON, default=list)  # see drafts.parts_of
    shown_at: Mapped[datetime] = mapped_column(Moment)


class Advice(Base):
    """One comment of an adviser on the draft programme, and our answer to it."""

    __tablename__ = "advice"
    __table_args__ = (UniqueConstraint("event_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    adviser_id: Mapped[int] = mapped_column(ForeignKey("adviser.id", ondelete="CASCADE"), index=True)
    number: Mapped[int]
    draft_id: Mapped[int | None] = mapped_column(ForeignKey("draft_shown.id", ondelete="SET NULL"), index=True)
    # The part that it is about, and what that was called then; none: the programme as a whole.
    agenda_item_id: Mapped[int | None] = mapped_column(ForeignKey("agenda_item.id", ondelete="SET NULL"), index=True)
    about: Mapped[str] = mapped_column(String(200), default="")
    text: Mapped[str] = mapped_column(Text)
    way: Mapped[AdviceWay] = mapped_column(String(12), default=AdviceWay.LINK)
    received_on: Mapped[date] = mapped_column(Date)
    typed_by_id: Mapped[int | None] = mapped_column(ForeignKey("officer.id", ondelete="SET NULL"), index=True)
    became: Mapped[AdviceBecame | None] = mapped_column(String(16))
    answer: Mapped[str] = mapped_column(Text, default="")
    # Where it was taken in: the part of the programme that changed, and what that was called then.
    changed_item_id: Mapped[int | None] = mapped_column(ForeignKey("agenda_item.id", ondelete="SET NULL"), index=True)
    changed: Mapped[str] = mapped_column(String(200), default="")
    answered_at: Mapped[datetime | None] = mapped_column(Moment)
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("officer.id", ondelete="SET NULL"), index=True)
    adviser: Mapped[Adviser] = relationship()
    draft: Mapped[DraftShown | None] = relationship()
    agenda_item: Mapped[AgendaItem | None] = relationship(foreign_keys=agenda_item_id)
    typed_by: Mapped[Officer | None] = relationship(foreign_keys=typed_by_id)
    answered_by: Mapped[Officer | None] = relationship(foreign_keys=answered_by_id)

    @property
    def ref(self) -> str:
        """How letters, pages and the report name it."""
        return f"P-{self.number}"
