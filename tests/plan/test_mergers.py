"""Several changes to one text: every word that somebody put in or took out is there, or the meeting is reported."""

from itertools import permutations

from hypothesis import given, settings
from hypothesis import strategies as st

from events.plan.mergers import merge
from events.plan.redlines import pieces

WORDS = st.lists(st.sampled_from(["talks", "six", "held", ",", " ", "\n", "don't", "مسجد", "Żółty", "(7.3)", "-"]))
TEXTS = st.one_of(st.text(max_size=30), WORDS.map("".join))

# Texts whose every word stands once, so that a lost word is seen: ground words g0 g1 …, put in words a0, b3 …
GROUND = [f"g{number}" for number in range(12)]


@st.composite
def changes_to_ground(draw) -> dict[str, str]:
    """Up to four changes: each takes out some of the ground's words and puts words of its own in."""
    changed = {}
    for name in "abcd"[:draw(st.integers(1, 4))]:
        said = []
        places = draw(st.sets(st.integers(0, len(GROUND) - 1), max_size=3))
        for number, word in enumerate(GROUND):
            if number in places:
                act = draw(st.sampled_from(("out", "instead", "beside")))
                said += [word] if act == "beside" else []
                said += [f"{name}{number}"] if act != "out" else []
            else:
                said.append(word)
        changed[name] = " ".join(said)
    return changed


@given(changes_to_ground())
@settings(max_examples=300, deadline=None)
def test_no_word_that_was_put_in_or_taken_out_is_ever_lost(changes):
    merged = merge(" ".join(GROUND), changes)
    words = merged.text.split()
    if merged.meetings:
        for meeting in merged.meetings:  # both wordings are there to choose from
            assert all(said.strip() in merged.text for _name, said in meeting.wordings)
            assert len(set(meeting.names)) == len(meeting.names) >= 2
    for name, after in changes.items():
        said = after.split()
        assert [word for word in said if word.startswith(name)] == [
            word for word in words if word.startswith(name)]
        if not merged.meetings:
            assert not (set(GROUND) - set(said)) & set(words)
    if not merged.meetings:
        left = [word for word in GROUND if all(word in after.split() for after in changes.values())]
        assert [word for word in words if word.startswith("g")] == left


@given(TEXTS, st.lists(TEXTS, min_size=1, max_size=3))
@settings(max_examples=300, deadline=None)
def test_the_order_of_the_changes_does_not_matter(ground, texts):
    named = [(f"A-{number}", text) for number, text in enumerate(texts, 1)]
    results = {repr(merge(ground, dict(order))) for order in permutations(named)}
    assert len(results) == 1


@given(TEXTS, TEXTS)
@settings(max_examples=300, deadline=None)
def test_one_change_alone_or_made_twice_is_that_change(ground, after):
    assert merge(ground, {"A-1": after}).text == after
    twice = merge(ground, {"A-1": after, "A-2": after})
    assert twice.text == after and not twice.meetings


@given(TEXTS, TEXTS, TEXTS)
@settings(max_examples=300, deadline=None)
def test_what_meets_is_reported_whole(ground, one, two):
    merged = merge(ground, {"A-1": one, "A-2": two})
    if one == two or ground in (one, two):
        assert not merged.meetings
    for meeting in merged.meetings:
        assert meeting.ground in ground and set(meeting.names) == {"A-1", "A-2"}
        assert meeting.wordings[0][1] in one and meeting.wordings[1][1] in two
        assert "".join(pieces(meeting.ground)) == meeting.ground


def test_places_with_a_word_between_them_merge():
    merged = merge("Six talks held in schools", {
        "A-1": "Seven talks held in schools", "A-2": "Six talks held in mosques"})
    assert merged.text == "Seven talks held in mosques" and not merged.meetings


def test_neighbouring_words_meet():
    merged = merge("Six talks held", {"A-1": "Seven talks held", "A-2": "Six evenings held"})
    assert [(row.ground, row.wordings) for row in merged.meetings] == [
        ("Six talks", (("A-1", "Seven talks"), ("A-2", "Six evenings")))]


def test_two_ends_for_one_sentence_meet():
    merged = merge("Print the answers", {"A-1": "Print the answers in June", "A-2": "Print the answers for all"})
    assert len(merged.meetings) == 1 and merged.text == "Print the answers in June / for all"
