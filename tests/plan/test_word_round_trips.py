"""Any two wordings go through a Word file as tracked changes and come back as exactly these two."""

from datetime import UTC, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from events.plan import word_documents, word_readings
from events.plan.anchors import anchor_of
from events.plan.contents import Row
from events.plan.hunks import after_of, attributed, before_of, hunks_of, merged
from events.plan.marked_plans import Marked, MarkedRow, Source
from events.plan.redlines import Part
from events.plan.weighings import plain, weigh
from events.plan.word_readings import Said

ODD = st.sampled_from(["  ", "\t", "\n", "\n\n", "e\u0301", "\u202b", "שלום", "مرحبا", "\u00a0",
                       "\u2011", "<&>'\"", "😀", "the ", "forum", " twice", "\u200d", "\u2028", "]]>", "_x000D_"])
TEXT = st.lists(st.one_of(ODD, st.text(max_size=6)), max_size=8).map("".join).map(word_documents.legible)
AT = datetime(2009, 6, 1, 10, 0, tzinfo=UTC)


def marked(pieces, key: str = "1.1", act: Part | str = "equal") -> Marked:
    """A plan of one action whose text has these changes, and whose introduction has them as well."""
    row = Row(key, "1", {})
    return Marked("proposals", 1, 0, "plan", "The plan", [("preamble", "Introduction", pieces)], {"text": []},
                  [MarkedRow(row, act, "A-1", {"text": pieces})], {"": Source("Version 1", AT),
                                                                   "A-1": Source("Olive (A-1)", AT)})


def read_back(data: bytes) -> tuple[list, list]:
    """The pieces of the action's cell and of the introduction, as the file has them."""
    reading = word_readings.read(data)
    cell = next(block for block in reading.blocks() if anchor_of(("action", "1.1", "text")) in block.anchors)
    bodies = [part for part in reading.parts if not isinstance(part, list)]
    head = next(i for i, block in enumerate(bodies) if anchor_of(("passage", "", "preamble")) in block.anchors)
    end = next(i for i, block in enumerate(bodies) if anchor_of(("passage", "", "")) in block.anchors)
    return cell.said, [piece for block in bodies[head + 1:end] for piece in block.said]


@settings(max_examples=60, deadline=None)
@given(TEXT, TEXT)
def test_both_wordings_come_back_and_nothing_else(before, after):
    pieces = attributed(before, after, {"A-1": (before, after)})
    assert (before_of(pieces), after_of(pieces)) == (before, after)
    cell, passage = read_back(word_documents.write(marked(pieces), at=AT))
    assert word_readings.with_none(cell) == before
    assert word_readings.with_all(cell) == after
    assert word_readings.with_none(passage) == before + "\n"
    assert word_readings.with_all(passage) == after + "\n"
    assert {piece.put_in for piece in cell} <= {None, "Olive (A-1)"}


@settings(max_examples=200, deadline=None)
@given(TEXT, st.lists(TEXT, max_size=3))
def test_wishes_that_go_together_are_all_in_it_and_the_others_are_named(before, wishes):
    named = [(f"A-{place}", after) for place, after in enumerate(wishes)]
    pieces, left_out = merged(before, named)
    assert before_of(pieces) == before
    out = {ref for ref, _other in left_out}
    taken = [(ref, after) for ref, after in named if ref not in out]
    result = set(hunks_of(before, after_of(pieces)))
    if len(taken) == 1:
        assert after_of(pieces) == taken[0][1]
    assert len(out) + len(taken) == len(named)
    for piece in pieces:
        assert (piece.act == "equal") == (piece.by == "")
    if not taken:
        assert result == set()


@settings(max_examples=200, deadline=None)
@given(TEXT, st.lists(TEXT, min_size=1, max_size=3), st.lists(st.sampled_from(["taken", "not taken", "open"]),
                                                              min_size=3, max_size=3))
def test_whatever_was_taken_left_or_kept_open_is_understood(before, wishes, chosen):
    pieces, _left_out = merged(before, [(f"A-{n}", after) for n, after in enumerate(wishes)])
    said = []
    for piece in pieces:
        fate = chosen[int(piece.by[2:])] if piece.by else "equal"
        if piece.act == "equal" or fate == ("taken" if piece.act == "insert" else "not taken"):
            said.append(Said(piece.text))
        elif fate == "open":
            said.append(Said(piece.text, **{"put_in" if piece.act == "insert" else "taken_out": f"Olive ({piece.by})"}))
    ours = {f"Olive (A-{n})": f"A-{n}" for n in range(3)}
    weighed = weigh(pieces, said, ours, open_is_new=False)
    assert not weighed.edited
    open_ones = {piece.by for piece in pieces if piece.by and chosen[int(piece.by[2:])] == "open"}
    assert {ref for ref, fate in weighed.fates.items() if fate == "open"} == open_ones
    assert plain(weighed.words) == plain("".join(piece.text for piece in said if piece.put_in is None))
