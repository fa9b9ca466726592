"""What a handed-in deck of slides is, told by opening it: PDF, PowerPoint (.pptx) or OpenDocument (.odp).

Neither the name nor the kind that a browser claims is believed. What is plainly no deck is refused by its first
and last bytes; anything else is opened by a process of its own (see `deck_openings`), at once where it is small,
else by the clock once it lies in the store.
"""

import lzma
import re
import struct
import zipfile
import zlib
from dataclasses import dataclass, field
from typing import BinaryIO

from events.agenda import deck_openings
from events.agenda import deck_refusals as why
from events.agenda.deck_refusals import DeckRefused

__all__ = ["DeckRefused", "Recognised", "recognise"]

MOST_MEGABYTES = 100
EMPTY = why.EMPTY
OPENED_AT_ONCE = 20_000_000  # bytes: larger ones take longer than a page should

PDF = ("application/pdf", ".pdf")
PPTX = ("application/vnd.openxmlformats-officedocument.presentationml.presentation", ".pptx")
ODP = ("application/vnd.oasis.opendocument.presentation", ".odp")
OLD_OFFICE = bytes.fromhex("d0cf11e0a1b11ae1")
# Whatever the library raises on a packed file that is broken or made to break it.
DAMAGED = (zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, lzma.LZMAError, struct.error, NotImplementedError,
           RuntimeError, EOFError, ValueError, OSError)
ZIP_BEGINS, ZIP_ENDS = b"PK\x03\x04", b"PK\x05\x06"
TAIL = 66_000  # where a ZIP file's end is looked for


@dataclass(frozen=True)
class Recognised:
    """What a file is: its media type, the ending it gets, and facts such as how many slides it has.

    `findings` is what opening it found; None where it is still to be opened (`is_waiting`).
    """

    media_type: str
    suffix: str
    facts: dict = field(default_factory=dict)
    findings: dict | None = None
    is_waiting: bool = False


def recognise(stream: BinaryIO) -> Recognised:
    """Say what a file is, from its bytes; the stream is left at its beginning. Raises DeckRefused."""
    try:
        kind, length = _kind(stream)
        if length > OPENED_AT_ONCE:
            return Recognised(*kind, is_waiting=True)
        return opened(deck_openings.look_while_waiting(stream))
    except (deck_openings.NoRoom, deck_openings.NotOpened):
        return Recognised(*kind, is_waiting=True)  # the clock opens it, with more time and memory
    finally:
        stream.seek(0)


def opened(findings: dict) -> Recognised:
    """What an opened deck is."""
    facts = {"slides": findings["slides"]} if findings["slides"] else {}
    return Recognised(findings["media_type"], findings["suffix"], facts=facts, findings=findings)


def _kind(stream: BinaryIO) -> tuple[tuple[str, str], int]:
    """The kind by a file's first and last bytes, and its length. Raises DeckRefused for what is plainly no deck."""
    length = stream.seek(0, 2)
    stream.seek(max(0, length - TAIL))
    tail = stream.read()
    stream.seek(0)
    head = stream.read(1024)
    if not head:
        raise DeckRefused(EMPTY)
    if b"%PDF-" in head:
        return _pdf(head, tail), length
    if head.startswith(OLD_OFFICE):
        raise DeckRefused(why.OLD)
    if head.startswith(ZIP_BEGINS):
        if ZIP_ENDS not in tail:
            raise DeckRefused(why.CUT_ZIP)
        return (ODP if b"opendocument" in head[:120] else PPTX), length
    if ZIP_ENDS in tail:
        raise DeckRefused(why.TWO_IN_ONE)
    raise DeckRefused(_stranger(head))


def _pdf(head: bytes, tail: bytes) -> tuple[str, str]:
    if head.partition(b"%PDF-")[0].strip(b"\xef\xbb\xbf \t\r\n\0") or ZIP_ENDS in tail:
        raise DeckRefused(why.TWO_IN_ONE)
    if b"%%EOF" not in tail[-2048:]:
        raise DeckRefused(why.CUT_PDF)
    return PDF


def _stranger(head: bytes) -> str:
    """The sentence for a file of another kind."""
    bare = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if bare.startswith((b"mz", b"\x7felf", b"#!", b"\xcf\xfa\xed\xfe", b"\xca\xfe\xba\xbe")):
        return why.PROGRAM
    if re.match(rb"(<\?xml[^>]*>\s*)?(<!--.*?-->\s*)?(<!doctype svg[^>]*>\s*)?<svg", bare, re.S):
        return why.DRAWING
    if re.match(rb"(<!--.*?-->\s*)?<(!doctype html|html|head|body|script|meta)", bare, re.S):
        return why.WEB_PAGE
    return DeckRefused.sentence
