"""Drawing the pages of a PDF as pictures. Loaded by the process that does so and by nothing else."""

from pathlib import Path
from typing import BinaryIO

WIDTH = 960  # dots: readable on a page, and a third of a screen
QUALITY = 80
MOST_DOTS = 4_000_000


def write(stream: BinaryIO, folder: Path, *, most: int) -> int:
    """Write 1.jpg, 2.jpg … into a folder; how many."""
    import pypdfium2  # its library is large, and its one lock would hold up everything else in the service

    document = pypdfium2.PdfDocument(stream)
    count = min(len(document), most)
    for number in range(count):
        page = document[number]
        width, height = page.get_size()
        scale = WIDTH / max(width, 1)
        if width * height * scale * scale > MOST_DOTS:
            scale = (MOST_DOTS / (width * height)) ** 0.5
        drawn = page.render(scale=scale, may_draw_forms=False)
        drawn.to_pil().convert("RGB").save(folder / f"{number + 1}.jpg", "JPEG", quality=QUALITY, optimize=True)
        page.close()
    return count
