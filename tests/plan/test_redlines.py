"""Redlines: nothing of either text is lost, and what changed is said in words."""

from hypothesis import given, settings
from hypothesis import strategies as st

from events.plan.redlines import after_of, before_of, pieces, redline

WORDS = st.lists(st.sampled_from(["talks", "six", "held", ",", " ", "\n", "don't", "مسجد", "Żółty", "(7.3)", "-"]))
TEXTS = st.one_of(st.text(), WORDS.map("".join))


@given(TEXTS, TEXTS)
@settings(max_examples=300, deadline=None)
def test_both_texts_come_back_whole(before, after):
    parts = redline(before, after)
    assert before_of(parts) == before
    assert after_of(parts) == after


@given(TEXTS, TEXTS)
@settings(max_examples=200, deadline=None)
def test_no_part_is_empty_and_no_two_neighbours_are_of_one_kind(before, after):
    parts = redline(before, after)
    assert all(text for _act, text in parts)
    assert all(one[0] != two[0] for one, two in zip(parts, parts[1:], strict=False))


@given(TEXTS)
def test_a_text_in_pieces_is_the_text(text):
    assert "".join(pieces(text)) == text


def test_one_word_is_put_in_and_one_taken_out():
    assert redline("Six talks held", "Seven talks held") == [
        ("delete", "Six"), ("insert", "Seven"), ("equal", " talks held")]


def test_changed_neighbours_are_read_as_one_change():
    assert redline("Hold a forum twice", "Hold a meeting monthly") == [
        ("equal", "Hold a "), ("delete", "forum twice"), ("insert", "meeting monthly")]


def test_the_same_text_has_no_change():
    assert redline("As it was", "As it was") == [("equal", "As it was")]
