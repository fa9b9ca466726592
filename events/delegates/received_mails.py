"""Received messages, read as they are and not as they should be: nothing in one stops the reading.

Headers are decoded by hand from the oldest of Python's policies, because the newer ones fail on
malformed headers; every part is decoded with what cannot be read replaced.
"""

import email
import email.policy
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.header import decode_header
from email.message import Message
from email.utils import getaddresses
from html import unescape

PARTS_AT_MOST = 200
DEEP_AT_MOST = 20
TEXT_AT_MOST = 20_000
CALENDARS_AT_MOST = 5
REACHED = ("to", "cc", "delivered-to", "x-original-to", "envelope-to", "x-envelope-to", "resent-to", "x-forwarded-to")
TAGS = re.compile(r"<(script|style|head)\b.*?</\1\s*>|<[^>]*>", re.S | re.I)
BREAKS = re.compile(r"<(?:br|/p|/div|/tr|/li|/h\d)\b[^>]*>", re.I)


class MailUnreadable(ValueError):
    """The octets cannot be taken apart at all."""


@dataclass(frozen=True)
class CalendarPart:
    """A calendar in a mail. `method` is its Content-Type's; `is_file`: it is only an attached file."""

    words: str
    method: str
    is_file: bool


@dataclass
class IncomingMail:
    """What a mail says of itself. Addresses are as they were written, names and text without control signs."""

    subject: str
    from_name: str
    from_address: str
    senders: tuple[str, ...]  # From, Sender and Reply-To
    reached: tuple[str, ...]  # every address that it says it came to
    headers: dict[str, str]  # a few, by name in small letters
    text: str = ""
    calendars: list[CalendarPart] = field(default_factory=list)
    files: list[str] = field(default_factory=list)  # names of what is attached besides
    reports: list[str] = field(default_factory=list)  # message/delivery-status parts, as text
    returned: list[str] = field(default_factory=list)  # headers of the message that came back, as text
    content_type: str = ""


KEPT = ("auto-submitted", "x-autoreply", "x-autorespond", "precedence", "return-path", "x-failed-recipients",
        "in-reply-to", "references", "message-id", "content-type", "date")


def shown(words: str, *, most: int) -> str:
    """One line without control, bidi and other invisible signs."""
    kept = "".join(
        " " if unicodedata.category(sign) in ("Cc", "Zl", "Zp") else sign
        for sign in words if unicodedata.category(sign) not in ("Cf", "Cs", "Co") or sign in "\u200c\u200d"
    )
    return " ".join(kept.split())[:most]


def shown_text(words: str, *, most: int = TEXT_AT_MOST) -> str:
    """Several lines, each without such signs."""
    lines = [shown(line, most=2_000) for line in words[: most * 2].splitlines()]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()[:most]


def _decoded(octets: bytes, charset: str | None) -> str:
    for name in (charset or "utf-8", "utf-8", "cp1252"):
        try:
            return octets.decode(name)
        except (LookupError, UnicodeError, ValueError):
            continue
    return octets.decode("utf-8", "replace")


def _header(message: Message, name: str) -> str:
    """A header's words, decoded; the first where there are several."""
    raw = message.get(name)
    if raw is None:
        return ""
    try:
        parts = [_decoded(part, charset) if isinstance(part, bytes) else part
                 for part, charset in decode_header(str(raw)[:20_000])]
        return "".join(parts)
    except Exception:  # any header can be malformed in a way that the library did not foresee
        return str(raw)


def _addresses(message: Message, *names: str) -> list[tuple[str, str]]:
    values = [str(value)[:4_000] for name in names for value in message.get_all(name, [])]
    try:
        return [pair for pair in getaddresses(values) if "@" in pair[1]][:200]
    except Exception:  # as above
        return [("", found) for value in values for found in re.findall(r"[^\s<>\",;:]+@[^\s<>\",;:]+", value)][:200]


def _payload(part: Message) -> str:
    octets = part.get_payload(decode=True)
    if not isinstance(octets, bytes):
        return ""
    return _decoded(octets, part.get_content_charset())


