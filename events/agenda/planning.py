"""An event is planned, changed and, if it must be, cancelled."""

import hashlib
import re
from datetime import datetime, timedelta

from sqlalchemy import select

from events import clock, history, news
from events.agenda import local_times, queries, releasing, telling
from events.agenda.models import Arrangements
from events.agenda.names import NOT_FREE, SLUG, free_name
from events.agenda.states import Meeting
from events.database import db
from events.event import KEPT_AFTER, Event, Visibility
from events.refusals import N_, Refusal

OF_EVENT = ("title", "short_title", "zone", "starts_at", "ends_at", "visibility")
OF_ARRANGEMENTS = (
    "strapline", "summary", "doors_at", "capacity", "reply_by_on", "give_back_on", "contact_name", "contact_email",
    "contact_phone", "language", "venue_name", "venue_address", "venue_room", "directions", "parking", "has_transport",
    "entry", "meeting", "meeting_link", "offer_hours", "hall_opens_at", "hall_closes_at", "wants_questions",
)
# RFC 5546 2.1.4: a change of these is a change of the invitation, and raises SEQUENCE.
TIME_AND_PLACE = ("starts_at", "ends_at", "venue_name", "venue_address", "venue_room", "meeting")
# What a change of touches the places that people have, or wait for.
PLACES = ("capacity", "give_back_on", "meeting", "meeting_link")
REPLIES_AT_MOST = timedelta(days=120)  # a reply day longer before the event than this is likely a slip


class SlugTaken(Refusal):
    """Another event has that address."""

    sentence = N_("Another event has the address %(slug)s. Choose another, for instance with the year.")
    field = "slug"


class SlugRefused(Refusal):
    """The words cannot be an address."""

    sentence = N_("Use small letters, figures and hyphens only, such as evening-may-2009.")
    field = "slug"


class EndsBeforeItStarts(Refusal):
    """The end is not after the start."""

    sentence = N_("The event ends before it starts. Check the two times.")
    field = "ends"


class DoorsTooLate(Refusal):
    """The doors open after the start, or on another day."""

    sentence = N_("The doors open after the start. Check the two times.")
    field = "doors"


class ReplyDayFarOff(Refusal):
    """The last day for answers is after the event, or very long before it."""

    sentence = N_(
        "People are asked to answer by %(day)s, but the event is on %(event_day)s. "
        "If that is right, tick the box below."
    )
    field = "reply_by_on"


class RoomTooSmall(ReplyDayFarOff):
    """More chairs are taken than the room would have."""

    sentence = N_(
        "%(taken)s chairs are taken or promised, and the room would have %(capacity)s. Nobody is dropped: "
        "%(short)s people would have no chair. If that is right, tick the box below."
    )
    field = "capacity"


class LinkNeeded(Refusal):
    """People are to take part by link, but there is none."""

    sentence = N_("Enter the address of the meeting, such as https://meet.example.org/evening")
    field = "meeting_link"


class GiveBackDayFarOff(ReplyDayFarOff):
    """The day on which unused places go back is after the event, or very long before it."""

    sentence = N_(
        "Unused places come back on %(day)s, but the event is on %(event_day)s. If that is right, tick the box below."
    )
    field = "give_back_on"


class NoSuchZone(Refusal):
    """The zone is not one that the clocks know."""

    sentence = N_("There is no time zone %(zone)s. Choose a place, such as Europe/London.")
    field = "zone"


class AlreadyCancelled(Refusal):
    """The event was cancelled before."""

    sentence = N_("This event is cancelled already.")


class AlreadyPostponed(Refusal):
    """The event was put off before, and has no new day yet."""

    sentence = N_("This event is put off already. Enter its new day on the page of arrangements.")


class OverAlready(Refusal):
    """What is over cannot be put off or cancelled."""

    sentence = N_("This event is over.")


def day_words(day) -> str:
    """20 May 2009."""
    return f"{day.day} {day:%B %Y}"


def _check_times(event: Event, arrangements: Arrangements) -> None:
    if event.zone not in local_times.zones():
        raise NoSuchZone(zone=event.zone)
    if event.ends_at <= event.starts_at:
        raise EndsBeforeItStarts()
    doors = arrangements.doors_at
    if doors and not event.starts_at - timedelta(hours=12) <= doors <= event.starts_at:
        raise DoorsTooLate()


def _check_days(event: Event, arrangements: Arrangements) -> None:
    """Question days that are far from the event: a slip of the year costs every reply."""
    day = event.local(event.starts_at).date()
    for given, question in ((arrangements.reply_by_on, ReplyDayFarOff), (arrangements.give_back_on, GiveBackDayFarOff)):
        if given and not day - REPLIES_AT_MOST <= given <= day:
            raise question(day=day_words(given), event_day=day_words(day))


def plan_event(
    *, slug: str, title: str, short_title: str, zone: str, starts_at: datetime, ends_at: datetime,
    visibility: Visibility | str = Visibility.BY_ADDRESS, arrangements: dict, by, sure: bool = False,
) -> Event:
    """Make an event with its arrangements (the names of `OF_ARRANGEMENTS`; capacity and reply_by_on must be there).

    An empty slug is made from the short title. `sure` lets odd days pass. Raises SlugTaken,
    SlugRefused, EndsBeforeItStarts, DoorsTooLate, ReplyDayFarOff, GiveBackDayFarOff, NoSuchZone.
    """
    taken = set(db.session.scalars(select(Event.slug)))
    slug = slug or free_name(short_title, taken | NOT_FREE, otherwise="event", most=80)
    if slug in taken:
        raise SlugTaken(slug=slug)
    if not SLUG.fullmatch(slug) or slug in NOT_FREE or len(slug) > 80:
        raise SlugRefused()
    event = Event(
        slug=slug, title=title, short_title=short_title, zone=zone, starts_at=starts_at, ends_at=ends_at,
        visibility=Visibility(visibility), created_at=clock.now(), keep_until=ends_at + KEPT_AFTER,
    )
    made = Arrangements(event=event, **arrangements)
    _check_times(event, made)
    if not sure:
        _check_days(event, made)
    db.session.add_all([event, made])
    history.record(event, "planned", by=by, event=event)
    return event


