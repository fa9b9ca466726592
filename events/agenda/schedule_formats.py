"""The two ways a schedule is written: schedule.xml (frab) and schedule.json (c3voc).

Only what both the older and the newer schema know stands in them.
"""

import json

from lxml import etree

from events.agenda.schedules import Schedule, Talk, guid_of

STEP = "00:05"
MEANT_FOR = "https://c3voc.de/schedule/schema.json"


def _child(parent, name: str, words: str = "", **attributes: str):
    made = etree.SubElement(parent, name, attributes)
    made.text = words
    return made


def _talk_in_xml(room, talk: Talk, language: str) -> None:
    event = etree.SubElement(room, "event", id=str(talk.number), guid=talk.guid)
    told = {"room": talk.room, "title": talk.title, "subtitle": "", "type": talk.kind, "date": talk.starts.isoformat(),
            "start": f"{talk.starts:%H:%M}", "duration": talk.duration, "abstract": talk.abstract, "slug": talk.slug,
            "track": "", "language": language}
    for name, words in told.items():
        _child(event, name, words)
    persons = _child(event, "persons")
    for person in talk.persons:
        _child(persons, "person", person.name, id=str(person.number))
    links = _child(event, "links")
    for deck in talk.slides:
        _child(links, "link", deck.name, href=deck.address)


def as_xml(schedule: Schedule) -> bytes:
    """schedule.xml. Slides are links there: the older schema knows no attachments."""
    root = etree.Element("schedule")
    _child(root, "version", schedule.version)
    conference = etree.SubElement(root, "conference")
    told = {"title": schedule.title, "acronym": schedule.acronym, "start": str(schedule.days[0].on),
            "end": str(schedule.days[-1].on), "days": str(len(schedule.days)), "timeslot_duration": STEP}
    for name, words in told.items():
        _child(conference, name, words)
    for index, day in enumerate(schedule.days, 1):
        part = etree.SubElement(root, "day", index=str(index), date=str(day.on), start=day.starts.isoformat(),
                                end=day.ends.isoformat())
        for name, talks in day.rooms.items():
            room = etree.SubElement(part, "room", name=name)
            for talk in talks:
                _talk_in_xml(room, talk, schedule.language)
    return etree.tostring(root, encoding="utf-8", xml_declaration=True, pretty_print=True)


def _talk_in_json(talk: Talk, language: str) -> dict:
    return {
        "id": talk.number, "guid": talk.guid, "date": talk.starts.isoformat(), "start": f"{talk.starts:%H:%M}",
        "duration": talk.duration, "room": talk.room, "slug": talk.slug, "url": talk.address, "title": talk.title,
        "subtitle": "", "track": None, "type": talk.kind, "language": language, "abstract": talk.abstract,
        "description": None,
        "persons": [{"guid": person.guid, "name": person.name} for person in talk.persons],
        "links": [], "attachments": [{"url": deck.address, "title": deck.name} for deck in talk.slides],
    }


def as_json(schedule: Schedule) -> bytes:
    """schedule.json."""
    rooms = dict.fromkeys(name for day in schedule.days for name in day.rooms)
    days = [{
        "index": index, "date": str(day.on), "day_start": day.starts.isoformat(), "day_end": day.ends.isoformat(),
        "rooms": {name: [_talk_in_json(talk, schedule.language) for talk in talks]
                  for name, talks in day.rooms.items()},
    } for index, day in enumerate(schedule.days, 1)]
    told = {"$schema": MEANT_FOR, "generator": {"name": "Soundings"}, "schedule": {
        "version": schedule.version, "base_url": schedule.address, "conference": {
            "acronym": schedule.acronym, "title": schedule.title, "start": str(schedule.days[0].on),
            "end": str(schedule.days[-1].on), "daysCount": len(days), "timeslot_duration": STEP,
            "time_zone_name": schedule.zone, "url": schedule.address, "tracks": [],
            "rooms": [{"name": name, "guid": guid_of(f"{schedule.address}#{name}"), "description": None,
                       "capacity": None} for name in rooms],
            "days": days,
        },
    }}
    return json.dumps(told, ensure_ascii=False, indent=1).encode()
