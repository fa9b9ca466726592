"""Where amendments meet: they are settled in one's sight, and no version is made of half of them."""

import pytest

from events.database import unit_of_work
from events.plan import amending_queries, deciding, drafting, queries, settling, versioning
from events.plan.states import AmendmentState
from tests.plan.test_drafting import propose
from tests.plan.test_versioning import accept, make_version

FEEDBACK = "Hold a forum for residents every month"
WARDS = "Hold a forum for residents in each ward"


def two(held) -> tuple[str, str]:
    """Two amendments to the same words, the first accepted."""
    first = propose(held, after=FEEDBACK, evidence=[held.remark("C-1")])
    second = propose(held, after=WARDS, evidence=[held.remark("C-2")])
    accept(held, first)
    return first, second


def row(held, ref):
    return queries.amendment_by_ref(held.plan, ref)


def test_changes_in_different_places_of_one_text_are_both_in_the_version(held):
    accept(held, propose(held, after="Hold a yearly forum for residents twice a year"))
    accept(held, propose(held, after="Hold a forum for residents twice a month"))
    make_version(held)
    text = queries.action_in(queries.latest(held.plan), "1.1").text
    assert text == "Hold a yearly forum for residents twice a month"


def test_those_that_meet_are_shown_with_what_both_say(held):
    first, second = two(held)
    members, clashes = amending_queries.meeting(row(held, second))
    assert [member.ref for member in members] == [first, second]
    assert clashes[0].ground == "Hold a forum for residents twice a year"
    assert clashes[0].draft == "Hold a forum for residents every month / in each ward"
    assert row(held, second).state == AmendmentState.PROPOSED


def test_a_joint_wording_takes_the_place_of_both_and_each_keeps_what_it_said(held):
    first, second = two(held)
    joint = "Hold a forum for residents every month, in each ward in turn"
    with unit_of_work():
        settling.join(row(held, second), after=joint, reason="Both are right", by=held.second)
    for ref, own in ((first, FEEDBACK), (second, WARDS)):
        amendment = row(held, ref)
        assert (amendment.state, amendment.after) == (AmendmentState.ACCEPTED, joint)
        kept = amending_queries.earlier_wordings_of(amendment)[0]
        assert (kept.after, kept.because) == (own, "joint wording")
        assert amending_queries.rulings_of(amendment)[-1].in_other_words
    assert held.remark("C-1").disposition == held.remark("C-2").disposition == "amends the plan"
    make_version(held)
    assert queries.action_in(queries.latest(held.plan), "1.1").text == joint


def test_the_suggestion_as_it_stood_in_the_box_is_no_joint_wording(held):
    first, second = two(held)
    draft = amending_queries.meeting(row(held, second))[1][0].draft.replace(" / ", "  /\r\n")
    with pytest.raises(settling.WordingUnsettled), unit_of_work():
        settling.join(row(held, second), after=f" {draft}", reason="Both", by=held.second)
    assert row(held, first).state == AmendmentState.ACCEPTED and row(held, second).state == AmendmentState.PROPOSED


@pytest.mark.parametrize("chosen", [0, 1])
def test_one_of_them_stands_and_the_other_is_declined_with_the_reason(held, chosen):
    refs = two(held)
    with unit_of_work():
        settling.keep_one(row(held, refs[1]), chosen=refs[chosen], reason="It says more", by=held.second)
    assert row(held, refs[chosen]).state == AmendmentState.ACCEPTED
    other = row(held, refs[1 - chosen])
    assert (other.state, other.decision_reason) == (AmendmentState.DECLINED, "It says more")
    make_version(held)
    assert queries.action_in(queries.latest(held.plan), "1.1").text == (FEEDBACK, WARDS)[chosen]


def test_both_are_accepted_now_and_no_version_is_made_before_the_wording_is_settled(held):
    first, second = two(held)
    with unit_of_work():
        settling.accept_and_settle_later(row(held, second), reason="Both, in one sentence", by=held.second)
    with pytest.raises(versioning.Unsettled, match="A-1, A-2"):
        make_version(held)
    assert queries.latest(held.plan).number == 1
    independent = propose(held, action_key="1.2", after="Print all the answers that were given")
    accept(held, independent)  # what meets nothing is not held up
    with unit_of_work():
        settling.join(row(held, first), after="Hold a forum for residents in each ward every month", reason="So",
                      by=held.second)
    assert make_version(held) == 2


def test_a_removal_meets_a_change_and_cannot_be_said_in_one_wording(held):
    accept(held, propose(held))
    removal = propose(held, kind="remove")
    with pytest.raises(settling.NoJointWording), unit_of_work():
        settling.join(row(held, removal), after="Both", reason="Why", by=held.second)
    with unit_of_work():
        settling.keep_one(row(held, removal), chosen=removal, reason="It is done by others", by=held.second)
    make_version(held)
    assert queries.action_in(queries.latest(held.plan), "1.1") is None


def test_nothing_is_settled_without_a_reason_or_where_nothing_meets(held):
    alone = propose(held)
    with pytest.raises(settling.NothingToSettle), unit_of_work():
        settling.keep_one(row(held, alone), chosen=alone, reason="Why", by=held.second)
    _first, second = two(held)
    with pytest.raises(drafting.ReasonMissing), unit_of_work():
        settling.keep_one(row(held, second), chosen=second, reason=" ", by=held.second)
    with pytest.raises(drafting.WordsMissing), unit_of_work():
        settling.join(row(held, second), after=" ", reason="Why", by=held.second)


def test_an_amendment_is_accepted_in_other_words_and_the_proposers_are_kept(held):
    ref = propose(held, after=FEEDBACK)
    with unit_of_work():
        deciding.accept(row(held, ref), after="Hold a forum for residents six times a year", by=held.second)
    amendment = row(held, ref)
    assert amendment.after.endswith("six times a year")
    kept = amending_queries.earlier_wordings_of(amendment)[0]
    assert (kept.after, kept.because, kept.by_officer.name) == (FEEDBACK, "other words", "Sue Second")


def test_two_moves_of_one_action_and_a_column_dropped_under_a_change_are_seen(held):
    accept(held, propose(held, kind="move", objective="2", others={"behind": ""}))
    other = propose(held, kind="move", objective="1", others={"behind": "1.2"})
    accept(held, propose(held, field="indicator", after="NI 1"))
    column = propose(held, kind="column", field="indicator", after="")
    for ref in (other, column):
        with pytest.raises(deciding.Collision):
            accept(held, ref)
