"""Deciding: no words are lost, approval is about exactly one text, and nobody approves their own."""

from datetime import date

import pytest

from events.database import db, unit_of_work
from events.feedback import sorting
from events.feedback.states import Disposition
from events.plan import deciding, drafting, queries
from events.plan.states import AmendmentState, Outcome, ResponseKind
from tests.plan.test_drafting import propose
from tests.plan.test_versioning import accept, make_version

BOARD = {"body": "Renaissance", "minute": "47/09", "decided_on": date(2009, 6, 16)}


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


def ready(held):
    """Version 2 with its gate signed and every comment answered; its fingerprint."""
    accept(held, propose(held))
    make_version(held)
    with unit_of_work():
        for comment in queries.comments_of(held.plan):
            deciding.respond(comment, kind=ResponseKind.TAKEN_IN, response="It is in.", by=held.reviewer)
        deciding.sign_gate(queries.version_by_number(held.plan, 2).gates[0], finding="Done", by=held.reviewer)
    return queries.latest(held.plan).fingerprint


def approve(held, fingerprint, by=None, number=2):
    with unit_of_work():
        version = queries.version_by_number(held.plan, number)
        deciding.approve(version, fingerprint=fingerprint, by=by or held.approver, **BOARD)


def test_a_board_approves_exactly_one_text(held):
    approve(held, ready(held))
    decision = queries.approval_of(held.plan)
    assert (decision.body, decision.minute, decision.outcome) == ("Renaissance", "47/09", Outcome.APPROVED)
    with pytest.raises(deciding.DecidedVersion):
        approve(held, decision.fingerprint)
    with pytest.raises(deciding.DecidedVersion), unit_of_work():
        deciding.sign_gate(queries.version_by_number(held.plan, 2).gates[0], finding="Other", by=held.reviewer)


def test_approval_is_shut_while_a_gate_is_open_or_a_comment_unanswered(held):
    accept(held, propose(held))
    make_version(held)
    with pytest.raises(deciding.StillShut, match="Equality impact assessment; answers to GO-1, GO-2"):
        approve(held, queries.latest(held.plan).fingerprint)
    assert queries.approval_of(held.plan) is None


@pytest.mark.parametrize("who", ["organiser", "second"])
def test_whoever_made_the_version_or_accepted_its_last_amendment_cannot_approve_it(held, who):
    fingerprint = ready(held)
    with pytest.raises(deciding.OwnWork) as refused:
        approve(held, fingerprint, by=getattr(held, who))
    assert refused.value.status == 403


def test_another_text_than_the_one_read_is_not_approved(held):
    fingerprint = ready(held)
    with pytest.raises(deciding.TextChanged):
        approve(held, queries.version_by_number(held.plan, 1).fingerprint)
    accept(held, propose(held, field="due", after="2011-01"))
    make_version(held)
    with pytest.raises(deciding.TextChanged):
        approve(held, fingerprint)


def test_words_changed_behind_the_products_back_are_noticed(held):
    fingerprint = ready(held)
    with unit_of_work():
        db.session.connection().exec_driver_sql("UPDATE action SET lead = 'Somebody else' WHERE key = '1.2'")
    db.session.expire_all()
    with pytest.raises(deciding.TextChanged):
        approve(held, fingerprint)


def test_a_board_refers_back_with_a_reason(held):
    version = queries.latest(held.plan)
    with pytest.raises(drafting.ReasonMissing), unit_of_work():
        deciding.refer_back(version, fingerprint=version.fingerprint, by=held.approver, note="", **BOARD)
    with unit_of_work():
        deciding.refer_back(queries.latest(held.plan), fingerprint=version.fingerprint, by=held.approver,
                            note="Show the cost", **BOARD)
    assert [row.outcome for row in queries.decisions_of(queries.latest(held.plan))] == [Outcome.REFERRED_BACK]
    assert queries.approval_of(held.plan) is None


def test_outcomes_are_published_when_every_remark_has_one(held):
    with pytest.raises(deciding.RemarksOpen, match="3"), unit_of_work():
        deciding.publish_outcomes(held.event, by=held.organiser)
    with unit_of_work():
        for ref in ("C-1", "C-2", "C-3"):
            sorting.dispose(held.remark(ref), disposition="noted", reason="Read.", by=held.reviewer)
        deciding.publish_outcomes(held.event, by=held.organiser)
    assert queries.outcomes_are_public(held.event)
    with unit_of_work():
        deciding.take_down_outcomes(held.event, by=held.organiser)
    assert not queries.outcomes_are_public(held.event)
