"""QR codes as SVG: black on white with the white border that scanners need, and no inline style."""

from itertools import groupby

import qrcode
from qrcode.constants import ERROR_CORRECT_M

BORDER = 4  # modules of white on each side


def svg_of(words: str, *, name: str) -> str:
    """An SVG picture that says `words` to a camera. `name` is its title; both are escaped or harmless there."""
    code = qrcode.QRCode(border=BORDER, error_correction=ERROR_CORRECT_M)
    code.add_data(words)
    code.make(fit=True)
    rows = code.get_matrix()
    side = len(rows)
    path = "".join(_strokes(row, height) for height, row in enumerate(rows))
    title = name.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" shape-rendering="crispEdges" role="img">'
        f"<title>{title}</title>"
        f'<path fill="#fff" d="M0 0h{side}v{side}H0z"/><path fill="#000" d="{path}"/></svg>'
    )


def _strokes(row: list[bool], height: int) -> str:
    """One row's dark runs, each as one rectangle: a third of the size of a square for every module."""
    found, place = [], 0
    for dark, run in groupby(row):
        length = len(list(run))
        if dark:
            found.append(f"M{place} {height}h{length}v1h-{length}z")
        place += length
    return "".join(found)
