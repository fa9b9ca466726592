"""The drafting group's sitting: who was there, what it did with each amendment, and a list that stays true."""

from datetime import date

import pytest

from events.database import unit_of_work
from events.plan import amending_queries, deciding, drafting, queries, sitting, sitting_queries
from events.plan.states import AmendmentState
from tests.plan.test_drafting import propose


@pytest.fixture
def meeting(held):
    with unit_of_work():
        return sitting.open_sitting(held.plan, held_on=date(2009, 6, 2), present=[held.reviewer, held.second],
                                    others_present="Mr Hussain, Faith network\n\n", by=held.second)


def decide(held, meeting, ref, **values):
    with unit_of_work():
        sitting.decide(meeting, queries.amendment_by_ref(held.plan, ref),
                       **({"decision": "accept", "reason": "", "by": held.second} | values))


def test_it_steps_through_what_is_to_be_decided(held, meeting):
    refs = [propose(held), propose(held, field="due", after="2010-01"), propose(held, action_key="1.2", after="Print")]
    decide(held, meeting, refs[0], after="Hold a forum each month")
    decide(held, meeting, refs[1], decision="leave", reason="Ask the police first")
    agenda = sitting_queries.agenda_of(meeting)
    assert [row.ref for row in agenda.to_decide] == [refs[2]] and [row.ref for row in agenda.left] == [refs[1]]
    decide(held, meeting, refs[2], decision="decline", reason="It is done")
    agenda = sitting_queries.agenda_of(meeting)
    assert [(row.amendment.ref, str(row.kind), row.in_other_words) for row in agenda.decided] == [
        (refs[0], "accepted", True), (refs[2], "declined", False)]
    assert agenda.in_all == 3 and not agenda.to_decide
    assert queries.amendment_by_ref(held.plan, refs[1]).state == AmendmentState.PROPOSED
    assert amending_queries.last_rulings(held.plan)[agenda.decided[0].amendment_id].sitting is meeting
    assert sitting_queries.names_present(meeting) == ["Ravi Reviewer", "Sue Second", "Mr Hussain, Faith network"]


def test_its_list_keeps_the_words_it_ruled_on_also_when_they_change_later(held, meeting):
    ref = propose(held)
    decide(held, meeting, ref)
    with unit_of_work():
        deciding.reopen(queries.amendment_by_ref(held.plan, ref), by=held.reviewer)
        drafting.rewrite(queries.amendment_by_ref(held.plan, ref), after="Hold none", reason="No", by=held.reviewer)
    ruling = sitting_queries.agenda_of(meeting).decided[0]
    assert (ruling.after, str(ruling.kind)) == ("Hold a forum every quarter", "accepted")
    assert str(amending_queries.last_rulings(held.plan)[ruling.amendment_id].kind) == "opened again"


def test_a_closed_sitting_decides_nothing_and_a_stranger_one_neither(held, meeting, make):
    ref = propose(held)
    with unit_of_work():
        sitting.close_sitting(meeting, by=held.second)
    for decision in ("accept", "leave"):
        with pytest.raises(sitting.SittingClosed):
            decide(held, meeting, ref, decision=decision)
    assert queries.amendment_by_ref(held.plan, ref).state == AmendmentState.PROPOSED


def test_a_sitting_names_who_is_present(held, meeting):
    with pytest.raises(sitting.NobodyPresent), unit_of_work():
        sitting.open_sitting(held.plan, held_on=date(2009, 6, 9), present=[], others_present=" \n", by=held.second)
    with pytest.raises(sitting.NobodyPresent), unit_of_work():
        sitting.note_sitting(meeting, present=[], others_present="", note="", by=held.second)
    with unit_of_work():
        second = sitting.open_sitting(held.plan, held_on=date(2009, 6, 9), present=[held.second], by=held.second)
    assert second.number == 2 and [row.number for row in sitting_queries.sittings_of(held.plan)] == [2, 1]


def test_those_who_could_be_present_have_a_role_on_the_plans_events(held, make):
    make.officer("reviewer", on=make.event(slug="other"), name="Nobody Here")
    make.officer("moderator", on=held.event, name="Moll Moderator")
    names = {row.name for row in sitting_queries.could_be_present(held.plan)}
    assert names == {"Olive Organiser", "Ravi Reviewer", "Sue Second", "Ann Approver"}
