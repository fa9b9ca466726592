"""Taking in a plan: a bad row is refused by line and column, a good one is frozen for good."""

import pytest
from sqlalchemy import update

from events.database import db, unit_of_work
from events.plan import importing, queries
from events.plan.fingerprints import fingerprint
from events.plan.models import Action, FrozenStaysFrozen, Objective
from events.plan.states import VersionState
from tests.plan.conftest import COMMENTS, SMALL, lines

HEADER = SMALL[0]


def take_in(stream, **values):
    with unit_of_work():
        return importing.import_plan(stream, key="k", title="A plan", events=[], by="command", **values)


def test_the_example_plan_comes_in_whole(make):
    plan = take_in(lines("plan.csv"), plain_words=lines("plan-in-plain-words.csv"))
    version = queries.latest(plan)
    actions = queries.actions_of(version)
    assert len(version.objectives) == 7 and len(actions) == 28
    assert all(action.in_plain_words for action in actions)
    assert queries.action_in(version, "3.2").due == "2009-12"
    assert version.state == VersionState.FROZEN and version.fingerprint == fingerprint(version)


@pytest.mark.parametrize(("row", "said"), [
    ("1.1,Be heard,,,,,,\n", "Line 2, column action"),
    ("one,Be heard,Do it,,,,,\n", "Line 2, column ref"),
    ("1.1,A,Do it,,,,,\n1.2,B,Do that,,,,,\n", "Line 3, column objective"),
    ("1.1,A,Do it,,,,,\n\n1.1,A,Again,,,,,\n", "Line 4, column ref"),
    ("1.1,A,Do it,,,,,,too many\n", "Line 2, column 9"),
    ("1.1,A,Do it," + "x" * 201 + ",,,,\n", "Line 2, column lead"),
    ("", "holds no lines"),
])
def test_a_bad_row_is_refused_by_line_and_column(make, row, said):
    with pytest.raises(importing.FileRefused) as refused:
        take_in([HEADER, *row.splitlines(keepends=True)])
    assert said in str(refused.value)
    assert queries.plan_by_key("k") is None


def test_a_file_without_a_column_says_which(make):
    with pytest.raises(importing.NoHeader, match="action"):
        take_in(["ref,objective\n", "1.1,A\n"])


def test_plain_words_for_no_action_are_refused(make):
    with pytest.raises(importing.FileRefused, match="no action 9.9"):
        take_in(SMALL, plain_words=["ref,in_plain_words\n", "9.9,hm\n"])


def test_a_key_is_taken_once(held):
    with pytest.raises(importing.KeyTaken), unit_of_work():
        importing.import_plan(SMALL, key="plan", title="Another", events=[], by="command")


def test_a_line_with_line_breaks_inside_is_counted_where_it_begins(make):
    row = '1.1,A,"Do it\nin two lines",,,,,\n1.2,A,,,,,,\n'
    with pytest.raises(importing.FileRefused, match="Line 4, column action"):
        take_in([HEADER, *row.splitlines(keepends=True)])


def test_a_frozen_action_cannot_be_changed(held):
    with pytest.raises(FrozenStaysFrozen), unit_of_work():
        queries.action_in(queries.latest(held.plan), "1.1").text = "Something else"
    assert queries.action_in(queries.latest(held.plan), "1.1").text == "Hold a forum for residents twice a year"


def test_a_frozen_version_takes_no_new_action_and_loses_none(held):
    with pytest.raises(FrozenStaysFrozen), unit_of_work():
        objective = queries.latest(held.plan).objectives[0]
        objective.actions.append(Action(key="1.9", ref="1.9", text="Smuggled in", position=9))
    with pytest.raises(FrozenStaysFrozen), unit_of_work():
        db.session.delete(queries.action_in(queries.latest(held.plan), "1.1"))


def test_a_frozen_objective_and_version_stand(held):
    with pytest.raises(FrozenStaysFrozen), unit_of_work():
        queries.latest(held.plan).objectives[0].title = "Another aim"
    with pytest.raises(FrozenStaysFrozen), unit_of_work():
        queries.latest(held.plan).preamble = "Words before"


def test_frozen_text_is_not_changed_in_bulk_either(held):
    for record in (Action, Objective):
        with pytest.raises(FrozenStaysFrozen), unit_of_work():
            db.session.execute(update(record).values(position=1))


def test_the_fingerprint_follows_each_word(make):
    plan = take_in(SMALL)
    version = queries.latest(plan)
    before = fingerprint(version)
    with db.session.no_autoflush:
        queries.actions_of(version)[0].measure = "Three forums held"
        assert fingerprint(version) != before
        db.session.rollback()


def test_comments_come_in_once_and_on_known_actions(held):
    assert [row.ref for row in queries.comments_of(held.plan)] == ["GO-1", "GO-2"]
    with pytest.raises(importing.FileRefused, match="Line 2, column ref"), unit_of_work():
        importing.import_external_comments(held.plan, COMMENTS, source="Office", by="command")
    with pytest.raises(importing.FileRefused, match="Line 2, column plan_ref"), unit_of_work():
        importing.import_external_comments(held.plan, [COMMENTS[0], "GO-9,7.7,Hm,\n"], source="O", by="command")


def test_a_plan_is_forgotten_with_all_that_hangs_on_it(held):
    with unit_of_work():
        importing.forget_plan(queries.plan_by_key("plan"), by="command")
    assert queries.plan_by_key("plan") is None
    assert db.session.query(Action).count() == 0
