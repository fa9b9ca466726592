"""Decks that real programs wrote are taken, and their pages are drawn as pictures."""

import io

import pytest
from PIL import Image

from events import files
from events.agenda import decks, picturing, slide_queries
from events.database import db, unit_of_work
from tests.agenda import real_decks, slides
from tests.agenda.deck_stand import act, do_jobs, fresh, hand_in
from tests.wanted import wanted


@pytest.fixture
def speaker(make):
    """A speaker of an evening."""
    return make.speaker(make.event(), "Ann Lee")


WRITTEN = {
    "python-pptx": lambda folder: real_decks.powerpoint(),
    "PptxGenJS": real_decks.generated,
    "LibreOffice, as .odp": lambda folder: real_decks.by_office(folder, real_decks.powerpoint(), ".pptx", "odp"),
    "LibreOffice, as .pdf": lambda folder: real_decks.by_office(folder, real_decks.powerpoint(), ".pptx", "pdf"),
    "LibreOffice, as .pptx": lambda folder: real_decks.by_office(folder, real_decks.powerpoint(), ".pptx", "pptx"),
}


@pytest.mark.parametrize("program", WRITTEN)
def test_what_real_programs_write_is_taken_and_its_pages_are_drawn(program, speaker, tmp_path):
    deck = hand_in(speaker, WRITTEN[program](tmp_path))
    assert deck.state == "received"
    if deck.suffix != ".pdf":
        wanted("loimpress")
    assert slide_queries.check_of(deck).pictures == "waiting"
    do_jobs()
    pictures = slide_queries.pictures_of(fresh(deck))
    assert slide_queries.check_of(deck).pictures == "drawn"
    assert [one.number for one in pictures] == list(range(1, deck.facts["slides"] + 1))
    for one in pictures:
        drawn = Image.open(files.path_of(one.file_key))
        assert drawn.format == "JPEG" and drawn.width == 960 and drawn.height > 500


def test_a_pdf_is_drawn_without_any_office(speaker, monkeypatch):
    monkeypatch.setenv("PATH", "")
    deck = hand_in(speaker, slides.PDF, "talk.pdf")
    do_jobs()
    assert len(slide_queries.pictures_of(fresh(deck))) == 1


def test_without_an_office_a_powerpoint_file_is_taken_and_has_no_pictures(speaker, monkeypatch):
    deck = hand_in(speaker, slides.pptx())
    monkeypatch.setenv("PATH", "")
    do_jobs()
    assert fresh(deck).state == "received" and slide_queries.check_of(deck).pictures == "no office"


def test_what_cannot_be_drawn_is_no_fault_of_the_slides(speaker):
    deck = hand_in(speaker, slides.PDF)
    files.path_of(deck.file_key).write_bytes(b"%PDF-1.4 no longer")
    do_jobs()
    assert fresh(deck).state == "received" and slide_queries.check_of(deck).pictures == "failed"
    assert slide_queries.pictures_of(deck) == []


def test_pictures_of_a_deck_that_was_replaced_meanwhile_are_not_kept(app, speaker):
    first = hand_in(speaker, slides.PDF)
    hand_in(speaker, slides.PDF)
    do_jobs()
    assert slide_queries.pictures_of(fresh(first)) == []
    folder = files.path_of("a").parent
    assert len([path for path in folder.iterdir() if path.is_file()]) == 3  # two decks, one picture


def test_drawing_again_replaces_the_pictures(speaker):
    deck = hand_in(speaker, slides.PDF)
    do_jobs()
    old = [one.file_key for one in slide_queries.pictures_of(fresh(deck))]
    with unit_of_work():
        picturing.order(slide_queries.check_of(db.session.get(type(deck), deck.id)), by="command")
    do_jobs()
    new = [one.file_key for one in slide_queries.pictures_of(fresh(deck))]
    assert len(new) == 1 and new != old and not files.path_of(old[0]).exists()


def test_a_page_of_many_dots_is_drawn_small(speaker):
    deck = hand_in(speaker, slides.pdf(size=b"0 0 14400 10"))
    do_jobs()
    [one] = slide_queries.pictures_of(fresh(deck))
    assert Image.open(files.path_of(one.file_key)).size[0] == 960
    act(lambda deck, by: picturing.drop(deck), deck)
    assert decks.recognise(io.BytesIO(slides.PDF)).suffix == ".pdf"