def _leaves(message: Message) -> Iterator[Message]:
    """The parts of a message itself, in order, not those of messages that stand in it; with limits."""
    waiting: list[tuple[Message, int]] = [(message, 0)]
    seen = 0
    while waiting and seen < PARTS_AT_MOST:
        part, depth = waiting.pop(0)
        seen += 1
        content = part.get_payload() if part.is_multipart() else None
        if part.get_content_maintype() == "multipart" and isinstance(content, list):
            if depth < DEEP_AT_MOST:
                waiting[:0] = [(row, depth + 1) for row in content if isinstance(row, Message)]
        else:
            yield part


def _report_words(part: Message) -> str:
    """A delivery status as text: Python has made a message of each of its blocks."""
    content = part.get_payload()
    if isinstance(content, list):
        return "\n\n".join("\n".join(f"{name}: {value}" for name, value in row.items()) for row in content[:50]
                           if isinstance(row, Message))
    return _payload(part)


def _returned_words(part: Message) -> str:
    content = part.get_payload()
    if isinstance(content, list) and content and isinstance(content[0], Message):
        return "\n".join(f"{name}: {value}" for name, value in list(content[0].items())[:100])
    return _payload(part)[:TEXT_AT_MOST]


def _plain_of(markup: str) -> str:
    """What a person reads of an HTML part, roughly: no tag, no script, no style."""
    return unescape(TAGS.sub(" ", BREAKS.sub("\n", markup[: TEXT_AT_MOST * 20])))


def _take(mail: IncomingMail, part: Message, markup: list[str]) -> None:
    """Note one part for what it is."""
    kind, name = part.get_content_type().lower(), shown(str(part.get_filename() or ""), most=200)
    attached = part.get_content_disposition() == "attachment"
    if kind == "text/calendar" or kind == "application/ics":
        if len(mail.calendars) < CALENDARS_AT_MOST:
            method = str(part.get_param("method") or "").upper() if kind == "text/calendar" else ""
            mail.calendars.append(CalendarPart(_payload(part), method, is_file=kind != "text/calendar" or not method))
    elif kind == "message/delivery-status":
        mail.reports.append(_report_words(part))
    elif kind in ("message/rfc822", "text/rfc822-headers", "message/global", "message/global-headers"):
        mail.returned.append(_returned_words(part))
        mail.files.append(name or kind)
    elif kind == "text/plain" and not attached:
        mail.text = f"{mail.text}\n{_payload(part)}"[: TEXT_AT_MOST * 2]
    elif kind == "text/html" and not attached:
        markup.append(_payload(part))
    else:
        mail.files.append(name or kind)


def read(octets: bytes) -> IncomingMail:
    """Take a message apart. Raises MailUnreadable, and nothing else whatever the octets are."""
    try:
        message = email.message_from_bytes(octets, policy=email.policy.compat32)
        senders = _addresses(message, "From", "Sender", "Reply-To")
        first = (_addresses(message, "From") or [("", "")])[0]
        mail = IncomingMail(
            subject=shown(_header(message, "Subject"), most=300),
            from_name=shown(_named(first[0]), most=200), from_address=shown(first[1], most=254),
            senders=tuple(shown(address, most=254) for _, address in senders),
            reached=tuple(address for _, address in _addresses(message, *REACHED)),
            headers={name: _header(message, name)[:5_000] for name in KEPT},
            content_type=message.get_content_type().lower(),
        )
        markup: list[str] = []
        for part in _leaves(message):
            _take(mail, part, markup)
        mail.text = shown_text(mail.text if mail.text.strip() else "\n".join(map(_plain_of, markup)))
        return mail
    except Exception as error:  # RecursionError of a thousand parts in one another, or a fault of the library
        raise MailUnreadable(type(error).__name__) from error


def attachments(octets: bytes) -> list[tuple[str, bytes]]:
    """(name, content) of the files that a mail brings; what cannot be decoded is left out. For those we know."""
    found = []
    try:
        for part in _leaves(email.message_from_bytes(octets, policy=email.policy.compat32)):
            name = shown(_named(str(part.get_filename() or "")), most=200)
            content = part.get_payload(decode=True) if name else None
            if isinstance(content, bytes):
                found.append((name, content))
    except Exception:  # as in `read`
        return found
    return found


def _named(words: str) -> str:
    try:
        return "".join(_decoded(part, charset) if isinstance(part, bytes) else part
                       for part, charset in decode_header(words))
    except Exception:  # as above
        return words
