"""What stands in a PowerPoint file (.pptx): what it must not hold, what nobody sees, what could be better."""

import posixpath
import re
from xml.parsers.expat import ExpatError

from events.agenda import deck_links, deck_photos, deck_slides
from events.agenda import deck_refusals as why
from events.agenda.deck_findings import Findings
from events.agenda.deck_refusals import DeckRefused
from events.agenda.deck_zips import Words, Zip

MAIN = "presentationml.presentation.main"
MEDIA = ("/image", "/video", "/audio", "/media", "/svgimage")
DOCUMENTS = re.compile(r"\.(xls|doc|ppt|od[tsp])[xmb]?$", re.I)
A_LOT_OF_FILM = 50_000_000


class Relationships(Words):
    """What one part of the file leads to: (key, kind, target, whether outside)."""

    def __init__(self):
        """Nothing yet."""
        self.found: list[tuple[str, str, str, bool]] = []

    def start(self, tag, values):
        """One relationship."""
        if tag == "Relationship":
            outside = values.get("TargetMode", "").strip().lower() == "external"
            target = values.get("Target", "")
            # What names an address leads outside, whatever it calls itself.
            outside = outside or bool(re.match(r"[a-z][a-z0-9+.-]+:|\\\\|//", target.strip(), re.I))
            self.found.append((values.get("Id", ""), values.get("Type", ""), target, outside))


class Gathered(Words):
    """The words within elements of some names, the last of each (a property stands once)."""

    def __init__(self):
        """Nothing yet."""
        self.found: dict[str, str] = {}
        self.names: list[dict] = []
        self.open: list[str] = []

    def start(self, tag, values):
        """An element begins."""
        self.open.append(tag)
        self.names.append({"tag": tag} | values) if len(self.names) < 5_000 else None

    def text(self, words):
        """Its words."""
        self.found[self.open[-1]] = (self.found.get(self.open[-1], "") + words)[:500]

    def end(self, tag):
        """It ends."""
        self.open.pop()


def look(packed: Zip) -> Findings:
    """Open a PowerPoint file. Raises DeckRefused."""
    names = packed.parts
    found = Findings("application/vnd.openxmlformats-officedocument.presentationml.presentation", ".pptx")
    _kind(packed)
    packed.unpack()
    related = {}
    for name in names:
        if name.lower().endswith(".rels"):
            reader = Relationships()
            packed.read_xml(name, reader)
            related[_owner(name)] = reader.found
    for owner, rows in related.items():
        for _, kind, target, outside in rows:
            _relationship(owner, kind, target, outside, found)
    workbooks = _embedded(packed, related)
    packed.look_for_strangers(workbooks)
    if workbooks:
        found.hide("tables", count=len(workbooks))
    _pages(packed, related, found)
    _properties(packed, found)
    _comments(packed, found)
    deck_photos.look(packed, "ppt/media/", found)
    film = sum(info.file_size for name, info in names.items()
               if re.search(r"\.(mp4|m4v|mov|avi|wmv|mp3|wav|m4a|mpe?g)$", name, re.I))
    if film > A_LOT_OF_FILM:
        found.advise("film", [], str(round(film / 1_000_000)))
    return found


def _owner(name: str) -> str:
    folder, file = posixpath.split(name)
    return posixpath.join(posixpath.dirname(folder), file[:-len(".rels")])


def _kind(packed: Zip) -> None:
    reader = Gathered()
    try:
        packed.read_xml("[Content_Types].xml", reader)
    except ExpatError as error:  # a list of contents that is none
        raise DeckRefused() from error
    kinds = " ".join(row.get("ContentType", "") for row in reader.names).lower()
    names = " ".join(packed.parts).lower()
    if "macroenabled" in kinds or "vbaproject" in kinds:
        raise DeckRefused(why.MACROS)
    if "vbaproject" in names or "vbadata" in names:
        raise DeckRefused(why.MACRO_PART)
    if "wordprocessingml.document.main" in kinds:
        raise DeckRefused(why.WORD_FILE)
    if "spreadsheetml.sheet.main" in kinds:
        raise DeckRefused(why.TABLES)
    if "presentationml.slideshow.main" in kinds:
        raise DeckRefused(why.SHOW)
    if MAIN not in kinds or "ppt/presentation.xml" not in packed.parts:
        raise DeckRefused()
    if "activex" in names or "ctrlprops" in names or "activex" in kinds:
        raise DeckRefused(why.CONTROLS)


def _relationship(owner: str, kind: str, target: str, outside: bool, found: Findings) -> None:
    last = "/" + kind.rpartition("/")[2].lower()
    if last in ("/control", "/activexcontrolbinary", "/ctrlprop"):
        raise DeckRefused(why.CONTROLS)
    if last == "/vbaproject":
        raise DeckRefused(why.MACRO_PART)
    if not outside:
        if last == "/oleobject":
            raise DeckRefused(why.OBJECTS)
        return
    bare = target.strip()
    if last == "/hyperlink":
        found.link(deck_links.check(bare))
    elif last in ("/attachedtemplate", "/slidemaster", "/slidelayout", "/theme", "/settings", "/frame", "/subdocument"):
        raise DeckRefused(why.OUTSIDE_TEMPLATE, to=deck_links.shown(bare))
    elif last in ("/oleobject", "/package", "/externallink", "/externallinkpath"):
        raise DeckRefused(why.OUTSIDE_OBJECT, to=deck_links.shown(bare))
    elif last in MEDIA and not deck_links.is_file(bare):
        raise DeckRefused(why.OUTSIDE_MEDIA, to=deck_links.shown(bare))
    elif deck_links.is_file(bare):
        raise DeckRefused(why.OUTSIDE_FILE, to=deck_links.shown(bare))
    else:
        raise DeckRefused(why.OUTSIDE_MEDIA, to=deck_links.shown(bare))


