"""The drafting desk as officers use it."""

import pytest
from sqlalchemy import event

from events.database import db, unit_of_work
from events.feedback import importing as contributions
from events.feedback import moderating
from events.feedback.states import Disposition
from events.plan import queries
from tests.plan.conftest import HEAD, card, fill
from tests.plan.test_drafting import propose
from tests.plan.test_versioning import accept, make_version


@pytest.fixture
def desk(held, reader):
    """The reviewer's browser."""
    return reader.signed_in(held.reviewer)


def test_the_plan_shows_its_actions_and_what_waits(held, desk):
    propose(held)
    page = desk.get("drafting.show_desk_plan", key="plan")
    assert "Hold a forum for residents twice a year" in page.words
    assert "3 remarks to deal with" in " ".join(page.words.split()) or "remarks to deal with" in page.words
    assert page.find("a", string="A-1")


def test_one_press_routes_and_goes_to_the_next(held, desk):
    page = desk.get("drafting.show_remark_routing", key="plan", ref="C-1")
    assert "You choose." in page.words and "0 of 3 routed" in page.words
    answer = fill(desk, page, {"actions": "1.2"})
    assert "/remarks/C-2" in answer.headers["Location"]
    assert queries.routes_of(held.plan) == {held.remark("C-1").id: ["1.2"]}


def test_nothing_chosen_is_said_at_the_field(held, desk):
    page = fill(desk, desk.get("drafting.show_remark_routing", key="plan", ref="C-1"), {"other": ""}, status=422)
    assert page.errors and "Tick an action" in page.errors[0]


def test_a_remark_that_changes_nothing_gets_its_outcome_and_a_reason(held, desk):
    page = desk.get("drafting.show_remark_routing", key="plan", ref="C-3")
    refused = fill(desk, page, {"disposition": "noted", "reason": ""}, status=422)
    assert "Say why" in refused.errors[0]
    assert refused.find("input", value="noted").has_attr("checked")
    fill(desk, page, {"disposition": "for the next event", "reason": "Labels next time"})
    assert held.remark("C-3").disposition == Disposition.NEXT_EVENT


def test_a_proposal_is_made_beside_its_evidence(held, desk):
    fill(desk, desk.get("drafting.show_remark_routing", key="plan", ref="C-1"), {"actions": "1.2"})
    page = desk.get("amending.propose_change", key="plan", code="1.2", field="measure")
    assert page.find("textarea", attrs={"name": "after"}).get_text().strip() == "Answers printed"
    assert "Nobody printed what was answered" in page.words and "how this is paid for" in page.words
    tick = page.find("input", attrs={"name": "evidence"})["value"]
    answer = fill(desk, page, {"after": "Answers printed within a month", "reason": "Asked for", "evidence": tick})
    assert answer.headers["Location"].endswith("/amendments/A-1")
    shown = desk.get("drafting.show_amendment", key="plan", ref="A-1")
    assert shown.find("ins") and "Nobody printed what was answered" in shown.words


def test_unchanged_words_come_back_with_the_reason_that_was_typed(held, desk):
    page = desk.get("amending.propose_change", key="plan", code="1.1")
    refused = fill(desk, page, {"reason": "A long reason"}, status=422)
    assert "A long reason" in refused.find("textarea", attrs={"name": "reason"}).get_text()


def test_two_changes_to_one_text_are_shown_side_by_side_with_409(held, desk):
    first, second = propose(held), propose(held, after="Hold a forum in each ward")
    accept(held, first)
    page = fill(desk, desk.get("drafting.show_amendment", key="plan", ref=second), {"decision": "accept"}, status=409)
    assert "every quarter" in page.words and "in each ward" in page.words
    assert queries.amendment_by_ref(held.plan, second).state == "proposed"


def test_an_organiser_proposes_and_does_not_decide(held, reader):
    ref = propose(held)
    organiser = reader.signed_in(held.organiser)
    page = organiser.get("drafting.show_amendment", key="plan", ref=ref)
    assert not page.find("input", attrs={"name": "decision"})
    organiser.post("drafting.show_amendment", {"decision": "accept"}, key="plan", ref=ref, status=403)


