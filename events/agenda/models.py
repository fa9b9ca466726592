"""An event's arrangements, its agenda items, its speakers and their decks."""

from datetime import date, datetime

from sqlalchemy import JSON, CheckConstraint, Date, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from events.agenda.states import DeckState, Entry, Kind, Level, Meeting, Part, SpeakerState
from events.database import Base, Moment
from events.event import Event


class Arrangements(Base):
    """What people need to know of an event beside its name and hours: place, capacity, contact."""

    __tablename__ = "arrangements"
    __table_args__ = (CheckConstraint("capacity >= 0", name="capacity"),)

    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), primary_key=True)
    strapline: Mapped[str] = mapped_column(String(200), default="")
    summary: Mapped[str] = mapped_column(Text, default="")
    doors_at: Mapped[datetime | None] = mapped_column(Moment)
    capacity: Mapped[int]
    reply_by_on: Mapped[date] = mapped_column(Date)
    # Until when places given to a body are held for names that are still to come.
    give_back_on: Mapped[date | None] = mapped_column(Date)
    contact_name: Mapped[str] = mapped_column(String(120), default="")
    contact_email: Mapped[str] = mapped_column(String(254), default="")
    contact_phone: Mapped[str] = mapped_column(String(40), default="")
    language: Mapped[str] = mapped_column(String(12), default="en")
    venue_name: Mapped[str] = mapped_column(String(160), default="")
    venue_address: Mapped[str] = mapped_column(String(300), default="")
    venue_room: Mapped[str] = mapped_column(String(160), default="")
    directions: Mapped[str] = mapped_column(Text, default="")
    parking: Mapped[str] = mapped_column(Text, default="")
    has_transport: Mapped[bool] = mapped_column(default=False)  # a seat can be asked for in the reply
    entry: Mapped[Entry] = mapped_column(String(16), default=Entry.INVITED)
    meeting: Mapped[Meeting] = mapped_column(String(8), default=Meeting.HALL)
    meeting_link: Mapped[str] = mapped_column(String(500), default="")  # told to those coming alone
    offer_hours: Mapped[int] = mapped_column(default=12)  # how long a freed place is offered to the next in the queue
    # The hall's own hours: before and after them nobody is let in. Unknown where empty.
    hall_opens_at: Mapped[datetime | None] = mapped_column(Moment)
    hall_closes_at: Mapped[datetime | None] = mapped_column(Moment)
    wants_questions: Mapped[bool] = mapped_column(default=False)  # time for questions after each contentious talk
    event: Mapped[Event] = relationship()

    @property
    def has_place(self) -> bool:
        """Whether people can be told where to come: a venue or its address; by link alone there is none to tell."""
        return bool(self.venue_name or self.venue_address) or self.meeting == Meeting.LINK


