"""A board's member reads by a private link, its clerk sees who has read; nobody else comes in, and nothing leaks."""

from datetime import timedelta

import pytest

from events import clock
from events.access import links
from events.database import db, unit_of_work
from events.event import Visibility
from events.feedback import moderating
from events.history import Entry
from events.plan import approving, assessing, board_queries, gate_queries, importing, laying_papers, queries
from tests.plan.conftest import SMALL, fill
from tests.plan.gates import before_the_board, newest
from tests.plan.test_approving import BOARD
from tests.plan.test_drafting import propose
from tests.plan.test_versioning import accept, make_version

PAGES = ("board.read_changes", "board.read_words")


@pytest.fixture
def laid(held):
    """Version 2 with its gates signed, made of one change that rests on two remarks, a comment and a finding."""
    before_the_board(held)
    ref = propose(held, evidence=[held.remark("C-1"), held.remark("C-2"), held.comment("GO-1")])
    with unit_of_work():
        finding = gate_queries.assessment_of(newest(held)).findings[0]
        assessing.rest_on(queries.amendment_by_ref(held.plan, ref), finding, by=held.reviewer)
    accept(held, ref)
    make_version(held)
    with unit_of_work():
        laying_papers.add_member(newest(held), name="Nasreen Akhtar", email="n@example.org", by=held.approver)
    return held


def member_of(held, number=0):
    return board_queries.links_of(newest(held))[number]


def enter(app, browser, link, *, version=None, status=302):
    """Open the member's private link as it stands in the letter."""
    token = links.token(app.config["SECRET_KEY"], "board", link.ref, version or link.link_version)
    return browser.get(f"/i/{token}", status=status)


def test_a_member_reads_what_changes_and_why_without_an_account(app, reader, laid):
    browser, link = reader.anybody(), member_of(laid)
    answer = enter(app, browser, link)
    assert answer.headers["Location"] == f"/my/{link.ref}/board/changes"
    changes = browser.get("board.read_changes", ref=link.ref)
    assert "inserted: every quarter" in changes.words and "Signed for version 1 by Ravi Reviewer" in changes.words
    words = browser.get("board.read_words", ref=link.ref)
    for said in ("Nobody printed what was answered last time", "Ray Ibbotson", "GO-1", "Regional office", "It is in.",
                 "Singled out.", "Religion or belief", "Twice is too seldom"):
        assert said in words.words
    assert words.find("meta", attrs={"name": "robots"})["content"] == "noindex"


def test_a_member_sees_a_move_with_its_words_and_days_as_they_are_said(app, reader, held):
    accept(held, propose(held, kind="move", action_key="2.1", objective="1", others={"behind": ""}))
    accept(held, propose(held, action_key="1.2", field="due", after="2010-01"))
    make_version(held)
    with unit_of_work():
        laying_papers.add_member(newest(held), name="Nasreen Akhtar", email="n@example.org", by=held.approver)
    browser, link = reader.anybody(), member_of(held)
    enter(app, browser, link)
    changes = browser.get("board.read_changes", ref=link.ref)
    headings = [part.get_text(" ", strip=True) for part in changes.find_all("h4")]
    assert headings == ["Action 1.3 Moved", "Action 1.2"]
    first = changes.find(id="change-2-1").parent.get_text(" ", strip=True)
    for said in ("objective 2, as its first action", "objective 1, as its first action", "It was number 2.1",
                 "Open places where hate crime can be reported"):
        assert said in first
    assert "January 2010" in changes.words and "2010-01" not in changes.words
    words = browser.get("board.read_words", ref=link.ref)
    assert "objective 2, as its first action" in words.words and "Open places where hate crime" in words.words
    assert "January 2010" in words.words and "2010-01" not in words.words


