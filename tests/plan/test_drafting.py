"""Proposing: a change says what, why, and on whose words."""

import pytest

from events.database import unit_of_work
from events.plan import drafting, queries
from events.plan.states import AmendmentKind, AmendmentState


def propose(held, **values):
    values = {"kind": AmendmentKind.CHANGE, "action_key": "1.1", "field": "text", "after": "Hold a forum every quarter",
              "reason": "Twice is too seldom", "by": held.reviewer} | values
    with unit_of_work():
        return drafting.propose(held.plan, **values).ref


def test_a_change_keeps_the_words_before_it_and_the_words_behind_it(held):
    ref = propose(held, evidence=[held.remark("C-1"), held.comment("GO-1")])
    amendment = queries.amendment_by_ref(held.plan, ref)
    assert ref == "A-1" and amendment.state == AmendmentState.PROPOSED
    assert amendment.before == "Hold a forum for residents twice a year"
    assert [e.remark.ref if e.remark else e.external_comment.ref for e in amendment.evidence] == ["C-1", "GO-1"]


@pytest.mark.parametrize(("values", "refusal"), [
    ({"after": "Hold a forum for residents twice a year"}, drafting.NothingChanged),
    ({"after": "  "}, drafting.WordsMissing),
    ({"reason": " "}, drafting.ReasonMissing),
    ({"field": "key"}, drafting.NoSuchField),
    ({"action_key": "9.9"}, drafting.NoSuchField),
    ({"field": "due", "after": "x" * 41}, drafting.TooLong),
    ({"kind": "new", "objective": "7", "after": "Do it"}, drafting.NoSuchField),
    ({"kind": "text", "field": "text", "after": "Do it"}, drafting.NoSuchField),
])
def test_what_cannot_be_proposed_is_refused(held, values, refusal):
    with pytest.raises(refusal):
        propose(held, **values)
    assert queries.amendments_of(held.plan) == []


def test_a_new_action_gets_a_number_that_no_action_ever_had(held):
    others = {"lead": "Silver Group", "measure": "It is there"}
    propose(held, kind="new", objective="1", after="Write a newsletter", others=others)
    propose(held, kind="new", objective="1", after="Write a second one")
    first, second = queries.amendments_of(held.plan)
    assert (first.action_key, second.action_key) == ("1.3", "1.4")
    assert first.others == others and first.before == ""


def test_a_removal_is_about_the_words_it_takes_out(held):
    ref = propose(held, kind="remove", field="", after="ignored")
    amendment = queries.amendment_by_ref(held.plan, ref)
    assert (amendment.before, amendment.after) == ("Hold a forum for residents twice a year", "")


def test_words_of_another_event_are_no_evidence(held, make):
    other = make.event(slug="other")
    with unit_of_work():
        remark = held.remark("C-1")
        remark.event_id = other.id
        with pytest.raises(drafting.NotInEvidence):
            drafting.propose(held.plan, kind="change", action_key="1.1", field="text", after="New", reason="Why",
                             by=held.reviewer, evidence=[remark])


def test_a_proposal_is_written_anew(held):
    ref = propose(held, evidence=[held.remark("C-1")])
    with unit_of_work():
        drafting.rewrite(queries.amendment_by_ref(held.plan, ref), after="Hold one a month", reason="More",
                         by=held.second, evidence=[held.remark("C-1"), held.remark("C-2")])
    amendment = queries.amendment_by_ref(held.plan, ref)
    assert (amendment.after, len(amendment.evidence)) == ("Hold one a month", 2)
