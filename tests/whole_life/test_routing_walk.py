"""An officer routes with the keyboard alone: a number, the next remark, none of them, undo."""

import pytest

from events.database import db, unit_of_work
from events.feedback import importing as contributions
from events.feedback import moderating
from events.plan import importing, queries
from tests.browsers import violations
from tests.people import People
from tests.plan.conftest import HEAD, card, lines
from tests.readers import Reader

pytestmark = pytest.mark.browser

SAID = {
    "C-1": "Reported what he shouted at my wife. Given a number over the phone, never heard another thing.",
    "C-2": "When my window was broken I was given a number. Never heard another thing from anybody.",
    "C-3": "What does all this cost? Put on one sheet what you spent.",
    "C-4": "The samosas were lovely, thank you for the evening.",
}


@pytest.fixture
def loaded(app):
    """The example's plan and four remarks; the reviewer's cookies."""
    with app.app_context():
        make = People()
        event = make.event()
        organiser = make.officer("organiser", on=event)
        with unit_of_work():
            importing.import_plan(lines("plan.csv"), key="plan", title="The plan", events=[event], by=organiser,
                                  plain_words=lines("plan-in-plain-words.csv"))
            rows = HEAD + "".join(card(ref, text) for ref, text in SAID.items())
            for remark in contributions.import_contributions(event, rows, by=organiser):
                moderating.approve(remark, by=organiser)
        browser = Reader.maker(app).signed_in(make.officer("reviewer", on=event, name="Ravi Reviewer"))
        return {cookie.key: cookie.value for cookie in browser.client._cookies.values()}


def routes(app) -> dict[str, int]:
    """How many actions each remark was routed to, by ref."""
    with app.app_context():
        plan = queries.plan_by_key("plan")
        found = queries.routes_of(plan)
        told = {remark.ref: len(found.get(remark.id, [])) for remark in queries.remarks_of(plan)}
        db.session.rollback()
        return told


def test_four_remarks_are_dealt_with_by_keys(app, loaded, browsers):
    page = browsers.person(cookies=loaded)
    page.set_default_timeout(60_000)  # the first page reads the plan, on a slow machine
    page.goto("/desk/plans/plan/remarks/C-1")
    page.wait_for_selector("#routing-keys:visible")
    assert violations(page) == []
    browsers.picture(page, "routing")

    page.keyboard.press("g")
    page.keyboard.press("1")
    page.wait_for_url("**/remarks/C-3?**")
    assert routes(app) == {"C-1": 1, "C-2": 1, "C-3": 0, "C-4": 0}
    page.wait_for_selector("#routing-keys:visible")
    page.keyboard.press("u")
    page.wait_for_url("**/remarks/C-1?**")
    assert set(routes(app).values()) == {0}

    page.wait_for_selector("#routing-keys:visible")
    page.keyboard.press("s")
    page.wait_for_url("**/remarks/C-2?**")
    page.wait_for_selector("#routing-keys:visible")
    page.keyboard.press("Shift+Digit2")
    page.keyboard.press("1")
    page.wait_for_url("**/remarks/C-3?**")
    assert routes(app)["C-2"] == 2

    page.goto("/desk/plans/plan/remarks/C-4")
    page.wait_for_selector("#routing-keys:visible")
    page.keyboard.press("0")
    page.keyboard.press("ArrowDown")
    for _tab in range(5):
        if page.evaluate("document.activeElement.name") == "reason":
            break
        page.keyboard.press("Tab")
    page.keyboard.type("It is good to hear, 1 and all")  # keys typed in a field are words
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/remarks/C-1?**")
    with app.app_context():
        assert queries.remark_in(queries.plan_by_key("plan"), "C-4").disposition == "noted"

    page.wait_for_selector("#routing-keys:visible")
    page.locator("#keys-on").uncheck()
    page.keyboard.press("1")
    page.reload()
    assert not page.locator("#keys-on").is_checked() and routes(app)["C-1"] == 0


def test_without_javascript_every_button_works_on_a_phone(app, loaded, browsers):
    page = browsers.person(phone=True, javascript=False, cookies=loaded)
    page.set_default_timeout(60_000)
    page.goto("/desk/plans/plan/remarks/C-1")
    assert not page.locator("#routing-keys").is_visible()
    page.get_by_role("button", name="About this one").first.click()
    page.wait_for_url("**/remarks/C-2?**")
    page.get_by_role("button", name="Undo").click()
    page.wait_for_url("**/remarks/C-1?**")
    assert set(routes(app).values()) == {0}
