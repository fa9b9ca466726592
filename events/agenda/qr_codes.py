"""QR codes as SVG and PNG: black on white with the white border that scanners need, and no inline style."""

import io
from itertools import groupby

import qrcode
from qrcode.constants import ERROR_CORRECT_M

BORDER = 4  # modules of white on each side
# One of the eight patterns for all: trying each to choose takes most of the time, and any of them is read.
PATTERN = 2


def _code_of(words: str) -> qrcode.QRCode:
    code = qrcode.QRCode(border=BORDER, error_correction=ERROR_CORRECT_M, box_size=6, mask_pattern=PATTERN)
    code.add_data(words)
    code.make(fit=True)
    return code


def svg_of(words: str, *, name: str) -> str:
    """An SVG picture that says `words` to a camera. `name` is its title; both are escaped or harmless there."""
    rows = _code_of(words).get_matrix()
    side = len(rows)
    path = "".join(_strokes(row, height) for height, row in enumerate(rows))
    title = name.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" shape-rendering="crispEdges" role="img">'
        f"<title>{title}</title>"
        f'<path fill="#fff" d="M0 0h{side}v{side}H0z"/><path fill="#000" d="{path}"/></svg>'
    )


def png_of(words: str) -> bytes:
    """A PNG picture that says `words` to a camera: for letters, where SVG is not shown."""
    out = io.BytesIO()
    _code_of(words).make_image().save(out, "PNG")
    return out.getvalue()


def _strokes(row: list[bool], height: int) -> str:
    """One row's dark runs, each as one rectangle: a third of the size of a square for every module."""
    found, place = [], 0
    for dark, run in groupby(row):
        length = len(list(run))
        if dark:
            found.append(f"M{place} {height}h{length}v1h-{length}z")
        place += length
    return "".join(found)
