"""Opening a presentation that is a ZIP file (PowerPoint, OpenDocument) with limits of our own.

Nothing that the file says of itself is trusted: names, lengths and places are compared, and every part is
unpacked once, in pieces that are thrown away. Loaded by the process that opens a deck and by nothing else.
"""

import lzma
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import BinaryIO
from xml.parsers import expat

from events.agenda import deck_refusals as why
from events.agenda.deck_refusals import DeckRefused

MOST_PARTS = 5_000  # files inside one presentation; real ones have a few hundred
MOST_UNPACKED = 600_000_000
MOST_OF_A_PART = 300_000_000
MOST_OF_XML = 40_000_000
A_LOT = 20_000_000  # from here on a part must not have shrunk more than pictures and words do
MOST_SHRUNK = 150
MOST_IN_ALL = 120  # and all together
MOST_DEEP = 200  # elements within elements
PIECE = 1 << 16
END = b"PK\x05\x06"
# Whatever the library raises on a file that is broken or made to break it.
BROKEN = (zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, lzma.LZMAError, struct.error, NotImplementedError,
          RuntimeError, EOFError, ValueError, OSError, KeyError, expat.ExpatError)
MACHINE_CODE = (b"MZ\x90", b"\x7fELF", b"\xcf\xfa\xed\xfe", b"\xca\xfe\xba\xbe")
OLD_OFFICE = bytes.fromhex("d0cf11e0a1b11ae1")


