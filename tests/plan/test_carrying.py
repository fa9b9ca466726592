"""Pending amendments go along to a new version where their ground stands; else they wait with their words whole."""

from events.database import unit_of_work
from events.feedback import moderating
from events.plan import amending_queries, deciding, drafting, queries, routing
from events.plan.states import AmendmentState
from tests.plan.test_deciding import decline
from tests.plan.test_drafting import propose
from tests.plan.test_versioning import accept, make_version

SIX = "Hold a forum for residents six times a year"
IN_WARDS = "Hold a forum in each ward for residents twice a year"


def test_a_pending_change_is_put_on_the_new_words(held):
    late = propose(held, after=IN_WARDS)
    accept(held, propose(held, after=SIX))
    make_version(held)
    carried = queries.amendment_by_ref(held.plan, late)
    assert (carried.before, carried.base_version.number) == (SIX, 2)
    assert carried.after == "Hold a forum in each ward for residents six times a year"
    own = amending_queries.earlier_wordings_of(carried)
    assert [(row.after, row.because, row.base_version.number) for row in own] == [(IN_WARDS, "carried over", 1)]
    accept(held, late)
    make_version(held)
    assert queries.action_in(queries.latest(held.plan), "1.1").text == carried.after


def test_one_elsewhere_in_the_plan_goes_along_unchanged(held):
    late = propose(held, action_key="1.2", after="Print and read out the answers")
    accept(held, propose(held))
    make_version(held)
    row = queries.amendment_by_ref(held.plan, late)
    assert row.base_version.number == 2 and amending_queries.earlier_wordings_of(row) == []


def test_what_lost_its_ground_waits_with_its_words_and_with_what_changed_under_it(held):
    same = propose(held, after="Hold a forum for residents every month")
    gone = propose(held, action_key="1.2", field="due", after="2010-01")
    said = propose(held, action_key="2.1", field="due", after="2011-11")
    accept(held, propose(held, after=SIX))
    accept(held, propose(held, kind="remove", action_key="1.2"))
    accept(held, propose(held, action_key="2.1", field="due", after="2011-11"))
    make_version(held)
    looks = {look.amendment.ref: look.ground for look in amending_queries.needing_another_look(held.plan)}
    assert {ref: ground.why for ref, ground in looks.items()} == {same: "changed", gone: "gone", said: "done"}
    assert looks[same].before == SIX
    waiting = queries.amendment_by_ref(held.plan, same)
    assert waiting.after == "Hold a forum for residents every month" and waiting.base_version.number == 1
    decline(held, gone)
    with unit_of_work():
        drafting.rewrite(waiting, after="Hold a forum for residents every month", reason="Both", by=held.reviewer)
    assert [look.amendment.ref for look in amending_queries.needing_another_look(held.plan)] == [said]
    assert amending_queries.earlier_wordings_of(queries.amendment_by_ref(held.plan, same))[0].base_version.number == 1


def test_a_new_action_a_removal_a_move_and_a_column_go_along_or_wait(held):
    new = propose(held, kind="new", objective="1", after="Write a newsletter")
    kept = propose(held, kind="remove", action_key="2.1")
    lost = propose(held, kind="remove", action_key="1.1")
    move = propose(held, kind="move", action_key="1.2", objective="2", others={"behind": "2.1"})
    column = propose(held, kind="column", field="indicator", after="")
    accept(held, propose(held))
    make_version(held)
    assert [look.amendment.ref for look in amending_queries.needing_another_look(held.plan)] == [lost]
    numbers = {ref: queries.amendment_by_ref(held.plan, ref).base_version.number for ref in (new, kept, move, column)}
    assert set(numbers.values()) == {2}


def test_remarks_comments_and_routes_hang_on_an_action_wherever_it_goes(held):
    with unit_of_work():
        routing.route(held.remark("C-1"), held.plan, "1.1", by=held.reviewer)
    accept(held, propose(held, kind="move", objective="2", others={"behind": ""}))
    make_version(held)
    action = queries.action_in(queries.latest(held.plan), "1.1")
    assert (action.ref, action.objective.number, action.position) == ("2.2", "2", 1)
    assert [row.ref for row in queries.routed_to(held.plan, "1.1")] == ["C-1"]
    assert held.comment("GO-1").action_key == action.key
    propose(held, field="due", after="2010-02")  # and it is amended under the same identity


def test_a_decision_taken_back_after_a_version_stands_on_its_present_words(held):
    late = propose(held, after=IN_WARDS)
    decline(held, late)
    accept(held, propose(held, after=SIX))
    make_version(held)
    with unit_of_work():
        deciding.reopen(queries.amendment_by_ref(held.plan, late), by=held.second)
    row = queries.amendment_by_ref(held.plan, late)
    assert row.state == AmendmentState.PROPOSED and row.after.endswith("six times a year")


def test_an_action_tells_its_history_from_the_first_version_on(held):
    accept(held, propose(held, evidence=[held.remark("C-1")]))
    make_version(held)
    accept(held, propose(held, kind="new", objective="1", after="Write a newsletter"))
    accept(held, propose(held, kind="remove", action_key="1.1"))
    make_version(held)
    steps = amending_queries.history_of(held.plan, "1.1")
    assert [(step.version.number, step.change.status if step.change else "") for step in steps] == [
        (1, ""), (2, "changed"), (3, "removed")]
    assert [row.ref for step in steps for row in step.amendments] == ["A-1", "A-3"]
    with unit_of_work():
        moderating.withhold(held.remark("C-1"), by=held.organiser)
    assert [step.version.number for step in amending_queries.history_of(held.plan, "1.3")] == [3]
