"""Pasting a reviewing body's comments: the action in front is known, the list is looked at, and each is taken once."""

import pytest

from events.database import unit_of_work
from events.plan import pasted_comments, pasting, queries
from tests.plan.conftest import fill

LETTER = """1.1: How will it be told?
Action 2.1 – Which places?
• 1.2 “Printed” is not enough.
2.1 million pounds is much.
9.9 Nobody knows this one.
action 1.1

The plan is proportionate.
"""


def read(text=LETTER, *, whole_paragraphs=False):
    rows = pasted_comments.read(text, whole_paragraphs=whole_paragraphs, keys={"1.1", "1.2", "2.1"})
    return [(row.action_key, row.text, row.unknown) for row in rows]


def test_one_in_a_line_with_the_action_in_front():
    assert read() == [
        ("1.1", "How will it be told?", ""), ("2.1", "Which places?", ""), ("1.2", "“Printed” is not enough.", ""),
        ("", "2.1 million pounds is much.", ""), ("", "9.9 Nobody knows this one.", "9.9"), ("", "action 1.1", ""),
        ("", "The plan is proportionate.", ""),
    ]


def test_one_in_a_paragraph_however_its_lines_are_broken():
    assert read("1.1 How will it\r\nbe told?\r\n\r\n \r\nAnd by\rwhom?", whole_paragraphs=True) == [
        ("1.1", "How will it be told?", ""), ("", "And by whom?", "")]


@pytest.mark.parametrize("text", ["", " \n\n ", "\u00a0"])
def test_of_nothing_comes_nothing(text):
    assert read(text) == read(text, whole_paragraphs=True) == []


def paste(held, text, prefix="GO"):
    rows = pasted_comments.read(text, whole_paragraphs=False, keys={"1.1"})
    with unit_of_work():
        return [row.ref for row in pasting.take(held.plan, rows, source="Regional office", prefix=prefix,
                                                by=held.reviewer)]


def test_they_are_numbered_on_and_what_is_known_is_left_out(held):
    known = held.comment("GO-1").text
    assert paste(held, f"{known}\n1.1: New one\n1.1: New one\nAnother") == ["GO-3", "GO-4"]
    assert [(row.ref, row.action_key) for row in queries.unanswered(held.plan)][2:] == [("GO-3", "1.1"), ("GO-4", "")]
    with pytest.raises(pasting.NothingPasted):
        paste(held, "Another")
    with pytest.raises(pasting.CommentTooLong, match="Comment 1"):
        paste(held, "x" * 8001)
    assert paste(held, "Of another body", prefix="HO") == ["HO-1"]


def test_the_list_is_shown_before_anything_is_taken_and_taken_only_as_it_was_shown(held, reader):
    desk = reader.signed_in(held.reviewer)
    typed = {"source": "Home Office", "prefix": "ho", "divided": "lines", "text": "1.1: Told how?\n9.9 Nobody knows"}
    page = desk.get("comments.paste_comments", key="plan")
    refused = fill(desk, page, typed | {"prefix": "H-1"}, status=422)
    assert "one to eight letters" in refused.errors[0] and "Told how?" in refused.find("textarea").get_text()
    looked = fill(desk, page, typed, status=200)
    assert looked.heading == "Look at them first" and "The plan has no action 9.9" in looked.words
    again = fill(desk, looked, {"step": "take", "text": "1.1: Told how?\nAnd one more"}, status=200)
    assert len(queries.comments_of(held.plan)) == 2
    fill(desk, again, {"step": "take"})
    assert [row.ref for row in queries.comments_of(held.plan)][2:] == ["HO-1", "HO-2"]
    assert "HO-2" in desk.get("comments.list_comments", key="plan").words
    reader.signed_in(held.approver).get("comments.paste_comments", key="plan", status=403)
