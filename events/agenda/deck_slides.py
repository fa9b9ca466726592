"""The slides of a PowerPoint file as a reader of their elements sees them: titles, pictures, sizes of letters."""

import re

from events.agenda.deck_findings import USUAL_HEIGHT, Findings, is_small
from events.agenda.deck_zips import Words

EMU_IN_A_POINT = 12_700
TITLES = {"title", "ctrTitle"}


class Order(Words):
    """The order of the slides, and how high they are."""

    def __init__(self):
        """Nothing yet."""
        self.keys: list[str] = []
        self.height = USUAL_HEIGHT

    def start(self, tag, values):
        """A slide's place, or the slides' size."""
        if tag == "sldId":
            self.keys.append(values.get("r:id", ""))
        elif tag == "sldSz" and values.get("cy", "").isdigit():
            self.height = int(values["cy"]) / EMU_IN_A_POINT or USUAL_HEIGHT


class Slide(Words):
    """One slide."""

    def __init__(self, height: float):
        """Nothing yet."""
        self.height, self.is_hidden = height, False
        self.title, self.body_words, self.smallest = "", "", 0.0
        self.pictures_unsaid = 0
        self._kind, self._size, self._scale = "", 0.0, 1.0
        self._in_words, self._described, self._in_picture = False, True, False

    def start(self, tag, values):
        """An element begins."""
        if tag == "sld":
            self.is_hidden = values.get("show") in ("0", "false")
        elif tag == "sp":
            self._kind, self._scale = "", 1.0
        elif tag == "ph":
            self._kind = values.get("type", "body")
        elif tag == "normAutofit":
            self._scale = _share(values.get("fontScale", "100000"))
        elif tag == "pic":
            self._in_picture, self._described = True, False
        elif tag == "cNvPr" and self._in_picture:
            said = values.get("descr", "").strip() or values.get("title", "").strip()
            # Some programs write the picture's file name there, which tells nobody anything.
            self._described = bool(said) and not re.fullmatch(r"\S+\.(png|jpe?g|gif|svg|emf|wmf|bmp)", said, re.I)
        elif tag == "decorative" and values.get("val", "1") not in ("0", "false"):
            self._described = True
        elif tag == "r":
            self._size = 0.0
        elif tag == "rPr" and values.get("sz", "").isdigit():
            self._size = int(values["sz"]) / 100
        elif tag == "t":
            self._in_words = True

    def text(self, words):
        """Words of a run."""
        if not self._in_words or not words.strip():
            return
        if self._kind in TITLES:
            self.title += words
        elif self._kind == "body":
            self.body_words = (self.body_words + words)[:500]
        if self._size and self._kind not in ("sldNum", "dt", "ftr"):  # numbers, dates and feet may be small
            size = self._size * self._scale
            self.smallest = min(self.smallest or size, size)

    def end(self, tag):
        """An element ends."""
        if tag == "t":
            self._in_words = False
        elif tag == "pic":
            self.pictures_unsaid += not self._described
            self._in_picture = False


def _share(words: str) -> float:
    """80000 and 80% are four fifths."""
    digits = words.rstrip("%")
    try:
        return float(digits) / (100 if words.endswith("%") else 100_000)
    except ValueError:
        return 1.0


def advise(slides: list[Slide], found: Findings) -> None:
    """Put what the slides of one deck lack into the findings."""
    numbered = list(enumerate(slides, 1))
    hidden = [number for number, slide in numbered if slide.is_hidden]
    if hidden:
        found.hide("hidden_slides", *map(str, hidden), count=len(hidden))
    shown = [(number, slide) for number, slide in numbered if not slide.is_hidden]
    found.advise("no_title", [number for number, slide in shown if not slide.title.strip()])
    found.advise("no_alternative", [number for number, slide in shown if slide.pictures_unsaid])
    small = [(number, slide.smallest) for number, slide in shown if is_small(slide.smallest, slide.height)]
    if small:
        found.advise("small_text", [number for number, _ in small], f"{min(size for _, size in small):g}")
