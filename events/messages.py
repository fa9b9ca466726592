"""Messages as bytes made from composed letters: one recipient, and the calendar part as clients want it.

Structure (RFC 6047, and what Outlook, Gmail and Apple are seen to want):
mixed( alternative( plain, related( html, pictures ), calendar; method=… ), invite.ics, further calendars ).

Written straight as bytes: building the same tree of objects for each of ten thousand letters, and
flattening it, takes ten times as long. What goes in a header goes through `email`'s own registry.
"""

import binascii
import re
from base64 import encodebytes
from email.headerregistry import Address
from email.policy import EmailPolicy
from email.utils import format_datetime
from functools import lru_cache
from typing import Any
from unicodedata import category

from events.letters import Mail

HEADERS = EmailPolicy(linesep="\r\n", max_line_length=200)
# A name that needs no quotes and no other alphabet (RFC 5322 atoms), and is no longer than a line.
PLAIN_NAME = re.compile(r"[A-Za-z0-9'/-]+( [A-Za-z0-9'/-]+)*")

PLAIN_ADDRESS = re.compile(r"[A-Za-z0-9_+=-]+(\.[A-Za-z0-9_+=-]+)*@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*")


def header_words(words: str) -> str:
    """Words made fit for a header: no control, bidi or line-breaking characters, one line.

    Python refuses CR and LF in a header by an exception, so an odd title would stop a sending;
    bidi controls could make a sender's name read as another's.
    """
    if words.isascii() and words.isprintable():
        return " ".join(words.split())
    kept = "".join(
        " " if category(c) in ("Cc", "Zl", "Zp") else c for c in words if category(c) != "Cf" or c in "\u200c\u200d"
    )
    return " ".join(kept.split())


def address_of(name: str, mail_address: str) -> Address:
    """A header address; raises ValueError when it is not exactly one address."""
    return Address(display_name=header_words(name), addr_spec=mail_address)


def _one(address: Address) -> Address:
    if "," in address.addr_spec or ";" in address.addr_spec or address.addr_spec.count("@") != 1:
        raise ValueError("a letter goes to one address")
    return address


def _folded(name: str, value: Any) -> bytes:
    return HEADERS.header_factory(name, value).fold(policy=HEADERS).encode("ascii")


@lru_cache(maxsize=256)
def _alike(name: str, value: str) -> bytes:
    """A header that many letters share, folded once."""
    return _folded(name, value)


def _reply_to(words: str) -> bytes:
    if len(words) < 150 and PLAIN_ADDRESS.fullmatch(words):
        return f"Reply-To: {words}\r\n".encode("ascii")
    return _folded("Reply-To", _one(Address(addr_spec=words)))


def _to(address: Address) -> bytes:
    if len(address.display_name) < 100 and PLAIN_NAME.fullmatch(address.display_name) and address.addr_spec.isascii():
        return f"To: {address.display_name} <{address.addr_spec}>\r\n".encode("ascii")
    return _folded("To", address)


def _text(words: str, kind: str) -> bytes:
    """One part of words, in quoted-printable, or base64 where most of it is in another alphabet."""
    content = words.replace("\r\n", "\n").replace("\r", "\n").encode("utf-8")
    head = b'Content-Type: text/%s; charset="utf-8"\r\nContent-Transfer-Encoding: ' % kind.encode("ascii")
    if len(content) * 5 > len(words) * 6:
        return head + b"base64\r\n\r\n" + _base64(content)
    if not content.endswith(b"\n"):
        content += b"\n"
    return head + b"quoted-printable\r\n\r\n" + binascii.b2a_qp(content, istext=True).replace(b"\n", b"\r\n")


def _base64(content: bytes) -> bytes:
    return encodebytes(content).replace(b"\n", b"\r\n")


def _together(kind: str, boundary: str, parts: list[bytes]) -> bytes:
    """Several parts as one. The boundary holds "=_", which neither quoted-printable nor base64 can write."""
    line = f"--{boundary}".encode("ascii")
    head = f'Content-Type: multipart/{kind}; boundary="{boundary}"\r\n\r\n'.encode("ascii")
    return head + b"".join(line + b"\r\n" + part + b"\r\n" for part in parts) + line + b"--\r\n"


def _content(mail: Mail, boundary: str) -> bytes:
    html = _text(mail.html, "html")
    if mail.pictures:
        pictures = [
            f"Content-Type: image/png\r\nContent-Transfer-Encoding: base64\r\nContent-ID: <{picture.cid}>\r\n"
            f'Content-Disposition: inline; filename="{picture.file_name}"\r\n\r\n'.encode("ascii")
            + _base64(picture.content)
            for picture in mail.pictures
        ]
        html = _together("related", f"{boundary}_r", [html, *pictures])
    plain = _text(mail.text, "plain")
    if not mail.calendar:
        return _together("alternative", f"{boundary}_a", [plain, html])
    entry = _base64(mail.calendar)
    shown = f'Content-Type: text/calendar; charset="utf-8"; method="{mail.method}"\r\n'.encode("ascii")
    # Some clients look only at attachments; the name there keeps CANCEL working in Gmail.
    attached = (
        b"Content-Type: application/ics\r\nContent-Transfer-Encoding: base64\r\n"
        b'Content-Disposition: attachment; filename="invite.ics"\r\n\r\n'
    ) + entry
    inner = _together(
        "alternative", f"{boundary}_a", [plain, html, shown + b"Content-Transfer-Encoding: base64\r\n\r\n" + entry]
    )
    return _together("mixed", f"{boundary}_m", [inner, attached, *_further(mail)])


def _further(mail: Mail) -> list[bytes]:
    """Calendar parts beside the first: attached, each with its own METHOD."""
    return [
        f'Content-Type: text/calendar; charset="utf-8"; method="{method}"\r\nContent-Transfer-Encoding: base64\r\n'
        f'Content-Disposition: attachment; filename="invite-{number}.ics"\r\n\r\n'.encode("ascii") + _base64(entry)
        for number, (method, entry) in enumerate(mail.more_calendars, 2)
    ]


def message_of(mail: Mail, *, to: Address, sender: Address, message_id: str, at) -> bytes:
    """The message to send, as it goes over the wire. `at` is the moment for its Date header.

    Raises ValueError where it would go to anything but one address.
    """
    lines = [
        _alike("Subject", header_words(mail.subject)),
        _alike("From", str(sender)),
        _to(_one(to)),
        f"Date: {format_datetime(at)}\r\nMessage-ID: <{message_id}@{sender.domain}>\r\n".encode("ascii"),
        b"Auto-Submitted: auto-generated\r\n",  # RFC 3834: no out-of-office in answer to us
    ]
    if mail.reply_to:
        lines.append(_reply_to(mail.reply_to))
    lines += [_folded(name, header_words(words)) for name, words in mail.headers]
    return b"".join(lines) + b"MIME-Version: 1.0\r\n" + _content(mail, f"=_{message_id}")
