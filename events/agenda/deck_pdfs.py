"""What stands in a PDF: what it must not hold, what nobody sees on its pages, what could be better."""

import logging
import zlib
from collections.abc import Iterator
from typing import BinaryIO

from events.agenda import deck_links, deck_photos
from events.agenda import deck_refusals as why
from events.agenda.deck_findings import Findings
from events.agenda.deck_refusals import DeckRefused

MEDIA_TYPE = "application/pdf"
MOST_OBJECTS = 300_000
MOST_PAGES = 500
MOST_POINTS = 14_400  # 200 inches: the largest page the format foresees
MOST_UNPACKED = 600_000_000
MOST_OF_A_STREAM = 200_000_000
A_LOT = 20_000_000
MOST_SHRUNK = 400  # an empty white picture shrinks to a thousandth, and is no larger than A_LOT
PIECE = 1 << 20
ACTIONS = {"/JavaScript": why.PDF_SCRIPT, "/Launch": why.PDF_LAUNCH, "/GoToR": why.PDF_ELSEWHERE,
           "/GoToE": why.PDF_FILES, "/SubmitForm": why.PDF_ELSEWHERE, "/ImportData": why.PDF_ELSEWHERE,
           "/Rendition": why.PDF_MEDIA, "/Movie": why.PDF_MEDIA, "/Sound": why.PDF_MEDIA,
           "/RichMediaExecute": why.PDF_MEDIA}
SHOWN = {"/Screen": why.PDF_MEDIA, "/Movie": why.PDF_MEDIA, "/Sound": why.PDF_MEDIA, "/3D": why.PDF_MEDIA,
         "/RichMedia": why.PDF_MEDIA, "/FileAttachment": why.PDF_FILES}
NOTES = {"/Text", "/FreeText", "/Highlight", "/Underline", "/StrikeOut", "/Squiggly", "/Ink", "/Stamp", "/Caret",
         "/Popup", "/Line", "/Square", "/Circle", "/Polygon", "/PolyLine", "/Redact"}
STANDARD_FONTS = ("Helvetica", "Times", "Courier", "Symbol", "ZapfDingbats")
logging.getLogger("pypdf").setLevel(logging.CRITICAL)


def look(stream: BinaryIO) -> Findings:
    """Open a PDF. Raises DeckRefused."""
    import pypdf  # only here: no other file wants it
    from pypdf.errors import PyPdfError  # as above

    try:
        reader = pypdf.PdfReader(stream)
        if reader.is_encrypted:
            raise DeckRefused(why.LOCKED_PDF)
        if len(_keys(reader)) > MOST_OBJECTS:
            raise DeckRefused(why.PDF_MANY)
        found = Findings(MEDIA_TYPE, ".pdf")
        _catalogue(reader.root_object)
        pages = _count(reader)
        _Objects(reader, found).look()
        _sizes(reader, pages)
        _properties(reader, found)
        found.slides = pages
        return found
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, AssertionError, zlib.error,
            OSError, RecursionError, NotImplementedError) as error:
        raise DeckRefused(why.DAMAGED) from error


def _keys(reader) -> list[tuple[int, int]]:
    """The (number, generation) of every object that the file lists."""
    plain = [(number, generation) for generation, row in reader.xref.items() for number in row]
    return plain + [(number, 0) for number in reader.xref_objStm]


def _catalogue(root) -> None:
    if "/OpenAction" in root and not _is_view(_real(root["/OpenAction"])):
        raise DeckRefused(_why_action(_real(root["/OpenAction"])) or why.PDF_OPENING)
    if "/AA" in root:
        raise DeckRefused(why.PDF_OPENING)
    names = _real(root.get("/Names")) or {}
    if "/JavaScript" in names:
        raise DeckRefused(why.PDF_SCRIPT)
    if "/EmbeddedFiles" in names or "/Collection" in root or "/AF" in root:
        raise DeckRefused(why.PDF_FILES)
    form = _real(root.get("/AcroForm")) or {}
    if "/XFA" in form:
        raise DeckRefused(why.PDF_FORM)


def _real(value):
    return value.get_object() if hasattr(value, "get_object") else value


def _is_view(action) -> bool:
    """Whether what happens at opening is only to show a page in some size."""
    return isinstance(action, list) or (isinstance(action, dict) and action.get("/S") == "/GoTo")


def _why_action(action) -> str:
    kind = action.get("/S") if isinstance(action, dict) else None
    return ACTIONS.get(str(kind), "")


def _count(reader) -> int:
    """The number of pages, counted and not believed."""
    claimed = _real((_real(reader.root_object.get("/Pages")) or {}).get("/Count", 0))
    if isinstance(claimed, int) and claimed > MOST_PAGES:
        raise DeckRefused(why.MANY_PAGES, count=int(claimed), most=MOST_PAGES)
    pages, waiting, seen = 0, [reader.root_object.get("/Pages")], set()
    while waiting:
        node = waiting.pop()
        key = getattr(node, "idnum", id(node))
        node = _real(node)
        if key in seen or not isinstance(node, dict):
            continue
        seen.add(key)
        if "/Kids" in node:
            waiting += list(_real(node["/Kids"]))
        else:
            pages += 1
        if pages > MOST_PAGES or len(waiting) > MOST_OBJECTS:
            raise DeckRefused(why.MANY_PAGES, count=pages, most=MOST_PAGES)
    if not pages:
        raise DeckRefused(why.NO_PAGES)
    return pages


def _sizes(reader, pages: int) -> None:
    for number in range(pages):
        box = reader.pages[number].mediabox
        if max(abs(float(box.width)), abs(float(box.height))) > MOST_POINTS:
            raise DeckRefused(why.HUGE_PAGES)
        if min(abs(float(box.width)), abs(float(box.height))) < 1:
            raise DeckRefused(why.TINY_PAGES)


