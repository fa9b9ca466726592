"""A speaker's photograph: opened, checked and made anew, so that nothing of the file it came as is kept.

What a telephone writes beside a picture (the place, the day, the telephone) goes; so does whatever is
not a picture. The library is loaded with the first photograph: it costs memory that most processes never need.
"""

import io
import warnings
from dataclasses import dataclass
from typing import BinaryIO

from events.refusals import N_, Refusal

MOST_MEGABYTES = 15
MOST_PIXELS = 60_000_000  # more than any telephone takes; a file of a few bytes can claim more
LEAST, LARGEST = 160, 1200  # pixels on a side: of what is taken, and of what is kept
FORMATS = ("JPEG", "PNG", "WEBP")
MEDIA_TYPE, SUFFIX = "image/jpeg", ".jpg"
TOO_LARGE = N_("This picture is larger than any camera takes. Save it smaller and choose it again.")


class PhotographRefused(Refusal):
    """The file is no photograph that can be taken; the sentence says what to do."""

    sentence = N_("This is not a photograph that we can take. Choose a JPEG, PNG or WebP file.")
    status = 415
    field = "photograph"


@dataclass(frozen=True)
class Picture:
    """A photograph as it is kept: its bytes and its size in pixels."""

    content: bytes
    width: int
    height: int


def redrawn(stream: BinaryIO) -> Picture:
    """Open a photograph and make it anew: upright, no larger than needed, nothing in it but the picture.

    Raises PhotographRefused.
    """
    from PIL import Image, ImageOps  # costs memory that most processes never need

    stream.seek(0)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of the library's own limit: ours is lower, and said below
            with Image.open(stream, formats=FORMATS) as opened:
                _check_size(*opened.size)
                opened.draft("RGB", (LARGEST * 2, LARGEST * 2))  # a large JPEG is read at a fraction of its size
                upright = ImageOps.exif_transpose(opened)
                upright.thumbnail((LARGEST, LARGEST))
                plain = Image.new("RGB", upright.size, "white")
                seen = upright.convert("RGBA")
                plain.paste(seen, mask=seen.getchannel("A"))
    except PhotographRefused:
        raise
    except Image.DecompressionBombError as error:  # the library stops before we look where the claim is wild
        raise PhotographRefused(TOO_LARGE) from error
    except Exception as error:  # whatever the library raises on a file that is broken, or made to break it
        raise PhotographRefused() from error
    out = io.BytesIO()
    plain.save(out, "JPEG", quality=85, optimize=True)
    return Picture(out.getvalue(), *plain.size)


def _check_size(width: int, height: int) -> None:
    if width * height > MOST_PIXELS:
        raise PhotographRefused(TOO_LARGE)
    if min(width, height) < LEAST:
        raise PhotographRefused(
            N_("This picture is too small to be recognised: at least %(least)s pixels on each side are needed."),
            least=LEAST)
