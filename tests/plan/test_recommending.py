"""Recommendation and decision are two things, and both keep their names and reasons."""

import pytest

from events.database import unit_of_work
from events.plan import amending_queries, drafting, queries, recommending
from events.plan.states import AmendmentState
from tests.plan.test_drafting import propose
from tests.plan.test_versioning import accept


def recommend(held, ref, **values):
    with unit_of_work():
        recommending.recommend(queries.amendment_by_ref(held.plan, ref),
                               **({"advice": "accept", "reason": "It helps", "by": held.reviewer} | values))


def test_each_reviewers_advice_stands_and_decides_nothing(held):
    ref = propose(held)
    recommend(held, ref)
    recommend(held, ref, advice="accept in other words", words="Hold a forum each month", by=held.second)
    amendment = queries.amendment_by_ref(held.plan, ref)
    given = amending_queries.recommendations_of(amendment)
    assert [(row.by_officer.name, str(row.advice), row.words) for row in given] == [
        ("Ravi Reviewer", "accept", ""), ("Sue Second", "accept in other words", "Hold a forum each month")]
    assert amendment.state == AmendmentState.PROPOSED and amendment.after == "Hold a forum every quarter"


@pytest.mark.parametrize(("values", "refusal"), [
    ({"reason": " "}, drafting.ReasonMissing),
    ({"advice": "accept in other words"}, drafting.WordsMissing),
    ({"advice": "accept in other words", "words": "x" * 4001}, drafting.TooLong),
])
def test_advice_without_its_words_is_refused(held, values, refusal):
    ref = propose(held)
    with pytest.raises(refusal):
        recommend(held, ref, **values)


def test_a_removal_has_no_other_words_and_what_is_decided_takes_no_advice(held):
    with pytest.raises(recommending.NotInWords):
        recommend(held, propose(held, kind="remove", action_key="1.2"), advice="accept in other words", words="x")
    ref = propose(held)
    accept(held, ref)
    with pytest.raises(drafting.DecidedAlready):
        recommend(held, ref)
