"""What lies between asking somebody to speak and their talk: invitations, answers, profile, needs, consents, chases."""

from datetime import date, datetime

from sqlalchemy import Date, ForeignKey, String, Text
from sqlalchemy import event as sql_event
from sqlalchemy.orm import Mapped, mapped_column, relationship

from events.access.models import Officer
from events.agenda.models import AgendaItem, Speaker
from events.agenda.states import AnswerChannel, ConsentKind, SpeakerState
from events.database import Base, Moment


class SpeakerMailing(Base):
    """One pressing of Send to speakers: which letters went out together, and until when they can be called back."""

    __tablename__ = "speaker_mailing"

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    batch: Mapped[str] = mapped_column(String(60), unique=True)  # the outbox's name for its letters
    letter: Mapped[str] = mapped_column(String(60))
    count: Mapped[int]
    by_officer_id: Mapped[int | None] = mapped_column(ForeignKey("officer.id", ondelete="SET NULL"), index=True)
    at: Mapped[datetime] = mapped_column(Moment)
    called_back_at: Mapped[datetime | None] = mapped_column(Moment)


class SpeakerInvitation(Base):
    """A letter that asks somebody to speak: drafted, then sent. The newest counts, the earlier ones stay."""

    __tablename__ = "speaker_invitation"

    id: Mapped[int] = mapped_column(primary_key=True)
    speaker_id: Mapped[int] = mapped_column(ForeignKey("speaker.id", ondelete="CASCADE"), index=True)
    agenda_item_id: Mapped[int | None] = mapped_column(ForeignKey("agenda_item.id", ondelete="SET NULL"), index=True)
    topic: Mapped[str] = mapped_column(String(200))
    words: Mapped[str] = mapped_column(Text, default="")  # the organiser's own paragraph
    answer_by: Mapped[date] = mapped_column(Date)
    drafted_at: Mapped[datetime] = mapped_column(Moment)
    by_officer_id: Mapped[int | None] = mapped_column(ForeignKey("officer.id", ondelete="SET NULL"), index=True)
    sent_at: Mapped[datetime | None] = mapped_column(Moment)
    mailing_id: Mapped[int | None] = mapped_column(ForeignKey("speaker_mailing.id", ondelete="SET NULL"), index=True)
    state_before: Mapped[SpeakerState | None] = mapped_column(String(16))  # what calling it back brings back
    keep_until: Mapped[datetime] = mapped_column(Moment)
    speaker: Mapped[Speaker] = relationship()
    agenda_item: Mapped[AgendaItem | None] = relationship()


class SpeakerAnswer(Base):
    """One answer to being asked to speak. Changing one's mind is a new row."""

    __tablename__ = "speaker_answer"

    id: Mapped[int] = mapped_column(primary_key=True)
    speaker_id: Mapped[int] = mapped_column(ForeignKey("speaker.id", ondelete="CASCADE"), index=True)
    said: Mapped[SpeakerState] = mapped_column(String(16))
    reason: Mapped[str] = mapped_column(Text, default="")
    channel: Mapped[AnswerChannel] = mapped_column(String(12))
    by_officer_id: Mapped[int | None] = mapped_column(ForeignKey("officer.id", ondelete="SET NULL"), index=True)
    at: Mapped[datetime] = mapped_column(Moment)
    keep_until: Mapped[datetime] = mapped_column(Moment)
    by_officer: Mapped[Officer | None] = relationship()


class SpeakerProfile(Base):
    """A speaker's photograph, and which things were said not to be needed of them."""

    __tablename__ = "speaker_profile"

    speaker_id: Mapped[int] = mapped_column(ForeignKey("speaker.id", ondelete="CASCADE"), primary_key=True)
    photo_key: Mapped[str] = mapped_column(String(64), default="")  # in the store; empty: there is none
    photo_width: Mapped[int] = mapped_column(default=0)
    photo_height: Mapped[int] = mapped_column(default=0)
    no_biography: Mapped[bool] = mapped_column(default=False)
    no_photograph: Mapped[bool] = mapped_column(default=False)
    no_slides: Mapped[bool] = mapped_column(default=False)
    no_needs: Mapped[bool] = mapped_column(default=False)
    keep_until: Mapped[datetime] = mapped_column(Moment)
    speaker: Mapped[Speaker] = relationship()


class SpeakerNeeds(Base):
    """What a speaker told the organiser alone that they need. Forgotten two weeks after the event."""

    __tablename__ = "speaker_needs"

    speaker_id: Mapped[int] = mapped_column(ForeignKey("speaker.id", ondelete="CASCADE"), primary_key=True)
    access: Mapped[str] = mapped_column(Text, default="")
    equipment: Mapped[str] = mapped_column(Text, default="")
    travel: Mapped[str] = mapped_column(Text, default="")
    consented_at: Mapped[datetime | None] = mapped_column(Moment)  # to keeping what was told of access
    told_at: Mapped[datetime] = mapped_column(Moment)
    keep_until: Mapped[datetime] = mapped_column(Moment, index=True)
    speaker: Mapped[Speaker] = relationship()


class SpeakerConsent(Base):
    """A yes or a no of a speaker, with the words that were agreed to. Never changed: another answer is a new row."""

    __tablename__ = "speaker_consent"

    id: Mapped[int] = mapped_column(primary_key=True)
    speaker_id: Mapped[int] = mapped_column(ForeignKey("speaker.id", ondelete="CASCADE"), index=True)
    kind: Mapped[ConsentKind] = mapped_column(String(12))
    agreed: Mapped[bool]
    words: Mapped[str] = mapped_column(Text)  # exactly as they were shown
    at: Mapped[datetime] = mapped_column(Moment)
    # Who typed it, where it was not the speaker.
    by_officer_id: Mapped[int | None] = mapped_column(ForeignKey("officer.id", ondelete="SET NULL"), index=True)
    keep_until: Mapped[datetime] = mapped_column(Moment)
    by_officer: Mapped[Officer | None] = relationship()


class ConsentStands(RuntimeError):
    """Something tried to change a consent, or an answer, that was given."""


@sql_event.listens_for(SpeakerConsent, "before_update")
@sql_event.listens_for(SpeakerAnswer, "before_update")
def _refuse(mapper, connection, target) -> None:
    raise ConsentStands(f"{mapper.local_table.name} {target.id} stands as it was given")
