"""An event that uses several rooms names them: one is added, called otherwise, put in order, or taken away."""

from events import history
from events.agenda import queries
from events.agenda.models import VenueRoom
from events.database import db
from events.event import Event
from events.refusals import N_, Refusal


class RoomThere(Refusal):
    """Two rooms of one name could not be told apart."""

    sentence = N_("There is a room called %(name)s already.")
    field = "name"


def _check_name(event: Event, name: str, room: VenueRoom | None = None) -> None:
    others = [one for one in queries.venue_rooms_of(event) if one is not room]
    if any(one.name.casefold() == name.casefold() for one in others):
        raise RoomThere(name=name)


def add_room(event: Event, *, name: str, by) -> VenueRoom:
    """Name a further room. Raises RoomThere."""
    _check_name(event, name)
    position = max((one.position for one in queries.venue_rooms_of(event)), default=0) + 1
    room = VenueRoom(event_id=event.id, name=name, position=position)
    db.session.add(room)
    history.record(event, "room added", by=by, event=event)
    return room


def rename_room(event: Event, room: VenueRoom, *, name: str, by) -> None:
    """Call a room otherwise; everybody reads the new name with the next version. Raises RoomThere."""
    _check_name(event, name, room)
    if room.name != name:
        room.name = name
        history.record(event, "room renamed", by=by, event=event)


def move_room(event: Event, room: VenueRoom, *, earlier: bool, by) -> None:
    """Let a room change places with its neighbour in the list; at either end it stays."""
    rooms = queries.venue_rooms_of(event)
    place = rooms.index(room)
    other = place - 1 if earlier else place + 1
    if 0 <= other < len(rooms):
        rooms[place], rooms[other] = rooms[other], rooms[place]
        for number, one in enumerate(rooms, 1):
            one.position = number
        history.record(event, "room moved", by=by, event=event)


def remove_room(event: Event, room: VenueRoom, *, by) -> None:
    """Take a room away; its parts stay in the programme, in no room."""
    db.session.delete(room)
    history.record(event, "room removed", by=by, event=event)
