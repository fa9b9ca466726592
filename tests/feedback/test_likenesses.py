"""Remarks that say nearly the same stand together, and quickly so."""

import random
import time
import unicodedata

from events.feedback.likenesses import groups
from tests.rules.reading import ROOT


def test_a_question_asked_thrice_is_one_group_led_by_the_first():
    texts = [
        ("C-1", "Why was there no prayer room?"), ("C-2", "Is the hall open to all?"),
        ("C-3", "Why is there no prayer room?"), ("C-4", "WHY WAS THERE NO PRAYER ROOM"), ("C-5", ""), ("C-6", "?!"),
    ]
    assert groups(texts) == [["C-1", "C-3", "C-4"]]


def test_the_largest_group_stands_first_and_every_remark_in_one_at_most():
    texts = [("a", "Two alike here"), ("b", "Two alike here!"), *((n, "Three of these, all the same") for n in "cde")]
    found = groups(texts)
    assert found == [["c", "d", "e"], ["a", "b"]]


def test_any_script_and_any_way_to_write_an_accent():
    urdu = "ہمارے محلے کی عورتیں اس بارے میں کیا سوچتی ہیں"
    composed = "Où est la salle de prière à côté de l'entrée?"
    texts = [(1, urdu), (2, urdu + "؟"), (3, composed), (4, unicodedata.normalize("NFD", composed))]
    assert groups(texts) == [[1, 2], [3, 4]]


def test_two_thousand_remarks_are_grouped_while_a_page_is_waited_for():
    chance = random.Random(7)
    words = (ROOT / "example" / "stockton-report-2009.txt").read_text("utf-8").split()
    starts = [chance.randrange(len(words) - 40) for _ in range(1_950)]
    texts = [(n, " ".join(words[start:start + chance.randrange(6, 40)])) for n, start in enumerate(starts)]
    texts += [(10_000 + n, f"Will the car park stay open until the end, asks number {n}") for n in range(50)]
    began = time.process_time()
    found = groups(texts)
    assert time.process_time() - began < 8  # about one second where nothing else runs
    assert 50 in map(len, found)
