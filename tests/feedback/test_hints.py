"""What a moderator is told to look at twice."""

import csv
from pathlib import Path

import pytest

from events.feedback.hints import hints_in

EXAMPLE = Path(__file__).parents[2] / "example" / "contributions.csv"


@pytest.mark.parametrize("text, found", [
    ("Ring me on 01632 960 123 tonight", "01632 960 123"),
    ("or +44 7700 900123.", "+44 7700 900123"),
    ("write to a.b@example.org please", "a.b@example.org"),
    ("She lives at TS18 1AB", "TS18 1AB"),
    ("at 41 Thimble Terrace, and", "41 Thimble Terrace"),
    ("ask Mrs Carol Dinsdale", "Mrs Carol Dinsdale"),
    ("Kyle Denholm, 15, in Year 10", "Kyle Denholm, 15"),
])
def test_words_that_may_tell_who_somebody_is_are_pointed_out(text, found):
    assert found in [hint.words for hint in hints_in(text)]


@pytest.mark.parametrize("text", [
    "Table 11 cannot hear a thing", "We waited 25 minutes", "The third since 2006", "It was 100% good at 6.30",
    "Thirteen-year-olds take anything for gospel", "Objective 4.3 says so",
])
def test_plain_words_are_left_alone(text):
    assert hints_in(text) == []


def test_the_two_delicate_ones_of_the_example_are_found():
    with EXAMPLE.open(encoding="utf-8") as stream:
        texts = {row["ref"]: row["text"] for row in csv.DictReader(stream)}
    assert any(hint.child for hint in hints_in(texts["C-37"]))
    assert {"41 Thimble Terrace", "Mrs Carol Dinsdale"} <= {hint.words for hint in hints_in(texts["C-19"])}
    assert sum(bool(hints_in(text)) for text in texts.values()) < 12, "a hint on everything is a hint on nothing"
