"""Decks that were made to harm, or are none at all: how each is made, and the sentence it is refused with."""

import io
import struct
import zipfile
import zlib

from events.agenda import deck_refusals as why
from tests.agenda import hostile_pdfs, slides

RELS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
XLINK = 'xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:text="urn:t" xmlns:script="urn:s"'
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))


def leading_to(kind: str, target: str, mode="External") -> bytes:
    """A PowerPoint file whose first slide leads somewhere."""
    return slides.pptx(**{"ppt/slides/_rels/slide1.xml.rels": (
        f'<Relationships xmlns="r"><Relationship Id="r1" Type="{RELS}/{kind}" Target="{target}" TargetMode="{mode}"/>'
        "</Relationships>")})


def content(inside: str, **more) -> bytes:
    """An OpenDocument presentation with that on its page."""
    words = slides.CONTENT.replace("<office:body>", f"<office:body {XLINK}>").replace('"dp1"/>',
                                                                                     f'"dp1">{inside}</draw:page>')
    return slides.packed({"mimetype": slides.ODP, "content.xml": words} | more)


def manifest(kind: str) -> dict[str, str]:
    """What an OpenDocument file says of the object within it."""
    return {"META-INF/manifest.xml": f'<m:manifest xmlns:m="urn:m"><m:file-entry m:full-path="Object 1/" m:media-type='
                                     f'"application/vnd.oasis.opendocument.{kind}"/></m:manifest>',
            "Object 1/content.xml": "<c/>"}


def with_name(name: str) -> bytes:
    """A PowerPoint file with a part of that name, which no library would write."""
    stand_in = "x" * len(name.encode())
    return slides.pptx(**{stand_in: "hello"}).replace(stand_in.encode(), name.encode())


def zeros(megabytes: int) -> bytes:
    """A PowerPoint file with a picture of so many megabytes of nothing."""
    out = io.BytesIO(slides.pptx())
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED, compresslevel=1) as archive, \
            archive.open("ppt/media/image1.png", "w") as part:
        for _ in range(megabytes):
            part.write(bytes(1_000_000))
    return out.getvalue()


def lying() -> bytes:
    """A bomb whose lists claim that it is ten bytes long, checksum and all."""
    whole, claimed = zeros(30), 10
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        info = archive.getinfo("ppt/media/image1.png")
    told = struct.pack("<LLL", info.CRC, info.compress_size, info.file_size)
    lie = struct.pack("<LLL", zlib.crc32(bytes(claimed)), info.compress_size, claimed)
    assert whole.count(told) == 2  # before the part, and in the list at the end
    return whole.replace(told, lie)


def overlapping() -> bytes:
    """Two names for the same packed words: a thousand of them would be a bomb."""
    whole = slides.pptx(**{"ppt/media/a.txt": "aaaa", "ppt/media/b.txt": "aaaa"})
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        first, second = archive.getinfo("ppt/media/a.txt"), archive.getinfo("ppt/media/b.txt")
    at = whole.rindex(b"ppt/media/b.txt") - 4  # where the list says at which byte the part begins
    assert whole[at:at + 4] == struct.pack("<L", second.header_offset)
    return whole[:at] + struct.pack("<L", first.header_offset) + whole[at + 4:]


def many_parts() -> bytes:
    """As many parts as nobody wants to read the names of."""
    return slides.packed({"[Content_Types].xml": "<Types/>"} | {f"ppt/media/{n}": "" for n in range(6_000)})


def twice() -> bytes:
    """Two parts of one name: one program reads the first, another the second."""
    whole = slides.pptx(**{"ppt/slides/slide8.xml": "<s/>", "ppt/slides/slide9.xml": "<s/>"})
    return whole.replace(b"slide9", b"slide8")


def between() -> bytes:
    """Words hidden before the list of parts, with everything else moved along."""
    whole = slides.pptx()
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        start = archive.start_dir
    moved = whole[:start] + b"<script>alert(1)</script>" * 9 + whole[start:]
    return moved[:-6] + struct.pack("<L", start + 25 * 9) + moved[-2:]


def locked() -> bytes:
    """A ZIP file whose parts say that they have a password."""
    whole = bytearray(slides.pptx())
    with zipfile.ZipFile(io.BytesIO(bytes(whole))) as archive:
        whole[archive.start_dir + 8] |= 1
    return bytes(whole)


