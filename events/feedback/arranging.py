"""Arranging the room: votes and order of the wall, when it opens and closes, pausing, blanking, whom to ring."""

from datetime import datetime

from events import history
from events.access import queries as officers
from events.access.models import Officer
from events.event import Event
from events.feedback import announcing, room_queries, texts
from events.feedback.room_models import Room
from events.feedback.states import WallOrder
from events.refusals import N_, Refusal

LONGEST_TELEPHONE = 40


class ClosesBeforeItOpens(Refusal):
    """The room closes before it opens."""

    sentence = N_("Choose a closing time that is later than the opening time")
    field = "closes_on"


class DeputyHasNoRole(Refusal):
    """A deputy has to be able to read what is withheld."""

    sentence = N_("Give %(name)s the role “safeguarding” first: without it the deputy cannot read what is withheld.")
    field = "deputy"


def set_room(
    event: Event, *, takes_votes: bool, order: str, opens_at: datetime | None, closes_at: datetime | None,
    lead_telephone: str, deputy: Officer | None, deputy_telephone: str, by,
) -> Room:
    """Set how the room works. None for an hour: as it begins. Raises ClosesBeforeItOpens or DeputyHasNoRole."""
    if opens_at and closes_at and closes_at <= opens_at:
        raise ClosesBeforeItOpens()
    if deputy is not None and "safeguarding" not in officers.roles_on(deputy, event):
        raise DeputyHasNoRole(name=deputy.name)
    room = room_queries.for_change(event)
    room.takes_votes, room.order = takes_votes, WallOrder(order)
    room.opens_at, room.closes_at = opens_at, closes_at
    room.lead_telephone = texts.clean_name(lead_telephone)[:LONGEST_TELEPHONE]
    room.deputy, room.deputy_telephone = deputy, texts.clean_name(deputy_telephone)[:LONGEST_TELEPHONE]
    _done(event, "room set", by)
    return room


def pause(event: Event, *, by) -> None:
    """Take nothing from phones for now. Doing it twice changes nothing."""
    _turn(event, "is_paused", True, "asking paused", by)


def resume(event: Event, *, by) -> None:
    """Take questions and comments from phones again."""
    _turn(event, "is_paused", False, "asking resumed", by)


def blank(event: Event, *, by) -> None:
    """Let the wall show nothing of what was sent."""
    _turn(event, "is_blank", True, "wall blanked", by)


def show_again(event: Event, *, by) -> None:
    """Let the wall show the questions again."""
    _turn(event, "is_blank", False, "wall shown again", by)


def _turn(event: Event, name: str, value: bool, act: str, by) -> None:
    room = room_queries.for_change(event)
    if getattr(room, name) != value:
        setattr(room, name, value)
        _done(event, act, by)


def _done(event: Event, act: str, by) -> None:
    history.record(event, act, by=by, event=event)
    announcing.announce(event)
