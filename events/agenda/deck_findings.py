"""What the opening of a deck finds: links, data that nobody sees on the slides, and advice for the speaker.

Plain values, because they travel from the process that opened the deck and are kept with it.
"""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field

MOST_NAMED = 40
MOST_SIGNS = 200
SMALL_POINTS = 18  # on a slide of the usual height (7.5 inches), read from the back of a hall
USUAL_HEIGHT = 540.0  # points


@dataclass
class Findings:
    """What was found in one deck."""

    media_type: str = ""
    suffix: str = ""
    slides: int = 0
    links: list[str] = field(default_factory=list)
    hidden: dict[str, dict] = field(default_factory=dict)  # kind -> {"count": 3, "words": ["Ann Lee"]}
    advice: dict[str, dict] = field(default_factory=dict)  # kind -> {"pages": [3, 4], "words": ["12"]}

    def link(self, to: str) -> None:
        """A web or email address that a slide leads to."""
        if to not in self.links and len(self.links) < MOST_NAMED:
            self.links.append(to[:MOST_SIGNS])

    def hide(self, kind: str, *words: str, count: int = 1) -> None:
        """Something that a reader does not see on the slides."""
        kept = self.hidden.setdefault(kind, {"count": 0, "words": []})
        kept["count"] += count
        for said in words:
            said = " ".join(said.split())[:MOST_SIGNS]
            if said and said not in kept["words"] and len(kept["words"]) < MOST_NAMED:
                kept["words"].append(said)

    def advise(self, kind: str, pages: Iterable[int], *words: str) -> None:
        """Something that the speaker may like to better, and on which pages."""
        pages = sorted(set(pages))[:MOST_NAMED]
        if pages or words:
            self.advice[kind] = {"pages": pages, "words": list(words)}

    def as_facts(self) -> dict:
        """As plain values."""
        return asdict(self)


def is_small(points: float, page_height: float) -> bool:
    """Whether letters of so many points are hard to read once a page of that height fills the screen."""
    return 0 < points * USUAL_HEIGHT / (page_height or USUAL_HEIGHT) < SMALL_POINTS - 0.05