OF_OTHER_KINDS = {
    "nothing at all": (b"", why.EMPTY),
    "words": (b"hello, these are my slides", why.DeckRefused.sentence),
    "a web page": (b"<!DOCTYPE html><html><script>alert(1)</script>", why.WEB_PAGE),
    "an SVG drawing": (b'<?xml version="1.0"?><svg onload="alert(1)"/>', why.DRAWING),
    "a program": (b"MZ\x90\x00" + b"x" * 900, why.PROGRAM),
    "an older PowerPoint file": (bytes.fromhex("d0cf11e0a1b11ae1") + b"x" * 600, why.OLD),
    "a PowerPoint show": (slides.pptx(main=slides.MAIN.replace("presentation.main", "slideshow.main")), why.SHOW),
    "a Word document": (slides.pptx(main=slides.MAIN.replace("presentationml.presentation",
                                                             "wordprocessingml.document")), why.WORD_FILE),
    "an Excel workbook": (slides.pptx(main="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main"),
                          why.TABLES),
    "an OpenDocument text": (slides.odp("application/vnd.oasis.opendocument.text"), why.OTHER_OPEN_DOCUMENT),
    "a packed folder": (slides.packed({"a.txt": "hello"}), why.OTHER_ZIP),
}
PACKED = {
    "a bomb": (zeros(250), why.BOMB),
    "a bomb that lies about its length": (lying(), why.LYING),
    "parts that overlap": (overlapping(), why.OVERLAPPING),
    "too many parts": (many_parts(), why.PARTS),
    "a packed file within": (slides.pptx(**{"ppt/media/a.bin": slides.pptx()}), why.ARCHIVES),
    "a name that climbs": (with_name("../../etc/cron.d/a"), why.CLIMBING),
    "a name from the root": (with_name("/etc/cron.d/a"), why.CLIMBING),
    "a name with backslashes": (with_name("..\\windows\\a"), why.CLIMBING),
    "a name with a drive": (with_name("c:/windows/a"), why.CLIMBING),
    "a name with a NUL": (with_name("a.xml\0.exe"), why.CLIMBING),
    "the same name twice": (twice(), why.TWICE),
    "a web page before it": (b"<html><script>alert(1)</script>" + slides.pptx(), why.TWO_IN_ONE),
    "a GIF picture before it": (b"GIF89a/*" + slides.pptx(), why.TWO_IN_ONE),
    "a PDF before it": (slides.PDF + slides.pptx(), why.TWO_IN_ONE),
    "words after it": (slides.pptx() + b"<script>alert(1)</script>", why.TWO_IN_ONE),
    "a second one after it": (slides.pptx() + slides.pptx(), why.TWO_IN_ONE),
    "words between its parts": (between(), why.HIDDEN_BYTES),
    "a password": (locked(), why.LOCKED),
    "half of one": (slides.pptx()[:-60], why.CUT_ZIP),
    "an entity from elsewhere (XXE)": (slides.pptx(**{"ppt/slides/slide4.xml": (
        '<!DOCTYPE s [<!ENTITY x SYSTEM "file:///etc/passwd">]><s>&x;</s>')}), why.ENTITIES),
    "a billion laughs": (slides.pptx(**{"docProps/core.xml": f"<!DOCTYPE s [{LAUGHS}]><s>&l9;</s>"}), why.ENTITIES),
    "a tower of elements": (slides.pptx(**{"ppt/slides/slide1.xml": "<a>" * 100_000}), why.TOWER),
}
POWERPOINT = {
    "macros, renamed": (slides.pptx(main="application/vnd.ms-powerpoint.presentation.macroEnabled.main+xml"),
                        why.MACROS),
    "macros that no list names": (slides.pptx(**{"ppt/vbaProject.bin": "x"}), why.MACRO_PART),
    "a control": (slides.pptx(**{"ppt/activeX/activeX1.xml": "<x/>"}), why.CONTROLS),
    "an embedded object": (slides.pptx(**{"ppt/embeddings/oleObject1.bin": "x"}), why.OBJECTS),
    "an embedded document": (slides.pptx(**{"ppt/embeddings/a.docx": slides.packed({"word/document.xml": "<w/>"})}),
                             why.PACKAGES),
    "a program among its pictures": (slides.pptx(**{"ppt/media/image1.png": b"MZ\x90\x00\x03"}), why.PROGRAM_INSIDE),
    "a drawing with a script": (slides.pptx(**{"ppt/media/a.svg": "<svg><script>1</script></svg>"}), why.DRAWING_ACTS),
    "a picture from elsewhere": (leading_to("image", "https://example.org/pixel.png"), why.OUTSIDE_MEDIA),
    "a template from elsewhere": (leading_to("attachedTemplate", "https://example.org/a.potm"), why.OUTSIDE_TEMPLATE),
    "an object in another file": (leading_to("oleObject", "file:///c:/a.xlsx!Sheet1"), why.OUTSIDE_OBJECT),
    "a link to a file": (leading_to("hyperlink", "file:///c:/budget.xlsx"), why.OUTSIDE_FILE),
    "a link into a network": (leading_to("hyperlink", r"\\server\share\a.exe"), why.OUTSIDE_FILE),
    "a link that is a script": (leading_to("hyperlink", "javascript:alert(1)"), why.OUTSIDE_ADDRESS),
    "a link that hides that it leads outside": (leading_to("image", "https://example.org/a.png", "Internal"),
                                                why.OUTSIDE_MEDIA),
    "not one slide": (slides.pptx(slides=0), why.NO_PAGES),
}
OPEN_DOCUMENT = {
    "Basic macros": (slides.odp(**{"Basic/Standard/Module1.xml": "x"}), why.MACROS),
    "a script on a button": (content('<script:event-listener script:language="ooo:script" xlink:href='
                                     '"vnd.sun.star.script:a.py$b?language=Python"/>'), why.ODP_SCRIPT),
    "an OpenDocument picture from elsewhere": (content('<draw:image xlink:href="http://example.org/a.png"/>'),
                                               why.ODP_OUTSIDE),
    "an OpenDocument link to a file": (content('<text:a xlink:href="../budget.ods">a</text:a>'), why.OUTSIDE_FILE),
    "an OpenDocument object": (content('<draw:object-ole xlink:href="./Object 1"/>'), why.ODP_OBJECTS),
    "a table within": (content('<draw:object xlink:href="./Object 1"/>', **manifest("spreadsheet")), why.ODP_OBJECTS),
    "an encrypted OpenDocument": (slides.odp(**{"META-INF/manifest.xml": (
        '<m:manifest xmlns:m="urn:m"><m:file-entry m:full-path="content.xml"><m:encryption-data/></m:file-entry>'
        "</m:manifest>")}), why.ODP_LOCKED),
}
ALL = OF_OTHER_KINDS | PACKED | POWERPOINT | OPEN_DOCUMENT | hostile_pdfs.ALL
