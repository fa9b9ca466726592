"""Calendar parts for one speaker's part in the programme (RFC 5545, 5546): one UID, one ATTENDEE.

The summary is the neutral short title: calendars are shared, and an item's title may say too much.
"""

from datetime import datetime

from flask_babel import gettext as _
from icalendar import Calendar, vCalAddress
from icalendar import Event as Entry

from events.agenda import calendars
from events.event import Event


def _person(name: str, address: str, **params: str) -> vCalAddress:
    person = vCalAddress(f"mailto:{calendars.mail_address(address)}")
    person.params |= {"CN": calendars.plain_words(name) or address, **{
        key.replace("_", "-"): value for key, value in params.items()}}
    return person


def part_for(
    event: Event, said: dict, *, name: str, address: str, organiser: tuple[str, str], stamp: datetime, base: str,
) -> bytes:
    """The REQUEST or CANCEL of one item for one person; `said` is the entry that the letter's facts hold.

    `organiser` is a name and the address that answers go to. Raises ValueError for what is not one address.
    """
    asks = said["method"] != "CANCEL"
    calendar, entry = Calendar(), Entry()
    for key, value in (("prodid", calendars.PRODUCT), ("version", "2.0"), ("calscale", "GREGORIAN"),
                       ("method", said["method"])):
        calendar.add(key, value)
    entry.add("uid", calendars.uid_of_item(event, said["key"], base=base))
    entry.add("sequence", said["sequence"])
    entry.add("dtstamp", stamp)
    entry.add("dtstart", datetime.fromisoformat(said["starts_at"]))
    entry.add("dtend", datetime.fromisoformat(said["ends_at"]))
    entry.add("summary", _("%(title)s: your part", title=calendars.plain_words(event.short_title)))
    if said["place"]:
        entry.add("location", calendars.plain_words(said["place"]))
    entry.add("status", "CONFIRMED" if asks else "CANCELLED")
    entry.add("transp", "OPAQUE" if asks else "TRANSPARENT")
    entry.add("organizer", _person(*organiser), encode=False)
    params = {"CUTYPE": "INDIVIDUAL", "ROLE": "REQ-PARTICIPANT"}
    if asks:
        params |= {"PARTSTAT": "NEEDS-ACTION", "RSVP": "TRUE", "X_NUM_GUESTS": "0"}
    entry.add("attendee", _person(name, address, **params), encode=False)
    entry.add("x-microsoft-disallow-counter", "TRUE")
    calendar.add_component(entry)
    return calendar.to_ical()
