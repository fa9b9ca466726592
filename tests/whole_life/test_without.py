"""Without JavaScript, and with the keyboard alone: everything a delegate does still works."""

import pytest
from sqlalchemy import select

from events.access import links
from events.database import db
from events.delegates.models import Invitation
from events.feedback.models import Remark
from events.reports import example

pytestmark = pytest.mark.browser
EVENING = "/events/prevent-evening-2009"


@pytest.fixture
def silent(app) -> tuple[str, int]:
    """The link of somebody who has not answered yet, four weeks before the evening, and their invitation's key."""
    with app.app_context():
        example.load("invited")
        found = db.session.scalars(select(Invitation).where(Invitation.said == "NEEDS-ACTION").limit(1)).one()
        token = links.token(app.config["SECRET_KEY"], "invitation", found.ref, found.link_version)
        key = found.id
        db.session.rollback()
    return f"/i/{token}", key


def said_by(app, key: int) -> str:
    """What the invitation holds now."""
    with app.app_context():
        said = db.session.get_one(Invitation, key).said
        db.session.rollback()
    return said


def test_a_delegate_answers_and_speaks_without_javascript(app, silent, server, browsers):
    page = browsers.person(phone=True, javascript=False)
    page.goto(silent[0])
    page.goto(page.url + "reply")
    page.locator("[name=said][value=DECLINED]").check()
    page.get_by_role("button", name="Send my answer").click()
    assert said_by(app, silent[1]) == "DECLINED"
    page.goto(f"{EVENING}/room")
    page.locator("[name=kind][value=comment]").check()
    page.fill("[name=text]", "Put the minibus on the front of the letter.")
    page.locator("[name=shown][value=anonymous]").check()
    page.get_by_role("button", name="Send", exact=True).click()
    assert "/receipt/" in page.url
    with app.app_context():
        remark = db.session.scalars(select(Remark)).one()
        assert (remark.text, remark.name, remark.invitation_id, remark.received_at) == (
            "Put the minibus on the front of the letter.", "", None, None,
        )  # fmt: skip
        db.session.rollback()


def test_a_refused_form_comes_back_with_what_was_typed(app, silent, server, browsers):
    page = browsers.person(phone=True)
    page.goto(f"{EVENING}/room")
    page.fill("[name=text]", "Words that took ten minutes to type on a phone.")
    page.get_by_role("button", name="Send", exact=True).click()
    page.wait_for_selector(".govuk-error-summary")
    assert page.title().startswith("Error: ")
    assert page.input_value("[name=text]") == "Words that took ten minutes to type on a phone."
    assert page.evaluate("document.activeElement.className").startswith("govuk-error-summary")


def press_until(page, name: str, most: int = 60) -> None:
    """Tab on until the field of that name has the focus."""
    for _press in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.name") == name:
            return
    raise AssertionError(f"the keyboard does not reach {name}")


def test_the_keyboard_alone_answers_an_invitation(app, silent, server, browsers):
    page = browsers.person()
    page.goto(silent[0])
    page.goto(page.url + "reply")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className").startswith("govuk-skip-link")
    press_until(page, "said")
    page.keyboard.press("Space")  # yes
    page.keyboard.press("ArrowDown")  # perhaps
    for _press in range(60):
        page.keyboard.press("Tab")
        if (
            page.evaluate("document.activeElement.tagName + document.activeElement.innerText.trim()")
            == "BUTTONSend my answer"
        ):
            break
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert said_by(app, silent[1]) == "TENTATIVE"
