"""Merging near-duplicates: the merged one leaves the wall to the other, and keeps all that is its writer's."""

import pytest

from events.database import unit_of_work
from events.feedback import merging, moderating, moderation_queries, wall_queries
from tests.feedback.test_capturing import captured


@pytest.fixture
def alike(make):
    """(event, three questions that say the same, the first of them approved)."""
    event = make.event()
    made = [captured(event, text=f"Never heard another thing, {word}?")[0] for word in ("one", "two", "three")]
    with unit_of_work():
        moderating.approve(made[0], by="command")
    return event, made


def on_wall(event) -> list[str]:
    """The texts on the wall."""
    return [remark.text for remark in wall_queries.on_wall(event)]


def test_a_merged_question_points_at_the_other_and_leaves_the_wall(alike):
    event, (first, second, third) = alike
    with unit_of_work():
        merging.merge(third, into=second, by="command")
        merging.merge(second, into=first, by="command")
    assert on_wall(event) == [first.text]
    assert [second.merged_into_id, third.merged_into_id] == [first.id, first.id]
    assert (second.state, third.state) == ("approved", "approved")
    merged = moderation_queries.merged_into([first])[first.id]
    assert {one.ref for one in merged} == {second.ref, third.ref}
    with pytest.raises(moderating.CannotMove), unit_of_work():
        moderating.put_on_wall(second, by="command")


def test_it_can_stand_by_itself_again(alike):
    event, (first, second, _third) = alike
    with unit_of_work():
        merging.merge(second, into=first, by="command")
        merging.separate(second, by="command")
    assert on_wall(event) == [first.text, second.text]


def test_nothing_is_merged_with_itself_with_nothing_or_with_what_is_withheld(alike):
    _event, (first, second, third) = alike
    with unit_of_work():
        merging.merge(second, into=first, by="command")
        moderating.withhold(third, by="command")
    for one, into, refusal in ((first, second, merging.MergedIntoItself), (first, first, merging.MergedIntoItself),
                               (first, None, merging.OtherNotThere), (first, third, merging.OtherNotThere)):
        with pytest.raises(refusal), unit_of_work():
            merging.merge(one, into=into, by="command")


def test_what_another_moderator_did_meanwhile_stands(alike):
    _event, (first, second, third) = alike
    seen = moderating.seen_of(second)
    with unit_of_work():
        moderating.hide(second, reason="Rude", by="command", seen=seen)
    with pytest.raises(moderating.ChangedMeanwhile), unit_of_work():
        merging.merge(second, into=first, by="command", seen=seen)
    seen = moderating.seen_of(third)
    with unit_of_work():
        merging.merge(third, into=first, by="command", seen=seen)
    with pytest.raises(moderating.ChangedMeanwhile), unit_of_work():
        moderating.hide(third, reason="Rude", by="command", seen=seen)


def test_what_is_withheld_is_pointed_at_by_nobody(alike):
    _event, (first, second, _third) = alike
    with unit_of_work():
        merging.merge(second, into=first, by="command")
        moderating.withhold(first, by="command")
    assert second.merged_into_id is None and first.state == "withheld"
