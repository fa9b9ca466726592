"""The parts of a PowerPoint file's clean copy."""

import posixpath
import re
import zipfile
from collections.abc import Iterator

from lxml import etree

from events.agenda.deck_photos import is_thumbnail

R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
DROPPED = re.compile(
    r"docProps/(thumbnail.*|custom\.xml)$|customXml/|ppt/notesSlides/|ppt/(threadedC|c)omments?/|ppt/comments/"
    r"|ppt/(commentAuthors|authors)\.xml$|ppt/changesInfos/|ppt/revisionInfo\.xml$|ppt/embeddings/|ppt/persons/", re.I)
CORE = ('<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<cp:coreProperties xmlns:cp="http://schemas.openxmlforma'
        'ts.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">%s</cp:coreProperties>')
APP = ('<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Properties xmlns="http://schemas.openxmlformats.org/off'
       'iceDocument/2006/extended-properties"><Application>Microsoft Office PowerPoint</Application></Properties>')


def _tree(words: bytes):
    return etree.fromstring(words, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))


def _bytes(tree) -> bytes:
    return etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)


def _owner(name: str) -> str:
    folder, file = posixpath.split(name)
    return posixpath.join(posixpath.dirname(folder), file.removesuffix(".rels"))


def _target(owner: str, target: str) -> str:
    return posixpath.normpath(posixpath.join("/", posixpath.dirname(owner), target)).lstrip("/")


def _is_hidden(words: bytes) -> bool:
    return _tree(words).get("show") in ("0", "false")


def parts(source: zipfile.ZipFile, *, keeps_hidden: bool) -> Iterator[tuple[str, bytes]]:
    """Every part that stays, with its words."""
    names = source.namelist()
    dropped = {name for name in names if DROPPED.match(name) or is_thumbnail(name)}
    if not keeps_hidden:
        slides = [name for name in names if re.fullmatch(r"ppt/slides/[^/]+\.xml", name)]
        hidden = {name for name in slides if _is_hidden(source.read(name))}
        dropped |= hidden if len(hidden) < len(slides) else set()  # a deck of nothing is no deck
    lost: dict[str, set[str]] = {}
    related = {}
    for name in names:
        if name.endswith(".rels") and _owner(name) not in dropped:
            related[name], lost[_owner(name)] = _without(source.read(name), _owner(name), dropped)
    for name in names:
        if name in dropped or name.endswith("/") or (name.endswith(".rels") and name not in related):
            continue
        yield name, related.get(name) or _part(name, source.read(name), dropped, lost.get(name, set()))


def _without(words: bytes, owner: str, dropped: set[str]) -> tuple[bytes, set[str]]:
    """A list of relationships without those that lead to what is dropped, and the keys of these."""
    tree, lost = _tree(words), set()
    for row in list(tree):
        inside = row.get("TargetMode", "").lower() != "external"
        if inside and _target(owner, row.get("Target", "")) in dropped:
            lost.add(row.get("Id", ""))
            tree.remove(row)
    return _bytes(tree), lost


def _part(name: str, words: bytes, dropped: set[str], lost: set[str]) -> bytes:
    if name == "[Content_Types].xml":
        tree = _tree(words)
        for row in list(tree):
            if row.get("PartName", "").lstrip("/") in dropped:
                tree.remove(row)
        return _bytes(tree)
    if name.lower() == "docprops/core.xml":
        title = next((node.text or "" for node in _tree(words).iter("{*}title")), "")
        return (CORE % (f"<dc:title>{_escaped(title)}</dc:title>" if title else "")).encode()
    if name.lower() == "docprops/app.xml":
        return APP.encode()
    if lost:
        return _bytes(_unlinked(_tree(words), lost))
    return words


def _escaped(words: str) -> str:
    return words.replace("&", "&amp;").replace("<", "&lt;")


def _unlinked(tree, lost: set[str]):
    """Without the elements that stand for what is dropped: the place of a slide, the table behind a chart, a link."""
    gone = set()
    for node in list(tree.iter()):
        if node.get(f"{R}id") in lost and node.getparent() is not None:
            gone.add(node.get("id"))
            node.getparent().remove(node)
    for node in list(tree.iter("{*}sldId")):  # a section names its slides by their numbers alone
        if node.get("id") in gone - {None} and node.getparent() is not None:
            node.getparent().remove(node)
    return tree
