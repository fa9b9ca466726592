"""What a board changes at the table: the next version is made of exactly that, and it is what was approved."""

import pytest

from events.database import unit_of_work
from events.plan import approving, deciding, gate_queries, queries, signing, tabling
from events.plan.states import AmendmentState, Outcome
from tests.plan.gates import before_the_board, newest, states
from tests.plan.test_approving import BOARD
from tests.plan.test_drafting import propose
from tests.plan.test_versioning import accept


def table(held, **values):
    change = {"kind": "change", "action_key": "1.2", "field": "due", "after": "2009-07", "reason": "Sooner"} | values
    with unit_of_work():
        return tabling.table(newest(held), fingerprint=newest(held).fingerprint, by=held.approver, **change).ref


def approve(held, **values):
    with unit_of_work():
        return tabling.approve_as_amended(newest(held), **{"fingerprint": newest(held).fingerprint,
                                          "by": held.approver} | BOARD | values).version.number


def test_the_boards_own_words_make_the_version_that_is_approved(held):
    before_the_board(held)
    table(held)
    table(held, kind="remove", action_key="2.1", reason="Done already")
    assert approve(held) == 2
    decision = queries.approval_of(held.plan)
    assert (decision.outcome, decision.version.number, decision.laid_number) == (Outcome.AS_AMENDED, 2, 1)
    assert decision.fingerprint == newest(held).fingerprint
    assert [action.key for action in queries.actions_of(newest(held))] == ["1.1", "1.2"]
    assert queries.action_in(newest(held), "1.2").due == "2009-07"
    amendment = queries.amendment_by_ref(held.plan, "A-1")
    assert amendment.decision_reason == "At the table: Renaissance, minute 47/09."
    assert queries.decisions_of(queries.version_by_number(held.plan, 1)) == [decision]


def test_the_gates_show_that_they_were_signed_for_the_text_that_lay_before_the_board(held):
    before_the_board(held)
    table(held)
    approve(held)
    assert set(states(held).values()) == {"open"} and gate_queries.amended_from(newest(held)) == 1
    assert {row.earlier.version.number for row in gate_queries.standings_of(newest(held))} == {1}
    first = queries.version_by_number(held.plan, 1)
    assert gate_queries.is_approved(first) and gate_queries.amended_from(first) is None
    for version in (first, newest(held)):
        with pytest.raises(signing.DecidedVersion), unit_of_work():
            signing.add_gate(version, key="late", title="Late", by=held.organiser)


def test_what_the_drafting_group_had_accepted_stays_out_and_collides_aloud(held):
    before_the_board(held)
    accept(held, propose(held))  # accepted, in no version
    table(held)
    other = table(held, action_key="1.1", field="text", after="The board's own words")
    with pytest.raises(deciding.Collision, match="A-1"):
        approve(held)
    assert queries.approval_of(held.plan) is None and newest(held).number == 1
    with unit_of_work():
        tabling.take_back(newest(held), queries.amendment_by_ref(held.plan, other), by=held.approver)
    approve(held)
    assert queries.action_in(newest(held), "1.1").text == "Hold a forum for residents twice a year"
    assert [row.ref for row in queries.accepted_and_open(held.plan)] == ["A-1"]


def test_two_changes_at_the_table_to_the_same_words_are_refused(held):
    before_the_board(held)
    first = table(held)
    with pytest.raises(tabling.TabledAlready, match=first):
        table(held, after="2009-06")
    with pytest.raises(tabling.TabledAlready, match=first):
        table(held, kind="remove")


def test_a_change_that_was_not_moved_stays_on_the_list_as_such(held):
    before_the_board(held)
    ref = table(held)
    with unit_of_work():
        tabling.take_back(newest(held), queries.amendment_by_ref(held.plan, ref), by=held.approver)
    found = queries.amendment_by_ref(held.plan, ref)
    assert (found.state, found.decision_reason) == (AmendmentState.DECLINED, tabling.NOT_MOVED)
    with pytest.raises(tabling.NothingTabled):
        approve(held)


def test_the_same_bars_stand_before_it_as_before_any_approval(held):
    table(held)
    with pytest.raises(approving.StillShut, match="Equality"):
        approve(held)
    before_the_board(held)
    with pytest.raises(approving.OwnWork):
        approve(held, by=held.organiser)
    with pytest.raises(approving.TextChanged):
        approve(held, fingerprint="another")
    with pytest.raises(approving.TextChanged), unit_of_work():
        tabling.table(newest(held), fingerprint="another", by=held.approver, kind="remove", action_key="1.1",
                      reason="No")
    assert queries.approval_of(held.plan) is None