def fingerprint(event: Event, arrangements: Arrangements) -> str:
    """What the event's page said, in short: another officer's change meanwhile gives another one."""
    values = [str(getattr(event, name)) for name in OF_EVENT]
    values += [str(getattr(arrangements, name)) for name in OF_ARRANGEMENTS]
    return hashlib.sha256("\x1f".join(values).encode()).hexdigest()[:24]


def _set(record, names: tuple[str, ...], values: dict) -> list[str]:
    """Set what differs; the names of what did."""
    changed = [name for name in names if name in values and getattr(record, name) != values[name]]
    for name in changed:
        setattr(record, name, values[name])
    return changed


def _check_room(event: Event, arrangements: Arrangements, *, sure: bool) -> None:
    """Warn where fewer chairs are left than are taken. The number comes from the later stage, by news."""
    taken = max((count for _heard, count in news.chairs_asked.send(event)), default=0)
    if not sure and taken > arrangements.capacity:
        raise RoomTooSmall(taken=taken, capacity=arrangements.capacity, short=taken - arrangements.capacity)


def _check_link(arrangements: Arrangements) -> None:
    link = arrangements.meeting_link or ""
    by_link = (arrangements.meeting or Meeting.HALL) != Meeting.HALL
    if (by_link or link) and not re.fullmatch(r"https?://[^\s<>\"]+", link):
        raise LinkNeeded()


def _take_programme_along(event: Event, began: datetime, ended: datetime, by) -> bool:
    """Where the whole event moved by one step, its programme moves with it: the working copy, and what is public."""
    step = event.starts_at - began
    if not step or event.ends_at - ended != step:
        return False
    for item in queries.items_of(event):
        item.starts_at, item.ends_at = item.starts_at + step, item.ends_at + step
    releasing.move_release(event, step, by=by)
    return True


def change_event(event: Event, *, by, sure: bool = False, **values) -> list[str]:
    """Change an event or its arrangements; returns the names of what changed.

    Where time or place changed, SEQUENCE rises and those it concerns are told. Raises as
    `plan_event`, and ValueError for a name that is neither's.
    """
    unknown = set(values) - {*OF_EVENT, *OF_ARRANGEMENTS}
    if unknown:
        raise ValueError(f"not of an event: {', '.join(sorted(unknown))}")
    arrangements = queries.arrangements_of(event)
    began, ended = event.starts_at, event.ends_at
    changed = _set(event, OF_EVENT, values) + _set(arrangements, OF_ARRANGEMENTS, values)
    for name in ("doors_at", "hall_opens_at", "hall_closes_at"):
        if name not in values and getattr(arrangements, name):
            setattr(arrangements, name, getattr(arrangements, name) + (event.starts_at - began))
    _check_times(event, arrangements)
    if not sure and {"starts_at", "reply_by_on", "give_back_on"} & set(changed):
        _check_days(event, arrangements)
    _check_link(arrangements)
    if "capacity" in changed:
        _check_room(event, arrangements, sure=sure)
    event.keep_until = event.ends_at + KEPT_AFTER
    for name in changed:
        # When it was to begin is kept: what was announced before is told on, as schema.org wants it.
        before = began.isoformat() if name == "starts_at" else None
        history.record(event, "changed", by=by, event=event, field=name, before=before)
    if set(changed) & set(TIME_AND_PLACE):
        _take_programme_along(event, began, ended, by)
        _tell_of_the_change(event, new_day="starts_at" in changed, by=by)
    if set(changed) & set(PLACES):
        news.places_changed.send(event, changed=changed, by=by)
    return changed


def _tell_of_the_change(event: Event, *, new_day: bool, by) -> None:
    """SEQUENCE rises and those it concerns are told; while the event is put off, only of a new day."""
    was_off = event.postponed_at is not None
    if was_off and not new_day:
        return
    event.sequence += 1
    event.postponed_at = None
    if event.cancelled_at is None:
        telling.tell_speakers(event, "agenda/event_moved")  # first: whoever is a guest by speaking hears it once
        news.event_moved.send(event, by=by, was_off=was_off)


def postpone_event(event: Event, *, by) -> None:
    """Put an event off to a day that is not known yet; a new day, entered by `change_event`, ends it.

    Its pages say so, answers are kept, offers and letters that wait are withdrawn, and everybody who
    had a letter is told. Raises AlreadyCancelled, AlreadyPostponed or OverAlready.
    """
    if event.cancelled_at is not None:
        raise AlreadyCancelled()
    if event.postponed_at is not None:
        raise AlreadyPostponed()
    if event.is_over:
        raise OverAlready()
    event.postponed_at = clock.now()
    event.sequence += 1
    history.record(event, "put off", by=by, event=event)
    news.event_postponed.send(event, by=by)
    telling.tell_speakers(event, "agenda/event_postponed")


def cancel_event(event: Event, *, by) -> None:
    """Cancel an event: its pages say so, and everybody who had a letter is told.

    Raises AlreadyCancelled or OverAlready.
    """
    if event.cancelled_at is not None:
        raise AlreadyCancelled()
    if event.is_over:
        raise OverAlready()
    event.cancelled_at = clock.now()
    event.sequence += 1
    history.record(event, "cancelled", by=by, event=event)
    news.event_cancelled.send(event, by=by)
    telling.tell_speakers(event, "agenda/event_cancelled")
