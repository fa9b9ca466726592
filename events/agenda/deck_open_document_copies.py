"""The parts of an OpenDocument presentation's clean copy."""

import zipfile
from collections.abc import Iterator

from lxml import etree

from events.agenda.deck_photos import is_thumbnail

DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
SHOWN = "{urn:oasis:names:tc:opendocument:xmlns:presentation:1.0}visibility"
MANIFEST = "{urn:oasis:names:tc:opendocument:xmlns:manifest:1.0}full-path"
CONFIG = "{urn:oasis:names:tc:opendocument:xmlns:config:1.0}name"
DROPPED = ("annotation", "annotation-end", "notes", "tracked-changes")


def _tree(words: bytes):
    return etree.fromstring(words, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))


def _bytes(tree) -> bytes:
    return etree.tostring(tree, xml_declaration=True, encoding="UTF-8")


def parts(source: zipfile.ZipFile, *, keeps_hidden: bool) -> Iterator[tuple[str, bytes]]:
    """Every part that stays, with its words; `mimetype` first, as the format wants it."""
    names = [name for name in source.namelist() if not is_thumbnail(name) and not name.endswith("/")]
    for name in sorted(names, key=lambda name: name != "mimetype"):
        words = source.read(name)
        if name == "meta.xml":
            words = _meta(words)
        elif name == "META-INF/manifest.xml":
            words = _manifest(words)
        elif name == "settings.xml":
            words = _settings(words)
        elif name in ("content.xml", "styles.xml"):
            words = _content(words, keeps_hidden=keeps_hidden)
        yield name, words


def _meta(words: bytes) -> bytes:
    tree = _tree(words)
    for group in tree:
        for node in list(group):
            if etree.QName(node).localname not in ("title", "document-statistic", "language"):
                group.remove(node)
    return _bytes(tree)


def _manifest(words: bytes) -> bytes:
    tree = _tree(words)
    for node in list(tree):
        if is_thumbnail(node.get(MANIFEST, "")):
            tree.remove(node)
    return _bytes(tree)


def _settings(words: bytes) -> bytes:
    """The printer's name tells whose computer it was."""
    tree = _tree(words)
    for node in tree.iter("{*}config-item"):
        if node.get(CONFIG, "").startswith("Printer"):
            node.text = ""
    return _bytes(tree)


def _content(words: bytes, *, keeps_hidden: bool) -> bytes:
    tree = _tree(words)
    for name in DROPPED:
        for node in list(tree.iter(f"{{*}}{name}")):
            _take_out(node)
    if not keeps_hidden:
        styles = {style.get(f"{STYLE}name") for style in tree.iter(f"{STYLE}style")
                  for told in style if told.get(SHOWN) == "hidden"}
        pages = list(tree.iter(f"{DRAW}page"))
        hidden = [page for page in pages if page.get(f"{DRAW}style-name") in styles]
        for page in hidden if len(hidden) < len(pages) else []:  # a deck of nothing is no deck
            _take_out(page)
    return _bytes(tree)


def _take_out(node) -> None:
    """Take an element out; what is written behind it stays."""
    parent, before = node.getparent(), node.getprevious()
    if parent is None:
        return
    if node.tail and before is not None:
        before.tail = (before.tail or "") + node.tail
    elif node.tail:
        parent.text = (parent.text or "") + node.tail
    parent.remove(node)
