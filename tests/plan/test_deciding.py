"""Deciding: no words are lost, and each remark behind an amendment hears of it."""

import pytest

from events.database import unit_of_work
from events.feedback import sorting
from events.feedback.states import Disposition
from events.plan import deciding, drafting, queries
from events.plan.states import AmendmentState
from tests.plan.test_drafting import propose
from tests.plan.test_versioning import accept, make_version


def decline(held, ref, reason="Not now"):
    with unit_of_work():
        deciding.decline(queries.amendment_by_ref(held.plan, ref), reason=reason, by=held.second)


def test_accepting_says_to_each_remark_behind_it_that_it_amends_the_plan(held):
    accept(held, propose(held, evidence=[held.remark("C-1")]))
    remark = held.remark("C-1")
    assert remark.disposition == Disposition.AMENDS
    assert remark.disposition_reason == "Amendment A-1 to action 1.1. Twice is too seldom"


def test_a_remark_behind_two_amendments_names_both(held):
    for field, words in (("text", "Hold it monthly"), ("due", "2009-06")):
        accept(held, propose(held, field=field, after=words, evidence=[held.remark("C-1")]))
    assert "A-1" in held.remark("C-1").disposition_reason and "A-2" in held.remark("C-1").disposition_reason


def test_declining_notes_a_remark_that_led_to_nothing_else(held):
    with unit_of_work():
        sorting.dispose(held.remark("C-2"), disposition="answered", reason="On the night.", by=held.reviewer)
    decline(held, propose(held, evidence=[held.remark("C-1"), held.remark("C-2")]))
    assert held.remark("C-1").disposition == Disposition.NOTED and "Not now" in held.remark("C-1").disposition_reason
    assert held.remark("C-2").disposition == Disposition.ANSWERED


def test_declining_says_why(held):
    ref = propose(held)
    with pytest.raises(drafting.ReasonMissing):
        decline(held, ref, reason=" ")
    assert queries.amendment_by_ref(held.plan, ref).state == AmendmentState.PROPOSED


def test_a_second_change_to_the_same_words_is_refused_with_the_first_in_hand(held):
    first, second = propose(held), propose(held, after="Hold a forum in each ward")
    accept(held, first)
    with pytest.raises(deciding.Collision) as refused:
        accept(held, second)
    assert refused.value.other.ref == first and refused.value.status == 409
    assert queries.amendment_by_ref(held.plan, second).state == AmendmentState.PROPOSED


def test_a_removal_and_a_change_of_one_action_collide_both_ways(held):
    accept(held, propose(held))
    with pytest.raises(deciding.Collision):
        accept(held, propose(held, kind="remove"))
    accept(held, propose(held, kind="remove", action_key="1.2"))
    with pytest.raises(deciding.Collision):
        accept(held, propose(held, action_key="1.2", field="due", after="2010-01"))


def test_other_fields_of_the_same_action_do_not_collide(held):
    accept(held, propose(held))
    accept(held, propose(held, field="measure", after="Four forums held"))
    assert len(queries.accepted_and_open(held.plan)) == 2


def test_a_proposal_on_words_the_plan_no_longer_has_is_refused(held):
    late = propose(held, after="Hold a forum in each ward")
    accept(held, propose(held))
    make_version(held)
    with pytest.raises(deciding.Collision, match="has changed here"):
        accept(held, late)
    with unit_of_work():
        drafting.rewrite(queries.amendment_by_ref(held.plan, late), after="Hold a forum in each ward every quarter",
                         reason="Both", by=held.reviewer)
    accept(held, late)
    make_version(held)
    assert queries.action_in(queries.latest(held.plan), "1.1").text == "Hold a forum in each ward every quarter"


def test_a_decision_is_made_once_and_can_be_taken_back_before_a_version(held):
    ref = propose(held, evidence=[held.remark("C-1")])
    accept(held, ref)
    with pytest.raises(drafting.DecidedAlready):
        decline(held, ref)
    with unit_of_work():
        deciding.reopen(queries.amendment_by_ref(held.plan, ref), by=held.second)
    assert held.remark("C-1").disposition == Disposition.NOTED
    accept(held, ref)
    make_version(held)
    with pytest.raises(deciding.InVersionAlready), unit_of_work():
        deciding.reopen(queries.amendment_by_ref(held.plan, ref), by=held.second)
