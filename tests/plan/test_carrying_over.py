"""Carrying over: a new version begins with a copy of what belongs to one version, and nothing of it is signed."""

from events.database import unit_of_work
from events.plan import assessing, equality_queries, gate_queries, queries, rating
from tests.plan.gates import before_the_board, newest, states
from tests.plan.test_drafting import propose
from tests.plan.test_versioning import accept, make_version


def test_a_new_version_has_a_copy_of_its_own(held):
    before_the_board(held)
    propose(held)
    with unit_of_work():
        row = gate_queries.assessment_of(newest(held)).findings[0]
        assessing.rest_on(queries.amendment_by_ref(held.plan, "A-1"), row, by=held.reviewer)
    accept(held, "A-1")
    make_version(held)
    copy = gate_queries.assessment_of(newest(held))
    assert (copy.version.number, copy.copied_from, copy.summary) == (2, 1, "Looked at.")
    assert [(row.ref, row.done) for row in copy.findings] == [("E-1", "Plain words.")]
    assert [row.ref for row in equality_queries.resting(held.plan)["E-1"]] == ["A-1"]
    assert [(row.ref, row.rating) for row in gate_queries.risks_of(newest(held))] == [("R-1", 6)]
    texts = gate_queries.implications_of(newest(held)).values()
    assert [(row.text, row.cleared_by, row.cleared_on) for row in texts] == [("Nothing new.", "", None)] * 2
    assert set(states(held).values()) == {"open"}


def test_the_earlier_version_keeps_what_was_signed_for_it(held):
    before_the_board(held)
    accept(held, propose(held))
    make_version(held)
    with unit_of_work():
        assessing.change_finding(gate_queries.assessment_of(newest(held)).findings[0], characteristic="age",
                                 effect="negative", finding="Other", by=held.reviewer)
        rating.drop_risk(gate_queries.risks_of(newest(held))[0], by=held.reviewer)
    first = queries.version_by_number(held.plan, 1)
    assert gate_queries.assessment_of(first).findings[0].characteristic == "religion"
    assert {row.state for row in gate_queries.standings_of(first)} == {"signed"}
    with unit_of_work():
        assert rating.add_risk(newest(held), what="Again", likelihood=1, impact=1, by=held.reviewer).ref == "R-2"
