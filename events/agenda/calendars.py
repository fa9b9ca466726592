"""Calendar parts (RFC 5545, 5546): what a calendar program is told of an event, and asked of its owner.

Times are UTC, so that no zone table is needed; the summary is the neutral short title; a personal
link never stands in a calendar, because calendars are shared.
"""

import unicodedata
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote, urlsplit

from flask import current_app
from flask_babel import gettext as _
from icalendar import Calendar, vCalAddress, vText
from icalendar import Event as Entry

from events import clock
from events.agenda.models import Arrangements
from events.event import Event

PRODUCT = "-//Soundings//Soundings 1//EN"
OCTETS = 75  # RFC 5545 3.1: a line is folded after so many, never inside a character
PLACEHOLDER = "placeholder@attendee.invalid"
NOT_IN_ADDRESSES = frozenset(' \t<>()[]\\,;:"')


@dataclass(frozen=True)
class Prepared:
    """A calendar part of one sending, but for its one ATTENDEE line and the ORGANIZER that this one answers to."""

    before: bytes
    after: bytes
    organiser_name: str = ""
    organiser_address: str = ""


def uid_of(event: Event, *, base: str = "") -> str:
    """The identity of an event in every calendar: the same in feeds, requests and cancellations."""
    host = urlsplit(base or current_app.config["BASE_URL"]).hostname or "localhost"
    return f"{event.slug}@{host}"


def uid_of_item(event: Event, key: str, *, base: str = "") -> str:
    """The identity of one agenda item, by its key: the same in feeds and in what its speakers are sent."""
    return f"{key}.{uid_of(event, base=base)}"


def place_of(arrangements: Arrangements) -> str:
    """Where the event is, in one line; empty where nothing is known yet."""
    parts = (arrangements.venue_room, arrangements.venue_name, arrangements.venue_address)
    return ", ".join(part for part in parts if part)


def _person(name: str, address: str) -> vCalAddress:
    person = vCalAddress(f"mailto:{mail_address(address)}")
    if plain_words(name):
        person.params["CN"] = plain_words(name)
    return person


def _entry(
    event: Event, arrangements: Arrangements, *, stamp: datetime, status: str, sequence: int, base: str
) -> Entry:
    entry = Entry()
    entry.add("uid", uid_of(event, base=base))
    entry.add("sequence", sequence)
    entry.add("dtstamp", stamp)
    entry.add("dtstart", event.starts_at)
    entry.add("dtend", event.ends_at)
    entry.add("summary", plain_words(event.short_title))
    if place_of(arrangements):
        entry.add("location", plain_words(place_of(arrangements)))
    entry.add("status", status)
    entry.add("transp", "TRANSPARENT" if status == "CANCELLED" else "OPAQUE")
    return entry


def _calendar(method: str) -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", method)
    return calendar


def calendar_of(event: Event, arrangements: Arrangements, *, base: str, stamp: datetime | None = None) -> bytes:
    """The event as a file to put in a calendar (METHOD PUBLISH), with the address of its page."""
    calendar = _calendar("PUBLISH")
    calendar.add("x-wr-calname", plain_words(event.short_title))
    entry = _entry(
        event, arrangements, stamp=stamp or clock.now(), sequence=event.sequence, base=base,
        status="CANCELLED" if event.cancelled_at or event.postponed_at else "CONFIRMED",
    )
    if event.postponed_at and not event.cancelled_at:
        entry["summary"] = vText(_("Put off: %(title)s", title=plain_words(event.short_title)))
    entry.add("url", f"{base}/events/{event.slug}/")
    if arrangements.contact_email:
        entry.add("organizer", _person(arrangements.contact_name, arrangements.contact_email), encode=False)
    calendar.add_component(entry)
    return calendar.to_ical()


