"""Two calendar libraries that we do not write with, ical.js and libical, and a store of RFC 5546's order alone."""

import ctypes
import ctypes.util
import json
import subprocess
from dataclasses import dataclass, field
from functools import lru_cache

from tests.servers import ROOT
from tests.wanted import wanted

READER = ROOT / "tests" / "delegates" / "ical_reader.mjs"


@dataclass(frozen=True)
class Read:
    """What a library found in one calendar part."""

    method: str
    uid: str
    sequence: int
    stamp: str
    starts: str
    ends: str
    summary: str
    location: str
    status: str
    organiser: str
    attendees: tuple[tuple[str, str, str], ...]  # address, name, PARTSTAT


def _read(method: str, properties: list[tuple[str, str, dict]]) -> Read:
    """The same shape from both; each property that must stand once stands once."""
    first: dict[str, str] = {}
    attendees = []
    for name, value, params in properties:
        if name == "ATTENDEE":
            attendees.append((value, params.get("CN", ""), params.get("PARTSTAT", "")))
        else:
            assert name not in first, f"{name} stands twice"
            first[name] = value
    return Read(
        method=method, uid=first["UID"], sequence=int(first["SEQUENCE"]), stamp=first["DTSTAMP"],
        starts=first["DTSTART"], ends=first["DTEND"], summary=first["SUMMARY"], location=first.get("LOCATION", ""),
        status=first["STATUS"], organiser=first["ORGANIZER"], attendees=tuple(attendees),
    )


def feeds_by_icaljs(parts: list[str]) -> list[list[Read]]:
    """The entries that ical.js reads in each calendar. Fails where it does."""
    node = wanted("node")
    run = subprocess.run([node, str(READER)], cwd=ROOT, input=json.dumps(parts), capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    return [
        [_read(calendar["method"].upper(), [tuple(row) for row in entry["properties"]])
         for entry in calendar["entries"]]
        for calendar in json.loads(run.stdout)
    ]


def by_icaljs(parts: list[str]) -> list[Read]:
    """The one entry that ical.js reads in each calendar."""
    found = feeds_by_icaljs(parts)
    assert {len(entries) for entries in found} <= {1}
    return [entries[0] for entries in found]


@lru_cache
def _libical() -> ctypes.CDLL:
    library = ctypes.CDLL(wanted("libical.so.3"))
    pointer, text, number = ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int
    for name, result, arguments in (
        ("icalparser_parse_string", pointer, [text]), ("icalcomponent_count_errors", number, [pointer]),
        ("icalrestriction_check", number, [pointer]), ("icalcomponent_string_to_kind", number, [text]),
        ("icalcomponent_get_first_component", pointer, [pointer, number]),
        ("icalcomponent_get_next_component", pointer, [pointer, number]),
        ("icalcomponent_count_components", number, [pointer, number]), ("icalcomponent_free", None, [pointer]),
        ("icalcomponent_get_first_property", pointer, [pointer, number]),
        ("icalcomponent_get_next_property", pointer, [pointer, number]),
        ("icalproperty_get_property_name", text, [pointer]), ("icalproperty_get_value_as_string", text, [pointer]),
        ("icalproperty_get_parameter_as_string", text, [pointer, text]),
        ("icalcomponent_as_ical_string", text, [pointer]),
    ):
        function = getattr(library, name)
        function.restype, function.argtypes = result, arguments
    return library


def _properties(library, component) -> list[tuple[str, str, dict]]:
    any_kind, found = 0, []  # ICAL_ANY_PROPERTY
    row = library.icalcomponent_get_first_property(component, any_kind)
    while row:
        params = {
            name: told.decode()
            for name in ("CN", "PARTSTAT", "RSVP", "ROLE")
            if (told := library.icalproperty_get_parameter_as_string(row, name.encode()))
        }
        value = (library.icalproperty_get_value_as_string(row) or b"").decode()
        found.append((library.icalproperty_get_property_name(row).decode(), value, params))
        row = library.icalcomponent_get_next_property(component, any_kind)
    return found


def feeds_by_libical(parts: list[str]) -> list[list[Read]]:
    """What libical reads; it must find no error, nor anything that RFC 5546 forbids for the method."""
    library, read = _libical(), []
    event_kind = library.icalcomponent_string_to_kind(b"VEVENT")
    for words in parts:
        calendar = library.icalparser_parse_string(words.encode())
        assert calendar, "libical reads nothing in it"
        right = library.icalrestriction_check(calendar)
        assert right and library.icalcomponent_count_errors(calendar) == 0, (
            library.icalcomponent_as_ical_string(calendar).decode()
        )
        outer = {name: value for name, value, _ in _properties(library, calendar)}
        entry, entries = library.icalcomponent_get_first_component(calendar, event_kind), []
        while entry:
            unescaped = [
                (name, value.replace("\\n", "\n").replace("\\,", ",").replace("\\;", ";").replace("\\\\", "\\"), params)
                for name, value, params in _properties(library, entry)
            ]
            entries.append(_read(outer["METHOD"], unescaped))
            entry = library.icalcomponent_get_next_component(calendar, event_kind)
        read.append(entries)
        library.icalcomponent_free(calendar)
    return read


def by_libical(parts: list[str]) -> list[Read]:
    """The one entry that libical reads in each calendar."""
    found = feeds_by_libical(parts)
    assert {len(entries) for entries in found} <= {1}
    return [entries[0] for entries in found]


@dataclass
class Store:
    """One person's calendar, which knows nothing but the order of RFC 5546 (2.1.5, 3.2.2, 3.2.5)."""

    entries: dict[str, Read] = field(default_factory=dict)

    def take(self, message: Read) -> bool:
        """Take a message in; whether it counted. The higher SEQUENCE wins, then the later DTSTAMP."""
        known = self.entries.get(message.uid)
        if known is None and message.method == "CANCEL":
            return False
        if known is not None and (message.sequence, message.stamp) <= (known.sequence, known.stamp):
            return False
        self.entries[message.uid] = message
        return True

    @property
    def standing(self) -> list[Read]:
        """What the calendar shows."""
        return [entry for entry in self.entries.values() if entry.method == "REQUEST"]