def _embedded(packed: Zip, related: dict) -> set[str]:
    """The tables behind charts, which programs put there by themselves; any other embedded document is refused."""
    charts = set()
    for owner, rows in related.items():
        if "/charts/" in f"/{owner}":
            charts |= {posixpath.normpath(posixpath.join(posixpath.dirname(owner), target)).lstrip("/")
                       for _, kind, target, outside in rows if kind.endswith("/package") and not outside}
    for name in packed.parts:
        if name.endswith("/") or "/embeddings/" not in f"/{name}".lower():
            continue
        if not packed.heads.get(name, b"").startswith(b"PK\x03\x04"):
            raise DeckRefused(why.OBJECTS)
        if name not in charts or not name.lower().endswith(".xlsx"):
            raise DeckRefused(why.PACKAGES)
        _workbook(packed, name)
    return {name for name in charts if name in packed.parts}


def _workbook(packed: Zip, name: str) -> None:
    """The table behind a chart is opened like a deck: no macros, nothing from elsewhere, nothing within."""
    import io  # only where a deck has charts

    inner = Zip(io.BytesIO(packed.small(name, 20_000_000)))
    inner.unpack()
    inner.look_for_strangers(set())
    names = " ".join(inner.parts).lower()
    if "vbaproject" in names or "externallinks/" in names or "embeddings/" in names or "activex" in names:
        raise DeckRefused(why.PACKAGES)
    for part in inner.parts:
        if part.lower().endswith((".xml", ".rels")):
            reader = Relationships()
            inner.read_xml(part, reader)
            if any(outside for *_, outside in reader.found):
                raise DeckRefused(why.PACKAGES)


def _pages(packed: Zip, related: dict, found: Findings) -> None:
    order = deck_slides.Order()
    packed.read_xml("ppt/presentation.xml", order)
    targets = {key: _target("ppt/presentation.xml", target) for key, kind, target, _ in
               related.get("ppt/presentation.xml", []) if kind.endswith("/slide")}
    pages = [targets[key] for key in order.keys if targets.get(key) in packed.parts]
    if not pages:  # a file that lists none still shows what it has
        pages = sorted((name for name in packed.parts if re.fullmatch(r"ppt/slides/slide\d+\.xml", name)),
                       key=lambda name: int(re.sub(r"\D", "", name)))
    if not pages:
        raise DeckRefused(why.NO_PAGES)
    found.slides = len(pages)
    slides = []
    for name in pages:
        slide = deck_slides.Slide(order.height)
        packed.read_xml(name, slide)
        slides.append(slide)
    deck_slides.advise(slides, found)
    notes = 0
    for name in packed.parts:
        if re.fullmatch(r"ppt/notesSlides/[^/]+\.xml", name):
            note = deck_slides.Slide(order.height)
            packed.read_xml(name, note)
            notes += bool(note.body_words.strip())
    if notes:
        found.hide("notes", count=notes)
    _shapes_alone(packed, set(pages))


def _target(owner: str, target: str) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(owner), target)).lstrip("/")


def _shapes_alone(packed: Zip, read: set[str]) -> None:
    """Every other part that says it is XML, read for its shape: a DTD or a tower of elements is nowhere."""
    for name in packed.parts:
        if name not in read and name.lower().endswith((".xml", ".vml", ".rels")):
            packed.read_xml(name, Words())


def _properties(packed: Zip, found: Findings) -> None:
    said: dict[str, str] = {}
    custom: list[str] = []
    for name in packed.parts:
        if name.lower().startswith("docprops/") and name.lower().endswith(".xml"):
            reader = Gathered()
            packed.read_xml(name, reader)
            custom += [row["name"] for row in reader.names if row["tag"] == "property" and row.get("name")]
            if not name.lower().endswith("custom.xml"):
                said |= reader.found
        if re.match(r"docprops/thumbnail", name, re.I):
            found.hide("thumbnail")
    for tag, kind in (("creator", "author"), ("lastModifiedBy", "changed_by"), ("Company", "company"),
                      ("Manager", "company"), ("created", "times"), ("modified", "times"), ("keywords", "keywords"),
                      ("subject", "keywords"), ("description", "keywords"), ("category", "keywords")):
        if said.get(tag, "").strip():
            found.hide(kind, said[tag])
    if said.get("TotalTime", "0").strip() not in ("", "0"):
        found.hide("edited", said["TotalTime"])
    if custom:
        found.hide("custom", *custom, count=len(custom))
    data = [name for name in packed.parts if re.fullmatch(r"customXml/item\d+\.xml", name, re.I)]
    if data:
        found.hide("custom", count=len(data))


def _comments(packed: Zip, found: Findings) -> None:
    for name in packed.parts:
        low = name.lower()
        if not low.endswith(".xml") or not low.startswith("ppt/"):
            continue
        if "comment" in low or low == "ppt/authors.xml" or "/changesinfos/" in low:
            reader = Gathered()
            packed.read_xml(name, reader)
            people = [row["name"] for row in reader.names
                      if row["tag"] in ("cmAuthor", "author", "chgInfo", "cmLst") and row.get("name")]
            count = sum(row["tag"] in ("cm", "reply") for row in reader.names)
            if "/changesinfos/" in low:
                found.hide("changes", *people)
            elif people:
                found.hide("commenters", *people, count=len(people))
            if count:
                found.hide("comments", count=count)
