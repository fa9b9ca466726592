"""The programme in calendars: one entry for each part, made from the event's own file, so that both say the same.

A part is named by the event's neutral short title and what kind of part it is. Its own title may be delicate, and
calendars are shared; the entry leads to the programme, where the title stands.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from flask_babel import gettext as _
from icalendar import Calendar, Component, vText
from icalendar import Event as Entry

from events.agenda import calendars
from events.agenda.models import Arrangements
from events.agenda.released_items import ReleasedItem
from events.agenda.states import Kind
from events.event import Event
from events.refusals import N_

KIND_WORDS = {
    Kind.WELCOME: N_("welcome"), Kind.PRESENTATION: N_("presentation"), Kind.QUESTIONS: N_("questions"),
    Kind.DISCUSSION: N_("discussion"), Kind.BREAK: N_("break"), Kind.CLOSE: N_("close"),
}
LOOK_AGAIN = timedelta(hours=1)  # how often a program that follows the feed is asked to look


def sequence_of(event: Event, item: ReleasedItem) -> int:
    """A part's SEQUENCE: its own, and one more while the whole event is off, because its STATUS is another then."""
    return item.sequence + (1 if event.cancelled_at or event.postponed_at else 0)


def place_of(arrangements: Arrangements, item: ReleasedItem) -> str:
    """Where a part is, in one line: in its own room, else in the event's."""
    room = item.venue_room.name if item.venue_room else arrangements.venue_room
    return ", ".join(words for words in (room, arrangements.venue_name, arrangements.venue_address) if words)


def _part(whole: Component, event: Event, arrangements: Arrangements, item: ReleasedItem, *, base: str) -> Entry:
    """The whole event's entry, narrowed to one part: status, stamp and organiser stay."""
    changed = {"uid", "sequence", "dtstart", "dtend", "summary", "location", "url"}
    entry = Entry()
    for name, value in whole.property_items(recursive=False):
        if name.lower() not in changed | {"begin", "end"}:
            entry.add(name, value, encode=False)
    entry.add("uid", calendars.uid_of_item(event, item.key, base=base))
    entry.add("sequence", sequence_of(event, item))
    entry.add("dtstart", item.starts_at)
    entry.add("dtend", item.ends_at)
    entry.add("summary", vText(_("%(event)s: %(part)s", event=whole["summary"], part=_(KIND_WORDS[Kind(item.kind)]))))
    if place_of(arrangements, item):
        entry.add("location", calendars.plain_words(place_of(arrangements, item)))
    entry.add("url", f"{base}/events/{event.slug}/programme#{item.key}")
    return entry


def calendar_of(
    event: Event, arrangements: Arrangements, items: Iterable[ReleasedItem], *, base: str, stamp: datetime | None = None
) -> bytes:
    """Parts of the programme as a calendar (METHOD PUBLISH); without any, the event itself: no calendar is empty."""
    words = calendars.calendar_of(event, arrangements, base=base, stamp=stamp)
    calendar = Calendar.from_ical(words)
    [whole] = calendar.walk("VEVENT")
    parts = [_part(whole, event, arrangements, item, base=base) for item in items]
    if not parts:
        return words
    calendar.subcomponents = [*parts]
    calendar.add("refresh-interval", LOOK_AGAIN, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT1H")
    return calendar.to_ical()
