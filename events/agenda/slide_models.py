"""What was found in a deck of slides, the pictures of its pages, and on which terms a speaker's slides are shown."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from events.agenda.models import Deck, Speaker
from events.agenda.states import DeckChoice, PictureState
from events.database import Base, Moment


class DeckCheck(Base):
    """How far the checking of one deck is and what came of it. Names that stood in the file go with the deck."""

    __tablename__ = "deck_check"

    deck_id: Mapped[int] = mapped_column(ForeignKey("deck.id", ondelete="CASCADE"), primary_key=True)
    findings: Mapped[dict | None] = mapped_column(JSON(none_as_null=True))  # see deck_findings; None: not opened yet
    waits_for: Mapped[str] = mapped_column(String(12), default="")  # "opening", "scanner" or nothing
    scanned_at: Mapped[datetime | None] = mapped_column(Moment)  # by the virus scanner, and found clean
    words: Mapped[str] = mapped_column(Text, default="")  # why it was refused: a marked sentence
    values: Mapped[dict] = mapped_column(JSON, default=dict)  # of that sentence
    signature: Mapped[str] = mapped_column(String(200), default="")  # what the scanner called it
    choice: Mapped[DeckChoice] = mapped_column(String(12), default=DeckChoice.OPEN)
    chosen_by: Mapped[str] = mapped_column(String(60), default="")  # as history names them
    chosen_at: Mapped[datetime | None] = mapped_column(Moment)
    pictures: Mapped[PictureState] = mapped_column(String(12), default=PictureState.NONE)
    deck: Mapped[Deck] = relationship()


class DeckPicture(Base):
    """The picture of one page of a deck."""

    __tablename__ = "deck_picture"
    __table_args__ = (UniqueConstraint("deck_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    deck_id: Mapped[int] = mapped_column(ForeignKey("deck.id", ondelete="CASCADE"), index=True)
    number: Mapped[int]
    file_key: Mapped[str] = mapped_column(String(64))


class SlideTerms(Base):
    """On which terms a speaker's slides are shown: from when, or never; and when their files are deleted."""

    __tablename__ = "slide_terms"

    speaker_id: Mapped[int] = mapped_column(ForeignKey("speaker.id", ondelete="CASCADE"), primary_key=True)
    shown_from: Mapped[datetime | None] = mapped_column(Moment)  # published slides are public from then on
    shows_only: Mapped[bool] = mapped_column(default=False)  # shown at the event, never published
    delete_after_days: Mapped[int] = mapped_column(default=14)  # after the event, where they are shown only
    asked_by: Mapped[str] = mapped_column(String(60), default="")  # as history names them
    speaker: Mapped[Speaker] = relationship()
