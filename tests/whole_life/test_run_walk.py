"""The evening begins late: the chair runs it from a telephone, and the wall and everybody's phones follow."""

from datetime import timedelta

import pytest

from events import clock
from events.agenda import run_queries
from events.database import db, unit_of_work
from events.event import Event
from events.presentation import hour
from tests.agenda.conftest import a_run
from tests.browsers import violations
from tests.people import People
from tests.readers import Reader, let_go

pytestmark = pytest.mark.browser

LATE = 25  # minutes since the welcome was to begin


@pytest.fixture
def evening(app):
    """The evening whose welcome was to begin 25 minutes ago; the hall closes 20 minutes after its end."""
    with app.app_context():
        begins = clock.now().replace(second=0, microsecond=0) - timedelta(minutes=LATE)
        made = a_run(People(), starts_at=begins, reply_by_on=begins.date(),
                     hall_closes_at=begins + timedelta(minutes=150))
        made.begins, made.slug = begins, made.event.slug
        made.cookies = {name: cookies_of(app, officer) for name, officer in
                        (("organiser", made.organiser), ("chair", made.chair))}
        made.imam_link = Reader.maker(app).link("speaker", db.session.merge(made.imam))
        made.event_id = made.event.id
        let_go()  # an open read would stop the server's commits
        yield made


def cookies_of(app, officer) -> dict:
    """What a signed-in officer's browser holds."""
    browser = Reader.maker(app).signed_in(officer)
    return {cookie.key: cookie.value for cookie in browser.client._cookies.values()}


def said(evening, minutes: int) -> str:
    """The hour so many minutes after the planned beginning, as pages say it."""
    with unit_of_work():
        event = db.session.get_one(Event, evening.event_id)
        return hour(evening.begins + timedelta(minutes=minutes), event)


def test_a_late_evening_is_run_from_a_telephone_and_everybody_sees_the_new_hours(app, evening, browsers):
    slug = evening.slug
    chair = browsers.person(phone=True, cookies=evening.cookies["chair"])
    desk = browsers.person(cookies=evening.cookies["organiser"])
    wall, phone, imam = browsers.person(), browsers.person(phone=True), browsers.person(phone=True)
    wall.set_viewport_size({"width": 1920, "height": 1080})
    wall.goto(f"/events/{slug}/wall")
    phone.goto(f"/events/{slug}/room")
    desk.goto(f"/desk/events/{slug}/run")
    browsers.picture(desk, "run-before")
    chair.goto(f"/desk/events/{slug}/run")
    chair.get_by_role("button", name="Start Welcome").click()
    chair.get_by_text("On now", exact=True).first.wait_for()
    late = int((chair.inner_text(".sd-run__now").partition("(")[2]).split()[0])  # a slow machine may take a minute more
    assert late in (LATE, LATE + 1)
    warned = chair.inner_text(".sd-notice")
    assert "Imam Siddiqui has to leave by" in warned and f"{late - 5} minutes too late" in warned
    assert not any(violations(page) for page in (chair, desk))
    browsers.picture(chair, "run-late-phone")
    desk.get_by_text("On now", exact=True).first.wait_for(timeout=20_000)  # it follows the chair's press by itself
    browsers.picture(desk, "run-late-desk")

    wall.get_by_text(f"Next: The national picture, at about {said(evening, 10 + late)}").wait_for(timeout=20_000)
    wall.screenshot(path=browsers.folder / "run-wall.png")
    phone.get_by_text(f"The national picture, at about {said(evening, 10 + late)}").wait_for(timeout=40_000)
    # Words that are sent from this page now are about what is really on, though it was opened before.
    assert phone.eval_on_selector("select[name=item]", "one => one.selectedOptions[0].text") == "Welcome"
    browsers.picture(phone, "run-room-phone")

    chair.locator(".sd-run__choice", has_text="Shorten “Your questions” by").get_by_role("button").click()
    chair.get_by_text("Everybody sees the new times.").wait_for()
    browsers.picture(chair, "run-chosen-phone")
    with app.app_context():
        order = run_queries.order_at(db.session.get_one(Event, evening.event_id), clock.now())
        assert order.line(evening.keys["questions"]).cut in (20, 25)
        let_go()
    chair.locator(".sd-run__choice", has_text="Let “A view from the mosque”").get_by_role("button").click()
    chair.get_by_text("“A view from the mosque” was put before").first.wait_for()
    imam.goto(evening.imam_link)
    expected = said(evening, 30 + late)
    assert f"now expected at {expected}" in imam.inner_text("main")
    browsers.picture(imam, "run-speaker")
    plain = browsers.person(javascript=False)
    plain.goto(f"/events/{slug}/programme")
    assert f"now expected at {expected}" in plain.inner_text("main").lower()
    browsers.picture(plain, "run-programme")


def test_of_two_who_press_start_next_together_one_is_told_who_was_first(app, evening, browsers):
    chair, desk = (browsers.person(phone=name == "chair", cookies=evening.cookies[name], javascript=False)
                   for name in ("chair", "organiser"))
    for page in (chair, desk):
        page.goto(f"/desk/events/{evening.slug}/run")
    chair.get_by_role("button", name="Start Welcome").click()
    desk.get_by_role("button", name="Start Welcome").click()
    assert "“Welcome” was started by Councillor Rix at" in desk.inner_text("main")
    browsers.picture(desk, "run-second")
    desk.get_by_role("button", name="Start next The national picture").click()
    chair.get_by_role("link", name="Look again").click()
    assert chair.inner_text(".sd-run__title") == "The national picture"
