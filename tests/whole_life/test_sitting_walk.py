"""The drafting group sits: by keyboard alone through what is to be decided, a collision settled, the list printed."""

from datetime import date

import pytest

from events.database import unit_of_work
from events.plan import deciding, drafting, queries, recommending, sitting
from events.plan.states import AmendmentState
from tests.browsers import violations
from tests.people import People
from tests.plan.conftest import Held
from tests.readers import Reader

pytestmark = pytest.mark.browser

AT = "/desk/plans/plan/sittings/1"


@pytest.fixture
def sat(app):
    """A sitting that is open, with six amendments before it; the reviewer's cookies."""
    with app.app_context():
        held = Held(People())
        with unit_of_work():
            def propose(**values):
                return drafting.propose(held.plan, reason="It was asked for", by=held.reviewer, **values)

            first = propose(kind="change", action_key="1.1", field="text", evidence=[held.remark("C-1")],
                            after="Hold a forum for residents every month")
            propose(kind="change", action_key="1.1", field="text", evidence=[held.remark("C-2"), held.comment("GO-1")],
                    after="Hold a forum for residents in each ward")
            propose(kind="move", action_key="1.2", objective="2", others={"behind": "2.1"})
            propose(kind="column", field="indicator", evidence=[held.comment("GO-2")])
            propose(kind="new", objective="2", after="Open one number to ring", others={"lead": "Police"})
            propose(kind="remove", action_key="2.1")
            recommending.recommend(first, advice="accept", reason="Twice a year is too seldom", by=held.second)
            deciding.accept(first, by=held.second)
            sitting.open_sitting(held.plan, held_on=date(2009, 6, 2), present=[held.reviewer, held.second],
                                 others_present="Mr Hussain, Faith network", note="In the small hall.", by=held.second)
        browser = Reader.maker(app).signed_in(held.reviewer)
        return {cookie.key: cookie.value for cookie in browser.client._cookies.values()}


def test_a_sitting_goes_through_all_by_keyboard_and_ends_with_its_list(app, sat, browsers):
    page = browsers.person(cookies=sat)
    page.goto(AT + "/amendments/A-2")
    assert page.inner_text("#sitting").count("every month") >= 1  # the accepted one it meets is in sight
    assert violations(page) == []
    browsers.picture(page, "sitting-collision")
    assert not page.is_visible("button[value=accept]")
    page.keyboard.press("a")  # one that meets another is not accepted by a key either
    page.click("text=Settle the wording")
    assert violations(page) == []
    browsers.picture(page, "settle")
    page.check("input[value=joint]")
    page.fill("textarea[name=after]", "Hold a forum for residents every month, in each ward in turn")
    page.fill("textarea[name=reason]", "Both are right")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**" + AT)
    page.goto(AT + "/amendments/A-3")
    browsers.picture(page, "sitting-move")
    for key, then in (("a", "A-4"), ("a", "A-5"), ("l", "A-6")):
        page.keyboard.press(key)
        page.wait_for_url(f"**{AT}/amendments/{then}?done=*")
        page.wait_for_selector("#key-words:visible")
    page.keyboard.press("d")  # without a reason: it is asked for first
    assert page.evaluate("document.activeElement.name") == "reason"
    page.keyboard.type("It is needed")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**" + AT + "?done=A-6")
    page.click("button:has-text('Close the sitting')")
    page.wait_for_selector("text=The sitting is closed.")
    assert violations(page) == []
    browsers.picture(page, "sitting-list")
    words = page.inner_text("main")
    assert "Mr Hussain" in words and "in each ward in turn" in words and "Left for another time" in words
    page.emulate_media(media="print")
    assert not page.is_visible("text=Change who is present")
    browsers.picture(page, "sitting-printed")
    with app.app_context():
        plan = queries.plan_by_key("plan")
        states = {row.ref: row.state for row in queries.amendments_of(plan)}
        assert states == {"A-1": AmendmentState.ACCEPTED, "A-2": AmendmentState.ACCEPTED,
                          "A-3": AmendmentState.ACCEPTED, "A-4": AmendmentState.ACCEPTED,
                          "A-5": AmendmentState.PROPOSED, "A-6": AmendmentState.DECLINED}
