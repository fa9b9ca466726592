"""Which parts of the programme with places of their own somebody has chosen."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from events.database import Base, Moment
from events.delegates.models import Invitation


class PartChoice(Base):
    """One guest's place in one part. Where the part is removed its title stays, so that the guest can be told."""

    __tablename__ = "part_choice"
    __table_args__ = (UniqueConstraint("invitation_id", "agenda_item_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    invitation_id: Mapped[int] = mapped_column(ForeignKey("invitation.id", ondelete="CASCADE"), index=True)
    agenda_item_id: Mapped[int | None] = mapped_column(ForeignKey("agenda_item.id", ondelete="SET NULL"), index=True)
    title: Mapped[str] = mapped_column(String(200))
    at: Mapped[datetime] = mapped_column(Moment)
    keep_until: Mapped[datetime] = mapped_column(Moment)
    invitation: Mapped[Invitation] = relationship()
