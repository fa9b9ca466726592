"""One part as it stands on the run sheet: who, which slides, and the organiser's line."""

from dataclasses import dataclass, field
from datetime import datetime

from events.agenda.models import Deck, Speaker
from events.agenda.released_items import ReleasedItem, ReleasedSlot


@dataclass(frozen=True)
class SheetRow:
    """One part as it stands on the run sheet."""

    item: ReleasedItem
    minutes: int
    slots: list[ReleasedSlot]  # of those who have not withdrawn; who leads it first
    decks: list[Deck] = field(default_factory=list)  # of those who lead it, newest each
    lacking: list[Speaker] = field(default_factory=list)  # who lead it without slides
    note: str = ""
    room: str = ""

    @property
    def leaving(self) -> list[tuple[str, datetime]]:
        """Who has to leave by when."""
        return [(slot.speaker.name, slot.speaker.leaves_by) for slot in self.slots if slot.speaker.leaves_by]
