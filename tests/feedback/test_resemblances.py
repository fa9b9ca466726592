"""Near-duplicates are found by their words, in any language, and scripts by their letters."""

import csv

from events.feedback import resemblances, scripts
from tests.rules.reading import ROOT


def example_texts() -> dict[str, str]:
    """The sixty contributions of the example by their ref."""
    with (ROOT / "example" / "contributions.csv").open(encoding="utf-8") as stream:
        return {row["ref"]: row["text"] for row in csv.DictReader(stream)}


def test_of_the_sixty_only_the_three_that_never_heard_again_are_alike():
    found = resemblances.like(example_texts())
    assert {(key, other) for key, alike in found.items() for other, _likeness in alike} == {
        (one, other) for one in ("C-13", "C-14", "C-15") for other in ("C-13", "C-14", "C-15") if one != other}


def test_equal_texts_are_one_and_different_ones_nothing():
    texts = {"a": "Why is the hall so cold?", "b": "WHY is the hall so cold", "c": "Who pays for the minibus?", "d": "",
             "e": "ہمیں الگ کمرہ دیں", "f": "ہمیں الگ کمرہ دیں"}
    found = resemblances.like(texts)
    assert found["a"] == [("b", 1.0)] and found["e"] == [("f", 1.0)]
    assert "c" not in found and "d" not in found


def test_only_what_is_asked_for_is_compared():
    assert list(resemblances.like({"a": "same words", "b": "same words"}, among=["b"])) == ["b"]


def test_another_script_is_told_by_most_of_the_letters():
    assert [ref for ref, text in example_texts().items() if scripts.is_in_another_script(text)] == ["C-22"]
    assert not scripts.is_in_another_script("Li Wei (李伟) said so") and not scripts.is_in_another_script("12:30")
