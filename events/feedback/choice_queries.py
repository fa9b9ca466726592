"""What forms offer to choose from: an event's agenda items and its speakers, by their keys."""

from events.agenda import queries as agenda
from events.agenda.models import AgendaItem, Speaker
from events.event import Event


def items(event: Event, *, first: str) -> list[tuple[str, str]]:
    """(key, title) of the agenda items in time order, after `first` for none of them."""
    return [("", first), *((item.key, item.title) for item in agenda.public_items_of(event))]


def speakers(event: Event, *, first: str) -> list[tuple[str, str]]:
    """(key, name) of the speakers who have not withdrawn, after `first` for none of them."""
    return [("", first), *((speaker.key, speaker.name) for speaker in agenda.speakers_of(event))]


def item(event: Event, key: str | None) -> AgendaItem | None:
    """The agenda item of that key; None for an empty or unknown one."""
    released = next((found for found in agenda.public_items_of(event) if key and found.key == key), None)
    return agenda.item(event, released.id) if released else None


def speaker(event: Event, key: str | None) -> Speaker | None:
    """The speaker of that key who has not withdrawn; None for an empty or unknown one: the panel."""
    return next((found for found in agenda.speakers_of(event) if key and found.key == key), None)
