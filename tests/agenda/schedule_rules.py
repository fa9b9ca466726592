"""What readers of schedule.xml and schedule.json ask for, checked without the schema: our own reading of the format.

The public schema is another licence's and is kept nowhere here. Where it lies beside the project it is asked as well.
"""

import re
import uuid
from datetime import date, datetime
from functools import lru_cache

from lxml import etree

from tests.rules.reading import ROOT

SCHEMA = ROOT.parent / "shared" / "schemas" / "frab-schedule.xsd"
KNOWN = {"room", "title", "subtitle", "type", "date", "start", "duration", "abstract", "slug", "track", "language",
         "persons", "links"}
IN_JSON = {"abstract", "date", "duration", "guid", "id", "language", "links", "persons", "room", "slug", "start",
           "subtitle", "title", "track", "type", "url"}
MAY_BE_IN_JSON = IN_JSON | {"description", "attachments"}
OF_CONFERENCE = {"title", "acronym", "days", "daysCount", "start", "end", "timeslot_duration"}


@lru_cache
def _schema() -> etree.XMLSchema | None:
    return etree.XMLSchema(etree.parse(SCHEMA)) if SCHEMA.is_file() else None


def schema_is_there() -> bool:
    """Whether the public schema lies beside the project."""
    return _schema() is not None


def _once(values) -> None:
    values = list(values)
    assert len(values) == len(set(values)), values


def _is_zoned(words: str) -> datetime:
    moment = datetime.fromisoformat(words)
    assert moment.tzinfo is not None, f"{words} names no offset"
    return moment


def _slugs(slugs) -> None:
    _once(slugs)
    for slug in slugs:
        assert re.fullmatch(r"[a-z0-9_-]+[a-z0-9]", slug), slug
        assert re.fullmatch(r"[^-]{4,}-.{4,}", slug), slug


def check_xml(words: bytes) -> etree._Element:
    """A schedule.xml that every reader takes; by the schema too where it is there."""
    root = etree.fromstring(words)
    if _schema() is not None:
        _schema().assertValid(root)
    assert root.tag == "schedule" and [child.tag for child in root][:2] == ["version", "conference"]
    conference = {child.tag: child.text or "" for child in root.find("conference")}
    assert set(conference) == {"title", "acronym", "start", "end", "days", "timeslot_duration"}
    assert re.fullmatch(r"[a-z0-9_-]{4,}", conference["acronym"]) and conference["title"]
    days = root.findall("day")
    assert days and len(days) == int(conference["days"])
    assert [int(day.get("index")) for day in days] == list(range(1, len(days) + 1))
    dates = [date.fromisoformat(day.get("date")) for day in days]
    assert dates == sorted(set(dates))
    assert (str(dates[0]), str(dates[-1])) == (conference["start"], conference["end"])
    for day in days:
        _check_day(day)
    talks = root.findall("day/room/event")
    _once(talk.get("id") for talk in talks)
    _once(talk.get("guid") for talk in talks)
    _slugs([talk.findtext("slug") for talk in talks])
    return root


def _check_day(day) -> None:
    starts, ends = _is_zoned(day.get("start")), _is_zoned(day.get("end"))
    assert starts.timestamp() <= ends.timestamp() and str(starts.date()) == day.get("date")
    _once(room.get("name") for room in day.findall("room"))
    for room in day.findall("room"):
        assert room.get("name").strip()
        for talk in room.findall("event"):
            _check_talk(talk)
            assert talk.findtext("room") == room.get("name")
            assert talk.findtext("date")[:10] == day.get("date")


def _check_talk(talk) -> None:
    assert {child.tag for child in talk} == KNOWN
    assert 0 < int(talk.get("id")) < 2**31 and str(uuid.UUID(talk.get("guid"))) == talk.get("guid")
    assert talk.findtext("title").strip() and talk.findtext("type").strip()
    assert re.fullmatch(r"[0-9]{1,2}:[0-5][0-9]", talk.findtext("duration"))
    assert _is_zoned(talk.findtext("date")).strftime("%H:%M") == talk.findtext("start")
    for person in talk.findall("persons/person"):
        assert int(person.get("id")) > 0 and person.text.strip()
    _once(person.get("id") for person in talk.findall("persons/person"))
    for link in talk.findall("links/link"):
        assert re.match(r"https?://", link.get("href")) and link.text.strip()


def check_json(told: dict) -> dict:
    """A schedule.json that every reader takes; gives its conference back."""
    assert set(told) == {"$schema", "generator", "schedule"}
    assert told["schedule"]["version"] and set(told["schedule"]) == {"version", "base_url", "conference"}
    conference = told["schedule"]["conference"]
    assert set(conference) >= OF_CONFERENCE and conference["daysCount"] == len(conference["days"])
    assert re.fullmatch(r"[a-z0-9_-][a-z0-9_]{3,}", conference["acronym"])
    assert re.match(r"[A-Z][a-z]+/[A-Z][a-z]+|UTC$", conference["time_zone_name"])
    names = {room["name"] for room in conference["rooms"]}
    _once(uuid.UUID(room["guid"]) for room in conference["rooms"])
    talks = []
    for day in conference["days"]:
        assert set(day) == {"index", "date", "day_start", "day_end", "rooms"} and set(day["rooms"]) <= names
        assert _is_zoned(day["day_start"]).timestamp() <= _is_zoned(day["day_end"]).timestamp()
        for name, here in day["rooms"].items():
            assert {talk["room"] for talk in here} <= {name}
            talks += here
    for talk in talks:
        assert IN_JSON <= set(talk) <= MAY_BE_IN_JSON
        assert re.fullmatch(r"[0-9]+:[0-9]{2}", talk["duration"]) and _is_zoned(talk["date"])
        assert all(set(person) == {"guid", "name"} and person["name"] for person in talk["persons"])
        assert all(set(deck) == {"url", "title"} for deck in talk["attachments"])
    _once(talk["guid"] for talk in talks)
    _once(talk["id"] for talk in talks)
    _slugs([talk["slug"] for talk in talks])
    return conference
