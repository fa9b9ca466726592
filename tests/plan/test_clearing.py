"""Clearing: a text is cleared for exactly its words."""

from datetime import date

import pytest

from events.database import unit_of_work
from events.plan import clearing, gate_queries
from tests.plan.gates import CLEARED, newest


def write(held, text="Nothing new.", **values):
    with unit_of_work():
        clearing.write(newest(held), kind="financial", text=text, by=held.reviewer, **values)


def clear(held, **values):
    with unit_of_work():
        clearing.clear(financial(held), **CLEARED | values, by=held.reviewer)


def financial(held):
    return gate_queries.implications_of(newest(held))["financial"]


def test_changed_words_or_another_cost_are_cleared_by_nobody(held):
    write(held, cost=100)
    clear(held)
    write(held, cost=100)
    assert (financial(held).cleared_by, financial(held).cleared_on) == tuple(CLEARED.values())
    write(held, cost=200)
    assert (financial(held).cleared_by, financial(held).cleared_on) == ("", None)
    clear(held)
    write(held, "Something new.", cost=200)
    assert financial(held).cleared_by == ""


def test_a_text_has_words_and_its_clearance_a_name_and_a_day(held):
    with pytest.raises(clearing.ImplicationMissing):
        write(held, " ")
    write(held)
    with pytest.raises(clearing.NobodyNamed):
        clear(held, cleared_by=" ")
    with pytest.raises(clearing.NotYetCleared):
        clear(held, cleared_on=date(2009, 4, 23))
