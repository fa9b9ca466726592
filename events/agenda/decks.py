"""What a handed-in deck of slides is, told by opening it: PDF, PowerPoint (.pptx) or OpenDocument (.odp).

Neither the name nor the kind that a browser claims is believed. Macros are refused: slides of ours
are opened on other people's machines.
"""

import lzma
import re
import struct
import zipfile
import zlib
from dataclasses import dataclass, field
from typing import BinaryIO

from events.refusals import N_, Refusal

MOST_MEGABYTES = 100
MOST_PARTS = 20_000  # files inside one presentation; real ones have a few hundred
MOST_OF_A_LIST = 2_000_000  # bytes of the list of contents that are read at most

PDF = ("application/pdf", ".pdf")
PPTX = ("application/vnd.openxmlformats-officedocument.presentationml.presentation", ".pptx")
ODP = ("application/vnd.oasis.opendocument.presentation", ".odp")
# Whatever the library raises on a file that is broken or made to break it.
DAMAGED = (zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, lzma.LZMAError, struct.error, NotImplementedError,
           RuntimeError, EOFError, ValueError, OSError)
EMPTY = N_("The file is empty. Choose it again, and check that it opens on your own computer.")
OLD_OFFICE = bytes.fromhex("d0cf11e0a1b11ae1")


class DeckRefused(Refusal):
    """The file is not slides that can be taken; the sentence says what to do."""

    sentence = N_("These are not slides that we can take. Save them as PDF, PowerPoint (.pptx) or OpenDocument (.odp).")
    status = 415
    field = "slides"


@dataclass(frozen=True)
class Recognised:
    """What a file is: its media type, the ending it gets, and facts such as how many slides it has."""

    media_type: str
    suffix: str
    facts: dict = field(default_factory=dict)


def recognise(stream: BinaryIO) -> Recognised:
    """Say what a file is, from its bytes; the stream is left at its beginning. Raises DeckRefused."""
    stream.seek(0)
    head = stream.read(1024)
    try:
        if not head:
            raise DeckRefused(EMPTY)
        if b"%PDF-" in head:
            return _pdf(stream)
        if head.startswith(OLD_OFFICE):
            raise DeckRefused(N_(
                "This is an older PowerPoint file, or one with a password. Open it, take off the password and save it "
                "as PowerPoint (.pptx) or PDF."
            ))
        if head.startswith(b"PK\x03\x04"):
            return _packed(stream)
        raise DeckRefused()
    finally:
        stream.seek(0)


def _pdf(stream: BinaryIO) -> Recognised:
    length = stream.seek(0, 2)
    stream.seek(max(0, length - 2048))
    if b"%%EOF" not in stream.read():
        raise DeckRefused(N_("This PDF breaks off before its end. Save it again and send the new file."))
    return Recognised(*PDF)


def _packed(stream: BinaryIO) -> Recognised:
    try:
        with zipfile.ZipFile(stream) as packed:
            names = {info.filename: info for info in packed.infolist()}
            if len(names) > MOST_PARTS:
                raise DeckRefused()
            if any(info.flag_bits & 0x1 for info in names.values()):
                raise DeckRefused(N_("The file has a password. Take it off and save the file again."))
            if "[Content_Types].xml" in names:
                return _powerpoint(packed, names)
            if "mimetype" in names:
                return _open_document(packed, names)
    except DAMAGED as error:
        raise DeckRefused(N_("The file is damaged. Save it again and send the new one.")) from error
    raise DeckRefused()


def _read(packed: zipfile.ZipFile, info: zipfile.ZipInfo) -> str:
    """A short text part; read with a limit, whatever length the file claims for it."""
    with packed.open(info) as part:
        words = part.read(MOST_OF_A_LIST + 1)
    if len(words) > MOST_OF_A_LIST:
        raise DeckRefused()
    return words.decode("utf-8", "replace")


def _powerpoint(packed: zipfile.ZipFile, names: dict) -> Recognised:
    kinds = _read(packed, names["[Content_Types].xml"]).lower()
    if "macroenabled" in kinds or "vbaproject" in kinds or any("vbaproject" in name.lower() for name in names):
        raise DeckRefused(N_("The file carries macros, which we do not take. Save it without macros, or as PDF."))
    if "presentationml.slideshow.main" in kinds:
        raise DeckRefused(N_("This is a PowerPoint show (.ppsx). Open it and save it as PowerPoint (.pptx) or PDF."))
    if "presentationml.presentation.main" not in kinds or "ppt/presentation.xml" not in names:
        raise DeckRefused()
    slides = sum(1 for name in names if re.fullmatch(r"ppt/slides/slide\d+\.xml", name))
    return Recognised(*PPTX, facts={"slides": slides})


def _open_document(packed: zipfile.ZipFile, names: dict) -> Recognised:
    if _read(packed, names["mimetype"]).strip() != ODP[0] or "content.xml" not in names:
        raise DeckRefused()
    if any(name.startswith(("Basic/", "Scripts/")) for name in names):
        raise DeckRefused(N_("The file carries macros, which we do not take. Save it without macros, or as PDF."))
    return Recognised(*ODP)
