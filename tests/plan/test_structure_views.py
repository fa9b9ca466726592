"""Moves, columns and the plan's own texts: proposed on their pages, put into a version, seen and hidden where due."""

import pytest

from events.database import unit_of_work
from events.plan import columns, deciding, drafting, queries, signing
from events.plan.changes import compare, compare_columns, compare_texts
from events.plan.fingerprints import fingerprint
from events.reports import exporting
from tests.plan.conftest import fill
from tests.plan.test_drafting import propose
from tests.plan.test_public_views import approve
from tests.plan.test_versioning import accept, make_version

WHY = {"reason": "It was asked for"}


@pytest.fixture
def desk(held, reader):
    """The reviewer's browser."""
    return reader.signed_in(held.reviewer)


def versions(held):
    return queries.version_by_number(held.plan, 1), queries.version_by_number(held.plan, 2)


def test_a_plan_without_anything_of_its_own_keeps_the_fingerprint_it_always_had(held):
    known = "68e3b9881c3a7188115a27d31fc2c30ff8edfb280fc80b6219836654dbce4c90"
    assert fingerprint(queries.latest(held.plan)) == known


def test_an_action_moves_with_its_words_and_gets_the_next_number_there(held, desk):
    page = desk.get("structure.propose_move", key="plan", code="1.1")
    refused = fill(desk, page, {"place": "", "reason": "Typed"}, status=422)
    assert "Typed" in refused.find("textarea", attrs={"name": "reason"}).get_text()
    refused = fill(desk, page, {"place": "1|", "reason": "Typed"}, status=422)
    assert "stands there already" in refused.errors[0]
    fill(desk, page, WHY | {"place": "2|2.1"})
    accept(held, "A-1")
    make_version(held)
    before, after = versions(held)
    assert [(row.key, row.ref) for row in queries.actions_of(after)] == [("1.2", "1.2"), ("2.1", "2.1"), ("1.1", "2.2")]
    assert [(row.ref, row.moved) for row in compare(before, after)] == [("2.2", ("1.1", "1"))]
    assert fingerprint(after) != before.fingerprint
    shown = desk.get("drafting.show_redline", key="plan", number=2)
    assert "Moved" in shown.words and shown.find("a", string="A-1")


def test_a_move_within_an_objective_keeps_the_number_and_is_seen(held, desk):
    accept(held, propose(held, kind="move", action_key="1.2", objective="1", others={"behind": ""}))
    make_version(held)
    before, after = versions(held)
    assert [row.ref for row in queries.actions_of(after)] == ["1.2", "1.1", "2.1"]
    assert len(compare(before, after)) == 1
    desk.get("drafting.show_redline", key="plan", number=2)


def test_a_new_number_is_one_that_no_action_moved_to_or_from(held):
    accept(held, propose(held, kind="move", action_key="1.2", objective="2", others={"behind": "2.1"}))
    make_version(held)
    propose(held, kind="new", objective="2", after="A later one")
    propose(held, kind="new", objective="1", after="Another one")
    assert [row.action_key for row in queries.amendments_of(held.plan)] == ["1.2", "2.3", "1.3"]


def test_a_dropped_column_is_hidden_and_earlier_versions_keep_it(held, desk, reader):
    page = desk.get("structure.propose_column", key="plan")
    fill(desk, page, WHY | {"what": "drop:indicator"})
    accept(held, "A-1")
    make_version(held)
    before, after = versions(held)
    assert compare_columns(before, after) == [("indicator", "", "dropped")] and compare(before, after) == []
    assert "NI35" in desk.get("versions.show_version", key="plan", number=1).words
    for name, values in (("versions.show_version", {"number": 2}), ("drafting.show_redline", {"number": 2}),
                         ("drafting.show_desk_plan", {})):
        assert "NI35" not in desk.get(name, key="plan", **values).words
    desk.get("amending.propose_change", key="plan", code="1.1", field="indicator", status=404)
    assert not desk.get("amending.propose_new_action", key="plan").find(attrs={"name": "indicator"})
    fill(desk, desk.get("structure.propose_column", key="plan"), WHY | {"what": "back:indicator"})
    accept(held, "A-2")
    make_version(held)
    assert "NI35" in desk.get("versions.show_version", key="plan", number=3).words


