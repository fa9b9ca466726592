"""The example's own outcomes: every ref leads somewhere, and the whole story can be told by the acts."""

import pytest

from events.database import unit_of_work
from events.feedback.states import Disposition
from events.plan import deciding, drafting, importing, queries
from events.plan.states import FIELDS, ResponseKind
from tests.plan.conftest import lines, rows

REMARKS = {row["ref"] for row in rows("contributions.csv")}
ACTIONS = {row["ref"] for row in rows("plan.csv")}
COMMENTS = {row["ref"] for row in rows("external-comments.csv")}
AMENDMENTS = rows("amendments.csv")
WITHHELD = "C-37"


def parts(words: str) -> list[str]:
    return [part for part in words.split(";") if part]


def test_every_remark_but_the_withheld_one_has_an_outcome_with_a_reason():
    dispositions = rows("dispositions.csv")
    assert {row["ref"] for row in dispositions} == REMARKS - {WITHHELD} and len(dispositions) == 59
    assert {row["disposition"] for row in dispositions} <= {str(kind) for kind in Disposition}
    assert all(len(row["reason"]) > 20 for row in dispositions)
    assert all(set(parts(row["plan_refs"])) <= ACTIONS for row in dispositions)


def test_a_remark_that_amends_the_plan_names_an_accepted_amendment_that_rests_on_it():
    for row in rows("dispositions.csv"):
        resting = [a["ref"] for a in AMENDMENTS if a["state"] == "accepted" and row["ref"] in parts(a["evidence"])]
        assert bool(resting) == (row["disposition"] == Disposition.AMENDS), row["ref"]
        assert all(ref in row["reason"] for ref in resting), row["ref"]


def test_amendments_are_enough_and_rest_on_words_that_are_there():
    accepted = [row for row in AMENDMENTS if row["state"] == "accepted"]
    assert len(accepted) >= 14 and len(AMENDMENTS) - len(accepted) == 2
    assert [row["kind"] for row in accepted].count("new") == 1
    assert [row["ref"] for row in AMENDMENTS] == [f"A-{n}" for n in range(1, len(AMENDMENTS) + 1)]
    for row in AMENDMENTS:
        assert parts(row["evidence"]) and set(parts(row["evidence"])) <= (REMARKS | COMMENTS) - {WITHHELD}, row["ref"]
        assert row["kind"] != "change" or (row["plan_ref"] in ACTIONS and row["field"] in FIELDS)
        assert row["reason"] and row["decision_reason"]


def test_every_office_comment_has_an_answer():
    responses = rows("responses.csv")
    assert {row["ref"] for row in responses} == COMMENTS and len(responses) == 14
    assert {row["response_kind"] for row in responses} <= {str(kind) for kind in ResponseKind}
    assert all(row["response"] and row["where"] for row in responses)


def test_themes_answers_and_redactions_name_remarks_that_may_be_shown():
    themed = {ref for row in rows("themes.csv") for ref in parts(row["refs"])}
    assert themed == REMARKS - {WITHHELD}
    assert {row["ref"] for row in rows("answers.csv")} <= REMARKS - {WITHHELD} and len(rows("answers.csv")) >= 12
    assert [row["ref"] for row in rows("redactions.csv")] == ["C-19"]
    assert not any(word in rows("redactions.csv")[0]["text"] for word in ("Dinsdale", "Thimble", "lithium"))


@pytest.fixture
def plan(make):
    with unit_of_work():
        made = importing.import_plan(lines("plan.csv"), key="p", title="Plan", events=[], by="command")
        importing.import_external_comments(made, lines("external-comments.csv"), source="Office", by="command")
    return made


def test_the_amendments_make_a_second_version_without_a_collision(plan):
    with unit_of_work():
        for row in AMENDMENTS:
            others = {name: row[name] for name in FIELDS if name != "text"} if row["kind"] == "new" else None
            made = drafting.propose(
                plan, kind=row["kind"], action_key=row["plan_ref"], objective=row["objective"], field=row["field"],
                after=row["after"], others=others, reason=row["reason"], by="command")
            act = deciding.accept if row["state"] == "accepted" else deciding.decline
            act(made, reason=row["decision_reason"], by="command")
            assert made.ref == row["ref"]
        version = deciding.make_version(plan, by="command")
    actions = queries.actions_of(queries.version_by_number(plan, version.number))
    assert len(actions) == 29 and "3.6" in {action.key for action in actions}
