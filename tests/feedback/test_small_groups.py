"""No group of fewer than five can be worked out from a breakdown, not even by subtraction."""

import itertools
from collections import defaultdict

from hypothesis import given
from hypothesis import strategies as st

from events.feedback.small_groups import LEAST, breakdown

COUNTS = st.lists(st.integers(0, 40), max_size=12).map(
    lambda numbers: [(f"Body {place}", number) for place, number in enumerate(numbers)])


@given(COUNTS)
def test_nothing_small_is_shown_and_nothing_is_lost(counts):
    made, total = breakdown(counts), sum(number for _name, number in counts)
    assert all(number >= LEAST for _name, number in made.shown)
    assert all(row in counts for row in made.shown)
    if made.is_hidden:
        assert (made.shown, made.others) == ([], None)
    else:
        assert sum(number for _name, number in made.shown) + (made.others or 0) == total
    assert made.others is None or made.others >= LEAST
    assert [row for row in counts if row in made.shown] == made.shown, "the order stays"


@given(COUNTS)
def test_others_are_never_one_group_alone(counts):
    made = breakdown(counts)
    hidden = [number for name, number in counts if number and name not in dict(made.shown)]
    assert len(hidden) != 1 or made.is_hidden


def test_who_knows_the_rule_and_the_sum_still_cannot_tell_a_hidden_group():
    """Every three groups of up to eleven: what a reader sees of them fits several numbers for each hidden one.

    A rule that only adds groups until there are two, or five people, fails here: 5, 4 and 4 would show the 5.
    """
    seen = defaultdict(list)
    for numbers in itertools.product(range(12), repeat=3):
        made = breakdown(list(zip("abc", numbers, strict=True)))
        if sum(numbers) >= LEAST:
            seen[tuple(made.shown), made.others, sum(numbers)].append(numbers)
    for (shown, _others, _total), possible in seen.items():
        hidden = [place for place, name in enumerate("abc") if name not in dict(shown)]
        for place in hidden:
            numbers = {numbers[place] for numbers in possible}
            # A group that nobody is in may be known to be empty: nobody is pointed at.
            assert len(numbers) > 1 or numbers == {0}, (shown, possible)


def test_large_groups_alone_are_shown_as_they_are():
    made = breakdown([("Web", 30), ("Paper", 5), ("Spoken", 0)])
    assert (made.shown, made.others, made.is_hidden) == ([("Web", 30), ("Paper", 5)], None, False)