def prepared_request(
    event: Event, arrangements: Arrangements, *, organiser_name: str, organiser_address: str,
    stamp: datetime | None = None, method: str = "REQUEST", sequence: int | None = None, base: str = "",
) -> Prepared:
    """The calendar part of a whole sending, made once; `with_attendee` puts each person in.

    `method` is REQUEST or CANCEL; `sequence` is the event's own unless given (a single person who
    is uninvited gets a higher one). Raises ValueError for another method or address.
    """
    if method not in ("REQUEST", "CANCEL"):
        raise ValueError(f"no letter carries METHOD:{method}")
    calendar = _calendar(method)
    entry = _entry(
        event, arrangements, stamp=stamp or clock.now(), base=base,
        sequence=event.sequence if sequence is None else sequence,
        status="CANCELLED" if method == "CANCEL" else "CONFIRMED",
    )
    entry.add("attendee", _person("", PLACEHOLDER), encode=False)
    entry.add("x-microsoft-disallow-counter", "TRUE")
    calendar.add_component(entry)
    before, line, after = _cut(calendar.to_ical())
    assert PLACEHOLDER.encode() in line
    return Prepared(before, after, organiser_name, organiser_address)


def _cut(words: bytes) -> tuple[bytes, bytes, bytes]:
    """The text around the ATTENDEE line, which is short enough to stand unfolded."""
    start = words.index(b"ATTENDEE")
    end = words.index(b"\r\n", start) + 2
    return words[:start], words[start:end], words[end:]


def _organiser_line(name: str, address: str) -> bytes:
    called = f';CN="{plain_words(name)}"' if plain_words(name) else ""
    return folded(f"ORGANIZER{called}:mailto:{mail_address(address)}") if address else b""


def with_attendee(prepared: Prepared, name: str, address: str, *, organiser_address: str = "") -> bytes:
    """The part for one person: the one ATTENDEE who is asked, and where this one's answer goes.

    `organiser_address` is that person's own reply address, else the sending's. Raises ValueError
    for what is not one address.
    """
    method_cancel = b"METHOD:CANCEL" in prepared.before
    called = plain_words(name) or address
    params = f'ATTENDEE;CN="{called}";CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT'
    if not method_cancel:
        params += ";PARTSTAT=NEEDS-ACTION;RSVP=TRUE;X-NUM-GUESTS=0"
    answers_to = _organiser_line(prepared.organiser_name, organiser_address or prepared.organiser_address)
    return prepared.before + folded(f"{params}:mailto:{mail_address(address)}") + answers_to + prepared.after


def request_for(
    event: Event, arrangements: Arrangements, *, organiser_name: str, organiser_address: str, attendee_name: str,
    attendee_address: str, stamp: datetime | None = None, method: str = "REQUEST", sequence: int | None = None,
    base: str = "",
) -> bytes:
    """One person's REQUEST or CANCEL; for many people prepare once, as `prepared_request` says."""
    prepared = prepared_request(
        event, arrangements, organiser_name=organiser_name, organiser_address=organiser_address, stamp=stamp,
        method=method, sequence=sequence, base=base,
    )
    return with_attendee(prepared, attendee_name, attendee_address)


def plain_words(words: str) -> str:
    """Words fit for one line and a quoted parameter: no control or bidi characters, no double quotes.

    A parameter value has no escape for a double quote (and few programs know RFC 6868), so it becomes
    an apostrophe; the caret, which RFC 6868 gives a meaning, goes, and so does the backslash, which some programs read
    as an escape although a parameter has none.
    """
    kept = []
    for sign in words:
        kind = unicodedata.category(sign)
        if kind in ("Cc", "Zl", "Zp", "Cs") or sign in "^\\":
            kept.append(" ")
        elif kind != "Cf" or sign in "\u200c\u200d":
            kept.append("'" if sign == '"' else sign)
    return " ".join("".join(kept).split())


def mail_address(address: str) -> str:
    """An address as it stands after mailto: (RFC 6068). Raises ValueError for what is not exactly one."""
    odd = [sign for sign in address if sign in NOT_IN_ADDRESSES or unicodedata.category(sign)[0] in "CZ"]
    left, _, right = address.rpartition("@")
    if odd or not left or not right or "@" in left:
        raise ValueError("a calendar part asks exactly one address")
    return quote(address, safe="@!$'*+-/=^_`{|}~.")


def folded(line: str) -> bytes:
    """A content line folded at 75 octets, never inside a character, and ended."""
    pieces, piece = [], b""
    for sign in line:
        octets = sign.encode()
        if len(piece) + len(octets) > OCTETS:
            pieces.append(piece)
            piece = b" "
        piece += octets
    return b"\r\n".join([*pieces, piece]) + b"\r\n"
