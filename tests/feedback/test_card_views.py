"""Cards printed and found again by their receipts: on paper, and on the page that a receipt opens."""

import re
import subprocess

import pypdfium2
import pytest

from events.database import db
from events.feedback import card_queries, queries
from tests.wanted import wanted


def cards_in(file: bytes) -> list[tuple[str, str]]:
    """(serial, receipt) of each card in a PDF file, in the order of its text."""
    words = " ".join(page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(file))
    serials = re.findall(r"\b[2-9ABDFGHJKMNRTWXYZ]{4}\b(?!-)(?<!-\w{4})", words)
    found = re.findall(r"\b[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}\b", words)
    return list(zip(serials, found, strict=True))


@pytest.fixture
def printed(make, reader):
    """An event, its organiser, and the file of seven cards that they printed."""
    event = make.event()
    desk = reader.signed_in(make.officer("organiser", on=event))
    page = desk.get("cards.print_cards", slug="evening")
    form = page.form("", place=1)
    answer = desk.client.post("/desk/events/evening/cards/print", data=form | {"count": "7"})
    assert answer.mimetype == "application/pdf"
    return event, desk, answer.data


def test_as_many_cards_as_asked_six_to_a_page_each_with_where_to_turn(printed):
    event, desk, file = printed
    document = pypdfium2.PdfDocument(file)
    assert len(document) == 2 and len(cards_in(file)) == 7
    words = " ".join(document[0].get_textpage().get_text_bounded().split())
    assert words.count("Ring 999.") == 6 and words.count("A moderator reads this first.") == 6
    assert card_queries.counts_of(event) == (7, 0)
    assert "7" in desk.get("cards.print_cards", slug="evening").find(class_="sd-figure").get_text()


def test_the_code_on_the_receipt_opens_the_page_that_says_what_became_of_it(printed, reader, tmp_path):
    event, desk, file = printed
    pypdfium2.PdfDocument(file)[0].render(scale=3).to_pil().save(tmp_path / "cards.png")
    run = subprocess.run([wanted("zbarimg"), "--quiet", "--raw", str(tmp_path / "cards.png")], text=True,
                         capture_output=True)
    ways = {way.rpartition("=")[2]: way for way in run.stdout.split()}
    assert set(ways) == {receipt for _serial, receipt in cards_in(file)[:6]}
    serial, receipt = cards_in(file)[0]
    path = ways[receipt].removeprefix("http://localhost")
    assert "has not been typed in yet" in reader.anybody().get(path).words
    page = desk.get("scribe.enter_card", slug="evening")
    desk.send(page, {"serial": f"q{serial.lower()}", "text": "More light?"}, place=1)
    assert [(r.ref, r.kind) for r in queries.waiting(event)] == [(serial, "question")]
    db.session.rollback()
    assert "More light?" in reader.anybody().get(path, follow=True).words


@pytest.mark.parametrize("count", ["0", "301", "many", ""])
def test_a_number_of_cards_that_cannot_be_is_refused_and_none_is_kept(make, reader, count):
    event = make.event()
    desk = reader.signed_in(make.officer("organiser", on=event))
    page = desk.get("cards.print_cards", slug="evening")
    refused = desk.send(page, {"count": count}, status=422, place=1)
    assert refused.errors and card_queries.counts_of(event) == (0, 0)
