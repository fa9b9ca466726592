"""A photograph is made anew: upright, small, and with nothing in it but the picture."""

import io
import struct
import zlib

import pytest
from PIL import Image

from events.agenda import photographs

PLACE = {1: "N", 2: (54.0, 34.0, 12.0), 3: "W", 4: (1.0, 18.0, 55.0)}


def picture(kind="JPEG", size=(800, 600), *, exif=None, mode="RGB", **values) -> io.BytesIO:
    """A picture as a telephone hands it over."""
    out = io.BytesIO()
    image = Image.new(mode, size, "red" if mode == "RGB" else (255, 0, 0, 0))
    image.save(out, kind, **({"exif": exif} if exif else {}), **values)
    return out


def from_a_telephone(turned=1) -> io.BytesIO:
    """A JPEG that says where and with what it was taken, and that it is to be turned."""
    exif = Image.Exif()
    exif[0x0110], exif[0x0112] = "Telephone of Alison", turned
    exif.get_ifd(0x8825).update(PLACE)
    return picture(exif=exif)


def test_what_is_kept_says_neither_where_nor_with_what_it_was_taken():
    before = from_a_telephone()
    assert b"Telephone of Alison" in before.getvalue()
    kept = photographs.redrawn(before)
    assert b"Telephone" not in kept.content and b"Exif" not in kept.content
    opened = Image.open(io.BytesIO(kept.content))
    assert dict(opened.getexif()) == {} and not {"exif", "icc_profile", "comment"} & set(opened.info)


def test_a_picture_taken_sideways_stands_upright():
    kept = photographs.redrawn(from_a_telephone(turned=6))
    assert kept.width < kept.height


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_each_of_the_three_kinds_becomes_a_small_jpeg(kind):
    kept = photographs.redrawn(picture(kind, (4000, 3000)))
    assert (kept.width, kept.height) == (1200, 900) and kept.content.startswith(b"\xff\xd8")


def test_what_shows_through_is_white():
    kept = photographs.redrawn(picture("PNG", (200, 200), mode="RGBA"))
    assert Image.open(io.BytesIO(kept.content)).getpixel((100, 100)) == (255, 255, 255)


def bomb(width=60_000, height=60_000) -> io.BytesIO:
    """A PNG of a few hundred bytes that claims billions of pixels."""
    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return io.BytesIO(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 1000))
                      + chunk(b"IEND", b""))


def test_a_small_file_that_claims_billions_of_pixels_is_refused_before_it_is_unpacked():
    with pytest.raises(photographs.PhotographRefused) as refused:
        photographs.redrawn(bomb())
    assert "larger than any camera" in str(refused.value)


@pytest.mark.parametrize("content", [
    b"", b"these are words", b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>", b"%PDF-1.4",
    b"GIF89a" + b"\0" * 50, b"\xff\xd8\xff\xe0" + b"\0" * 40, bomb(400, 400).getvalue(),
    picture("TIFF", (300, 300)).getvalue(), picture("JPEG").getvalue()[:400],
], ids=["empty", "words", "svg", "pdf", "gif", "torn", "short", "tiff", "cut"])
def test_what_is_no_photograph_is_refused_with_what_to_do(content):
    with pytest.raises(photographs.PhotographRefused) as refused:
        photographs.redrawn(io.BytesIO(content))
    assert "JPEG, PNG or WebP" in str(refused.value)


def test_a_stamp_is_too_small():
    with pytest.raises(photographs.PhotographRefused) as refused:
        photographs.redrawn(picture(size=(64, 64)))
    assert "at least 160 pixels" in str(refused.value)


def test_what_is_both_a_picture_and_a_page_is_only_a_picture_afterwards():
    both = picture()
    both.seek(0, 2)
    both.write(b"<script>alert(1)</script>PK\x03\x04")
    assert b"<script>" not in photographs.redrawn(both).content
