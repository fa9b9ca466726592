"""The parts of a released programme, shaped as those of the working copy are."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from events.agenda.models import Speaker
from events.agenda.states import Kind, Level, Part


@dataclass(frozen=True)
class ReleasedSlot:
    """A speaker's part in a released item."""

    speaker: Speaker
    part: Part
    position: int

    @property
    def speaker_id(self) -> int:
        """The speaker's key."""
        return self.speaker.id


@dataclass(frozen=True)
class ReleasedRoom:
    """The room of a released item, by the name that it was released with."""

    id: int | None
    name: str


@dataclass(frozen=True)
class ReleasedItem:
    """A timed part of the event as it was released. `id` is the working copy's, whose row may be gone by now."""

    id: int
    key: str
    title: str
    abstract: str
    kind: Kind
    level: Level
    starts_at: datetime
    ends_at: datetime
    venue_room: ReleasedRoom | None
    places: int | None
    is_contentious: bool
    sequence: int
    slots: tuple[ReleasedSlot, ...]

    @property
    def venue_room_id(self) -> int | None:
        """The room's key, where it has one."""
        return self.venue_room.id if self.venue_room else None


def items_from(content: dict, speakers: Mapping[int, Speaker]) -> list[ReleasedItem]:
    """The parts that a release holds, in time order; who is not among `speakers` is named nowhere."""
    return [
        ReleasedItem(
            id=item["id"], key=item["key"], title=item["title"], abstract=item["abstract"], kind=Kind(item["kind"]),
            level=Level(item["level"]), starts_at=datetime.fromisoformat(item["starts_at"]),
            ends_at=datetime.fromisoformat(item["ends_at"]), places=item["places"],
            venue_room=ReleasedRoom(item["room_id"], item["room"]) if item["room"] else None,
            is_contentious=item["is_contentious"], sequence=item["sequence"],
            slots=tuple(ReleasedSlot(speakers[speaker], Part(part), position)
                        for position, (speaker, part) in enumerate(item["slots"]) if speaker in speakers),
        )
        for item in content.get("items", [])
    ]
