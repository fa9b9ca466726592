"""Assessing: findings rest on what was said, belong to one version, and are a source of amendments."""

import pytest

from events.database import unit_of_work
from events.feedback import moderating
from events.plan import assessing, equality_queries, gate_queries, queries
from tests.plan.gates import newest
from tests.plan.test_drafting import propose


def begin(held, **finding):
    """An assessment with one finding; the finding's ref."""
    values = {"characteristic": "religion", "effect": "negative", "finding": "Singled out."} | finding
    with unit_of_work():
        assessment = assessing.assess(newest(held), kind="screening", summary="A first look.", by=held.reviewer)
        return assessing.add_finding(assessment, by=held.reviewer, **values).ref


def finding(held, ref="E-1"):
    return equality_queries.finding_by_ref(gate_queries.assessment_of(newest(held)), ref)


def test_an_assessment_is_begun_once_and_written_anew(held):
    begin(held)
    with unit_of_work():
        assessing.assess(newest(held), kind="full", summary="A second look.", by=held.second)
    found = gate_queries.assessment_of(newest(held))
    assert (found.kind, found.summary, found.made_by.name) == ("full", "A second look.", "Sue Second")
    assert [row.ref for row in found.findings] == ["E-1"]


@pytest.mark.parametrize(("values", "refusal"), [
    ({"finding": " "}, assessing.FindingWordsMissing), ({"characteristic": "height"}, assessing.NoSuchCharacteristic),
    ({"action_key": "9.9"}, assessing.NoSuchAction),
])
def test_a_finding_says_what_it_is_about(held, values, refusal):
    with pytest.raises(refusal):
        begin(held, **values)
    assert gate_queries.assessment_of(newest(held)) is None


def test_an_assessment_says_what_was_looked_at(held):
    with pytest.raises(assessing.SummaryMissing), unit_of_work():
        assessing.assess(newest(held), kind="full", summary=" ", by=held.reviewer)


def test_tagged_remarks_are_evidence_until_they_are_withheld(held):
    with unit_of_work():
        assessing.add_characteristic(name="Armed forces", by=held.reviewer)
        assessing.tag(held.remark("C-1"), characteristics=["race", "armed-forces"], by=held.reviewer)
        assessing.tag(held.remark("C-2"), characteristics=["race"], by=held.reviewer)
    tagged = equality_queries.tagged(held.plan)
    assert {key: [row.ref for row in rows] for key, rows in tagged.items()} == {
        "race": ["C-1", "C-2"], "armed-forces": ["C-1"]}
    begin(held, remarks=tagged["race"])
    with unit_of_work():
        moderating.withhold(held.remark("C-2"), by=held.organiser)
        assessing.tag(held.remark("C-1"), characteristics=["race"], by=held.reviewer)
    assert [row.ref for row in equality_queries.tagged(held.plan)["race"]] == ["C-1"]
    assert [row.ref for row in equality_queries.shown(finding(held))] == ["C-1"]
    assert len(finding(held).remarks) == 2  # it is still evidence, should it be shown again


def test_a_group_is_added_once(held):
    with unit_of_work():
        assessing.add_characteristic(name="Carers", by=held.reviewer)
    for name in ("carers", "Race"):
        with pytest.raises(assessing.CharacteristicKnown), unit_of_work():
            assessing.add_characteristic(name=name, by=held.reviewer)
    with pytest.raises(assessing.NoSuchCharacteristic), unit_of_work():
        assessing.tag(held.remark("C-1"), characteristics=["height"], by=held.reviewer)


def test_an_amendment_rests_on_a_finding_and_is_found_from_both(held):
    ref = begin(held)
    with unit_of_work():
        made = assessing.propose_from(finding(held), held.plan, kind="change", action_key="1.1", field="text",
                                      after="Hold it where women come", reason="E-1", by=held.reviewer).ref
    other = propose(held, field="due", after="2010-01")
    for _twice in range(2):
        with unit_of_work():
            assessing.rest_on(queries.amendment_by_ref(held.plan, other), finding(held), by=held.reviewer)
    assert [row.ref for row in equality_queries.resting(held.plan)[ref]] == [made, other]
    behind = equality_queries.behind(queries.amendments_of(held.plan))
    assert [[row.ref for row in rows] for rows in behind.values()] == [[ref], [ref]]


def test_a_remark_of_another_event_is_no_evidence(held, make):
    other = make.event(slug="another")
    remark = held.remark("C-1")
    with unit_of_work():
        held.plan.events[:] = [other]
    with pytest.raises(assessing.NotAboutThisPlan):
        begin(held, remarks=[remark])


def test_a_finding_is_changed_and_dropped_and_its_ref_is_not_given_again(held):
    begin(held)
    with unit_of_work():
        assessing.change_finding(finding(held), characteristic="sex", effect="positive", finding="Better.", done="More",
                                 by=held.reviewer)
    row = finding(held)
    assert (row.characteristic, row.effect, row.finding, row.done) == ("sex", "positive", "Better.", "More")
    with unit_of_work():
        second = assessing.add_finding(gate_queries.assessment_of(newest(held)), characteristic="age",
                                       effect="none known", finding="Nothing.", by=held.reviewer).ref
        assessing.drop_finding(finding(held), by=held.reviewer)
    assert [row.ref for row in gate_queries.assessment_of(newest(held)).findings] == [second] == ["E-2"]