class AccessFact(Base):
    """One thing people need to know about access at the venue: there is a loop, there is no lift."""

    __tablename__ = "access_fact"
    __table_args__ = (UniqueConstraint("event_id", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    key: Mapped[str] = mapped_column(String(40))
    label: Mapped[str] = mapped_column(String(80))
    available: Mapped[bool]
    detail: Mapped[str] = mapped_column(Text, default="")
    position: Mapped[int] = mapped_column(default=0)


class Host(Base):
    """A body that holds the event or was consulted as it was put together."""

    __tablename__ = "host"

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(160))
    part: Mapped[str] = mapped_column(String(20))  # "host" or "consulted"
    detail: Mapped[str] = mapped_column(Text, default="")
    position: Mapped[int] = mapped_column(default=0)


class VenueRoom(Base):
    """A room of the venue, where an event uses more than one."""

    __tablename__ = "venue_room"
    __table_args__ = (UniqueConstraint("event_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(160))
    position: Mapped[int] = mapped_column(default=0)


class Speaker(Base):
    """Somebody who speaks at one event, with the personal link that opens their own page."""

    __tablename__ = "speaker"
    __table_args__ = (UniqueConstraint("event_id", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    key: Mapped[str] = mapped_column(String(60))  # a slug of the name, for addresses and files
    ref: Mapped[str] = mapped_column(String(20), unique=True)  # random: stands in the personal link
    link_version: Mapped[int] = mapped_column(default=1)
    name: Mapped[str] = mapped_column(String(160))
    job_title: Mapped[str] = mapped_column(String(160), default="")
    organisation: Mapped[str] = mapped_column(String(160), default="")
    level: Mapped[Level] = mapped_column(String(20))
    email: Mapped[str] = mapped_column(String(254), default="")
    bio: Mapped[str] = mapped_column(Text, default="")
    state: Mapped[SpeakerState] = mapped_column(String(16), default=SpeakerState.PROPOSED)
    # Their own hours at the event; unknown where empty.
    arrives_at: Mapped[datetime | None] = mapped_column(Moment)
    leaves_by: Mapped[datetime | None] = mapped_column(Moment)
    withdrawn_at: Mapped[datetime | None] = mapped_column(Moment)
    keep_until: Mapped[datetime] = mapped_column(Moment)
    event: Mapped[Event] = relationship()


class AgendaItem(Base):
    """A timed part of the event."""

    __tablename__ = "agenda_item"
    __table_args__ = (UniqueConstraint("event_id", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    key: Mapped[str] = mapped_column(String(60))
    title: Mapped[str] = mapped_column(String(200))
    abstract: Mapped[str] = mapped_column(Text, default="")
    kind: Mapped[Kind] = mapped_column(String(20))
    level: Mapped[Level] = mapped_column(String(20), default=Level.LOCAL)
    starts_at: Mapped[datetime] = mapped_column(Moment)
    ends_at: Mapped[datetime] = mapped_column(Moment)
    venue_room_id: Mapped[int | None] = mapped_column(ForeignKey("venue_room.id", ondelete="SET NULL"), index=True)
    places: Mapped[int | None]  # of its own, where people choose it; None: everybody comes to it
    is_contentious: Mapped[bool] = mapped_column(default=False)
    # RFC 5546 2.1.4: rises when a release moves it in time or place.
    sequence: Mapped[int] = mapped_column(default=0)
    event: Mapped[Event] = relationship()
    venue_room: Mapped[VenueRoom | None] = relationship()
    slots: Mapped[list["Slot"]] = relationship(
        back_populates="agenda_item", cascade="all, delete-orphan", order_by="Slot.position, Slot.id"
    )


class Slot(Base):
    """A speaker's part in an agenda item: who leads it, and who sits on its panel."""

    __tablename__ = "slot"
    __table_args__ = (UniqueConstraint("agenda_item_id", "speaker_id", "part"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    agenda_item_id: Mapped[int] = mapped_column(ForeignKey("agenda_item.id", ondelete="CASCADE"), index=True)
    speaker_id: Mapped[int] = mapped_column(ForeignKey("speaker.id", ondelete="CASCADE"), index=True)
    part: Mapped[Part] = mapped_column(String(20))
    position: Mapped[int] = mapped_column(default=0)
    agenda_item: Mapped[AgendaItem] = relationship(back_populates="slots")
    speaker: Mapped[Speaker] = relationship()


class Deck(Base):
    """A version of somebody's slides, stored under a name of ours."""

    __tablename__ = "deck"
    __table_args__ = (UniqueConstraint("speaker_id", "version"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    speaker_id: Mapped[int] = mapped_column(ForeignKey("speaker.id", ondelete="CASCADE"), index=True)
    version: Mapped[int]
    file_key: Mapped[str] = mapped_column(String(64))
    original_name: Mapped[str] = mapped_column(String(200))
    media_type: Mapped[str] = mapped_column(String(100))
    suffix: Mapped[str] = mapped_column(String(8))
    size: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64))
    state: Mapped[DeckState] = mapped_column(String(20), default=DeckState.RECEIVED)
    facts: Mapped[dict] = mapped_column(JSON, default=dict)
    received_at: Mapped[datetime] = mapped_column(Moment)
    published_at: Mapped[datetime | None] = mapped_column(Moment)
    keep_until: Mapped[datetime] = mapped_column(Moment)
    speaker: Mapped[Speaker] = relationship()
