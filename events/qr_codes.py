"""QR codes as SVG and PNG: black on white with the white border that scanners need, and no inline style."""

import io
from collections.abc import Iterator
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


def rows_of(words: str) -> list[list[bool]]:
    """The code as rows of dark (True) and light squares, its white border included: for paper."""
    return _code_of(words).get_matrix()


def svg_of(words: str, *, name: str) -> str:
    """An SVG picture that says `words` to a camera. `name` is its title; both are escaped or harmless there."""
    rows = rows_of(words)
    side = len(rows)
    path = "".join(f"M{place} {height}h{length}v1h-{length}z" for height, place, length in runs_of(rows))
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


def runs_of(rows: list[list[bool]]) -> Iterator[tuple[int, int, int]]:
    """(row, first square, length) of each dark run: a third of the size of a drawing square by square."""
    for height, row in enumerate(rows):
        place = 0
        for dark, run in groupby(row):
            length = len(list(run))
            if dark:
                yield height, place, length
            place += length
