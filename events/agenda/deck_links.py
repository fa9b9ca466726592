"""Where a link in a deck leads: to the web, which is told, or where nobody else can or should follow."""

import re

from events.agenda import deck_refusals as why
from events.agenda.deck_refusals import DeckRefused

SHOWN_SIGNS = 80


def shown(to: str) -> str:
    """A link's target, short enough for a sentence and without signs that would turn it round."""
    clean = "".join(sign for sign in to if sign.isprintable() and not 0x2028 <= ord(sign) <= 0x206F)
    return clean[:SHOWN_SIGNS]


def is_file(to: str) -> bool:
    """Whether a link's target is a file of a computer or of its network."""
    bare = to.strip().lower()
    return (bare.startswith(("file:", "\\\\", "//", "smb:", "../", "..\\", "/"))
            or re.match(r"[a-z]:[\\/]", bare) is not None)


def check(to: str) -> str:
    """The target of an ordinary link, if it is a web or email address. Raises DeckRefused for any other."""
    bare = to.strip()
    if is_file(bare):
        raise DeckRefused(why.OUTSIDE_FILE, to=shown(bare))
    if bare.lower().startswith(("http://", "https://", "mailto:", "tel:")):
        return bare
    scheme = re.match(r"[a-z][a-z0-9+.-]*:", bare.lower())
    if scheme:
        raise DeckRefused(why.OUTSIDE_ADDRESS, to=shown(bare))
    if re.search(r"\.\w{2,5}$", bare.split("#")[0]) and "/" not in bare and not bare.lower().startswith("www."):
        raise DeckRefused(why.OUTSIDE_FILE, to=shown(bare))  # a file beside the slides: report.xlsx
    return bare
