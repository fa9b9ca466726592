"""Calendar parts: one ATTENDEE, UTC, the neutral title, the right METHOD and SEQUENCE, whatever the name is."""

from datetime import UTC, datetime

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from events.agenda import calendars, planning, queries
from events.agenda.calendars import prepared_request, request_for, with_attendee
from events.database import db, unit_of_work
from events.event import Event

STAMP = datetime(2009, 4, 22, 9, 0, tzinfo=UTC)
OURS = {"organiser_name": "Tees Vale Council", "organiser_address": "reply@council.example.org", "stamp": STAMP}
HOSTILE = ['Smith, John; "Jack"', "a\r\nATTENDEE:mailto:evil@example.org", "محمد علي", "O'Brien: the \\ second",
           "\u202eevil\u202c", "X" * 200, "", "Ünal ^n Öz", "日本" * 40, "\x00\x1b[31m"]


@pytest.fixture
def event(make):
    """An event whose full title must not stand in a calendar."""
    return make.event(title="Preventing something delicate", venue_room="Main suite, ground floor")


def entry_of(words: bytes):
    """The one VEVENT of a calendar part, parsed."""
    calendar = Calendar.from_ical(words)
    [entry] = calendar.walk("VEVENT")
    return calendar, entry


def unfolded(words: bytes) -> str:
    """The content lines as they were before folding."""
    return words.replace(b"\r\n ", b"").decode()


def request(event, **values) -> bytes:
    """A request to Joyce, with what is given besides."""
    asked = {"attendee_name": "Joyce Applegarth", "attendee_address": "joyce@example.org"} | OURS | values
    return request_for(event, queries.arrangements_of(event), **asked)


def test_a_request_holds_what_every_client_wants(event):
    calendar, entry = entry_of(request(event))
    assert (calendar["METHOD"], calendar["VERSION"]) == ("REQUEST", "2.0")
    assert entry["UID"] == "evening@localhost"
    assert entry["SEQUENCE"] == 0
    assert entry["SUMMARY"] == "Evening of 20 May"
    assert entry["LOCATION"] == "Main suite, ground floor, Wynyard Rooms, Wynyard, Stockton-on-Tees"
    assert entry["STATUS"] == "CONFIRMED"
    assert entry["DTSTAMP"].dt == STAMP
    assert (entry["DTSTART"].dt, entry["DTEND"].dt) == (event.starts_at, event.ends_at)
    assert entry["ORGANIZER"] == "mailto:reply@council.example.org"
    assert entry["ORGANIZER"].params["CN"] == "Tees Vale Council"
    assert entry["ATTENDEE"] == "mailto:joyce@example.org"
    assert dict(entry["ATTENDEE"].params) == {
        "CN": "Joyce Applegarth", "CUTYPE": "INDIVIDUAL", "ROLE": "REQ-PARTICIPANT", "PARTSTAT": "NEEDS-ACTION",
        "RSVP": "TRUE", "X-NUM-GUESTS": "0",
    }
    assert entry["X-MICROSOFT-DISALLOW-COUNTER"] == "TRUE"


def test_times_are_utc_without_a_zone_table(event):
    words = unfolded(request(event))
    assert "DTSTART:20090520T170000Z" in words and "DTEND:20090520T200000Z" in words
    assert "VTIMEZONE" not in words and "TZID" not in words


def test_neither_a_personal_link_nor_the_delicate_title_stands_in_it(event):
    for words in (request(event), request(event, method="CANCEL")):
        text = unfolded(words)
        assert "/i/" not in text and "http" not in text and "delicate" not in text


@pytest.mark.parametrize("name", HOSTILE)
def test_an_odd_name_neither_breaks_the_part_nor_adds_to_it(event, name):
    words = request(event, attendee_name=name)
    calendar, entry = entry_of(words)
    assert not isinstance(entry["ATTENDEE"], list)
    assert entry["ATTENDEE"] == "mailto:joyce@example.org"
    assert calendar["METHOD"] == "REQUEST"
    assert unfolded(words).count("ATTENDEE") - name.count("ATTENDEE") == 1
    assert all(len(line) <= 75 for line in words.split(b"\r\n"))
    assert not any(line != line.strip(b"\r\n") for line in words.split(b"\r\n"))
    words.decode("utf-8")


