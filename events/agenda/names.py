"""Short names for addresses and files, made from people's words."""

import re
import unicodedata
from collections.abc import Collection

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
NOT_FREE = frozenset({"new"})  # /desk/events/new is a page


def short_name(words: str, *, most: int = 60) -> str:
    """Words as a part of an address: lower case, plain letters, hyphens. Empty where nothing is left."""
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:most].strip("-")


def free_name(words: str, taken: Collection[str], *, otherwise: str, most: int = 60) -> str:
    """A short name that is not taken yet; `otherwise` where the words give none (another script)."""
    wanted = short_name(words, most=most - 4) or otherwise
    number, name = 2, wanted
    while name in taken:
        name, number = f"{wanted}-{number}", number + 1
    return name
