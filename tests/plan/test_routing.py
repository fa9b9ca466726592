"""Routing: an officer says which action a remark concerns."""

import pytest

from events.database import unit_of_work
from events.feedback import moderating
from events.plan import queries, routing


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
