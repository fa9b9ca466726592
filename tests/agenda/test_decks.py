"""What a handed-in file is, told by opening it."""

import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from events.agenda import decks
from tests.agenda import slides


def recognise(content: bytes) -> decks.Recognised:
    """Recognise some bytes."""
    return decks.recognise(io.BytesIO(content))


@pytest.mark.parametrize(("content", "suffix"), [
    (slides.PDF, ".pdf"), (slides.pptx(), ".pptx"), (slides.odp(), ".odp"), (b"\n\n" + slides.PDF, ".pdf"),
])
def test_slides_of_the_three_kinds_are_taken(content, suffix):
    assert recognise(content).suffix == suffix


def test_the_number_of_slides_is_told_where_it_can_be():
    assert recognise(slides.pptx(slides=12)).facts == {"slides": 12}


def locked() -> bytes:
    """A ZIP file whose parts say that they have a password."""
    content = bytearray(slides.pptx())
    with zipfile.ZipFile(io.BytesIO(bytes(content))) as archive:
        start = archive.start_dir
    content[start + 8] |= 1
    return bytes(content)


@pytest.mark.parametrize(("content", "says"), [
    (b"", "empty"),
    (b"hello, these are my slides", "not slides that we can take"),
    (b"<html><script>alert(1)</script>", "not slides that we can take"),
    (b"MZ\x90\x00", "not slides that we can take"),
    (slides.PDF[:-8], "breaks off"),
    (decks.OLD_OFFICE + b"x" * 600, "older PowerPoint"),
    (slides.pptx(**{"ppt/vbaProject.bin": "x"}), "macros"),
    (slides.pptx(main="application/vnd.ms-powerpoint.presentation.macroEnabled.main+xml"), "macros"),
    (slides.pptx(main=slides.MAIN.replace("presentation.main", "slideshow.main")), ".ppsx"),
    (slides.pptx(main=slides.MAIN.replace("presentation", "wordprocessing")), "not slides"),
    (slides.odp("application/vnd.oasis.opendocument.text"), "not slides"),
    (slides.odp(**{"Basic/Standard/Module1.xml": "x"}), "macros"),
    (slides.packed({"a.txt": "hello"}), "not slides"),
    (slides.pptx()[:-30], "damaged"),
    (locked(), "password"),
    (slides.packed({"[Content_Types].xml": " " * 3_000_000, "ppt/presentation.xml": ""}), "not slides"),
])
def test_anything_else_is_refused_with_what_to_do(content, says):
    with pytest.raises(decks.DeckRefused) as refused:
        recognise(content)
    assert says in str(refused.value)
    assert (refused.value.status, refused.value.field) == (415, "slides")


def test_the_stream_is_left_at_its_beginning():
    for content in (slides.PDF, slides.pptx(), b"no slides"):
        stream = io.BytesIO(content)
        try:
            decks.recognise(stream)
        except decks.DeckRefused:
            pass
        assert stream.tell() == 0 and not stream.closed


@settings(deadline=None)  # what looks like a deck is opened by a process of its own
@given(st.binary(max_size=400).map(lambda tail: b"PK\x03\x04" + tail) | st.binary(max_size=200)
       | st.integers(0, len(slides.pptx()) - 1).map(lambda n: slides.pptx()[:n] + b"\xff" + slides.pptx()[n + 1:]))
def test_whatever_is_sent_it_is_taken_or_refused_and_nothing_else(content):
    try:
        assert recognise(content).suffix in (".pdf", ".pptx", ".odp")
    except decks.DeckRefused:
        pass
