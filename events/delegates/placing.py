"""Places are held, waited for and given on, under the event's lock, so that none is given twice."""

from events import history, outbox
from events.agenda import queries as agenda_queries
from events.delegates import facts, queries
from events.delegates.models import Invitation
from events.delegates.states import InvitationState, Place, Said
from events.event import Event

WAITING_LIST = "waiting list"


def take(invitation: Invitation, *, event: Event) -> Place:
    """Give somebody a place, or the next number on the waiting list. `event` is locked."""
    if invitation.place in (Place.HELD, Place.WAITING):
        return invitation.place
    if queries.held(event) < queries.capacity_of(event):
        invitation.place, invitation.waiting_number = Place.HELD, None
    else:
        invitation.place, invitation.waiting_number = Place.WAITING, queries.last_waiting_number(event) + 1
    return invitation.place


def leave(invitation: Invitation) -> None:
    """Take somebody off the places and off the waiting list."""
    invitation.place, invitation.waiting_number = Place.NONE, None


def give_on(event: Event) -> list[Invitation]:
    """Give free places to the waiting list, in order, with a letter to each. `event` is locked."""
    free = queries.capacity_of(event) - queries.held(event)
    given = queries.waiting(event)[:max(0, free)]
    for invitation in given:
        invitation.place, invitation.waiting_number = Place.HELD, None
        history.record(invitation, "given a place", by=WAITING_LIST, event=event)
        confirm(invitation, event=event, promoted=True)
    return given


def confirm(invitation: Invitation, *, event: Event, promoted: bool = False) -> None:
    """Post the letter that says how somebody's answer stands; an earlier one that has not left is called back."""
    outbox.withdraw(about=invitation, name="delegates/confirmation")
    if not invitation.contact.email or invitation.state != InvitationState.SENT or invitation.said == Said.NEEDS_ACTION:
        return
    said = facts.of_person(facts.facts_of(event, agenda_queries.arrangements_of(event)), invitation) | {
        "said": str(invitation.said), "place": str(invitation.place), "promoted": promoted,
        "waiting_place": queries.waiting_place(invitation) if invitation.place == Place.WAITING else None,
    }
    outbox.post("delegates/confirmation", about=invitation, to_name=invitation.contact.name,
                to_address=invitation.contact.email, event=event, facts=said)
