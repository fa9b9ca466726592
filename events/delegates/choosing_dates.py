"""Somebody chooses one of several dates: their one invitation goes there, and the place at the other is free.

An invitation always stands at one date, so nobody is counted twice. Both dates are locked, the one with the lower
key first, so that two people who change places never wait for each other.
"""

from events import event as event_record
from events import history, outbox
from events.access.models import Officer
from events.agenda import queries as agenda_queries
from events.database import db
from events.delegates import date_queries, facts, mailings, needing, placing, posting, queries, replying, substituting
from events.delegates.door_models import Needs
from events.delegates.models import Invitation, Reply
from events.delegates.states import InvitationState, Place, Said
from events.event import Event
from events.refusals import N_, Refusal

WANTS_DATE = (Said.ACCEPTED, Said.DELEGATED)


class DateNeeded(Refusal):
    """There are several dates, and none was chosen."""

    sentence = N_("Choose the date on which you are coming")
    field = "date"


class DateFull(Refusal):
    """Somebody has a place on one date, and the other has none left."""

    sentence = N_("That date is full just now. You keep your place on the one you have.")
    field = "date"
    status = 409


class DateShut(Refusal):
    """The date is over, cancelled or put off, or no date of this evening."""

    sentence = N_("That date can no longer be chosen. Choose another.")
    field = "date"


class OnTheOtherList(Refusal):
    """An invitation of their own stands at the other date, withdrawn or from before."""

    sentence = N_("You are on the list of that date already. Please ask us.")
    field = "date"
    status = 409


def closed(invitation: Invitation) -> replying.ReplyClosed | None:
    """Why an invitation takes no more answers: as of any, but that another date may still be open."""
    refusal = replying.closed(invitation)
    if refusal is None or invitation.state != InvitationState.SENT:
        return refusal
    is_other_open = any(date_queries.is_open(other) for other in date_queries.others_of(invitation.event))
    return None if is_other_open else refusal


def answer(invitation: Invitation, *, date: str = "", said: str, by: Officer | None = None, **told) -> Reply:
    """Take somebody's answer as `replying.reply` does, for the date (an event's slug) that they chose.

    With a place on one date another that is full is refused, so that nothing is given up for a waiting list. Who
    declines, declines every date. Raises DateNeeded, DateShut, DateFull, OnTheOtherList, and as `replying.reply`.
    """
    dates = {event.slug: event for event in date_queries.runs_of(invitation.event)}
    if not dates:
        return replying.reply(invitation, said=said, by=by, **told)
    if said in WANTS_DATE and not date:
        raise DateNeeded()
    if said in WANTS_DATE and date not in dates:
        raise DateShut()
    target = dates[date] if said in WANTS_DATE else invitation.event
    for event in sorted({invitation.event, target}, key=lambda row: row.id):
        event_record.lock(event)
    db.session.refresh(invitation)  # another answer may have been counted while we waited for the locks
    if target.id != invitation.event_id:
        _move(invitation, target, by=by or "delegate")
    return replying.reply(invitation, said=said, by=by, **told)


def _check(invitation: Invitation, target: Event) -> None:
    if invitation.state == InvitationState.SENT and not date_queries.is_open(target):
        raise DateShut()
    is_seated = invitation.place in (Place.HELD, Place.OFFERED) and date_queries.is_open(invitation.event)
    if is_seated and queries.taken(target) + placing.chairs_needed(invitation) > queries.capacity_of(target):
        raise DateFull()
    there = queries.invitation_to(target, invitation.contact)
    if there is not None and there.sent_at is None and there.state == InvitationState.DRAFTED:
        db.session.delete(there)
        db.session.flush()  # the one invitation takes its place there next
    elif there is not None:
        raise OnTheOtherList()


def _move(invitation: Invitation, target: Event, *, by) -> None:
    """Let the one invitation stand at another date, without a place or an answer there yet. Both are locked."""
    _check(invitation, target)
    before = invitation.event
    placing.leave(invitation)
    substituting.drop(invitation)
    _take_out_of_calendar(invitation, before)
    invitation.event, invitation.keep_until = target, target.keep_until
    invitation.contact.keep_until = max(invitation.contact.keep_until, target.keep_until)
    invitation.said, invitation.said_at = Said.NEEDS_ACTION, None
    invitation.seats_id = None  # a body's place stays at its date, for another name
    invitation.answered_sequence = invitation.answered_stamp = None
    needs = db.session.get(Needs, invitation.id)
    if needs is not None:
        needs.stop_id = None  # the other date has stops of its own
    db.session.flush()  # the place at the other date is counted as free
    needing.keep_as_long(target)
    history.record(invitation, "chose another date", by=by, event=target)
    if date_queries.is_open(before):
        placing.give_on(before)


def _take_out_of_calendar(invitation: Invitation, before: Event) -> None:
    """Send a CANCEL for the date that is left to whoever was sent a REQUEST for it."""
    asked = [letter for letter in outbox.about(invitation)
             if letter.event_id == before.id and letter.facts.get("method") == "REQUEST"
             and letter.state not in mailings.NEVER_LEFT]
    outbox.withdraw(about=invitation)
    invitation.sequence_lift += bool(asked)  # a CANCEL counts only with a higher SEQUENCE
    if asked and before.cancelled_at is None:
        said = facts.facts_of(before, agenda_queries.arrangements_of(before), method="CANCEL")
        posting.post("date_left", invitation, event=before, said=said, in_house_words=True)
