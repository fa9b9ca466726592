"""QR codes as pictures that any screen can enlarge: black on white, nothing else."""

import qrcode
from qrcode.constants import ERROR_CORRECT_M

QUIET = 3  # modules of white around the code, beside the page's own margin: scanners want four


def svg_of(words: str) -> str:
    """An SVG document that shows `words` (a full address) as a QR code."""
    code = qrcode.QRCode(error_correction=ERROR_CORRECT_M, border=QUIET)
    code.add_data(words)
    code.make(fit=True)
    rows = code.get_matrix()
    dots = "".join(
        f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, is_dark in enumerate(row) if is_dark
    )
    side = len(rows)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" shape-rendering="crispEdges">'
        f'<path fill="#fff" d="M0 0h{side}v{side}H0z"/><path d="{dots}"/></svg>'
    )
