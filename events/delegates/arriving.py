"""People come through the door, also without an invitation; a slip is undone."""

from datetime import datetime

from events import clock, history
from events import event as event_record
from events.access.models import Officer
from events.database import db
from events.delegates import door_queries
from events.delegates.door_models import Arrival, DoorLink
from events.delegates.models import Invitation
from events.delegates.states import InvitationState, Place, Said
from events.refusals import N_, Refusal


class ArrivalQuestioned(Refusal):
    """Something about the badge should be looked at before its holder is let in."""

    sentence = N_("Look at this before you let them in.")
    status = 409


class NotWelcome(Refusal):
    """The invitation no longer stands, or the event does not take place."""

    sentence = N_("This invitation has been withdrawn. Ask the organiser.")
    status = 409


def questions(invitation: Invitation) -> Refusal | None:
    """What the door should look at first: None if there is nothing, so one press is enough."""
    event = invitation.event
    if event.cancelled_at:
        return NotWelcome(N_("This event has been cancelled."))
    if event.postponed_at:
        return NotWelcome(N_("This event is put off: it does not take place today."))
    if invitation.state != InvitationState.SENT:
        return NotWelcome()
    if event.local(clock.now()).date() != event.local(event.starts_at).date():
        return ArrivalQuestioned(N_("This badge is for another day than today. Is it the right event?"))
    if invitation.place == Place.WAITING:
        return ArrivalQuestioned(N_("They are on the waiting list and have no place yet. Is there room?"))
    if invitation.said == Said.DECLINED:
        return ArrivalQuestioned(N_("They told us they were not coming. Is there room?"))
    if invitation.place != Place.HELD:
        return ArrivalQuestioned(N_("They have not taken a place. Is there room?"))
    return None


def arrive(
    invitation: Invitation, *, by: Officer | DoorLink | str, anyway: bool = False, at: datetime | None = None,
) -> Arrival:
    """Record that somebody came (`at` another time than now); a second time changes nothing.

    Raises ArrivalQuestioned unless `anyway` says that the door has looked, and NotWelcome always.
    """
    event_record.lock(invitation.event)
    refusal = questions(invitation)
    if refusal is not None and not (anyway and isinstance(refusal, ArrivalQuestioned)):
        raise refusal
    found = door_queries.arrival_of(invitation)
    if found is not None and found.undone_at is None:
        return found
    if found is None:
        found = Arrival(invitation_id=invitation.id)
        db.session.add(found)
    found.at, found.undone_at = at or clock.now(), None
    found.by_officer_id = by.id if isinstance(by, Officer) else None
    found.by_door_link_id = by.id if isinstance(by, DoorLink) else None
    history.record(invitation, "arrived", by=by, event=invitation.event)
    return found


def undo(arrival: Arrival, *, by: Officer | DoorLink | str) -> None:
    """Take back an arrival that was a slip; it stays in the history."""
    if arrival.undone_at is None:
        arrival.undone_at = clock.now()
        history.record(arrival.invitation, "arrival undone", by=by, event=arrival.invitation.event)
