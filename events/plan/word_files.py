"""Word files (.docx) that people hand in, opened with care: they are packed files that anybody can have made.

Neither the name nor the kind that a browser claims is believed. Macros are refused; nothing in a file is followed,
run or fetched, and no part is unpacked beyond its limit, whatever length it claims.
"""

import io
import lzma
import struct
import zipfile
import zlib
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from events.files import FileTooLarge
from events.refusals import N_, Refusal

MOST_MEGABYTES = 10
MOST_PARTS = 3_000
MOST_OF_A_PART = 30_000_000  # bytes of one part that are unpacked at most; a plan of 200 actions has half a million
MOST_DEEP = 120  # parts inside each other; Word itself nests a dozen
OLD_OFFICE = bytes.fromhex("d0cf11e0a1b11ae1")
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
DAMAGED = (zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, lzma.LZMAError, struct.error, NotImplementedError,
           RuntimeError, EOFError, ValueError, OSError, KeyError)


class WordRefused(Refusal):
    """The file is not a Word file that can be read; the sentence says what to do."""

    sentence = N_("This is not a Word file that we can read. Open it, choose Save as, pick Word document (.docx), and "
                  "bring that file.")
    status = 415
    field = "file"


TOO_LARGE = N_("This Word file unpacks to far more than a plan. Copy the plan into a new one and bring that.")


def _read(packed: zipfile.ZipFile, name: str) -> bytes:
    """A part, unpacked with a limit, whatever length the file claims for it."""
    with packed.open(name) as part:
        data = part.read(MOST_OF_A_PART + 1)
    if len(data) > MOST_OF_A_PART:
        raise WordRefused(TOO_LARGE)
    return data


def _check(packed: zipfile.ZipFile) -> None:
    """Refuse what is no Word file, has macros or a password, or claims to unpack to more than a plan can be."""
    parts = packed.infolist()
    if len(parts) > MOST_PARTS or any(part.file_size > MOST_OF_A_PART for part in parts
                                      if part.filename.endswith((".xml", ".rels"))):
        raise WordRefused(TOO_LARGE)
    if any(part.flag_bits & 0x1 for part in parts):
        raise WordRefused(N_("The file has a password. Take it off and save the file again."))
    names = {part.filename for part in parts}
    if not {"[Content_Types].xml", "word/document.xml"} <= names:
        raise WordRefused()
    kinds = _read(packed, "[Content_Types].xml").decode("utf-8", "replace").lower()
    if "macroenabled" in kinds or "vbaproject" in kinds or any("vbaproject" in name.lower() for name in names):
        raise WordRefused(N_("The file carries macros, which we do not take. Save it as Word document (.docx), "
                             "without macros."))


def _deepest(tree: Element) -> int:
    deep, level = 0, [tree]
    while level:
        deep += 1
        if deep > MOST_DEEP:
            break
        level = [child for element in level for child in element]
    return deep


def _parsed(data: bytes) -> Element:
    tree = fromstring(data.replace(STRICT.encode(), W[1:-1].encode()), forbid_dtd=True)
    if _deepest(tree) > MOST_DEEP:
        raise WordRefused(TOO_LARGE)
    return tree


def parts_of(data: bytes) -> dict[str, Element]:
    """The parts of a Word file that say something: "document", and "comments" and "core" where it has them.

    Raises WordRefused with what to do, or FileTooLarge.
    """
    if not data:
        raise WordRefused(N_("The file is empty. Choose it again, and check that it opens on your own computer."))
    if len(data) > MOST_MEGABYTES * 1_000_000:
        raise FileTooLarge(most=MOST_MEGABYTES, field="file")
    if data.startswith(OLD_OFFICE):
        raise WordRefused(N_("This is an older Word file, or one with a password. Open it, take off the password and "
                             "save it as Word document (.docx)."))
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            _check(packed)
            names = set(packed.namelist())
            found = {"document": _parsed(_read(packed, "word/document.xml"))}
            for part, name in (("comments", "word/comments.xml"), ("core", "docProps/core.xml")):
                if name in names:
                    found[part] = _parsed(_read(packed, name))
            return found
    except WordRefused:
        raise
    except (DefusedXmlException, ParseError) as error:
        raise WordRefused() from error
    except DAMAGED as error:
        raise WordRefused(N_("The file is damaged. Save it again and send the new one.")) from error
