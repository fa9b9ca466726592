"""Places are held, waited for and offered on, under the event's lock, so that none is given twice."""

from events import clock, history, outbox
from events.agenda import queries as agenda_queries
from events.agenda.states import Meeting
from events.delegates import chair_queries, date_queries, facts, leaving_parts, offers, part_queries, posting, queries
from events.delegates.models import Invitation
from events.delegates.states import Attendance, InvitationState, Place, Said
from events.event import Event
from events.refusals import N_, Refusal

WAITING_LIST = "waiting list"


class NoRoom(Refusal):
    """There is no chair left for somebody who is to have one now."""

    sentence = N_("There is no room for that: %(free)s places are free.")
    status = 409


def chairs_needed(invitation: Invitation) -> int:
    """How many chairs somebody and those who come with them sit on; none by link."""
    return 0 if invitation.attendance == Attendance.BY_LINK else 1 + len(invitation.accompanied)


def fits(invitation: Invitation, *, event: Event) -> bool:
    """Whether there is room for somebody who takes no place yet. A seat kept for their body is theirs."""
    needed = chairs_needed(invitation)
    if invitation.seats_id and chair_queries.unnamed(event, seats_id=invitation.seats_id):
        needed -= 1
    return needed <= 0 or queries.taken(event) + needed <= queries.capacity_of(event)


def take(invitation: Invitation, *, event: Event) -> Place:
    """Give somebody a place, or the next number on the waiting list. `event` is locked."""
    if invitation.place in (Place.HELD, Place.WAITING):
        return invitation.place
    if invitation.place == Place.OFFERED or fits(invitation, event=event):
        hold(invitation)
    else:
        invitation.place, invitation.waiting_number = Place.WAITING, queries.last_waiting_number(event) + 1
    return invitation.place


def hold(invitation: Invitation) -> None:
    """The place is theirs."""
    invitation.place, invitation.waiting_number, invitation.offered_until = Place.HELD, None, None


def leave(invitation: Invitation) -> None:
    """Take somebody off the places, off the parts they chose, and off the waiting list."""
    leaving_parts.leave_parts(invitation)
    invitation.place, invitation.waiting_number, invitation.offered_until = Place.NONE, None, None


def _next_in_line(event: Event) -> list[Invitation]:
    """Those who wait and now fit in, in order. Who needs more chairs than are free keeps their number."""
    free, found = queries.capacity_of(event) - queries.taken(event), []
    for invitation in queries.waiting(event) if free > 0 else []:
        if chairs_needed(invitation) <= free:
            free -= chairs_needed(invitation)
            found.append(invitation)
    return found


def give_on(event: Event) -> list[Invitation]:
    """Offer free places to the waiting list, in order, each for a time and with a letter. `event` is locked.

    Nothing is offered for an event that is cancelled or put off, or so near that nobody could answer.
    """
    arrangements = agenda_queries.arrangements_of(event)
    until = offers.ends_at(event, hours=arrangements.offer_hours, now=clock.now())
    if until is None or event.cancelled_at or event.postponed_at:
        return []
    offered = _next_in_line(event)
    for invitation in offered:
        invitation.place, invitation.offered_until = Place.OFFERED, until
        outbox.withdraw(about=invitation, name="delegates/confirmation")
        history.record(invitation, "offered a place", by=WAITING_LIST, event=event)
        _write(invitation, "offer", event=event, offered_until=until.isoformat())
    return offered


def give_now(event: Event, *, by) -> list[Invitation]:
    """Give free places to the waiting list at once, without asking anybody. `event` is locked."""
    given = _next_in_line(event)
    for invitation in given:
        hand(invitation, event=event, by=by)
    return given


def hand(invitation: Invitation, *, event: Event, by) -> None:
    """Give one person who waits, or to whom a place is offered, that place at once. Raises NoRoom."""
    if invitation.place == Place.WAITING and not fits(invitation, event=event):
        raise NoRoom(free=chair_queries.chairs_of(event).free)
    hold(invitation)
    outbox.withdraw(about=invitation, name="delegates/offer")
    history.record(invitation, "given a place", by=by, event=event)
    confirm(invitation, event=event, promoted=True)


def run_out(event: Event) -> list[Invitation]:
    """End the offers whose time is over; who did not answer is off the list and told so. `event` is locked."""
    over = [row for row in queries.offered(event) if row.offered_until and row.offered_until <= clock.now()]
    for invitation in over:
        leave(invitation)
        invitation.said = Said.NEEDS_ACTION
        outbox.withdraw(about=invitation, name="delegates/offer")
        history.record(invitation, "offer ran out", by=WAITING_LIST, event=event)
        _write(invitation, "offer_over", event=event)
    return over


def settle(event: Event) -> int:
    """Take every offer back, as the event is cancelled or put off: they wait again, where they stood. Returns how many.

    `event` is locked.
    """
    offered = queries.offered(event)
    for invitation in offered:
        invitation.place, invitation.offered_until = Place.WAITING, None
        outbox.withdraw(about=invitation, name="delegates/offer")
        history.record(invitation, "offer taken back", by=WAITING_LIST, event=event)
    return len(offered)


def _write(invitation: Invitation, name: str, *, event: Event, **own) -> None:
    """Post a letter about somebody's place to them, where they can be written to."""
    if invitation.state == InvitationState.SENT:
        said = facts.facts_of(event, agenda_queries.arrangements_of(event)) | own
        posting.post(name, invitation, event=event, said=said)


def told_of(invitation: Invitation, *, event: Event) -> dict:
    """How somebody stands, as a letter says it; the meeting's link only to those who come by it."""
    arrangements = agenda_queries.arrangements_of(event)
    by_link = invitation.attendance == Attendance.BY_LINK
    told = {
        "said": str(invitation.said), "place": str(invitation.place), "by_link": by_link,
        "has_badge": invitation.place == Place.HELD and invitation.said != Said.DELEGATED and not by_link,
        "companions": len(invitation.accompanied),
        "waiting_place": queries.waiting_place(invitation) if invitation.place == Place.WAITING else None,
    }
    if told["has_badge"] and part_queries.has_parts(event):
        told["has_parts"] = True
    if by_link and invitation.place == Place.HELD and arrangements.meeting != Meeting.HALL:
        told["meeting_link"] = arrangements.meeting_link
    return told


def confirm(invitation: Invitation, *, event: Event, promoted: bool = False) -> None:
    """Post the letter that says how somebody's answer stands; an earlier one that has not left is called back."""
    outbox.withdraw(about=invitation, name="delegates/confirmation")
    if invitation.said != Said.NEEDS_ACTION:
        own = {"promoted": promoted} | told_of(invitation, event=event)
        if date_queries.has_choice(event):  # the date is chosen: only now a calendar is asked
            own["method"] = date_queries.method_for(invitation) if invitation.place == Place.HELD else ""
        _write(invitation, "confirmation", event=event, **own)
