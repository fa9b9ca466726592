"""Reminders are planned, go out by the clock or by a button, and are stopped by whoever wants none."""

import secrets
from datetime import time, timedelta

from events import clock, history
from events import event as event_record
from events.access.models import Officer
from events.agenda import local_times
from events.agenda import queries as agenda_queries
from events.database import db, unit_of_work
from events.delegates import date_queries, facts, posting, reminder_queries, reminder_times
from events.delegates.mail_models import Reminder
from events.delegates.models import Invitation, Sending
from events.delegates.states import Attendance, Reminded
from events.event import Event
from events.refusals import N_, Refusal

HOLD = timedelta(minutes=2)
# A worker that was down for longer than this does not send what was meant for another part of the day.
LATEST = timedelta(hours=6)
LETTERS = {
    Reminded.NOT_ANSWERED: "reminder", Reminded.COMING: "reminder_coming", Reminded.WAITING: "reminder_waiting",
}
AGAIN_AFTER = timedelta(days=3)
MOST_DAYS = 180


class NoReminders(Refusal):
    """Nobody is reminded of an event that is over, cancelled or put off."""

    sentence = N_("This event is over, cancelled or put off, so nobody is reminded of it.")
    status = 409


class CountChanged(Refusal):
    """The number that was confirmed no longer holds."""

    sentence = N_("There are %(count)s people to remind now. Look again, and confirm that number.")
    field = "typed"


class GoneAlready(Refusal):
    """A reminder that has gone cannot be taken back."""

    sentence = N_("This reminder has gone out already.")
    status = 409


class DaysOutOfRange(Refusal):
    """More days than anybody plans."""

    sentence = N_("Write a number of days from 0 to %(most)s")
    field = "days"


def _refuse_closed(event: Event) -> None:
    if event.cancelled_at or event.postponed_at or event.is_over:
        raise NoReminders()


def add_reminder(event: Event, *, to: Reminded | str, counts_from: str, days: int, hour: time, by) -> Reminder:
    """Plan a reminder: `days` from the reply-by day or the event (negative: before), at an hour of the event's zone.

    One whose time has gone by is "missed" and never sent. Raises NoReminders, DaysOutOfRange, and HourSkipped for
    an hour that there is not on that day.
    """
    _refuse_closed(event)
    if abs(days) > MOST_DAYS:
        raise DaysOutOfRange(most=MOST_DAYS)
    arrangements = agenda_queries.arrangements_of(event)
    day = reminder_times.day_of(counts_from, days, event, arrangements)
    local_times.moment_of(day, hour, event.zone, which=local_times.FIRST, field="hour")
    made = Reminder(event_id=event.id, to=Reminded(to), counts_from=counts_from, days=days, hour=hour.hour,
                    minute=hour.minute, due_at=clock.now())
    made.due_at = reminder_times.moment_of(made, event, arrangements)
    if made.due_at <= clock.now():
        made.missed_at = clock.now()
    db.session.add(made)
    history.record(made, "reminder planned", by=by, event=event)
    return made


def remove_reminder(reminder: Reminder, *, by) -> None:
    """Take a planned reminder away. Raises GoneAlready."""
    if reminder.sent_at is not None:
        raise GoneAlready()
    history.record(reminder, "reminder removed", by=by, event=reminder.event)
    db.session.delete(reminder)


def _told_alike(event: Event, to: Reminded, people: list[Invitation]) -> list[tuple[dict, list[Invitation]]]:
    """Who is told the same: of those coming, some have a badge, and some the meeting's link."""
    if to != Reminded.COMING:
        return [(date_queries.dates_told(event) if to == Reminded.NOT_ANSWERED else {}, people)]
    link = agenda_queries.arrangements_of(event).meeting_link
    there = [row for row in people if row.attendance == Attendance.IN_PERSON]
    away = [row for row in people if row.attendance == Attendance.BY_LINK]
    return [({"has_badge": True}, there), ({"has_badge": False, "meeting_link": link}, away)]


def _send(event: Event, to: Reminded, *, by, hold: timedelta) -> int:
    """Post a reminder to all whom it concerns now; how many."""
    people = reminder_queries.concerned(event, to)
    if not people:
        return 0
    batch, letter = secrets.token_hex(8), LETTERS[Reminded(to)]
    for own, some in _told_alike(event, to, people):
        said = facts.facts_of(event, agenda_queries.arrangements_of(event)) | own
        posting.post_to_all(letter, some, event=event, said=said, batch=batch, hold=hold)
    count = len(people)
    sending = Sending(event_id=event.id, batch=batch, letter=letter, count=count, at=clock.now(),
                      by_officer_id=by.id if isinstance(by, Officer) else None)
    db.session.add(sending)
    history.record(sending, f"reminders sent: {count}", by=by, event=event)
    return count


def remind_now(event: Event, *, to: Reminded | str, count: int, by) -> int:
    """Remind now; can be called back for two minutes. `count` is the number that was confirmed.

    Raises CountChanged where it is another by now, and NoReminders.
    """
    event = event_record.lock(event)
    _refuse_closed(event)
    now = reminder_queries.count_of(event, Reminded(to))
    if count != now or not now:
        raise CountChanged(count=now)
    return _send(event, Reminded(to), by=by, hold=HOLD)


def _time(reminder: Reminder, event: Event) -> None:
    """Work out anew when a reminder goes; one that moves to a moment gone by is missed, one that moves on is not."""
    due = reminder_times.moment_of(reminder, event, agenda_queries.arrangements_of(event))
    if due != reminder.due_at:
        reminder.due_at, reminder.missed_at = due, clock.now() if due <= clock.now() else None


def time_anew(event: Event) -> None:
    """The event has moved, and its reminders with it.

    One that went for the old day goes again for the new one, unless that is so near that people remember it.
    """
    for reminder in reminder_queries.reminders_of(event):
        if reminder.sent_at is not None:
            due = reminder_times.moment_of(reminder, event, agenda_queries.arrangements_of(event))
            if due <= clock.now() or due - reminder.sent_at < AGAIN_AFTER:
                continue
            reminder.sent_at = None
            history.record(reminder, "reminder goes again", by="event moved", event=event)
        _time(reminder, event)


def _settle(reminder: Reminder) -> int:
    """Send one reminder if its time has come. Returns how many letters."""
    event, now = event_record.lock(reminder.event), clock.now()
    if event.cancelled_at or event.postponed_at or event.ends_at <= now or reminder.sent_at is not None:
        return 0
    _time(reminder, event)
    due = reminder.due_at
    if reminder.missed_at is not None or due > now:
        return 0
    if due < now - LATEST:
        reminder.missed_at = now
        return 0
    reminder.sent_at = now
    reminder.count = _send(event, Reminded(reminder.to), by="clock", hold=timedelta(0))
    return reminder.count


def send_due() -> int:
    """Send the reminders whose time has come, each in its own unit of work; how many letters."""
    with unit_of_work():
        keys = reminder_queries.open_reminders()
    sent = 0
    for key in keys:
        with unit_of_work():
            reminder = db.session.get(Reminder, key, with_for_update=True)
            sent += _settle(reminder) if reminder is not None else 0
    return sent


def set_reminders(invitation: Invitation, *, wanted: bool, by) -> None:
    """Note that somebody wants no more reminders of this event, or wants them again."""
    if wanted == (invitation.no_reminders_at is None):
        return
    invitation.no_reminders_at = None if wanted else clock.now()
    history.record(invitation, "reminders again" if wanted else "no more reminders", by=by, event=invitation.event)
