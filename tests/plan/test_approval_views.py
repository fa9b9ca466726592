"""Comments answered, gates signed, the board's decision, and making outcomes public."""

from events.access import signing_in
from events.access.models import Officer
from events.database import db, unit_of_work
from events.feedback import capturing, sorting
from events.plan import queries
from tests.plan.conftest import fill
from tests.plan.test_approving import ready
from tests.plan.test_drafting import propose
from tests.plan.test_versioning import accept, make_version

BOARD = {"decision": "approved", "body": "Renaissance", "minute": "47/09", "decided_on": "20 April 2009"}


def test_comments_are_answered_one_after_the_other(held, reader):
    desk = reader.signed_in(held.reviewer)
    assert "0 of 2 answered" in desk.get("comments.list_comments", key="plan").words
    page = desk.get("comments.answer_comment", key="plan", ref="GO-1")
    assert "Choose what becomes of the comment" in fill(desk, page, {"response": "Yes"}, status=422).errors
    answer = fill(desk, page, {"kind": "taken in", "response": "Printed within a month."})
    assert answer.headers["Location"].endswith("/comments/GO-2")
    only = desk.get("/desk/plans/plan/comments/?only=open")
    assert "GO-2" in only.words and "GO-1" not in only.words


def test_a_gate_is_signed_in_ones_own_name(held, reader):
    desk = reader.signed_in(held.reviewer)
    page = desk.get("approval.sign_gate", key="plan", number=1, code="equality")
    fill(desk, page, {"finding": "No group is harmed."})
    page = desk.get("approval.list_gates", key="plan", number=1)
    assert "No group is harmed." in page.words and "Signed by Ravi Reviewer" in page.words
    fill(desk, page, {"title": "The cost", "detail": "Set out."})
    assert "The cost" in desk.get("approval.list_gates", key="plan", number=1).words


def test_the_approval_page_says_what_is_still_open_and_refuses(held, reader):
    board = reader.signed_in(held.approver)
    page = board.get("approval.decide_version", key="plan", number=1)
    assert "Approval is shut" in page.words and "GO-1" in page.words
    refused = fill(board, page, BOARD, status=422)
    assert "Equality impact assessment" in refused.errors[0]
    assert refused.find("input", attrs={"name": "minute"})["value"] == "47/09"


def test_a_board_approves_and_the_page_shows_it(held, reader):
    ready(held)
    board = reader.signed_in(held.approver)
    fill(board, board.get("approval.decide_version", key="plan", number=2), BOARD)
    assert "Renaissance" in board.get("approval.decide_version", key="plan", number=2).words
    assert queries.approval_of(held.plan).version.number == 2


def test_a_page_that_was_open_while_a_new_version_came_is_refused_with_409(held, reader):
    ready(held)
    board = reader.signed_in(held.approver)
    page = board.get("approval.decide_version", key="plan", number=2)
    accept(held, propose(held, field="due", after="2011-01"))
    make_version(held)
    fill(board, page, BOARD, status=409)
    assert queries.approval_of(held.plan) is None


def test_a_day_still_to_come_and_a_wrong_weekday_are_asked_about(held, reader):
    ready(held)
    board = reader.signed_in(held.approver)
    page = board.get("approval.decide_version", key="plan", number=2)
    assert "still to come" in fill(board, page, BOARD | {"decided_on": "16 June 2009"}, status=422).errors[0]
    assert fill(board, page, BOARD | {"decided_on": "Friday 20 April 2009"}, status=422).errors


def test_whoever_edited_last_is_told_so_and_refused(held, make, reader):
    ready(held)
    both = held.organiser
    with unit_of_work():
        signing_in.give_role(db.session.get(Officer, both.id), "approver", event=held.event, by="test")
    board = reader.signed_in(both)
    page = board.get("approval.decide_version", key="plan", number=2)
    assert "Somebody else must approve" in page.words
    fingerprint = queries.latest(held.plan).fingerprint
    board.post("approval.decide_version", BOARD | {"fingerprint": fingerprint}, key="plan", number=2, status=403)
    assert queries.approval_of(held.plan) is None


def test_only_an_approver_opens_the_approval_page(held, reader):
    reader.signed_in(held.reviewer).get("approval.decide_version", key="plan", number=1, status=403)


def test_outcomes_wait_for_every_remark_and_are_then_public(held, reader):
    desk = reader.signed_in(held.organiser)
    page = desk.get("approval.publish_outcomes", slug="evening")
    assert "3 remarks have no outcome yet" in page.words
    desk.post("approval.publish_outcomes", slug="evening", status=422)
    with unit_of_work():
        for ref in ("C-1", "C-2", "C-3"):
            sorting.dispose(held.remark(ref), disposition="noted", reason="Read.", by=held.reviewer)
    fill(desk, desk.get("approval.publish_outcomes", slug="evening"), {})
    assert "It is public" in desk.get("approval.publish_outcomes", slug="evening").words


def test_outcomes_are_not_published_while_there_are_none_and_a_sentence_says_what_is_missing(make, reader):
    event = make.event()
    desk = reader.signed_in(make.officer("organiser", on=event))
    page = desk.get("approval.publish_outcomes", slug="evening")
    assert "nobody has asked or commented yet" in page.words and "Every remark has an outcome" not in page.words
    assert "Publish" not in [button.get_text(strip=True) for button in page.find_all("button")]
    pressed = desk.post("approval.publish_outcomes", slug="evening", status=422)
    assert "The page would be empty" in pressed.errors[0]
    with unit_of_work():
        capturing.capture(event, kind="question", text="Why here?", channel="web", attribution="anonymous")
    page = desk.get("approval.publish_outcomes", slug="evening")
    assert "1 remark waits for a moderator" in page.words and page.find("a", string="Read them in the queue")
    desk.post("approval.publish_outcomes", slug="evening", status=422)
    assert not queries.outcomes_are_public(event)
