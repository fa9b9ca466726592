"""The pages of an OpenDocument presentation as a reader of its elements sees them."""

import re

from events.agenda.deck_findings import USUAL_HEIGHT, Findings, is_small
from events.agenda.deck_zips import Words

POINTS = {"pt": 1.0, "in": 72.0, "cm": 72 / 2.54, "mm": 72 / 25.4, "px": 0.75}
FEET = ("footer", "header", "date-time", "page-number")


def points(written: str) -> float:
    """18pt, 0.5in and 1cm in points; 0 where it is something else."""
    found = re.fullmatch(r"([0-9.]+)(pt|in|cm|mm|px)", written.strip())
    try:
        return float(found[1]) * POINTS[found[2]] if found else 0.0
    except ValueError:
        return 0.0


class Styles(Words):
    """What styles say: sizes of letters, pages that are not shown, the height of a page."""

    def __init__(self):
        """Nothing yet."""
        self.sizes: dict[str, float] = {}
        self.hidden: set[str] = set()
        self.height = USUAL_HEIGHT
        self._style = ""

    def start(self, tag, values):
        """One style, or what it says."""
        if tag == "style":
            self._style = values.get("name", "")
        elif tag == "text-properties" and points(values.get("font-size", "")):
            self.sizes[self._style] = points(values["font-size"])
        elif tag == "drawing-page-properties" and values.get("visibility") == "hidden":
            self.hidden.add(self._style)
        elif tag == "page-layout-properties":
            self.height = points(values.get("page-height", "")) or self.height


class Page:
    """One page."""

    def __init__(self, style: str):
        """Nothing on it yet."""
        self.style, self.title, self.smallest, self.pictures_unsaid = style, "", 0.0, 0


class Pages(Styles):
    """All of them; the styles of the content stand before the pages."""

    def __init__(self, styles: Styles):
        """The styles of the whole file are known."""
        super().__init__()
        self.sizes, self.height = dict(styles.sizes), styles.height
        self.found: list[Page] = []
        self.notes = self.comments = 0
        self.commenters: list[str] = []
        self._open: list[tuple[str, float]] = []
        self._frame = ""
        self._pictured = self._said = False
        self._notes_words = ""

    def _inside(self, tag: str) -> bool:
        return any(tag == one for one, _ in self._open)

    def start(self, tag, values):
        """One element."""
        super().start(tag, values)
        size = self.sizes.get(values.get("style-name", ""), self._open[-1][1] if self._open else 0.0)
        self._open.append((tag, size if tag in ("span", "p", "h", "list") else self._open[-1][1] if self._open else 0))
        if tag == "page" and "style-name" in values:
            self.found.append(Page(values["style-name"]))
        elif tag == "frame":
            self._frame, self._pictured, self._said = values.get("class", ""), False, False
        elif tag == "image" and not self._inside("notes") and self._inside("frame"):
            self._pictured = True
        elif tag == "object":
            self._said = True  # a chart's picture stands in for it
        elif tag == "annotation":
            self.comments += 1

    def text(self, words):
        """Words."""
        if not words.strip() or not self.found:
            return
        tag, size = self._open[-1]
        page = self.found[-1]
        if self._inside("annotation"):
            self.commenters += [words.strip()] if tag == "creator" else []
        elif self._inside("notes"):
            self._notes_words += words if self._frame == "notes" else ""
        elif tag in ("title", "desc"):
            self._said = True
        elif tag in ("p", "h", "span", "a"):
            page.title += words if self._frame == "title" else ""
            if size and self._frame not in FEET:
                page.smallest = min(page.smallest or size, size)

    def end(self, tag):
        """It ends."""
        self._open.pop()
        if tag == "frame" and self.found:
            self.found[-1].pictures_unsaid += self._pictured and not self._said
            self._frame, self._pictured = "", False
        elif tag == "notes":
            self.notes += bool(self._notes_words.strip())
            self._notes_words = ""


def tell(pages: Pages, found: Findings) -> None:
    """Put what the pages hide and lack into the findings."""
    found.slides = len(pages.found)
    numbered = list(enumerate(pages.found, 1))
    hidden = [number for number, page in numbered if page.style in pages.hidden]
    if hidden:
        found.hide("hidden_slides", *map(str, hidden), count=len(hidden))
    if pages.notes:
        found.hide("notes", count=pages.notes)
    if pages.comments:
        found.hide("comments", count=pages.comments)
    if pages.commenters:
        found.hide("commenters", *pages.commenters, count=len(set(pages.commenters)))
    shown = [(number, page) for number, page in numbered if page.style not in pages.hidden]
    found.advise("no_title", [number for number, page in shown if not page.title.strip()])
    found.advise("no_alternative", [number for number, page in shown if page.pictures_unsaid])
    small = [(number, page.smallest) for number, page in shown if is_small(page.smallest, pages.height)]
    if small:
        found.advise("small_text", [number for number, _ in small], f"{min(size for _, size in small):g}")
