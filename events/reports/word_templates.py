"""A council's own Word template: what is taken of it, told by opening it, and the document that a report is written in.

Neither the name nor the kind that a browser claims is believed. Macros, controls, embedded files and anything that is
fetched from elsewhere are refused: the file is opened on the machines of members.
"""

import io
import re
import zipfile
from typing import BinaryIO

import docx
from docx.document import Document
from docx.oxml.ns import qn
from lxml import etree

from events.agenda.decks import DAMAGED, OLD_OFFICE
from events.refusals import N_, Refusal

MOST_MEGABYTES = 5
MOST_PARTS = 400
MOST_UNPACKED = 40_000_000  # bytes of all parts together, as the file itself claims; no part can yield more
KINDS = "[Content_Types].xml"
TEMPLATE = b"application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"
DOCUMENT = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
# Links to pages are words of the letterhead; the name of the template it came from is taken off (`opened`).
HARMLESS = ("/hyperlink", "/attachedTemplate")
LIVE = re.compile(r"(vbaproject|activex|/embeddings/|vbadata|\.bin$|/afchunk|altchunk)", re.I)
FETCHING = re.compile(r"\b(INCLUDEPICTURE|INCLUDETEXT|INCLUDE|IMPORT|DDE|DDEAUTO|LINK|DATABASE)\b", re.I)
ELSEWHERE = N_("The file fetches a picture or another part from elsewhere. Put it into the file itself, and save it.")
WANTED = ("Title", "Heading 1", "Heading 2", "Normal", "List Number", "List Bullet")
RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


class TemplateRefused(Refusal):
    """The file is no template that can be taken; the sentence says what to do."""

    sentence = N_("This is not a Word template that we can take. Save it as Word document (.docx) or template (.dotx).")
    status = 415
    field = "template"


def _packed(stream: BinaryIO) -> dict[str, bytes]:
    """The parts of the file, read within limits. Raises TemplateRefused."""
    with zipfile.ZipFile(stream) as packed:
        infos = packed.infolist()
        if len(infos) > MOST_PARTS or sum(info.file_size for info in infos) > MOST_UNPACKED:
            raise TemplateRefused(N_("The file unpacks to more than a template should hold. Take large pictures out."))
        if any(info.flag_bits & 0x1 for info in infos):
            raise TemplateRefused(N_("The file has a password. Take it off and save the file again."))
        return {info.filename: packed.read(info) for info in infos}


def _parsed(part: bytes) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    return etree.fromstring(part, parser)


def _instructions(part: etree._Element) -> str:
    """The codes of a part's fields in one piece: Word lets one be written in several."""
    simple = " ".join(found.get(qn("w:instr"), "") for found in part.iter(qn("w:fldSimple")))
    return f'{simple} {"".join(found.text or "" for found in part.iter(qn("w:instrText")))}'


def _refuse_live(parts: dict[str, bytes]) -> None:
    """No macro, control or embedded file, and nothing that a program would fetch. Raises TemplateRefused."""
    kinds = parts[KINDS].lower()
    if b"macroenabled" in kinds or b"vbaproject" in kinds or any(LIVE.search(name) for name in parts):
        raise TemplateRefused(N_("The file carries macros, controls or embedded files, which we do not take. Save it "
                                 "without them as .docx or .dotx."))
    for name, part in parts.items():
        if not name.endswith((".xml", ".rels")):
            continue
        parsed = _parsed(part)
        if parsed.getroottree().docinfo.doctype:
            raise TemplateRefused()
        if FETCHING.search(_instructions(parsed)):
            raise TemplateRefused(ELSEWHERE)
        if not name.endswith(".rels"):
            continue
        for relation in parsed.iter(RELATION):
            if relation.get("TargetMode") == "External" and not relation.get("Type", "").endswith(HARMLESS):
                raise TemplateRefused(ELSEWHERE)


def check(stream: BinaryIO) -> list[str]:
    """Say which styles the template lacks, from its bytes; the stream is left at its start. Raises TemplateRefused."""
    stream.seek(0)
    head = stream.read(8)
    stream.seek(0)
    if head == OLD_OFFICE:
        raise TemplateRefused(N_("This is an older Word file, or one with a password. Save it as .docx or .dotx."))
    if not head.startswith(b"PK\x03\x04"):
        raise TemplateRefused()
    try:
        parts = _packed(stream)
        if KINDS not in parts or (TEMPLATE not in parts[KINDS] and DOCUMENT not in parts[KINDS]
                                  and b"macroenabled" not in parts[KINDS].lower()):
            raise TemplateRefused()
        _refuse_live(parts)
        known = {style.name for style in opened(stream).styles}
    except Refusal:
        raise
    except (*DAMAGED, KeyError, AttributeError, TypeError, etree.XMLSyntaxError) as error:
        raise TemplateRefused(N_("The file is damaged. Save it again and send the new one.")) from error
    finally:
        stream.seek(0)
    return [name for name in WANTED if name not in known]


def opened(stream: BinaryIO) -> Document:
    """A template or document as a document to write in; where the template itself came from is taken off."""
    stream.seek(0)
    packed = io.BytesIO()
    with zipfile.ZipFile(stream) as held, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as made:
        for info in held.infolist():
            part = held.read(info)
            made.writestr(info.filename, part.replace(TEMPLATE, DOCUMENT) if info.filename == KINDS else part)
    packed.seek(0)
    document = docx.Document(packed)
    settings = document.part._settings_part  # python-docx has no other way to its relations
    for key, relation in list(settings.rels.items()):
        if relation.reltype.endswith("/attachedTemplate"):
            del settings.rels[key]
    for element in list(document.settings.element):
        if etree.QName(element).localname == "attachedTemplate":
            document.settings.element.remove(element)
    return document
