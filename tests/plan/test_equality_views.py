"""The assessment's pages: tagging, findings, what rests on them, and who may write."""

from events.database import unit_of_work
from events.plan import assessing, equality_queries, gate_queries, queries
from tests.plan.conftest import fill
from tests.plan.gates import before_the_board, newest
from tests.plan.test_drafting import propose

V1 = {"key": "plan", "number": 1}


def test_an_assessment_is_begun_and_findings_added_beside_what_was_said(held, reader):
    desk = reader.signed_in(held.reviewer)
    page = desk.get("equality.show_assessment", **V1)
    assert "not been assessed yet" in page.words and page.find("a", string="Begin the assessment")
    desk.get("equality.add_finding", **V1, status=404)
    page = desk.get("equality.write_assessment", **V1)
    refused = fill(desk, page, {"summary": "Looked at."}, status=422)
    assert "Choose a screening" in refused.errors[0] and "Looked at." in refused.find("textarea").get_text()
    fill(desk, page, {"kind": "screening", "summary": "Looked at."})

    tag = desk.get("equality.tag_remark", key="plan", ref="C-2", of="evening")
    fill(desk, tag, {"characteristics": ["race", "religion"]})
    assert equality_queries.tags_of(held.remark("C-2")) == ["race", "religion"]
    assert "C-2" in desk.get("equality.show_assessment", **V1).words

    page = desk.get("equality.add_finding", **V1, about="race")
    assert page.find("input", attrs={"name": "remarks", "checked": True}) is not None
    refused = fill(desk, page, {"finding": "Nobody hears back", "action": "2.1"}, status=422)
    assert "Choose what the plan does to them" in refused.errors[0]
    assert "Nobody hears back" in refused.find("textarea", attrs={"name": "finding"}).get_text()
    fill(desk, page, {"effect": "negative", "finding": "Nobody hears back", "action": "2.1"})
    shown = desk.get("equality.show_assessment", **V1)
    assert "Nobody hears back" in shown.words and "Nothing has been done about it yet" in shown.words
    assert "I was given a number" in shown.words and "No finding for: Age, Disability" in shown.words


def test_a_finding_is_changed_rested_on_and_taken_out(held, reader):
    before_the_board(held)
    desk, ref = reader.signed_in(held.reviewer), propose(held)
    page = desk.get("equality.change_finding", **V1, ref="E-1")
    fill(desk, page, {"amendment": ref})
    page = desk.get("equality.change_finding", **V1, ref="E-1")
    assert page.find("a", string=ref)
    fill(desk, page, {"finding": "Otherwise"})
    assert gate_queries.assessment_of(newest(held)).findings[0].finding == "Otherwise"
    desk.send(page, {}, to="/drop")
    assert gate_queries.assessment_of(newest(held)).findings == []
    desk.get("equality.change_finding", **V1, ref="E-1", status=404)


def test_an_amendment_is_proposed_from_a_finding_to_any_action(held, reader):
    before_the_board(held)
    desk = reader.signed_in(held.reviewer)
    page = desk.get("equality.amend_from_finding", **V1, ref="E-1")
    assert page.find("textarea", attrs={"name": "after"}).get_text().strip() == "Print the answers that were given"
    assert "words the plan has already" in fill(desk, page, {"reason": "E-1"}, status=422).errors[0]
    page = desk.get("equality.amend_from_finding", **V1, ref="E-1", action="2.1", field="due")
    fill(desk, page, {"after": "2009-09"})
    amendment = queries.amendment_by_ref(held.plan, "A-1")
    assert (amendment.action_key, amendment.after, amendment.reason) == ("2.1", "2009-09", "Singled out.")
    assert "A-1" in desk.get("equality.show_assessment", **V1).words
    desk.get("equality.amend_from_finding", **V1, ref="E-1", action="9.9", status=404)


def test_a_group_of_the_councils_own_is_added_once(held, reader):
    desk = reader.signed_in(held.reviewer)
    page = desk.get("equality.add_characteristic", key="plan")
    fill(desk, page, {"name": "Armed forces"})
    assert "Armed forces" in desk.get("equality.tag_remark", key="plan", ref="C-1").words
    assert "on the list already" in fill(
        desk, desk.get("equality.add_characteristic", key="plan"), {"name": "armed forces"}, status=422).errors[0]


def test_an_approver_reads_and_does_not_write(held, reader):
    with unit_of_work():
        assessing.assess(newest(held), kind="full", summary="Looked at.", by=held.reviewer)
    board = reader.signed_in(held.approver)
    page = board.get("equality.show_assessment", **V1)
    assert "Looked at." in page.words and not page.find("a", string="Add a finding")
    for name in ("equality.write_assessment", "equality.add_finding"):
        board.get(name, **V1, status=403)
    board.get("equality.tag_remark", key="plan", ref="C-1", status=403)
