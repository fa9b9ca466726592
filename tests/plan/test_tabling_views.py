"""What a board does in its meeting, as its clerk records it: every outcome, and the changes made at the table."""

from events.plan import queries
from tests.plan.conftest import fill
from tests.plan.gates import before_the_board, newest
from tests.plan.test_approval_views import BOARD
from tests.plan.test_drafting import propose
from tests.plan.test_versioning import accept, make_version

V1 = {"key": "plan", "number": 1}


def test_a_board_approves_what_it_changed_at_the_table(held, reader):
    before_the_board(held)
    clerk = reader.signed_in(held.approver)
    page = clerk.get("approval.decide_version", **V1)
    refused = fill(clerk, page, BOARD | {"decision": "approved as amended"}, status=422)
    assert "No change from the table" in refused.errors[0] and refused.find(
        "input", attrs={"name": "minute"})["value"] == "47/09"

    page = clerk.get("tabling.amend_at_table", **V1, code="1.2", field="due")
    refused = fill(clerk, page, {"after": "2009-07"}, status=422)
    assert "who moved it" in refused.errors[0] and "2009-07" in refused.find("textarea").get_text()
    fill(clerk, page, {"after": "2009-07", "reason": "Cllr Rao: sooner"})
    fill(clerk, clerk.get("tabling.amend_at_table", **V1, code="2.1", field="remove"), {"reason": "Done"})
    fill(clerk, clerk.get("tabling.amend_at_table", **V1, code="new"),
         {"objective": "1", "after": "Write to everybody", "reason": "Cllr Rao"})
    fill(clerk, clerk.get("tabling.amend_at_table", **V1, code="introduction"),
         {"after": "Why we do this.", "reason": "The chair"})
    page = clerk.get("tabling.list_table", **V1)
    assert "deleted: August end of deletion inserted: July" in page.words and "Removal of action 2.1" in page.words
    clerk.send(page, {}, to="/A-2/take-back")
    assert not clerk.get("tabling.list_table", **V1).find(id="A-2-title")

    page = clerk.get("approval.decide_version", **V1)
    assert "3 changes from the table are written down" in page.words
    answer = fill(clerk, page, BOARD | {"decision": "approved as amended"})
    assert answer.headers["Location"].endswith("/versions/2/approval")
    shown = clerk.get("approval.decide_version", key="plan", number=2)
    assert "Version 1 lay before the board" in shown.words and "Signed for version 1" in shown.words
    assert [action.key for action in queries.actions_of(newest(held))] == ["1.1", "1.2", "1.3", "2.1"]
    assert newest(held).preamble == "Why we do this."
    assert "Approved as amended at the table" in clerk.get("approval.list_gates", key="plan", number=2).words


def test_a_board_notes_defers_and_refers_back_whatever_is_open(held, reader):
    clerk = reader.signed_in(held.approver)
    for decision in ("deferred", "referred back"):
        page = clerk.get("approval.decide_version", **V1)
        assert "Write w" in fill(clerk, page, BOARD | {"decision": decision}, status=422).errors[0]
        fill(clerk, page, BOARD | {"decision": decision, "note": "Show the cost"})
    fill(clerk, clerk.get("approval.decide_version", **V1), BOARD | {"decision": "noted"})
    page = clerk.get("approval.decide_version", **V1)
    assert [title.get_text() for title in page.select(".sd-notice__title")][:3] == [
        "Deferred", "Referred back", "Noted"]
    assert queries.approval_of(held.plan) is None


def test_a_change_at_the_table_is_to_the_text_that_lay_there(held, reader):
    clerk = reader.signed_in(held.approver)
    page = clerk.get("tabling.amend_at_table", **V1, code="1.2", field="due")
    accept(held, propose(held))
    make_version(held)
    stale = fill(clerk, page, {"after": "2009-07", "reason": "Sooner"}, status=409)
    assert "not the text you read" in stale.errors[0] and "2009-07" in stale.find("textarea").get_text()
    assert "Version 2 is newer" in clerk.get("tabling.list_table", **V1).words
    clerk.get("tabling.amend_at_table", **V1, code="9.9", status=404)
    clerk.get("tabling.amend_at_table", **V1, code="1.2", field="price", status=404)


def test_only_the_clerk_types_at_the_table(held, reader):
    for who in (held.reviewer, held.organiser):
        desk = reader.signed_in(who)
        desk.get("tabling.list_table", **V1, status=403)
        desk.get("tabling.amend_at_table", **V1, code="1.2", status=403)
