"""What stands in an OpenDocument presentation (.odp): what it must not hold, what nobody sees, what could be better."""

import re

from events.agenda import deck_links, deck_pages, deck_photos
from events.agenda import deck_refusals as why
from events.agenda.deck_findings import Findings
from events.agenda.deck_refusals import DeckRefused
from events.agenda.deck_zips import Words, Zip

MIMETYPE = "application/vnd.oasis.opendocument.presentation"
CHARTS = ("opendocument.chart", "opendocument.formula")
FETCHED = {"image", "plugin", "object", "object-ole", "sound", "background-image", "fill-image", "applet",
           "floating-frame", "font-face-uri", "video", "audio"}
PARTS_READ = re.compile(r"(^|/)(content|styles|meta|settings)\.xml$|^META-INF/.*\.xml$", re.I)


class Manifest(Words):
    """The list of what the file holds, and whether it is encrypted."""

    def __init__(self):
        """Nothing yet."""
        self.kinds: dict[str, str] = {}

    def start(self, tag, values):
        """One part."""
        if tag in ("encryption-data", "encrypted-key"):
            raise DeckRefused(why.ODP_LOCKED)
        if tag == "file-entry":
            self.kinds[values.get("full-path", "").rstrip("/")] = values.get("media-type", "")


class Harm(Words):
    """Refuses scripts, other programs' objects and what is fetched from elsewhere, in any part."""

    def __init__(self, found: Findings, kinds: dict[str, str]):
        """Links go into the findings."""
        self.found, self.kinds = found, kinds

    def start(self, tag, values):
        """One element."""
        if tag in ("event-listener", "script", "library-embedded", "library-linked"):
            self._script(tag, values)
        if tag in ("object-ole", "applet", "floating-frame"):
            raise DeckRefused(why.ODP_OBJECTS)
        to = values.get("href", "").strip()
        if to:
            self._link(tag, to)

    def _script(self, tag: str, values: dict) -> None:
        language = values.get("language", "").lower()
        # LibreOffice writes "go to the next page" as a listener of its own; that is no script.
        if tag == "event-listener" and language.endswith("starbasic") and not values.get("href", ""):
            language = "script"
        if tag != "event-listener" or "script" in language or values.get("href", "").startswith(
                ("vnd.sun.star.script", "macro:")):
            raise DeckRefused(why.ODP_SCRIPT)

    def _link(self, tag: str, to: str) -> None:
        outside = deck_links.is_file(to) or re.match(r"[a-z][a-z0-9+.-]*:", to.lower())
        if tag in FETCHED and outside:
            raise DeckRefused(why.ODP_OUTSIDE, to=deck_links.shown(to))
        if tag in ("object", "plugin"):
            self._object(tag, to)
        elif outside and (tag in ("a", "event-listener") or deck_links.is_file(to)):
            self.found.link(deck_links.check(to))
        elif outside:
            raise DeckRefused(why.ODP_OUTSIDE, to=deck_links.shown(to))

    def _object(self, tag: str, to: str) -> None:
        kind = self.kinds.get(to.removeprefix("./").rstrip("/"), "")
        if tag == "object" and not any(chart in kind for chart in CHARTS):
            raise DeckRefused(why.ODP_OBJECTS)


class Meta(Words):
    """Who wrote the presentation, when, and what they noted about it."""

    KINDS = {"initial-creator": "author", "creator": "changed_by", "printed-by": "changed_by",
             "creation-date": "times", "date": "times", "print-date": "times", "keyword": "keywords",
             "subject": "keywords", "description": "keywords", "user-defined": "custom",
             "editing-duration": "edited"}

    def __init__(self, found: Findings):
        """What is found goes into the findings."""
        self.found, self.kind, self.words, self.name = found, "", "", ""

    def start(self, tag, values):
        """One note."""
        self.kind, self.words, self.name = self.KINDS.get(tag, ""), "", values.get("name", "")

    def text(self, words):
        """Its words."""
        self.words += words

    def end(self, tag):
        """It ends."""
        if self.kind and self.words.strip():
            self.found.hide(self.kind, self.name if self.kind == "custom" else self.words)
        self.kind = ""


def look(packed: Zip) -> Findings:
    """Open an OpenDocument presentation. Raises DeckRefused."""
    names = packed.parts
    kind = packed.small("mimetype", 200).decode("utf-8", "replace").strip()
    if kind != MIMETYPE or "content.xml" not in names:
        raise DeckRefused(why.OTHER_OPEN_DOCUMENT)
    manifest = Manifest()
    if "META-INF/manifest.xml" in names:
        packed.read_xml("META-INF/manifest.xml", manifest)
    if any(name.startswith(("Basic/", "Scripts/", "Dialogs/")) for name in names):
        raise DeckRefused(why.MACROS)
    found = Findings(MIMETYPE, ".odp")
    packed.unpack()
    packed.look_for_strangers(set())
    _embedded(names, manifest.kinds)
    for name in names:
        if PARTS_READ.search(name):
            packed.read_xml(name, Harm(found, manifest.kinds))
        elif name.lower().endswith((".xml", ".rdf")):
            packed.read_xml(name, Words())
    if "meta.xml" in names:
        packed.read_xml("meta.xml", Meta(found))
    if "Thumbnails/thumbnail.png" in names:
        found.hide("thumbnail")
    styles = deck_pages.Styles()
    if "styles.xml" in names:
        packed.read_xml("styles.xml", styles)
    pages = deck_pages.Pages(styles)
    packed.read_xml("content.xml", pages)
    if not pages.found:
        raise DeckRefused(why.NO_PAGES)
    deck_pages.tell(pages, found)
    deck_photos.look(packed, "Pictures/", found)
    return found


def _embedded(names, kinds: dict[str, str]) -> None:
    """Objects within: charts alone, which LibreOffice draws itself; their tables stand on the slides."""
    for name in names:
        folder = name.partition("/")[0]
        if re.match(r"Object ", folder) and not any(chart in kinds.get(folder, "") for chart in CHARTS):
            raise DeckRefused(why.ODP_OBJECTS)
