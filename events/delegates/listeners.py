"""What the delegates' stage does when it hears that an event has moved or is cancelled."""

import secrets

from events import event as event_record
from events import history, news, outbox
from events.agenda import queries as agenda_queries
from events.agenda.states import Meeting
from events.delegates import facts, inviting, mailings, placing, posting, queries, reminding, wordings
from events.delegates.models import Invitation
from events.delegates.states import Attendance, InvitationState, Said
from events.event import Event

SAYS_WHEN = ("delegates/invitation", "delegates/moved")  # with the calendar's part
REMINDERS = ("delegates/reminder", "delegates/reminder_coming", "delegates/reminder_waiting")
ABOUT_THE_EVENT = (*SAYS_WHEN, "delegates/confirmation", *REMINDERS)


def _invited(event: Event) -> list[Invitation]:
    return [row for row in queries.invitations_of(event, state=InvitationState.SENT) if row.contact.email]


@news.event_moved.connect
def tell_of_the_move(event: Event, **_) -> None:
    """Send the new times to everybody who may come; a letter that has not left says them in the first place."""
    batch = secrets.token_hex(8)
    reminding.time_anew(event)
    arrangements = agenda_queries.arrangements_of(event)
    said = facts.facts_of(event, arrangements, method="REQUEST")
    waiting, words = mailings.waiting_about(event, names=ABOUT_THE_EVENT), wordings.in_use(event)
    for invitation in _invited(event):
        letters = waiting.get(history.name_of(invitation), [])
        for letter in letters:
            mine = facts.of_person(said, invitation)
            letter.facts = letter.facts | {"event": mine["event"], "arrangements": mine["arrangements"]}
        if any(letter.name in SAYS_WHEN for letter in letters) or invitation.said == Said.DECLINED:
            continue
        posting.post("moved", invitation, event=event, said=said, batch=batch, words=words)


@news.event_cancelled.connect
def tell_of_the_cancellation(event: Event, **_) -> None:
    """Call back what has not left, and send a cancellation to everybody who has had a letter."""
    batch = secrets.token_hex(8)
    placing.settle(event)
    invited, told = _invited(event), mailings.told(event)
    for invitation in invited:
        outbox.withdraw(about=invitation)
        if history.name_of(invitation) in told:
            inviting.post_cancellation(invitation, event=event, batch=batch)


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
            if invitation.attendance != before or invitation.attendance == Attendance.BY_LINK:
                placing.confirm(invitation, event=event)
    placing.give_on(event)