class Zip:
    """A ZIP file whose outside has been looked at: names, places, lengths."""

    def __init__(self, stream: BinaryIO):
        """Compare what the file says of its parts. Raises DeckRefused."""
        self.stream = stream
        self.length = stream.seek(0, 2)
        self.ends_at, count = self._end()
        if count > MOST_PARTS:
            raise DeckRefused(why.PARTS)
        self.packed = zipfile.ZipFile(stream)
        self.parts = {info.filename: info for info in self.packed.infolist()}
        self.heads: dict[str, bytes] = {}
        self._names()
        self._places()
        self._claims()

    def _end(self) -> tuple[int, int]:
        """Where the list of parts is closed, and how many it holds; it must close the file, and be one."""
        self.stream.seek(max(0, self.length - 66_000))
        tail = self.stream.read()
        at = tail.rfind(END)
        if at < 0:
            raise DeckRefused(why.CUT_ZIP)
        _, disk, first, here, count, size, start, comment = struct.unpack("<4s4H2LH", tail[at:at + 22])
        ends_at = self.length - len(tail) + at
        if comment or len(tail) - at != 22:
            raise DeckRefused(why.TWO_IN_ONE)
        if disk or first or here != count or start + size > ends_at:
            raise DeckRefused(why.DAMAGED)
        if count == 0xFFFF or start == 0xFFFFFFFF:  # the larger form: no deck of ours is so large
            raise DeckRefused(why.PARTS)
        if start + size != ends_at:
            raise DeckRefused(why.TWO_IN_ONE)
        return ends_at, count

    def _names(self) -> None:
        infos = self.packed.infolist()
        folded = [info.filename.casefold() for info in infos]
        if len(set(folded)) < len(folded):
            raise DeckRefused(why.TWICE)
        for info in infos:
            name = info.orig_filename  # as it stands there: the library cuts it at a NUL
            if ("\0" in name or "\\" in name or name.startswith("/") or ".." in name.split("/") or ":" in name
                    or any(ord(sign) < 32 for sign in name)):
                raise DeckRefused(why.CLIMBING)
            if info.flag_bits & 0x1:
                raise DeckRefused(why.LOCKED)

    def _places(self) -> None:
        """The parts lie one behind the other from the first byte on, and each is called the same in both lists."""
        at = 0
        for info in sorted(self.parts.values(), key=lambda one: one.header_offset):
            if info.header_offset < at:
                raise DeckRefused(why.OVERLAPPING)
            if info.header_offset - at > 24:  # what may stand there: the lengths after a part
                raise DeckRefused(why.HIDDEN_BYTES if at else why.TWO_IN_ONE)
            self.stream.seek(info.header_offset)
            head = self.stream.read(30)
            if head[:4] != b"PK\x03\x04":
                raise DeckRefused(why.DAMAGED)
            named, extra = struct.unpack("<HH", head[26:30])
            if self.stream.read(named) != info.orig_filename.encode("utf-8" if info.flag_bits & 0x800 else "cp437"):
                raise DeckRefused(why.TWICE)
            at = info.header_offset + 30 + named + extra + info.compress_size
        if self.packed.start_dir < at:
            raise DeckRefused(why.OVERLAPPING)
        if self.packed.start_dir - at > 24:
            raise DeckRefused(why.HIDDEN_BYTES)

    def _claims(self) -> None:
        claimed = sum(info.file_size for info in self.parts.values())
        if claimed > MOST_UNPACKED or (claimed > A_LOT and claimed > MOST_IN_ALL * self.length):
            raise DeckRefused(why.BOMB)
        for info in self.parts.values():
            if info.file_size > MOST_OF_A_PART or info.file_size > max(A_LOT, MOST_SHRUNK * info.compress_size):
                raise DeckRefused(why.BOMB)

    def pieces(self, name: str) -> Iterator[bytes]:
        """A part, unpacked piece by piece; never further than the file said."""
        info, seen = self.parts[name], 0
        with self.packed.open(info) as part:
            while piece := part.read(PIECE):
                seen += len(piece)
                if seen > info.file_size:
                    raise DeckRefused(why.LYING)
                yield piece
        # The library stops at the length the list claims: what is packed further on shows in what is left over.
        if seen < info.file_size or getattr(part, "_decompressor", None) and _has_more(part):
            raise DeckRefused(why.LYING)

    def unpack(self) -> None:
        """Unpack every part once, keeping its first bytes. Raises DeckRefused."""
        for name in self.parts:
            first = b""
            for piece in self.pieces(name):
                first = first or piece[:16]
            self.heads[name] = first

    def small(self, name: str, most: int = 2_000_000) -> bytes:
        """A short part as a whole."""
        return b"".join(self._up_to(name, most))

    def _up_to(self, name: str, most: int) -> Iterator[bytes]:
        seen = 0
        for piece in self.pieces(name):
            seen += len(piece)
            if seen > most:
                raise DeckRefused(why.BOMB)
            yield piece

    def read_xml(self, name: str, reader) -> None:
        """Give a part's elements to `reader`, which has `start(tag, values)`, `end(tag)` and `text(words)`.

        Tags and names of values stand without their namespaces' addresses. A DTD is refused before it is read.
        """
        parser = expat.ParserCreate(namespace_separator="}")
        deep = 0

        def start(tag, values):
            nonlocal deep
            deep += 1
            if deep > MOST_DEEP:
                raise DeckRefused(why.TOWER)
            reader.start(_bare(tag), {_value_name(key): value for key, value in values.items()})

        def end(tag):
            nonlocal deep
            deep -= 1
            reader.end(_bare(tag))

        def doctype(*named):
            raise DeckRefused(why.ENTITIES)

        parser.StartElementHandler, parser.EndElementHandler = start, end
        parser.CharacterDataHandler, parser.StartDoctypeDeclHandler = reader.text, doctype
        parser.buffer_text = True
        for piece in self._up_to(name, MOST_OF_XML):
            parser.Parse(piece, False)
        parser.Parse(b"", True)

    def look_for_strangers(self, also_packed: set[str]) -> None:
        """Refuse what no presentation holds: programs, further packed files, other programs' objects."""
        for name, head in self.heads.items():
            if head.startswith(MACHINE_CODE):
                raise DeckRefused(why.PROGRAM_INSIDE)
            if head.startswith(OLD_OFFICE):
                raise DeckRefused(why.OBJECTS)
            if head.startswith((b"PK\x03\x04", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b")) and name not in also_packed:
                raise DeckRefused(why.ARCHIVES)
            if name.lower().endswith(".svg") and re.search(rb"<script|<!ENTITY|\son\w+\s*=|javascript:",
                                                           self.small(name, MOST_OF_XML), re.I):
                raise DeckRefused(why.DRAWING_ACTS)


def _bare(tag: str) -> str:
    return tag.rpartition("}")[2]


def _value_name(key: str) -> str:
    """A value's name; the keys of relationships stand apart, because `id` is both."""
    address, _, bare = key.rpartition("}")
    return f"r:{bare}" if address.endswith("/relationships") else bare


def _has_more(part) -> bool:
    """Whether a part's packed words go on after the length that the list of parts claims."""
    left = getattr(part, "_compress_left", 0)
    unread = getattr(part._decompressor, "unconsumed_tail", b"")
    ended = getattr(part._decompressor, "eof", True)
    return bool(left or unread) or not ended


class Words:
    """A reader that gathers nothing: what reads a part for its shape alone, and the base of those that gather."""

    def start(self, tag: str, values: dict) -> None:
        """An element begins."""

    def end(self, tag: str) -> None:
        """An element ends."""

    def text(self, words: str) -> None:
        """Words between."""
