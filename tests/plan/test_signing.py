"""Gates: each knows what it covers, cannot be signed before that is there, and opens again when it changes."""

import pytest

from events.database import db, unit_of_work
from events.plan import approving, assessing, clearing, deciding, gate_queries, queries, rating, signing
from tests.plan.gates import CLEARED, before_the_board, fallen, four_gates, meet, newest, sign_all, states
from tests.plan.test_approving import BOARD
from tests.plan.test_drafting import propose
from tests.plan.test_versioning import accept, make_version


def sign(held, key, **values):
    with unit_of_work():
        gate = next(gate for gate in newest(held).gates if gate.key == key)
        signing.sign_gate(gate, **{"finding": "Done", "by": held.reviewer} | values)


@pytest.mark.parametrize(("key", "words"), [
    ("the-equality", "no equality impact assessment"), ("the-comments", "GO-1, GO-2"),
    ("the-legal-finance", "financial implications are not written"), ("the-risk", "No risk"),
])
def test_a_gate_is_not_signed_before_what_it_covers_is_there(held, key, words):
    four_gates(held)
    with pytest.raises(gate_queries.NotYetMet, match=words):
        sign(held, key)
    assert states(held)[key] == "open"


def test_a_harm_without_what_was_done_keeps_the_equality_gate_open(held):
    before_the_board(held)
    with unit_of_work():
        assessing.add_finding(gate_queries.assessment_of(newest(held)), characteristic="age", effect="mixed",
                              finding="Watched.", by=held.reviewer)
    assert fallen(held) == {"the-equality": ["assessment"]}
    with pytest.raises(gate_queries.NotYetMet, match="E-2"):
        sign(held, "the-equality")


def test_a_risk_without_owner_and_a_text_that_nobody_cleared_keep_theirs_open(held):
    before_the_board(held)
    with unit_of_work():
        rating.add_risk(newest(held), what="No money", likelihood=5, impact=5, by=held.reviewer)
        clearing.write(newest(held), kind="legal", text="Something new.", by=held.reviewer)
    for key, words in (("the-risk", "R-2"), ("the-legal-finance", "legal implications are not cleared")):
        with pytest.raises(gate_queries.NotYetMet, match=words):
            sign(held, key)


def test_each_gate_falls_open_when_what_it_covers_changes_and_only_that_one(held):
    before_the_board(held)
    assert set(states(held).values()) == {"signed"} and signing.what_is_open(newest(held)) == []
    with unit_of_work():
        deciding.respond(held.comment("GO-1"), kind="not taken", response="No.", by=held.reviewer)
    assert fallen(held) == {"the-comments": ["comments"]}
    with unit_of_work():
        rating.change_risk(gate_queries.risks_of(newest(held))[0], what="Nobody comes", likelihood=5, impact=3,
                           control="Ask early", owner="Ravi", by=held.reviewer)
        clearing.write(newest(held), kind="financial", text="A hundred pounds.", cost=100, by=held.reviewer)
    assert fallen(held) == {"the-comments": ["comments"], "the-risk": ["risks"],
                            "the-legal-finance": ["implications"]}
    with unit_of_work():
        clearing.clear(gate_queries.implications_of(newest(held))["financial"], **CLEARED, by=held.reviewer)
    sign_all(held)
    assert set(states(held).values()) == {"signed"}


def test_what_is_put_back_as_it_was_is_signed_again_by_nobody_and_stands(held):
    before_the_board(held)
    for response in ("No.", "It is in."):
        with unit_of_work():
            deciding.respond(held.comment("GO-1"), kind="taken in", response=response, by=held.reviewer)
    assert fallen(held) == {}


def test_words_changed_behind_the_products_back_open_every_gate(held):
    before_the_board(held)
    with unit_of_work():
        db.session.connection().exec_driver_sql("UPDATE action SET lead = 'Somebody else' WHERE key = '1.2'")
    db.session.expire_all()
    assert set(states(held).values()) == {"fallen"}


def test_a_gate_that_fell_open_keeps_the_plan_from_its_approval(held):
    before_the_board(held)
    with unit_of_work():
        deciding.respond(held.comment("GO-1"), kind="not taken", response="No.", by=held.reviewer)
    with pytest.raises(approving.StillShut, match="Comments on the draft"), unit_of_work():
        approving.approve(newest(held), fingerprint=newest(held).fingerprint, by=held.approver, **BOARD)


def test_a_new_version_asks_for_every_signature_and_shows_the_earlier_ones(held):
    before_the_board(held)
    accept(held, propose(held))
    make_version(held)
    rows = gate_queries.standings_of(newest(held))
    assert {row.state for row in rows} == {"open"}
    assert {row.earlier.version.number for row in rows} == {1}
    assert [str(text) for row in rows if row.gate.kind == "means" for text in row.missing] == [
        "The financial implications are not cleared by a named officer yet.",
        "The legal implications are not cleared by a named officer yet."]


def test_a_signature_is_for_what_its_signer_read(held):
    four_gates(held)
    meet(held)
    seen = next(row.seen for row in gate_queries.standings_of(newest(held)) if row.gate.key == "the-comments")
    with unit_of_work():
        deciding.respond(held.comment("GO-1"), kind="not taken", response="No.", by=held.reviewer)
    with pytest.raises(signing.CoverMoved) as refused:
        sign(held, "the-comments", seen=seen)
    assert refused.value.status == 409 and states(held)["the-comments"] == "open"


def test_the_usual_gates_are_added_once(held):
    with unit_of_work():
        assert len(signing.add_standard_gates(newest(held), by=held.organiser)) == 4
    with unit_of_work():
        assert signing.add_standard_gates(newest(held), by=held.organiser) == []


def test_what_was_signed_before_this_was_kept_stays_signed(held):
    with unit_of_work():
        signing.sign_gate(newest(held).gates[0], finding="Done", by=held.reviewer)
        newest(held).gates[0].covered = {}
    assert states(held) == {"equality": "signed"}


def test_after_the_approval_nothing_under_a_gate_can_be_changed(held):
    before_the_board(held)
    with unit_of_work():
        approving.approve(newest(held), fingerprint=newest(held).fingerprint, by=held.approver, **BOARD)
    acts = [
        lambda version: assessing.assess(version, kind="full", summary="Other", by=held.reviewer),
        lambda version: rating.add_risk(version, what="Other", likelihood=1, impact=1, by=held.reviewer),
        lambda version: clearing.write(version, kind="legal", text="Other", by=held.reviewer),
        lambda version: signing.add_gate(version, key="other", title="Other", by=held.reviewer),
    ]
    for act in acts:
        with pytest.raises(signing.DecidedVersion), unit_of_work():
            act(newest(held))
    with unit_of_work():  # a comment that comes later is answered; what was signed stands
        deciding.respond(held.comment("GO-1"), kind="not taken", response="No.", by=held.reviewer)
    assert set(states(held).values()) == {"signed"} and queries.approval_of(held.plan) is not None
