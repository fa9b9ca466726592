"""Paper: what is printed can be read by another program, in every alphabet, and is the same each time."""

import itertools
import logging
from datetime import UTC, datetime

import pypdfium2
import pytest
import zxingcpp

from events import papers
from events.papers import Box, Paper

AT = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
LONG = "Llywelyn Gruffudd ap Rhydderch-Fotheringham-Cholmondeley of the Cwmystwyth Partnership for Young People"


@pytest.fixture(autouse=True)
def in_a_request(app):
    with app.test_request_context():
        yield


def paper(**values) -> Paper:
    return Paper("A register", at=AT, **values)


def words_of(made: Paper, page: int = 0) -> str:
    """What another program reads on a page."""
    return pypdfium2.PdfDocument(made.as_bytes())[page].get_textpage().get_text_range()


def pages_of(made: Paper) -> int:
    return len(pypdfium2.PdfDocument(made.as_bytes()))


def test_the_same_words_give_the_same_bytes():
    def made():
        sheet = paper(foot="The evening")
        sheet.heading("Guests")
        sheet.table(["Name", "Body"], [["Siân Llŷr", "Cyngor"], ["محمد", "Council"]])
        sheet.code("https://example.org/door/abc", side=30)
        return sheet.as_bytes()

    assert made() == made()


def test_a_paper_says_its_title_language_and_moment():
    sheet = paper(language="cy")
    sheet.paragraph("Croeso")
    made = sheet.as_bytes()
    assert b"/Lang (cy)" in made and b"/Title (A register)" in made and b"20261124090000" in made


def test_names_of_every_direction_are_read_back_by_another_program():
    sheet = paper()
    for name in ("Siân Llŷr Gruffŷdd", "محمد عبد الله", "Ελένη Παπαδοπούλου", "Zoë O’Neill"):
        sheet.paragraph(name)
    words = words_of(sheet)
    assert "Siân Llŷr Gruffŷdd" in words and "Ελένη Παπαδοπούλου" in words and "Zoë O’Neill" in words
    joined = "".join(words.split())
    assert any(form in joined for form in ("محمد", "دمحم", "ﻣﺤﻤﺪ", "ﺪﻤﺤﻣ"))


def test_a_code_on_paper_is_read_by_another_program():
    sheet = paper()
    sheet.code("https://example.org/door/Ab3-xyz", side=26, x=20, y=40)
    picture = pypdfium2.PdfDocument(sheet.as_bytes())[0].render(scale=3).to_pil()
    assert [code.text for code in zxingcpp.read_barcodes(picture)] == ["https://example.org/door/Ab3-xyz"]


def test_control_and_direction_marks_never_reach_the_paper():
    assert papers.clean("Ann\u202egro.live\u0000\u0085 Bell\ue000") == "Anngro.live Bell"
    assert papers.clean("نمی\u200cخواهم") == "نمی\u200cخواهم"


def test_letters_that_the_typeface_lacks_are_known_and_stay_out_of_the_log(caplog):
    assert papers.unwritten("王小明") and not papers.unwritten("محمد Siân")
    with caplog.at_level(logging.WARNING):
        sheet = paper()
        sheet.paragraph("王小明")
        sheet.as_bytes()
    assert caplog.records == []


def test_long_names_are_set_smaller_and_then_shortened_never_over_the_edge():
    sheet = paper()
    sheet.new_page()
    used = sheet.write_in(Box(20, 20, 80, 16), LONG, size=24, smallest=12, bold=True)
    assert used <= 16
    assert "…" in words_of(sheet)
    sheet = paper()
    sheet.new_page()
    sheet.write_in(Box(20, 20, 80, 40), LONG, size=24, smallest=10, bold=True)
    assert "Young People" in " ".join(words_of(sheet).split())


def test_an_address_too_long_for_a_line_is_divided_at_its_parts_and_no_word_within():
    made = paper()
    for width in (80, 100, 120):
        address = "slides.stockton-on-tees.example.gov.uk/events/evening-of-20-may/room"
        lines = [line.strip() for line in made.lines(address, width=width, size=18, bold=True)]
        assert "".join(lines) == address
        assert all(line[-1] == "/" or following[0] == "." for line, following in itertools.pairwise(lines)), lines


def test_a_table_says_its_heads_on_each_page_and_tears_no_row():
    sheet = paper(foot="The evening")
    sheet.table(["Name", "Count"], [[f"Guest {number}", "1"] for number in range(120)], right=[1])
    pages = pages_of(sheet)
    assert pages > 1
    for page in range(pages):
        words = " ".join(words_of(sheet, page).split())
        assert "Name" in words and f"Page {page + 1} of {pages}" in words


def test_labels_fill_a_page_before_the_next_begins():
    sheet = paper()
    boxes = list(sheet.labels(9, columns=2, rows=4))
    assert len({(box.x, box.y) for box in boxes[:8]}) == 8 and boxes[8] == boxes[0]
    assert pages_of(sheet) == 2


def test_a_paper_without_a_word_is_one_empty_page():
    assert pages_of(paper()) == 1
