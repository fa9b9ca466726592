"""Rating risks: from 1 to 25, the greatest first."""

import pytest

from events.database import unit_of_work
from events.plan import gate_queries, rating
from tests.plan.gates import newest


def add(held, **values):
    with unit_of_work():
        return rating.add_risk(newest(held), by=held.reviewer,
                               **{"what": "Nobody comes", "likelihood": 2, "impact": 3} | values).ref


def test_the_greatest_risk_stands_first(held):
    add(held)
    add(held, what="No money", likelihood=5, impact=5, action_key="2.1")
    assert [(row.ref, row.rating) for row in gate_queries.risks_of(newest(held))] == [("R-2", 25), ("R-1", 6)]


@pytest.mark.parametrize(("values", "refusal", "field"), [
    ({"what": " "}, rating.RiskMissing, "what"), ({"likelihood": 6}, rating.OutOfScale, "likelihood"),
    ({"impact": 0}, rating.OutOfScale, "impact"), ({"action_key": "9.9"}, rating.NoActionToRisk, "action"),
])
def test_a_risk_says_what_how_likely_and_how_bad(held, values, refusal, field):
    with pytest.raises(refusal) as refused:
        add(held, **values)
    assert refused.value.field == field and gate_queries.risks_of(newest(held)) == []
