"""Those who are no guests hear of a change too: who fills a body's places, and who asked for a place and waits."""

import secrets

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from events import clock, history, outbox
from events.agenda import queries as agenda_queries
from events.database import db
from events.delegates import facts, mailings
from events.delegates.seat_models import PlaceRequest, Seats
from events.delegates.states import RequestState
from events.event import Event

MOVED, PUT_OFF, CANCELLED = "moved", "put off", "cancelled"


def _post(name: str, about, *, to_name: str, to_address: str, event: Event, batch: str, **own) -> None:
    said = facts.facts_of(event, agenda_queries.arrangements_of(event)) | own
    outbox.post(name, about=about, to_name=to_name, to_address=to_address, event=event, facts=said, batch=batch)


def tell_coordinators(event: Event, change: str, *, told: set[str]) -> int:
    """Write to whoever fills a body's places by name, once they have had their link. Returns how many.

    `told` are the records about which a letter has left. A letter with the link that has not left says the new
    times in the first place; called back with an event that does not take place, it counts as not sent.
    """
    waiting = mailings.waiting_about(event, names=("delegates/seats",))
    rows = select(Seats).where(Seats.event_id == event.id, Seats.sent_at.is_not(None))
    batch, count = secrets.token_hex(8), 0
    for seats in db.session.scalars(rows.options(joinedload(Seats.coordinator)).order_by(Seats.id)):
        name, person = history.name_of(seats), seats.coordinator
        if change == MOVED:
            said = facts.facts_of(event, agenda_queries.arrangements_of(event))
            for letter in waiting.get(name, []):
                letter.facts = letter.facts | said
        if name not in told:
            seats.sent_at = seats.sent_at if change == MOVED else None
        elif person is not None and person.email:
            _post("delegates/seats_news", seats, to_name=person.name, to_address=person.email, event=event,
                  batch=batch, change=change, body=seats.name)
            count += 1
    return count


def settle_requests(event: Event) -> int:
    """Nobody can be given a place any more: whoever asked and waits is told that the event is cancelled. How many."""
    rows = select(PlaceRequest).where(PlaceRequest.event_id == event.id, PlaceRequest.state == RequestState.WAITING)
    batch, count = secrets.token_hex(8), 0
    for request in db.session.scalars(rows.order_by(PlaceRequest.id)):
        request.state, request.decided_at = RequestState.DECLINED, clock.now()
        history.record(request, "declined", by="event cancelled", event=event)
        _post("delegates/request_declined", request, to_name=request.name, to_address=request.email, event=event,
              batch=batch, whole_event=True)
        count += 1
    return count
