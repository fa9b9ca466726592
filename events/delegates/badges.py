"""Badges as QR codes: a picture for letters (PNG) and one for pages and paper (SVG)."""

import io

import qrcode
from qrcode.constants import ERROR_CORRECT_M

from events.agenda import qr_codes

QUIET = 4  # modules of white around the code: cameras want them


def png_of(words: str) -> bytes:
    """A PNG picture, black on white, that shows `words` (the badge's full address) as a QR code."""
    code = qrcode.QRCode(error_correction=ERROR_CORRECT_M, box_size=6, border=QUIET)
    code.add_data(words)
    code.make(fit=True)
    out = io.BytesIO()
    code.make_image().save(out, "PNG")
    return out.getvalue()


def svg_of(words: str, *, name: str) -> str:
    """The same as a drawing, sharp at any size on screen and paper. `name` is its title."""
    return qr_codes.svg_of(words, name=name)
