"""Badges as QR codes: a picture for letters (PNG) and one for pages and paper (SVG)."""

from events import qr_codes


def png_of(words: str) -> bytes:
    """A picture of the badge; `words` is its full address."""
    return qr_codes.png_of(words)


def svg_of(words: str, *, name: str) -> str:
    """The same as a drawing, sharp at any size on screen and paper. `name` is its title."""
    return qr_codes.svg_of(words, name=name)
