"""A new version: what was accepted and nothing else, and the earlier one as it was."""

import pytest

from events.database import unit_of_work
from events.plan import deciding, queries, signing, versioning
from events.plan.changes import compare
from events.plan.states import VersionState
from tests.plan.test_drafting import propose


def accept(held, ref):
    with unit_of_work():
        deciding.accept(queries.amendment_by_ref(held.plan, ref), by=held.second)


def make_version(held) -> int:
    with unit_of_work():
        return versioning.make_version(held.plan, by=held.organiser).number


def test_a_version_takes_in_change_new_action_removal_and_introduction(held):
    fingerprint = queries.latest(held.plan).fingerprint
    accept(held, propose(held))
    accept(held, propose(held, field="due", after="2009-09"))
    accept(held, propose(held, kind="new", objective="1", after="Write a newsletter", others={"lead": "Editor"}))
    accept(held, propose(held, kind="remove", action_key="2.1"))
    accept(held, propose(held, kind="text", field="preamble", after="How it is paid for."))
    propose(held, action_key="1.2", after="Never accepted")
    assert make_version(held) == 2
    before, after = (queries.version_by_number(held.plan, number) for number in (1, 2))
    assert [action.key for action in queries.actions_of(after)] == ["1.1", "1.2", "1.3"]
    first = queries.action_in(after, "1.1")
    assert (first.text, first.due, first.lead) == ("Hold a forum every quarter", "2009-09", "Silver Group")
    assert queries.action_in(after, "1.3").lead == "Editor"
    assert queries.action_in(after, "1.2").text == "Print the answers that were given"
    assert after.preamble == "How it is paid for." and after.state == VersionState.FROZEN
    assert before.fingerprint == fingerprint != after.fingerprint
    assert queries.action_in(before, "1.1").text == "Hold a forum for residents twice a year"
    assert [(row.key, row.status) for row in compare(before, after)] == [
        ("1.1", "changed"), ("1.3", "new"), ("2.1", "removed")]


def test_gates_fall_open_again(held):
    with unit_of_work():
        signing.sign_gate(queries.version_by_number(held.plan, 1).gates[0], finding="Fine", by=held.reviewer)
    accept(held, propose(held))
    make_version(held)
    old, new = (queries.version_by_number(held.plan, number).gates[0] for number in (1, 2))
    assert old.signed_at is not None and (new.key, new.signed_at, new.finding) == ("equality", None, "")


def test_nothing_accepted_makes_no_version(held):
    propose(held)
    with pytest.raises(versioning.NothingToPutIn):
        make_version(held)


def test_an_amendment_goes_into_one_version_only(held):
    accept(held, propose(held))
    make_version(held)
    with pytest.raises(versioning.NothingToPutIn):
        make_version(held)
    assert queries.amendment_by_ref(held.plan, "A-1").into_version.number == 2


def test_a_removed_number_is_never_given_again(held):
    accept(held, propose(held, kind="remove", action_key="1.2"))
    make_version(held)
    accept(held, propose(held, kind="new", objective="1", after="A later action"))
    make_version(held)
    assert [action.key for action in queries.actions_of(queries.latest(held.plan))] == ["1.1", "1.3", "2.1"]