def test_a_version_is_made_and_its_redline_names_what_led_to_each_change(held, desk):
    accept(held, propose(held, evidence=[held.remark("C-1")]))
    page = desk.get("drafting.show_desk_plan", key="plan")
    answer = fill(desk, page, {})
    assert answer.headers["Location"].endswith("/versions/2/redline")
    redline = desk.get("drafting.show_redline", key="plan", number=2)
    assert "inserted:" in redline.words and "deleted:" in redline.words
    assert redline.find("a", string="A-1") and "C-1" in redline.words
    desk.get("drafting.show_redline", key="plan", number=1, status=404)


def test_every_other_page_of_the_desk_opens(held, desk):
    propose(held)
    accept(held, propose(held, kind="new", objective="1", after="Write a newsletter", others={"lead": "Editor"}))
    accept(held, propose(held, kind="remove", action_key="2.1"))
    make_version(held)
    desk.get("drafting.list_plans")
    desk.get("drafting.list_remarks", key="plan")
    desk.get("drafting.list_amendments", key="plan", state="proposed")
    desk.get("amending.propose_new_action", key="plan")
    desk.get("amending.propose_introduction", key="plan")
    desk.get("amending.propose_removal", key="plan", code="1.1")
    desk.get("amending.rewrite_amendment", key="plan", ref="A-1")
    for ref in ("A-1", "A-2", "A-3"):
        desk.get("drafting.show_amendment", key="plan", ref=ref)
    assert "Taken out" in desk.get("drafting.show_redline", key="plan", number=2).words


def test_a_new_action_and_a_removal_are_proposed_from_their_pages(held, desk):
    page = desk.get("amending.propose_new_action", key="plan")
    refused = fill(desk, page, {"after": "Open a number to ring", "reason": "Nobody knows whom to tell"}, status=422)
    assert "Choose the objective" in refused.errors[0] and "Open a number" in refused.find("textarea").get_text()
    fill(desk, page, {"objective": "2", "after": "Open a number to ring", "reason": "Nobody knows whom to tell"})
    fill(desk, desk.get("amending.propose_removal", key="plan", code="1.2"), {"reason": "Not ours"})
    fill(desk, desk.get("amending.propose_introduction", key="plan"), {"after": "Paid from…", "reason": "Asked for"})
    assert [row.kind for row in queries.amendments_of(held.plan)] == ["new", "remove", "text"]


def test_an_officer_of_another_event_finds_no_plan_here(held, make, reader):
    other = make.officer("reviewer", "organiser", on=make.event(slug="other"))
    stranger = reader.signed_in(other)
    stranger.get("drafting.show_desk_plan", key="plan", status=404)
    stranger.get("drafting.show_remark_routing", key="plan", ref="C-1", status=404)
    assert "The plan" not in stranger.get("drafting.list_plans").find("main").get_text()


def test_a_moderator_has_another_role(held, make, reader):
    reader.signed_in(make.officer("moderator", on=held.event)).get("drafting.show_desk_plan", key="plan", status=403)


def test_thirty_remarks_cost_no_more_questions_than_three(held, desk, app):

    def asked() -> int:
        with app.app_context():
            seen: list = []

            def listener(*told):
                seen.append(told[2])

            event.listen(db.engine, "before_cursor_execute", listener)
            desk.get("drafting.list_remarks", key="plan")
            event.remove(db.engine, "before_cursor_execute", listener)
            return len(seen)

    few = asked()
    with unit_of_work():
        text = HEAD + "".join(card(f"D-{n}", f"Remark number {n}") for n in range(30))
        for remark in contributions.import_contributions(held.event, text, by=held.organiser):
            moderating.approve(remark, by=held.organiser)
    assert asked() == few


def test_a_remark_withheld_later_is_named_on_no_page_of_its_amendment(held, reader):
    ref = propose(held, evidence=[held.remark("C-1")])
    accept(held, ref)
    make_version(held)
    remark = held.remark("C-1")
    with unit_of_work():
        moderating.withhold(remark, by=held.organiser)
    browser = reader.signed_in(held.reviewer)
    for page in (
        browser.get("drafting.list_amendments", key="plan"),
        browser.get("drafting.show_amendment", key="plan", ref=ref),
        browser.get("drafting.show_redline", key="plan", number=2), browser.get("drafting.list_remarks", key="plan"),
    ):
        assert "C-1" not in page.words and "Nobody printed" not in page.words and "Ibbotson" not in page.words
