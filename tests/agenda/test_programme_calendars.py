"""The programme in people's calendars: each part its own entry, neutral, the same wherever it is taken from."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from events.agenda import calendars, planning, programme_calendars, queries
from events.agenda.models import AgendaItem, Arrangements, VenueRoom
from events.database import db, unit_of_work
from events.event import Event, Visibility
from tests.delegates.calendar_libraries import feeds_by_icaljs, feeds_by_libical

STAMP = datetime(2009, 4, 22, 9, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
DELICATE = "Preventing something delicate"


@pytest.fixture
def event(make):
    """An evening of three parts; two people speak in it, one of them twice."""
    event = make.event(title=DELICATE, venue_room="Main suite")
    alison, joe = make.speaker(event, "Alison Garbutt"), make.speaker(event, "Joe; O'Neill, MP")
    make.agenda_item(event, DELICATE, speaker=alison, after_minutes=0)
    make.agenda_item(event, "Tea", kind="break", after_minutes=20)
    item = make.agenda_item(event, "Questions about it", kind="questions", speaker=joe, after_minutes=40)
    for step in (5, -5):  # moved, and moved back: two releases, each raises SEQUENCE
        with unit_of_work():
            db.session.get(AgendaItem, item.id).starts_at += timedelta(minutes=step)
        make.released(event)
    return event


def entries_in(words: bytes) -> list:
    """The VEVENTs of a calendar, by time."""
    return sorted(Calendar.from_ical(words).walk("VEVENT"), key=lambda entry: entry["DTSTART"].dt)


def feed(event) -> bytes:
    """The whole programme as a feed."""
    return programme_calendars.calendar_of(event, queries.arrangements_of(event), queries.public_items_of(event),
                                      base="http://localhost", stamp=STAMP)


def taken(reader, path: str) -> bytes:
    """A calendar as somebody downloads it."""
    answer = reader.client.get(path)
    assert (answer.status_code, answer.mimetype) == (200, "text/calendar"), path
    assert answer.headers["Content-Disposition"].startswith("attachment; filename=")
    return answer.data


def test_two_libraries_read_every_part_of_the_feed_alike(event):
    words = feed(event).decode()
    [by_one], [by_other] = feeds_by_icaljs([words]), feeds_by_libical([words])
    assert by_one == by_other
    assert [(entry.summary, entry.starts, entry.ends, entry.sequence, entry.status) for entry in by_one] == [
        ("Evening of 20 May: presentation", "20090520T170000Z", "20090520T172000Z", 0, "CONFIRMED"),
        ("Evening of 20 May: break", "20090520T172000Z", "20090520T174000Z", 0, "CONFIRMED"),
        ("Evening of 20 May: questions", "20090520T174000Z", "20090520T180000Z", 2, "CONFIRMED"),
    ]
    assert {entry.method for entry in by_one} == {"PUBLISH"} and not any(entry.attendees for entry in by_one)
    assert {entry.location for entry in by_one} == {"Main suite, Wynyard Rooms, Wynyard, Stockton-on-Tees"}
    assert {entry.stamp for entry in by_one} == {"20090422T090000Z"}


def test_a_shared_calendar_gives_away_neither_the_subject_nor_a_name_nor_a_personal_link(event, reader):
    speaker = queries.speakers_of(event)[0]
    own = taken(reader.by_link("speaker", speaker), f"/my/{speaker.ref}/calendar.ics")
    for words in (feed(event), own):
        text = words.replace(b"\r\n ", b"").decode()
        for secret in ("delicate", "Alison", "O'Neill", "ATTENDEE", "/my/", "/s/", "/i/", speaker.ref):
            assert secret not in text, secret
        assert "URL:http://localhost/events/evening/programme#item-" in text
        assert "VTIMEZONE" not in text and "TZID" not in text


def test_a_part_has_one_identity_in_the_feed_in_its_own_file_and_in_its_speakers_calendar(event, reader):
    speaker, item = queries.speakers_of(event)[0], queries.public_items_of(event)[0]
    anybody = reader.anybody()
    [alone] = entries_in(taken(anybody, f"/events/evening/programme/{item.key}.ics"))
    first, _, _ = entries_in(taken(anybody, "/events/evening/programme.ics"))
    [own] = entries_in(taken(reader.by_link("speaker", speaker), f"/my/{speaker.ref}/calendar.ics"))
    uid = calendars.uid_of_item(event, item.key, base="http://localhost")
    assert {entry["UID"] for entry in (alone, first, own)} == {uid}
    assert {str(entry["SUMMARY"]) for entry in (alone, first, own)} == {"Evening of 20 May: presentation"}


def test_a_part_in_a_room_of_its_own_says_which(event, make):
    with unit_of_work():
        item = queries.items_of(db.session.get(Event, event.id))[2]
        item.venue_room = VenueRoom(event_id=event.id, name="Room 2; upstairs")
    make.released(event)
    places = [str(entry["LOCATION"]) for entry in entries_in(feed(db.session.get(Event, event.id)))]
    assert places[0].startswith("Main suite, ") and places[2].startswith("Room 2; upstairs, Wynyard Rooms")


@pytest.mark.parametrize("act", [planning.cancel_event, planning.postpone_event])
def test_when_the_evening_is_off_every_part_says_so_with_a_higher_sequence(event, act):
    before = [entry["SEQUENCE"] for entry in entries_in(feed(event))]
    with unit_of_work():
        act(db.session.get(Event, event.id), by="command")
    after = entries_in(feed(db.session.get(Event, event.id)))
    assert {str(entry["STATUS"]) for entry in after} == {"CANCELLED"}
    assert all(entry["SEQUENCE"] > earlier for entry, earlier in zip(after, before, strict=True))
    if act is planning.postpone_event:
        assert str(after[0]["SUMMARY"]) == "Put off: Evening of 20 May: presentation"


def test_without_parts_the_calendar_holds_the_event_so_that_it_is_never_empty(make, reader):
    event = make.event()
    speaker = make.speaker(event)
    feeds = [taken(reader.anybody(), "/events/evening/programme.ics"),
             taken(reader.by_link("speaker", speaker), f"/my/{speaker.ref}/calendar.ics")]
    for words in feeds:
        [entry] = entries_in(words)
        assert entry["UID"] == calendars.uid_of(event, base="http://localhost")
    assert [len(entries) for entries in feeds_by_libical([words.decode() for words in feeds])] == [1, 1]


def test_a_speakers_calendar_opens_to_that_speaker_alone(event, make, reader):
    one, other = queries.speakers_of(event)
    reader.anybody().get(f"/my/{one.ref}/calendar.ics", status=404)
    reader.by_link("speaker", other).get(f"/my/{one.ref}/calendar.ics", status=404)
    assert len(entries_in(taken(reader.by_link("speaker", one), f"/my/{one.ref}/calendar.ics"))) == 1


def test_a_part_that_is_not_there_and_a_closed_events_are_the_same_404(event, make, reader):
    item = queries.public_items_of(event)[0]
    shut = make.event(slug="shut", visibility=Visibility.CLOSED)
    make.agenda_item(shut, "Hidden")
    pages = [reader.anybody().get(path, status=404).words for path in (
        "/events/evening/programme/nothing.ics", "/events/shut/programme.ics", f"/events/shut/programme/{item.key}.ics",
        f"/events/nothing/programme/{item.key}.ics")]
    assert len(set(pages)) == 1


def unsaved(short_title: str, room: str) -> tuple[Event, Arrangements]:
    """An event that stands in no database, for words that no page would take."""
    starts = datetime(2009, 5, 20, 17, 0, tzinfo=UTC)
    event = Event(slug="evening", title="", short_title=short_title, zone="Europe/London", starts_at=starts,
                  ends_at=starts + timedelta(hours=3), sequence=0)
    return event, Arrangements(venue_room=room, venue_name="", venue_address="", contact_email="")


WORDS = st.text(max_size=60)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(WORDS, st.integers(0, 3000), st.integers(1, 600), st.integers(0, 9)), max_size=12), WORDS,
       WORDS)
def test_whatever_is_written_the_feed_reads_back_as_it_was_meant(rows, short_title, room):
    event, arrangements = unsaved(short_title, room)
    items = [AgendaItem(key=f"part-{place}", title=title, kind="presentation", sequence=sequence, slots=[],
                        starts_at=event.starts_at + MINUTE * begins,
                        ends_at=event.starts_at + MINUTE * (begins + lasts))
             for place, (title, begins, lasts, sequence) in enumerate(rows)]
    words = programme_calendars.calendar_of(event, arrangements, items, base="http://localhost", stamp=STAMP)
    assert all(len(line) <= 75 for line in words.split(b"\r\n"))
    read = Calendar.from_ical(words)
    assert Calendar.from_ical(read.to_ical()).to_ical() == words  # icalendar's own round trip
    entries = {str(entry["UID"]): entry for entry in read.walk("VEVENT")}
    if not items:
        assert list(entries) == ["evening@localhost"]
    for item in items:
        entry = entries[f"{item.key}.evening@localhost"]
        assert (entry["DTSTART"].dt, entry["DTEND"].dt) == (item.starts_at, item.ends_at)
        assert entry["SEQUENCE"] == item.sequence
        assert str(entry["SUMMARY"]).removesuffix(": presentation").strip() == calendars.plain_words(short_title)
