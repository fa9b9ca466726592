"""Routing: an officer says which action a remark concerns."""

import pytest

from events.database import unit_of_work
from events.feedback import importing as contributions
from events.feedback import moderating, sorting
from events.plan import queries, routing, routing_queries
from tests.plan.conftest import HEAD, card


def test_a_remark_is_routed_to_several_actions_and_each_once(held):
    with unit_of_work():
        for key in ("1.1", "1.2", "1.1"):
            routing.route(held.remark("C-1"), held.plan, key, held.reviewer)
    assert queries.routes_of(held.plan)[held.remark("C-1").id] == ["1.1", "1.2"]
    with unit_of_work():
        routing.unroute(held.remark("C-1"), held.plan, "1.1", held.reviewer)
    assert [row.ref for row in queries.routed_to(held.plan, "1.2")] == ["C-1"]
    assert queries.routed_to(held.plan, "1.1") == []


def test_a_remark_goes_to_no_action_that_is_not_there(held):
    with pytest.raises(routing.NoSuchAction), unit_of_work():
        routing.route(held.remark("C-1"), held.plan, "9.9", held.reviewer)


def test_a_withheld_remark_is_in_no_list_and_cannot_be_routed(held):
    remark = held.remark("C-1")
    with unit_of_work():
        routing.route(remark, held.plan, "1.1", held.reviewer)
        moderating.withhold(held.remark("C-1"), by=held.organiser)
    assert [row.ref for row in queries.remarks_of(held.plan)] == ["C-2", "C-3"]
    assert queries.routed_to(held.plan, "1.1") == [] and queries.routed_counts(held.plan)["1.1"] == 0
    with pytest.raises(routing.NotReadYet), unit_of_work():
        routing.route(remark, held.plan, "1.2", held.reviewer)


def test_remarks_nobody_has_dealt_with_are_found(held):
    assert [row.ref for row in queries.unsettled(held.plan)] == ["C-1", "C-2", "C-3"]
    with unit_of_work():
        routing.route(held.remark("C-2"), held.plan, "2.1", held.reviewer)
    assert [row.ref for row in queries.unsettled(held.plan)] == ["C-1", "C-3"]


def test_several_are_routed_together_and_taken_back_as_far_as_that_press_made_them(held):
    both = [held.remark("C-1"), held.remark("C-2")]
    with unit_of_work():
        routing.route(both[0], held.plan, "1.1", held.second)
        made = routing.route_together(both, held.plan, ["1.1", "1.2"], held.reviewer)
    assert len(made) == 3 and [row.ref for row in queries.routed_to(held.plan, "1.2")] == ["C-1", "C-2"]
    with unit_of_work():
        routing.take_back([*made, "nobody.1.1"], both, held.plan, held.reviewer)
        routing.take_back(made, both, held.plan, held.reviewer)
    assert queries.routes_of(held.plan) == {both[0].id: ["1.1"]}


def test_what_was_routed_is_learnt_but_never_of_the_remark_itself_nor_of_one_that_was_withheld(held):
    one, other = held.remark("C-1"), held.remark("C-2")
    with unit_of_work():
        for remark in (one, other):
            routing.route(remark, held.plan, "1.1", held.reviewer)
    assert routing_queries.learnt(held.plan, but=one) == {"1.1": [other.text]}
    with unit_of_work():
        moderating.withhold(held.remark("C-2"), by=held.organiser)
    assert routing_queries.learnt(held.plan, but=held.remark("C-1")) == {}


def test_a_translation_is_what_is_compared_where_there_is_one(held):
    remark = held.remark("C-1")
    assert routing_queries.words_of(remark) == remark.text
    with unit_of_work():
        sorting.translate(held.remark("C-1"), language="ur", translation="Give us a room", by=held.organiser)
    assert routing_queries.words_of(held.remark("C-1")) == "Give us a room"


def test_what_says_nearly_the_same_is_found_among_those_that_are_open(held):
    text = HEAD + card("C-4", "nobody printed what was answered last time!") + card("C-5", "Where is the bus stop?")
    with unit_of_work():
        for remark in contributions.import_contributions(held.event, text, by=held.organiser):
            moderating.approve(remark, by=held.organiser)
    found = routing_queries.alike(held.remark("C-1"), queries.unsettled(held.plan))
    assert [(row.remark.ref, row.is_same) for row in found] == [("C-4", True)]
    with unit_of_work():
        routing.route(held.remark("C-4"), held.plan, "1.2", held.reviewer)
    assert routing_queries.alike(held.remark("C-1"), queries.unsettled(held.plan)) == []
