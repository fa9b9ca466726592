"""Routing: words suggest, an officer chooses, and what is suggested is measured honestly."""

from types import SimpleNamespace

import pytest

from events.database import unit_of_work
from events.feedback import moderating
from events.plan import queries, routing
from tests.plan.conftest import rows


def action(key, text, measure="", plain=""):
    return SimpleNamespace(key=key, text=text, measure=measure, in_plain_words=plain)


ACTIONS = [
    action("1", "Review how hate crime is reported", plain="the police never rang back | I was given a number"),
    action("2", "Train staff to recognise early signs of concern"),
    action("3", "Publish a yearly summary of what was spent", plain="where has the money gone"),
]


def test_the_action_that_shares_words_comes_first():
    assert routing.suggest("Nobody rang back about the number I was given", ACTIONS)[0].key == "1"
    assert routing.suggest("What was the money spent on?", ACTIONS)[0].key == "3"


def test_every_action_is_ranked_and_a_score_is_a_share():
    found = routing.suggest("training for staff", ACTIONS)
    assert sorted(row.key for row in found) == ["1", "2", "3"]
    assert all(0 <= row.score <= 1.000001 for row in found)


def test_words_about_nothing_in_the_plan_are_off_topic():
    assert routing.is_off_topic(routing.suggest("My scarf is green", ACTIONS))
    assert not routing.is_off_topic(routing.suggest("hate crime reported", ACTIONS))
    assert routing.is_off_topic(routing.suggest("", ACTIONS))


def test_the_measure_counts_each_row_in_its_own_share():
    table = [("hate crime reported", {"1"}), ("hate crime reported", {"3"}), ("green scarf", set()),
             ("zzz", {"2"}), ("yearly summary spent", set())]
    assert routing.evaluate(table, ACTIONS) == {
        "top1": 0.3333, "top3": 1.0, "off_topic": {"recall": 0.5, "false_alarms": 0.3333}}
    assert routing.evaluate([], ACTIONS) == {"top1": None, "top3": None,
                                            "off_topic": {"recall": None, "false_alarms": None}}


def test_on_the_example_the_first_three_hold_a_right_one_more_often_than_not():
    words = {row["ref"]: row["in_plain_words"] for row in rows("plan-in-plain-words.csv")}
    actions = [action(row["ref"], row["action"], row["success_measure"], words[row["ref"]]) for row in rows("plan.csv")]
    table = [(row["text"], set(filter(None, row["plan_refs"].split(";")))) for row in rows("contributions.csv")]
    assert routing.evaluate(table, actions)["top3"] > 0.7


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
