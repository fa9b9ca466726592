"""Who is among the guests because they speak."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from events.agenda.models import Speaker
from events.database import Base, Moment
from events.delegates.models import Invitation
from events.delegates.states import InvitationState, Said


class SpeakingGuest(Base):
    """A speaker's place among the guests, and how their invitation stood before they agreed to speak."""

    __tablename__ = "speaking_guest"

    speaker_id: Mapped[int] = mapped_column(ForeignKey("speaker.id", ondelete="CASCADE"), primary_key=True)
    invitation_id: Mapped[int] = mapped_column(ForeignKey("invitation.id", ondelete="CASCADE"), index=True)
    gave_place: Mapped[bool]  # False: they held a place of their own already
    state_before: Mapped[InvitationState | None] = mapped_column(String(12))  # None: there was no invitation
    said_before: Mapped[Said | None] = mapped_column(String(16))
    at: Mapped[datetime] = mapped_column(Moment)
    invitation: Mapped[Invitation] = relationship()
    speaker: Mapped[Speaker] = relationship()
