"""schedule.xml and schedule.json: what conference apps read, valid whatever was written, and the same each time."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from events.agenda import planning, presenting, queries, schedule_formats, schedules
from events.agenda.models import AgendaItem, Arrangements, Deck, Slot, Speaker, VenueRoom
from events.agenda.states import Kind
from events.database import db, unit_of_work
from events.event import Event, Visibility
from tests.agenda.deck_stand import say_of_publishing
from tests.agenda.schedule_rules import check_json, check_xml, schema_is_there
from tests.agenda.test_views import deck_of
from tests.rules.reading import ROOT

XML, JSON = "/events/evening/schedule.xml", "/events/evening/schedule.json"
MINUTE = timedelta(minutes=1)
ODD = ["</title><x>", "Tea & “biscuits” 🍵", "\x00\x0b\x1b\ufffe\uffff", "\u202egnirts", "السلام علیکم",
       "a\r\nb\u2028c", "x" * 5000, " ", "]]>"]


@pytest.fixture
def event(make):
    """An evening with a talk, a break and questions."""
    event = make.event(venue_room="Main suite", visibility=Visibility.LISTED)
    alison, joe = make.speaker(event, "Alison Garbutt", bio="Secret?"), make.speaker(event, "محمد <علي>")
    make.agenda_item(event, "In practice & theory", speaker=alison)
    make.agenda_item(event, "Tea", kind="break", after_minutes=20, minutes=15)
    make.agenda_item(event, "Questions", kind="questions", speaker=joe, after_minutes=35, minutes=90)
    return event


def xml_of(reader, path=XML) -> etree._Element:
    """schedule.xml as anybody gets it, checked."""
    return check_xml(reader.anybody().client.get(path).data)


def json_of(reader, path=JSON) -> dict:
    """The conference of schedule.json as anybody gets it, checked."""
    return check_json(reader.anybody().client.get(path).get_json())


def test_an_app_reads_who_says_what_when_and_where(event, reader):
    root = xml_of(reader)
    assert root.findtext("conference/title") == "An awareness evening"
    assert [room.get("name") for room in root.findall("day/room")] == ["Main suite"]
    talks = root.findall("day/room/event")
    assert [(talk.findtext("title"), talk.findtext("type"), talk.findtext("start"), talk.findtext("duration"))
            for talk in talks] == [("In practice & theory", "talk", "18:00", "00:20"),
                                   ("Tea", "other", "18:20", "00:15"), ("Questions", "discussion", "18:35", "01:30")]
    assert talks[0].findtext("date") == "2009-05-20T18:00:00+01:00"
    assert [person.text for person in root.iter("person")] == ["Alison Garbutt", "محمد <علي>"]


def test_both_files_tell_the_same(event, reader):
    talks, [day] = xml_of(reader).findall("day/room/event"), json_of(reader)["days"]
    told = day["rooms"]["Main suite"]
    for name in ("title", "slug", "start", "date", "duration", "type"):
        assert [talk.findtext(name) for talk in talks] == [talk[name] for talk in told], name
    assert [talk.get("guid") for talk in talks] == [talk["guid"] for talk in told]
    assert [int(talk.get("id")) for talk in talks] == [talk["id"] for talk in told]


def test_no_more_of_anybody_than_their_name_stands_in_it(event, make, reader):
    guest = make.contact("Guest Whoeveritis", email="guest@example.org")
    make.invitation(event, guest)
    words = "".join(reader.anybody().client.get(path).get_data(as_text=True) for path in (XML, JSON))
    for speaker in queries.speakers_of(event):
        assert speaker.email not in words and speaker.ref not in words
    for secret in ("Whoeveritis", "guest@", "/s/", "/i/", "/my/", "Secret?", "desk@council"):
        assert secret not in words, secret


def test_identities_stay_and_the_version_tells_a_changed_programme(event, make, reader):
    before, again = xml_of(reader), xml_of(reader)
    assert etree.tostring(before) == etree.tostring(again)
    with unit_of_work():
        queries.items_of(db.session.get(Event, event.id))[1].title = "Coffee"
    make.released(event)
    after = xml_of(reader)
    assert [talk.get("guid") for talk in before.iter("event")] == [talk.get("guid") for talk in after.iter("event")]
    assert [talk.get("id") for talk in before.iter("event")] == [talk.get("id") for talk in after.iter("event")]
    assert before.findtext("version") != after.findtext("version")


def test_who_has_the_file_already_is_told_that_it_is_the_same(event, reader):
    client = reader.anybody().client
    for path in (XML, JSON):
        mark = client.get(path).headers["ETag"]
        assert client.get(path, headers={"If-None-Match": mark}).status_code == 304
        assert client.get(path).headers["Cache-Control"] == "private, no-cache"


@pytest.mark.parametrize(("asked", "answered"), [
    ("*/*", "text/xml"), ("", "text/xml"), ("application/vnd.c3voc.schedule+xml", "application/vnd.c3voc.schedule+xml"),
    ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "application/xml"), ("image/png", "text/xml"),
])
def test_the_media_type_is_the_one_that_was_asked_for(event, reader, asked, answered):
    answer = reader.anybody().client.get(XML, headers={"Accept": asked} if asked else {})
    assert (answer.status_code, answer.mimetype) == (200, answered)
    assert answer.headers["Vary"].startswith("Accept")


def test_several_days_and_rooms_stand_apart(event, make, reader):
    with unit_of_work():
        room = VenueRoom(event_id=event.id, name="Garden <room>")
        items = queries.items_of(db.session.get(Event, event.id))
        items[0].venue_room = room
        items[2].starts_at += timedelta(days=1)
        items[2].ends_at += timedelta(days=1)
    make.released(event)
    root, told = xml_of(reader), json_of(reader)
    assert [(day.get("date"), [room.get("name") for room in day]) for day in root.findall("day")] == [
        ("2009-05-20", ["Garden <room>", "Main suite"]), ("2009-05-21", ["Main suite"])]
    assert {room["name"] for room in told["rooms"]} == {"Garden <room>", "Main suite"}


def test_slides_stand_in_it_once_they_are_published_and_not_before(event, reader):
    speaker = next(person for person in queries.speakers_of(event) if person.name == "Alison Garbutt")
    number = deck_of(speaker)
    say_of_publishing(speaker, True)
    assert not list(xml_of(reader).iter("link"))
    with unit_of_work():
        presenting.publish(db.session.get(Deck, number), by="command")
    [link] = xml_of(reader).iter("link")
    assert link.get("href") == f"http://localhost/events/evening/slides/{number}"
    assert link.text == "Slides of Alison Garbutt"
    [deck] = [deck for talk in json_of(reader)["days"][0]["rooms"]["Main suite"] for deck in talk["attachments"]]
    assert deck["url"] == link.get("href")


@pytest.mark.parametrize("act", [planning.cancel_event, planning.postpone_event])
def test_an_evening_that_is_off_has_no_parts_so_that_no_app_sends_anybody_there(event, reader, act):
    with unit_of_work():
        act(db.session.get(Event, event.id), by="command")
    assert not list(xml_of(reader).iter("event")) and json_of(reader)["days"][0]["rooms"] == {"Main suite": []}


def test_an_empty_programme_is_a_schedule_too(make, reader):
    make.event(slug="x", venue_name="", venue_address="")
    root = xml_of(reader, "/events/x/schedule.xml")
    assert root.findtext("conference/acronym") == "event_x" and not list(root.iter("event"))
    assert json_of(reader, "/events/x/schedule.json")["days"][0]["rooms"] == {"event_x": []}


def test_a_closed_events_files_are_there_only_for_its_people(make, reader):
    shut = make.event(visibility=Visibility.CLOSED)
    speaker = make.speaker(shut)
    for path in (XML, JSON):
        reader.anybody().get(path, status=404)
        assert reader.by_link("speaker", speaker).client.get(path).status_code == 200


def test_the_hours_that_pass_are_counted_where_the_clocks_change():
    night = datetime(2026, 10, 24, 23, 30, tzinfo=UTC)  # 00:30; the clocks go back at 2
    event, arrangements = unsaved(night)
    item = AgendaItem(key="night", title="Night", abstract="", kind=Kind.DISCUSSION, starts_at=night,
                      ends_at=night + 3 * timedelta(hours=1), slots=[])
    made = schedules.schedule_of(event, arrangements, [item], base="http://localhost", version="1")
    [talk] = check_xml(schedule_formats.as_xml(made)).iter("event")
    assert talk.findtext("duration") == "03:00"


def unsaved(starts: datetime, **values) -> tuple[Event, Arrangements]:
    """An event that stands in no database, for words that no page would take."""
    told = {"slug": "evening", "title": "Evening", "zone": "Europe/London"} | values
    event = Event(starts_at=starts, ends_at=starts + timedelta(hours=3), short_title="E", sequence=0, **told)
    return event, Arrangements(venue_room="", venue_name="Hall", venue_address="", language="en")


WORDS = st.text(max_size=80) | st.sampled_from(ODD)
KEYS = st.text("abcdefghijklmnopqrstuvwxyz0123456789", min_size=1, max_size=8)
MINUTES = st.integers(0, 9000)
PARTS = st.lists(st.tuples(KEYS, WORDS, WORDS, st.sampled_from(Kind), MINUTES, MINUTES, WORDS), max_size=9,
                 unique_by=lambda row: row[0])
ZONES = st.sampled_from(["Europe/London", "Asia/Kolkata", "America/St_Johns", "Pacific/Chatham"])
DAYS = st.datetimes(datetime(2009, 1, 1), datetime(2040, 1, 1))


@settings(max_examples=200, deadline=None)
@given(PARTS, WORDS, DAYS, ZONES, KEYS)
def test_whatever_is_written_both_files_are_valid(rows, title, day, zone, slug):
    event, arrangements = unsaved(day.replace(tzinfo=UTC, second=0, microsecond=0), slug=slug, title=title, zone=zone)
    items = []
    for key, name, about, kind, begins, lasts, room in rows:
        starts = event.starts_at + MINUTE * begins
        who = Speaker(id=len(name) + 1, key=key, name=name)
        items.append(AgendaItem(key=key, title=name, abstract=about, kind=kind, starts_at=starts,
                                ends_at=starts + MINUTE * lasts, slots=[Slot(speaker=who, part="speaker")],
                                venue_room=VenueRoom(name=room) if len(room) % 2 else None))
    items.sort(key=lambda item: item.starts_at)
    made = schedules.schedule_of(event, arrangements, items, base="http://localhost",
                                 version=schedules.version_of(event, items, number=1))
    root = check_xml(schedule_formats.as_xml(made))
    conference = check_json(json.loads(schedule_formats.as_json(made)))
    assert len(list(root.iter("event"))) == len(items) == sum(
        len(talks) for day in conference["days"] for talks in day["rooms"].values())


def test_the_public_schema_is_asked_where_it_lies_beside_the_project():
    assert schema_is_there() == (ROOT.parent / "shared" / "schemas" / "frab-schedule.xsd").is_file()
    assert not [path for path in ROOT.rglob("*.xsd") if "node_modules" not in path.parts and ".venv" not in path.parts]
