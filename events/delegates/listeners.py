"""What the delegates' stage does when it hears that an event has moved or is cancelled."""

import secrets

from events import event as event_record
from events import history, news, outbox
from events.agenda import queries as agenda_queries
from events.agenda.models import Speaker
from events.agenda.states import Meeting
from events.delegates import (
    date_queries,
    facts,
    inviting,
    leaving_parts,
    mailings,
    needing,
    placing,
    posting,
    queries,
    reminding,
    speaking,
    telling_bodies,
    wordings,
)
from events.delegates.models import Invitation
from events.delegates.states import Attendance, InvitationState, Said
from events.event import Event

SAYS_WHEN = ("delegates/invitation", "delegates/named", "delegates/moved")  # with the calendar's part
REMINDERS = ("delegates/reminder", "delegates/reminder_coming", "delegates/reminder_waiting")
ABOUT_THE_EVENT = (*SAYS_WHEN, "delegates/confirmation", "delegates/offer", *REMINDERS)


def _invited(event: Event) -> list[Invitation]:
    return [row for row in queries.invitations_of(event, state=InvitationState.SENT) if row.contact.email]


@news.event_moved.connect
def tell_of_the_move(event: Event, was_off: bool = False, **_) -> None:
    """Send the new times to everybody who may come; a letter that has not left says them in the first place.

    Who declined the old day of an event that was put off is told of the new one, too. A guest by speaking alone is
    told by the letter to speakers; whoever had a guest's letter has an entry in their calendar by it to put right.
    """
    batch = secrets.token_hex(8)
    reminding.time_anew(event)
    needing.keep_as_long(event)
    telling_bodies.tell_coordinators(event, telling_bodies.MOVED, told=mailings.told(event))
    arrangements = agenda_queries.arrangements_of(event)
    said = facts.facts_of(event, arrangements, method="REQUEST")
    is_one_of_several = date_queries.has_choice(event)
    waiting, words = mailings.waiting_about(event, names=ABOUT_THE_EVENT), wordings.in_use(event)
    told_otherwise = speaking.told_as_speakers(event, letter="agenda/event_moved")
    had_letters = mailings.told(event)
    for invitation in _invited(event):
        letters = waiting.get(history.name_of(invitation), [])
        if invitation.id in told_otherwise and not letters and history.name_of(invitation) not in had_letters:
            continue
        for letter in letters:
            mine = facts.of_person(said, invitation)
            letter.facts = letter.facts | {"event": mine["event"], "arrangements": mine["arrangements"]}
        is_out = invitation.said == Said.DECLINED and not was_off
        if is_out or any(letter.name in SAYS_WHEN for letter in letters):
            continue
        method = date_queries.method_for(invitation) if is_one_of_several else "REQUEST"
        told = said | {"was_off": was_off, "method": method}
        posting.post("moved", invitation, event=event, said=told, batch=batch, words=words)


@news.event_cancelled.connect
def tell_of_the_cancellation(event: Event, **_) -> None:
    """Call back what has not left, and send a cancellation to everybody who has had a letter."""
    _settle(event, letter="delegates/cancelled", change=telling_bodies.CANCELLED)
    telling_bodies.settle_requests(event)


@news.chairs_asked.connect
def count_chairs(event: Event, **_) -> int:
    """How many chairs are taken or promised."""
    return queries.taken(event)


@news.places_changed.connect
def put_places_right(event: Event, changed: list[str], **_) -> None:
    """Offer places that came free; where the way or the link changed, tell those coming how they take part."""
    event = event_record.lock(event)
    meeting = agenda_queries.arrangements_of(event).meeting
    if {"meeting", "meeting_link"} & set(changed):
        for invitation in queries.coming(event):
            before = invitation.attendance
            if meeting != Meeting.BOTH:
                invitation.attendance = Attendance.BY_LINK if meeting == Meeting.LINK else Attendance.IN_PERSON
                if meeting == Meeting.LINK:
                    leaving_parts.leave_parts(invitation)
            if invitation.attendance != before or invitation.attendance == Attendance.BY_LINK:
                placing.confirm(invitation, event=event)
    placing.give_on(event)


@news.event_postponed.connect
def tell_of_the_postponement(event: Event, **_) -> None:
    """The same for an event that is put off: answers stay, and who had not been told yet is a draft again."""
    told = mailings.told(event)
    waiting = mailings.waiting_about(event, names=("delegates/invitation",))
    _settle(event, letter="delegates/postponed", change=telling_bodies.PUT_OFF)
    for invitation in _invited(event):
        name = history.name_of(invitation)
        if name in waiting and name not in told:
            invitation.state, invitation.sent_at, invitation.sending = InvitationState.DRAFTED, None, None
            history.record(invitation, "called back", by="event put off", event=event)


@news.speaker_accepted.connect
def seat_speaker(speaker: Speaker, by, **_) -> None:
    """Whoever speaks is a guest, without a second form."""
    speaking.become_guest(speaker, by=by)


@news.speaker_declined.connect
@news.speaker_withdrawn.connect
def let_speaker_go(speaker: Speaker, by, **_) -> None:
    """Whoever speaks no more is no guest by that any more."""
    speaking.stop_being_guest(speaker, by=by)


def _settle(event: Event, *, letter: str, change: str) -> None:
    """Withdraw offers and every letter that has not left, then tell whoever had one."""
    batch, told = secrets.token_hex(8), mailings.told(event)
    placing.settle(event_record.lock(event))
    outbox.withdraw(event=event, stage="delegates")
    for invitation in _invited(event):
        if history.name_of(invitation) in told:
            inviting.post_cancellation(invitation, event=event, batch=batch, letter=letter)
    telling_bodies.tell_coordinators(event, change, told=told)
