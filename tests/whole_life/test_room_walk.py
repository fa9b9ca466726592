"""Asking from a phone while the network goes and comes: nothing is lost, and it is one remark."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from events import clock
from events.database import db
from events.feedback.models import Remark
from tests.people import People

pytestmark = pytest.mark.browser
ROOM = "/events/evening/room"
SAID = "Who listens to young people?\nیہ کیوں؟"


@pytest.fixture
def tonight(app):
    """An event that runs now, with two items."""
    with app.app_context():
        make = People()
        event = make.event(starts_at=clock.now() - timedelta(minutes=5), reply_by_on=clock.now().date())
        make.agenda_item(event, "Welcome", minutes=30)
        make.agenda_item(event, "Questions to the panel", after_minutes=30)
        db.session.remove()


def texts(app) -> list[str]:
    """The remarks that stand."""
    with app.app_context():
        found = list(db.session.scalars(select(Remark.text)))
        db.session.remove()
    return found


def write(page, words: str) -> None:
    """A question, anonymous."""
    page.get_by_label("Ask a question").check()
    page.get_by_role("textbox", name="Your words").fill(words)
    page.get_by_label("Anonymous to everyone").check()


def test_a_question_written_without_a_network_is_sent_when_it_is_back(app, server, browsers, tonight):
    phone = browsers.person(phone=True)
    phone.goto(ROOM)
    assert "On now: Welcome" in phone.locator("#room-now").inner_text()
    assert "Next: Questions to the panel" in phone.locator("#room-now").inner_text()
    phone.context.set_offline(True)
    write(phone, SAID)
    phone.get_by_role("button", name="Send").click()
    phone.get_by_text("Not sent yet").wait_for()
    assert "will be sent when the connection is back" in phone.locator("#draft-news").inner_text()
    browsers.picture(phone, "room-offline")
    assert texts(app) == []
    phone.context.set_offline(False)
    phone.wait_for_url("**/receipt/**")
    assert phone.get_by_text("Thank you. We have your question").is_visible()
    assert texts(app) == [SAID]
    phone.goto(ROOM)
    assert phone.get_by_role("textbox", name="Your words").input_value() == ""
    assert phone.evaluate("Object.keys(localStorage).length") == 0, "the device keeps nothing of what was sent"


def test_an_answer_that_was_lost_on_its_way_makes_no_second_remark(app, server, browsers, tonight):
    phone = browsers.person(phone=True)
    phone.goto(ROOM)
    write(phone, SAID)
    sent = []

    def lose(route):
        """The server takes it; the answer does not arrive."""
        if route.request.method != "POST" or sent:
            route.continue_()
            return
        sent.append(route.fetch().status)
        route.abort()

    phone.route(f"**{ROOM}", lose)
    phone.get_by_role("button", name="Send").click()
    phone.wait_for_url("**/receipt/**")
    assert sent == [200] and texts(app) == [SAID]
    # The browser itself notes the answer that we lost; every other fault of a script still fails the walk.
    browsers.faults[:] = [fault for fault in browsers.faults if "ERR_FAILED" not in fault]


def test_a_page_that_was_closed_sends_it_when_it_is_opened_again(app, server, browsers, tonight):
    phone = browsers.person(phone=True)
    phone.goto(ROOM)
    phone.context.set_offline(True)
    write(phone, SAID)
    phone.get_by_role("button", name="Send").click()
    phone.get_by_text("Not sent yet").wait_for()
    context = phone.context
    phone.close()
    context.set_offline(False)
    again = context.new_page()
    again.goto(ROOM)
    again.wait_for_url("**/receipt/**")
    assert texts(app) == [SAID]


def test_what_was_typed_is_cleared_by_a_button_on_a_device_that_others_use(app, server, browsers, tonight):
    phone = browsers.person(phone=True)
    phone.goto(ROOM)
    write(phone, SAID)
    phone.reload()
    phone.get_by_text("Your words from before stand here again").wait_for()
    assert phone.get_by_role("textbox", name="Your words").input_value() == SAID
    browsers.picture(phone, "room-draft")
    phone.get_by_role("button", name="Clear it now").click()
    assert phone.get_by_role("textbox", name="Your words").input_value() == ""
    assert not phone.get_by_label("Anonymous to everyone").is_checked()
    phone.reload()
    assert phone.get_by_role("textbox", name="Your words").input_value() == "" and texts(app) == []


def test_what_the_server_refuses_is_said_by_the_page_with_all_that_was_typed(app, server, browsers, tonight):
    phone = browsers.person(phone=True)
    phone.goto(ROOM)
    phone.get_by_role("textbox", name="Your words").fill(SAID)
    phone.get_by_role("button", name="Send").click()
    phone.get_by_text("There is a problem").wait_for()
    assert phone.get_by_role("textbox", name="Your words").input_value() == SAID and texts(app) == []