def test_withheld_words_never_appear_and_names_only_as_they_were_given(app, reader, laid):
    with unit_of_work():
        moderating.withhold(laid.remark("C-2"), by=laid.organiser)
    browser, link = reader.anybody(), member_of(laid)
    enter(app, browser, link)
    page = browser.get("board.read_words", ref=link.ref)
    assert "given a number" not in page.words and "C-2" not in page.words
    assert "One more remark may not be shown" in page.words
    with unit_of_work():
        laid.remark("C-1").attribution = "anonymous"
    assert "Ibbotson" not in browser.get("board.read_words", ref=link.ref).words


def counts(app) -> dict[str, list]:
    """Every row of every table, to see that reading leaves nothing behind."""
    with db.engine.connect() as connection:
        return {table.name: connection.execute(table.select()).all() for table in db.metadata.sorted_tables
                if table.name not in ("limit_count", "attempt")}


def test_reading_changes_nothing(app, reader, laid):
    browser, link = reader.anybody(), member_of(laid)
    ref = link.ref
    before = counts(app)
    enter(app, browser, link)
    for name in PAGES:
        browser.get(name, ref=ref)
        assert browser.client.head(browser.address(name, ref=ref)).status_code == 200
    assert counts(app) == before


def test_reading_is_said_by_a_tick_and_the_clerk_sees_the_day_alone(app, reader, laid):
    browser, link = reader.anybody(), member_of(laid)
    enter(app, browser, link)
    page = browser.get("board.read_words", ref=link.ref)
    assert "Tick the box" in fill(browser, page, {}, status=422).errors[0]
    assert member_of(laid).read_on is None
    fill(browser, page, {"read": "y"})
    assert member_of(laid).read_on == clock.today()
    assert "You have told the clerk" in browser.get("board.read_words", ref=link.ref).words
    entry = db.session.query(Entry).filter_by(act="read").one()
    assert (entry.record, entry.field, entry.who) == (f"board_link {link.id}", "", "board member")
    desk = reader.signed_in(laid.approver).get("board.list_members", key="plan", number=2)
    assert "Wednesday 22 April 2009" in desk.words


def test_another_members_link_opens_nothing_of_this_one(app, reader, laid):
    with unit_of_work():
        laying_papers.add_member(newest(laid), name="Tom Bewick", by=laid.approver)
    first, second = (board_queries.links_of(newest(laid))[number].ref for number in (0, 1))
    browser = reader.anybody()
    enter(app, browser, member_of(laid))
    for name in PAGES:
        browser.get(name, ref=first)
        browser.get(name, ref=second, status=404)
        reader.anybody().get(name, ref=first, status=404)


def test_another_plans_link_shows_that_plan_alone(app, reader, laid):
    with unit_of_work():
        other = importing.import_plan(SMALL, key="other", title="Another plan", events=[laid.event], by=laid.organiser)
        link = laying_papers.add_member(other.versions[0], name="Una", by=laid.approver)
        ref, token = link.ref, links.token(app.config["SECRET_KEY"], "board", link.ref, 1)
    browser = reader.anybody()
    browser.get(f"/i/{token}", status=302)
    assert browser.get("board.read_changes", ref=ref).heading == "Another plan"
    browser.get("board.read_changes", ref=member_of(laid).ref, status=404)


@pytest.mark.parametrize("kind", ["invitation", "seats", "speaker"])
def test_a_token_made_for_another_kind_of_link_opens_nothing(app, reader, laid, kind):
    token = links.token(app.config["SECRET_KEY"], kind, member_of(laid).ref, 1)
    reader.anybody().get(f"/i/{token}", status=404)


