"""Where a photograph was taken: what cameras and telephones write into a picture's file."""

import io
import logging

from events.agenda.deck_findings import Findings
from events.agenda.deck_zips import Zip

JPEG = b"\xff\xd8\xff"
GPS = 0x8825
ORIENTATION = 0x0112
MOST_MEGABYTES = 30
logging.getLogger("PIL").setLevel(logging.ERROR)


def has_place(photo: bytes) -> bool:
    """Whether a JPEG picture says where it was taken."""
    if b"Exif\x00\x00" not in photo[:1 << 16]:
        return False
    from PIL import Image  # heavy, and most decks have no picture of a camera

    try:
        return bool(Image.open(io.BytesIO(photo)).getexif().get_ifd(GPS))
    except Exception:  # a picture that cannot be read tells nothing
        return False


def without_place(photo: bytes) -> bytes:
    """The same picture, to the last dot, without what the camera wrote beside it; the right way up as before."""
    from PIL import Image  # as above

    try:
        way = Image.open(io.BytesIO(photo)).getexif().get(ORIENTATION, 1)
    except Exception:  # as above
        way = 1
    kept, at = [photo[:2]], 2
    if way in range(2, 9):
        exif = Image.Exif()
        exif[ORIENTATION] = way
        words = exif.tobytes()
        words = words if words.startswith(b"Exif\0\0") else b"Exif\0\0" + words
        kept.append(b"\xff\xe1" + (len(words) + 2).to_bytes(2, "big") + words)
    while photo[at:at + 1] == b"\xff" and photo[at + 1] != 0xDA and at + 4 <= len(photo):
        length = int.from_bytes(photo[at + 2:at + 4], "big")
        if photo[at + 1] not in (0xE1, 0xED, 0xFE):  # Exif and XMP, Photoshop's notes, comments
            kept.append(photo[at:at + 2 + length])
        at += 2 + length
    return b"".join([*kept, photo[at:]])


def look(packed: Zip, folder: str, found: Findings) -> None:
    """Count the photographs of a deck that say where they were taken."""
    count = sum(
        has_place(packed.small(name, MOST_MEGABYTES * 1_000_000))
        for name, head in packed.heads.items()
        if name.startswith(folder) and head.startswith(JPEG)
        and packed.parts[name].file_size <= MOST_MEGABYTES * 1_000_000
    )
    if count:
        found.hide("places", count=count)


def is_thumbnail(name: str) -> bool:
    """Whether a part is a small picture of the first slide, which may show what the slides no longer do."""
    return name.lower().startswith(("docprops/thumbnail", "thumbnails/"))
