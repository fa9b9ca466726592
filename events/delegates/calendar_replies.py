"""Calendar replies (RFC 5546 3.2.3) as Exchange, Gmail and Apple write them: read, and nothing believed.

Only what an answer needs is read: METHOD, UID, SEQUENCE, DTSTAMP, the attendees with what they say,
and a comment. Zones, ORGANIZER and the hours that a program repeats are left out: Exchange writes
none or Windows names there, and nobody's answer hangs on them.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import unquote

OCTETS_AT_MOST = 200_000
LINES_AT_MOST = 5_000
STAMP = re.compile(r"(\d{8})T(\d{6})(Z?)")
PARAM = re.compile(r'\s*;\s*([A-Za-z0-9-]+)\s*=\s*((?:"[^"]*"|[^";:,]*)(?:,(?:"[^"]*"|[^";:,]*))*)')
NAME = re.compile(r"[A-Za-z0-9-]+")
ESCAPED = re.compile(r"\\(.)", re.S)
COMMENT_AT_MOST = 2_000


class Unreadable(ValueError):
    """The part is no calendar that an answer could be read from; says why, in a few words."""


@dataclass(frozen=True)
class Attendee:
    """One ATTENDEE line: whose it is, what it says, and to whom it was handed on."""

    address: str
    partstat: str
    name: str = ""
    delegated_to: tuple[str, ...] = ()
    delegated_from: tuple[str, ...] = ()


@dataclass(frozen=True)
class CalendarReply:
    """What one calendar part says. `sequence` and `stamp` are None where they are missing or no such thing."""

    method: str
    uid: str
    attendees: tuple[Attendee, ...]
    sequence: int | None
    stamp: datetime | None
    comment: str = ""
    recurrence: str = ""
    entries: int = 1


def _lines(words: bytes | str) -> list[str]:
    """The content lines, unfolded. Raises Unreadable."""
    if len(words) > OCTETS_AT_MOST:
        raise Unreadable("too large")
    text = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
    lines: list[str] = []
    for line in re.split(r"\r\n|\r|\n", text.lstrip("\ufeff \t\r\n")):
        if line[:1] in (" ", "\t") and lines:
            lines[-1] += line[1:]
        elif line.strip():
            lines.append(line)
        if len(lines) > LINES_AT_MOST:
            raise Unreadable("too many lines")
    return lines


def _divided(line: str) -> tuple[str, dict[str, str], str] | None:
    """(NAME, parameters, value) of a content line; None for what is not one."""
    name = NAME.match(line)
    if name is None:
        return None
    params, place = {}, name.end()
    while found := PARAM.match(line, place):
        params[found[1].upper()] = found[2].strip()
        place = found.end()
    if not line.startswith(":", place):
        return None
    return name[0].upper(), params, line[place + 1 :]


def _plain(value: str) -> str:
    return ESCAPED.sub(lambda sign: "\n" if sign[1] in "nN" else sign[1], value)


def _address(value: str) -> str:
    """The mail address of a mailto: URI, as it was quoted; empty for another URI."""
    scheme, colon, rest = value.strip().strip('"').partition(":")
    if not colon:
        return scheme.strip() if "@" in scheme else ""
    return unquote(rest.partition("?")[0], errors="replace").strip() if scheme.strip().casefold() == "mailto" else ""


def _addresses(value: str) -> tuple[str, ...]:
    found = [_address(part) for part in re.findall(r'"[^"]*"|[^,]+', value)]
    return tuple(address for address in found if address)


def _attendee(params: dict[str, str], value: str) -> Attendee:
    return Attendee(
        address=_address(value), partstat=params.get("PARTSTAT", "NEEDS-ACTION").strip('"').upper(),
        name=" ".join(params.get("CN", "").strip('"').split())[:200],
        delegated_to=_addresses(params.get("DELEGATED-TO", "")),
        delegated_from=_addresses(params.get("DELEGATED-FROM", "")),
    )


def _stamp(value: str) -> datetime | None:
    found = STAMP.fullmatch(value.strip())
    try:
        return datetime.strptime(found[1] + found[2], "%Y%m%d%H%M%S").replace(tzinfo=UTC) if found else None
    except ValueError:
        return None


def _sequence(value: str) -> int | None:
    words = value.strip()
    return int(words) if words.isascii() and words.isdigit() and len(words) <= 9 else None


def _entry_lines(words: bytes | str) -> tuple[str, list[list[tuple[str, dict[str, str], str]]]]:
    """(METHOD, the lines of each VEVENT itself, without those of what stands in it). Raises Unreadable."""
    path: list[str] = []
    methods: list[str] = []
    entries: list[list[tuple[str, dict[str, str], str]]] = []
    for line in _lines(words):
        read = _divided(line)
        if read is None:
            continue
        name, _, value = read
        if name == "BEGIN":
            path.append(value.strip().upper())
            if path == ["VCALENDAR", "VEVENT"]:
                entries.append([])
            if path[0] != "VCALENDAR":
                raise Unreadable("not a calendar")
        elif name == "END":
            if not path or path.pop() != value.strip().upper():
                raise Unreadable("broken off")
        elif path == ["VCALENDAR"] and name == "METHOD":
            methods.append(value.strip().upper())
        elif path == ["VCALENDAR", "VEVENT"]:
            entries[-1].append(read)
    if path or not entries:
        raise Unreadable("broken off" if path else "without an event")
    if len(set(methods)) > 1:
        raise Unreadable("with two methods")
    return (methods[0] if methods else ""), entries


def parse(words: bytes | str) -> CalendarReply:
    """Read a calendar part. Raises Unreadable, and nothing else whatever the octets are."""
    method, entries = _entry_lines(words)
    first: dict[str, str] = {}
    attendees: list[Attendee] = []
    comments: list[str] = []
    for name, params, value in entries[0]:
        if name == "ATTENDEE":
            attendees.append(_attendee(params, value))
        elif name == "COMMENT":
            comments.append(_plain(value).strip())
        else:
            first.setdefault(name, value)
    return CalendarReply(
        method=method, uid=_plain(first.get("UID", "")).strip()[:500], attendees=tuple(attendees),
        # RFC 5545 3.8.7.4: where it is not said, it is 0.
        sequence=_sequence(first.get("SEQUENCE", "0")), stamp=_stamp(first.get("DTSTAMP", "")),
        comment="\n".join(words for words in comments if words)[:COMMENT_AT_MOST],
        recurrence=first.get("RECURRENCE-ID", "").strip()[:60], entries=len(entries),
    )