class _Objects:
    """Every object of the file, looked at once."""

    def __init__(self, reader, found: Findings):
        """Nothing unpacked yet."""
        self.reader, self.found, self.unpacked = reader, found, 0
        self.unset_fonts: set[str] = set()

    def look(self) -> None:
        """Look at each. Raises DeckRefused."""
        from pypdf.generic import IndirectObject  # as in `look`

        for number, generation in _keys(self.reader):
            thing = self.reader.get_object(IndirectObject(number, generation, self.reader))
            for part in _within(thing):
                self._one(part)
            self.reader.resolved_objects.clear()  # they would be kept, all of them
        if self.unset_fonts:
            self.found.advise("fonts", [], *sorted(self.unset_fonts)[:5])

    def _one(self, thing: dict) -> None:
        kind, shown = str(thing.get("/S", "")), str(thing.get("/Subtype", ""))
        # /S names an action only where the rest of one stands beside it: it names other things, too.
        if kind in ACTIONS and {"/JS", "/F", "/Win", "/R", "/D", "/T", "/AN", "/Fields"} & set(thing):
            raise DeckRefused(ACTIONS[kind])
        if "/JS" in thing:
            raise DeckRefused(why.PDF_SCRIPT)
        if shown in SHOWN and "/Rect" in thing:
            raise DeckRefused(SHOWN[shown])
        if "/EF" in thing or thing.get("/Type") == "/EmbeddedFile":
            raise DeckRefused(why.PDF_FILES)
        if "/XFA" in thing:
            raise DeckRefused(why.PDF_FORM)
        if "/AA" in thing and (thing.get("/Type") in ("/Page", "/Catalog") or "/Rect" in thing):
            raise DeckRefused(why.PDF_OPENING)
        if kind == "/URI" and "/URI" in thing:
            self.found.link(deck_links.check(str(_real(thing["/URI"]))))
        if shown in NOTES and "/Rect" in thing:
            self.found.hide("comments", count=shown != "/Popup")
            if thing.get("/T"):
                self.found.hide("commenters", str(_real(thing["/T"])), count=0)
        if thing.get("/Type") == "/OCG":
            self.found.hide("layers", str(_real(thing.get("/Name", ""))))
        if shown in ("/TrueType", "/Type1", "/MMType1") and "/BaseFont" in thing:
            self._font(thing)
        if hasattr(thing, "_data"):
            self._stream(thing)

    def _font(self, font) -> None:
        name = str(font["/BaseFont"]).lstrip("/").partition("+")[2] or str(font["/BaseFont"]).lstrip("/")
        told = _real(font.get("/FontDescriptor")) or {}
        if not {"/FontFile", "/FontFile2", "/FontFile3"} & set(told) and not name.startswith(STANDARD_FONTS):
            self.unset_fonts.add(name[:60])

    def _stream(self, stream) -> None:
        if stream.get("/Filter") == "/DCTDecode" and deck_photos.has_place(stream._data):
            self.found.hide("places")
        filters = _real(stream.get("/Filter", []))
        names = [str(_real(one)) for one in (filters if isinstance(filters, list) else [filters])]
        if sum(name in ("/FlateDecode", "/Fl", "/LZWDecode", "/LZW", "/RunLengthDecode", "/RL") for name in names) > 2:
            raise DeckRefused(why.PDF_BOMB)
        flat = [name for name in names if name in ("/FlateDecode", "/Fl")]
        if names[:1] and names[0] in ("/FlateDecode", "/Fl"):
            packed, size = stream._data, 0
            for piece in inflated([packed], len(flat)):
                size += len(piece)
                self.unpacked += len(piece)
                if (size > MOST_OF_A_STREAM or self.unpacked > MOST_UNPACKED
                        or size > max(A_LOT, MOST_SHRUNK * len(packed))):
                    raise DeckRefused(why.PDF_BOMB)


def inflated(pieces, times: int) -> Iterator[bytes]:
    """Packed words unpacked so many times over, piece by piece; what is broken off is no fault here."""
    for _ in range(times):
        pieces = _inflate(pieces)
    return iter(pieces)


def _inflate(pieces) -> Iterator[bytes]:
    machine = zlib.decompressobj()
    try:
        for piece in pieces:
            while piece and not machine.eof:
                yield machine.decompress(piece, PIECE)
                piece = machine.unconsumed_tail
    except zlib.error:
        return


def _within(thing, deep: int = 0) -> Iterator[dict]:
    """The dictionaries of an object, those of others that it points to left out."""
    if deep > 40:
        raise DeckRefused(why.PDF_MANY)
    if isinstance(thing, dict):
        yield thing
        for value in dict.values(thing):
            if isinstance(value, dict | list):
                yield from _within(value, deep + 1)
    elif isinstance(thing, list):
        for value in list.__iter__(thing):
            if isinstance(value, dict | list):
                yield from _within(value, deep + 1)


def _properties(reader, found: Findings) -> None:
    told = reader.metadata or {}
    for key, kind in (("/Author", "author"), ("/Company", "company"), ("/Keywords", "keywords"),
                      ("/Subject", "keywords"), ("/CreationDate", "times"), ("/ModDate", "times")):
        value = str(_real(told.get(key, "")) or "").strip()
        if value:
            found.hide(kind, value)
    others = [key.lstrip("/") for key in told if key not in (
        "/Author", "/Company", "/Keywords", "/Subject", "/CreationDate", "/ModDate", "/Title", "/Producer", "/Creator",
        "/Trapped")]
    if others:
        found.hide("custom", *others, count=len(others))
    told_again = _real(reader.root_object.get("/Metadata"))
    if getattr(told_again, "_data", b"").strip():
        found.hide("xmp")
