"""What is asked of the list of remarks: filters that stand in the address, alike for the page and for a file."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

WORDS = ("state", "item", "channel", "kind", "disposition", "partnership", "language", "q")
LONGEST = 160
MOST = 100_000_000  # a theme's key is no larger


@dataclass(frozen=True)
class Filter:
    """Which remarks are asked for; an empty word asks for any.

    `item` is an agenda item's key, or "none"; `disposition` a value of Disposition, or "none"; `theme` a theme's
    key, or 0 for those without one; `q` words to find in the text, its translation or the ref. `partnership` finds
    those alone that show it.
    """

    state: str = ""
    item: str = ""
    channel: str = ""
    kind: str = ""
    disposition: str = ""
    partnership: str = ""
    language: str = ""
    q: str = ""
    theme: int | None = None

    def in_address(self) -> dict[str, Any]:
        """What stands in the address: nothing of what is not asked."""
        return {name: str(value) for name, value in asdict(self).items() if value not in ("", None)}


def read(asked: Mapping[str, str]) -> Filter:
    """The filter that an address asks for; what cannot be one is left out."""
    theme = asked.get("theme", "")
    known = theme.isascii() and theme.isdigit() and len(theme) < 10 and int(theme) < MOST
    words = {name: asked.get(name, "").strip()[:LONGEST] for name in WORDS}
    return Filter(**words, theme=int(theme) if known else None)