def test_names_in_other_scripts_arrive_whole(event):
    _, entry = entry_of(request(event, attendee_name="محمد علي"))
    assert entry["ATTENDEE"].params["CN"] == "محمد علي"
    _, entry = entry_of(request(event, attendee_name='Smith, John; "Jack"'))
    assert entry["ATTENDEE"].params["CN"] == "Smith, John; 'Jack'"


@settings(max_examples=150)
@given(st.text(max_size=120))
@example("Smith\\, John\\n")
def test_any_name_whatever_gives_one_line_that_reads_back(name):
    prepared = calendars.Prepared(
        b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\nUID:1\r\n",
        b"DTSTAMP:20090422T090000Z\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n")
    words = with_attendee(prepared, name, "joyce@example.org")
    assert all(len(line) <= 75 for line in words.split(b"\r\n"))
    _, entry = entry_of(words)
    assert entry["ATTENDEE"] == "mailto:joyce@example.org"
    assert entry["ATTENDEE"].params["CN"].strip() == (calendars.plain_words(name) or "joyce@example.org")


@pytest.mark.parametrize("address", [
    "", "nobody", "a@b@c", "a@example.org,b@example.org", "a@example.org;b@example.org", "a@example.org\r\nX:y",
    "a b@example.org", '"a"@example.org', "@example.org", "a@", "a@example.org>",
])
def test_what_is_not_one_address_is_refused(event, address):
    with pytest.raises(ValueError):
        request(event, attendee_address=address)


def test_an_address_with_signs_of_its_own_is_kept(event):
    _, entry = entry_of(request(event, attendee_address="o'brien+evening@example.org"))
    assert entry["ATTENDEE"] == "mailto:o'brien+evening@example.org"
    _, entry = entry_of(request(event, attendee_address="100%sure@example.org"))
    assert entry["ATTENDEE"] == "mailto:100%25sure@example.org"


def test_the_prepared_part_and_the_single_one_are_the_same(event):
    prepared = prepared_request(event, queries.arrangements_of(event), **OURS)
    assert with_attendee(prepared, "Joyce Applegarth", "joyce@example.org") == request(event)
    assert b"placeholder" not in request(event)


def test_a_cancellation_names_the_same_event_with_its_own_method(event):
    calendar, entry = entry_of(request(event, method="CANCEL", sequence=4))
    assert (calendar["METHOD"], entry["STATUS"], entry["SEQUENCE"]) == ("CANCEL", "CANCELLED", 4)
    assert entry["UID"] == entry_of(request(event))[1]["UID"]
    assert "RSVP" not in entry["ATTENDEE"].params


def test_another_method_is_refused(event):
    with pytest.raises(ValueError):
        request(event, method="COUNTER")


def test_the_file_for_everybody_publishes_the_same_event_and_asks_nobody(event):
    words = calendars.calendar_of(event, queries.arrangements_of(event), base="http://localhost", stamp=STAMP)
    calendar, entry = entry_of(words)
    assert calendar["METHOD"] == "PUBLISH"
    assert entry["UID"] == entry_of(request(event))[1]["UID"]
    assert entry["URL"] == "http://localhost/events/evening/"
    assert "ATTENDEE" not in entry
    assert entry["ORGANIZER"] == "mailto:desk@council.example.org"


def test_the_sequence_follows_the_event_and_a_cancelled_one_says_so(event):
    with unit_of_work():
        planning.cancel_event(db.session.get(Event, event.id), by="command")
    event = db.session.get(Event, event.id)
    _, entry = entry_of(calendars.calendar_of(event, queries.arrangements_of(event), base="http://localhost"))
    assert (entry["SEQUENCE"], entry["STATUS"]) == (1, "CANCELLED")


def test_the_identity_is_of_the_installation_too(event, in_app):
    assert calendars.uid_of(event, base="https://events.one.example") == "evening@events.one.example"
    assert calendars.uid_of(event) == "evening@localhost"


def test_a_line_is_never_folded_inside_a_character():
    for line in ("ä" * 200, "x" * 74 + "日" * 50, "a" * 75, "a" * 76):
        folded = calendars.folded(line)
        assert all(len(piece) <= 75 for piece in folded.split(b"\r\n"))
        assert folded.replace(b"\r\n ", b"").decode() == line + "\r\n"