def test_a_replaced_a_closed_and_a_run_out_link_answer_410(app, reader, laid):
    browser, link = reader.anybody(), member_of(laid)
    enter(app, browser, link)
    with unit_of_work():
        laying_papers.replace(member_of(laid), hold=timedelta(0), by=laid.approver)
    enter(app, reader.anybody(), link, version=1, status=410)
    browser.get("board.read_changes", ref=link.ref, status=410)
    browser.post("board.read_words", {"read": "y"}, ref=link.ref, status=410)
    enter(app, browser, member_of(laid))
    browser.get("board.read_changes", ref=link.ref)
    version = newest(laid)
    with unit_of_work():
        approving.note_version(newest(laid), fingerprint=version.fingerprint, by=laid.approver, **BOARD)
    with clock.moved_to(clock.now() + timedelta(days=29)):
        assert "has run out" in browser.get("board.read_changes", ref=link.ref, status=410).words
    with unit_of_work():
        laying_papers.close(member_of(laid), by=laid.approver)
    assert "has been closed" in browser.get("board.read_words", ref=link.ref, status=410).words
    assert member_of(laid).read_on is None


def test_a_members_link_opens_no_closed_event_and_no_guests_page(app, reader, laid):
    with unit_of_work():
        db.session.merge(laid.event).visibility = Visibility.CLOSED
    browser, link = reader.anybody(), member_of(laid)
    enter(app, browser, link)
    for path in ("/events/evening/", "/events/evening/plan", f"/my/{link.ref}/", f"/my/{link.ref}/seats"):
        assert browser.client.get(path).status_code == 404
    assert browser.client.get("/desk/plans/plan/").status_code == 302


def test_a_first_version_is_shown_whole_and_a_newer_one_is_said(app, reader, held):
    with unit_of_work():
        laying_papers.add_member(newest(held), name="Una", by=held.approver)
    browser, link = reader.anybody(), member_of(held)
    enter(app, browser, link)
    page = browser.get("board.read_changes", ref=link.ref)
    assert "Hold a forum for residents twice a year" in page.words and "Version 1, the first." in page.words
    assert "No amendment made this version" in browser.get("board.read_words", ref=link.ref).words
    accept(held, propose(held))
    make_version(held)
    assert "There is a newer version, 2" in browser.get("board.read_changes", ref=link.ref).words


def test_the_clerk_adds_sends_calls_back_and_prints(reader, held):
    before_the_board(held)
    clerk = reader.signed_in(held.approver)
    page = clerk.get("board.list_members", key="plan", number=1)
    refused = fill(clerk, page, {"name": "Una Ó Súilleabháin", "email": "nowhere"}, status=422)
    assert "name@example.org" in refused.errors[0]
    assert refused.find("input", attrs={"name": "name"})["value"] == "Una Ó Súilleabháin"
    fill(clerk, page, {"name": "Una Ó Súilleabháin", "email": "una@example.org"})
    page = clerk.get("board.list_members", key="plan", number=1)
    assert "Send one letter" in page.words
    page = clerk.get(clerk.send(page, {}, to="/board/send").headers["Location"])
    assert "One letter has not left yet." in page.words
    clerk.send(page, {}, to="/board/call-back")
    link = member_of(held)
    shown = clerk.get("board.show_board_link", key="plan", number=1, link_id=link.id)
    assert f"/i/{link.ref}-" in shown.words
    code = clerk.client.get(clerk.address("board.board_code", key="plan", number=1, link_id=link.id))
    assert code.mimetype == "image/svg+xml" and b"<svg" in code.data
    clerk.send(shown, {}, to="/replace")
    clerk.send(clerk.get("board.list_members", key="plan", number=1), {}, to="/close")
    clerk.get("board.board_code", key="plan", number=1, link_id=link.id, status=404)
    assert "has been closed" in clerk.get("board.show_board_link", key="plan", number=1, link_id=link.id).words
    clerk.get("board.show_board_link", key="plan", number=1, link_id=99, status=404)


def test_papers_are_refused_with_what_is_open_and_to_others_than_the_clerk(reader, held):
    clerk = reader.signed_in(held.approver)
    page = clerk.post("board.send_papers", key="plan", number=1, status=409)
    assert "Still open: Equality impact assessment" in page.words
    reader.signed_in(held.reviewer).get("board.list_members", key="plan", number=1, status=403)
    reader.anybody().get("board.list_members", key="plan", number=1, status=302)