def test_a_column_of_the_councils_own_is_filled_in_and_stands_in_the_fingerprint(held, desk, reader):
    page = desk.get("structure.propose_column", key="plan")
    refused = fill(desk, page, WHY | {"what": "add", "title": ""}, status=422)
    assert "title" in refused.errors[0]
    fill(desk, page, WHY | {"what": "add", "title": "Who pays"})
    accept(held, "A-1")
    make_version(held)
    second = queries.latest(held.plan).fingerprint
    new = desk.get("amending.propose_new_action", key="plan")
    fill(desk, new, WHY | {"objective": "1", "after": "Write a newsletter", "cell-who-pays": "The council"})
    fill(desk, desk.get("amending.propose_change", key="plan", code="1.1", field="who-pays"),
         WHY | {"after": "The area grant"})
    for ref in ("A-2", "A-3"):
        assert "who pays" in desk.get("drafting.show_amendment", key="plan", ref=ref).words.lower()
        accept(held, ref)
    make_version(held)
    newest = queries.latest(held.plan)
    assert newest.fingerprint != second
    assert [columns.words_of(row, "who-pays") for row in queries.actions_of(newest)] == [
        "The area grant", "", "The council", ""]
    assert "The area grant" in desk.get("drafting.show_redline", key="plan", number=3).words
    export = exporting.export_of("plan")
    assert export.columns_of(held.event)[-1] == "Who pays"
    assert [row[-1] for row in export.rows(held.event)] == ["The area grant", "", "The council", ""]


def test_a_text_of_the_plans_own_is_added_changed_and_taken_out(held, desk):
    page = desk.get("structure.propose_new_text", key="plan")
    refused = fill(desk, page, WHY | {"title": "How we will know", "after": ""}, status=422)
    assert refused.find("input", value="How we will know")
    fill(desk, page, WHY | {"title": "How we will know", "after": "We read each form."})
    accept(held, "A-1")
    make_version(held)
    before, after = versions(held)
    assert [(key, title) for key, title, _parts in compare_texts(before, after)] == [
        ("how-we-will-know", "How we will know")]
    text = desk.get("structure.propose_text", key="plan", code="how-we-will-know")
    fill(desk, text, WHY | {"after": "We read each form and print what it says."})
    accept(held, "A-2")
    make_version(held)
    assert queries.latest(held.plan).texts[0]["text"] == "We read each form and print what it says."
    fill(desk, desk.get("structure.propose_text", key="plan", code="how-we-will-know"), WHY | {"after": ""})
    accept(held, "A-3")
    make_version(held)
    assert queries.latest(held.plan).texts == []
    assert "We read each form" in desk.get("versions.show_version", key="plan", number=3).words
    desk.get("structure.propose_text", key="plan", code="how-we-will-know", status=404)


def test_what_the_public_reads_follows_the_columns_and_texts(held, reader):
    accept(held, propose(held, kind="column", field="measure", after=""))
    accept(held, propose(held, kind="text", field="", after="We read each form.", others={"title": "How we count"}))
    make_version(held)
    with unit_of_work():
        version = queries.version_by_number(held.plan, 2)
        for row in queries.comments_of(held.plan):
            deciding.respond(row, kind="taken in", response="Yes", by=held.reviewer)
        signing.sign_gate(version.gates[0], finding="Done", by=held.reviewer)
    approve(held)
    page = reader.anybody().get("plan.show_plan", slug="evening")
    assert "We read each form." in page.words and "Two forums held" not in page.words
    action = reader.anybody().get("plan.comment_on_action", slug="evening", key="plan", action_key="1.1")
    assert "Two forums held" not in action.words


@pytest.mark.parametrize(("values", "refusal"), [
    ({"kind": "move", "objective": "7"}, drafting.NoPlace),
    ({"kind": "move", "objective": "1", "others": {"behind": "2.1"}}, drafting.NoPlace),
    ({"kind": "move", "action_key": "9.9", "objective": "1"}, drafting.NoSuchField),
    ({"kind": "column", "field": "text", "after": ""}, drafting.NoSuchField),
    ({"kind": "column", "field": "lead", "after": "shown"}, drafting.NoSuchField),
    ({"kind": "column", "field": "", "others": {"title": " "}}, drafting.TitleMissing),
    ({"kind": "text", "field": "", "after": "x", "others": {"title": "x" * 81}}, drafting.TitleMissing),
    ({"kind": "new", "objective": "1", "after": "x", "others": {"who-pays": "x"}}, drafting.NoSuchField),
])
def test_what_cannot_stand_in_the_plan_is_refused(held, values, refusal):
    with pytest.raises(refusal):
        propose(held, **values)
