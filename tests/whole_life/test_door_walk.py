"""The evening at the door on a phone: badges read by another program, a volunteer's link, the next evening."""

from datetime import timedelta
from pathlib import Path

import pypdfium2
import pytest

from events import clock
from events.access import links
from events.database import db, unit_of_work
from events.delegates import door_queries
from events.delegates.door_models import DoorLink, Needs
from events.delegates.models import Invitation
from tests.people import People
from tests.readers import Reader
from tests.whole_life.post import read_codes

pytestmark = pytest.mark.browser


@pytest.fixture
def tonight(app):
    """An event that begins in half an hour, with three guests; the organiser's cookies and a guest's link."""
    with app.app_context():
        make = People()
        event = make.event(starts_at=clock.now() + timedelta(minutes=30), reply_by_on=clock.now().date())
        guests = [make.invitation(event, make.contact(name, partnership="Board"), said="ACCEPTED", place="held")
                  for name in ("Siân Llŷr Gruffŷdd", "محمد عبد الله", "Joyce Applegarth")]
        with unit_of_work():
            db.session.add(Needs(invitation_id=guests[0].id, kinds=["step-free"], consented_at=clock.now(),
                                 keep_until=event.keep_until))
        desk = Reader.maker(app).signed_in(make.officer("organiser", on=event))
        cookies = {cookie.key: cookie.value for cookie in desk.client._cookies.values()}
        key = app.config["SECRET_KEY"]
        link = f"/i/{links.token(key, 'invitation', guests[0].ref, guests[0].link_version)}"
        found = (event.slug, [(guest.id, guest.ref, guest.badge_code) for guest in guests], cookies, link, desk)
        db.session.expunge_all()
    return found


def shown_on_phone_and_paper(browsers, server, link, guests, desk, folder: Path) -> str:
    """The guest's badge as the phone shows it and all badges as paper shows them; the way that the first one opens."""
    hers = browsers.person(phone=True)
    hers.goto(link)
    hers.goto(f"/my/{guests[0][1]}/badge")
    hers.screenshot(path=folder / "badge.png", full_page=True)
    shown = read_codes(folder / "badge.png")
    assert shown == {f"{server.url}/door/{guests[0][2]}"}
    document = pypdfium2.PdfDocument(desk.client.get("/desk/events/evening/badges/1.pdf").data)
    document[0].render(scale=3).to_pil().save(folder / "sheet.png")
    printed = {way.rpartition("/")[2] for way in read_codes(folder / "sheet.png")}
    assert printed == {code for _key, _ref, code in guests}
    return shown.pop()


def links_for_volunteer(browsers, cookies, slug: str, server, folder: Path) -> str:
    """The organiser makes a link; its code is read from the page as shown."""
    desk = browsers.person(cookies=cookies)
    desk.goto(f"/desk/events/{slug}/door/links")
    desk.get_by_label("Who is it for?").fill("Sam Okafor")
    desk.get_by_role("button", name="Make a link").click()
    desk.wait_for_url("**/door/links/*")
    desk.wait_for_load_state("networkidle")  # the code is a picture of its own
    desk.screenshot(path=folder / "link.png", full_page=True)
    browsers.picture(desk, "door-link")
    found = read_codes(folder / "link.png")
    assert found == {desk.locator("code").inner_text().strip()}
    return found.pop()


def test_an_evening_at_the_door_on_a_phone(app, server, browsers, tonight, tmp_path):
    slug, guests, cookies, link, desk = tonight
    badge = shown_on_phone_and_paper(browsers, server, link, guests, desk, tmp_path)
    way = links_for_volunteer(browsers, cookies, slug, server, tmp_path)
    door = browsers.person(phone=True)
    door.goto(way)
    assert "/d/" not in door.url and "You are here as Sam Okafor" in door.content()
    door.goto(badge)  # what the phone's own camera opens
    assert door.locator("h1").inner_text() == "Siân Llŷr Gruffŷdd" and "Step-free access" in door.content()
    browsers.picture(door, "door-badge")
    button = door.get_by_role("button", name="Welcome: record arrival")
    assert button.bounding_box()["height"] >= 60 and button.bounding_box()["width"] > 300
    button.click()
    door.get_by_text("Noted by Sam Okafor").wait_for()
    browsers.picture(door, "door-welcome")
    door.get_by_role("button", name="Undo: they have not arrived").click()
    door.get_by_role("button", name="Welcome: record arrival").wait_for()
    door.get_by_role("link", name="Find somebody by name").click()
    door.get_by_label("Name or organisation").fill("joyce")
    door.get_by_role("button", name="Show").click()
    door.get_by_role("link", name="Joyce Applegarth").click()
    door.get_by_role("button", name="Welcome: record arrival").click()
    door.get_by_text("Noted by Sam Okafor").wait_for()
    door.goto(f"/desk/events/{slug}/door")
    door.get_by_role("link", name="Somebody came without an invitation").click()
    door.get_by_label("Name", exact=True).fill("Ann Bell")
    door.get_by_role("button", name="Welcome: let them in").click()
    assert door.locator("h1").inner_text() == "Ann Bell" and "2 of 4 have arrived" in door.content()
    browsers.picture(door, "door-walk-in")
    assert door.goto(f"/desk/events/{slug}/guests").url.endswith("/sign-in") or "/sign-in" in door.url
    with app.app_context(), unit_of_work():
        row = db.session.query(DoorLink).one()
        row.good_on = row.good_on - timedelta(days=1)  # the evening is over
    for path in (badge, f"/desk/events/{slug}/door", way):
        answer = door.goto(path)
        assert answer.status == 410 and "one evening" in door.content()
    browsers.picture(door, "door-shut")
    with app.app_context():
        came = [door_queries.arrival_of(db.session.get(Invitation, key)) for key, _ref, _code in guests]
        assert [row is not None and row.undone_at is None for row in came] == [False, False, True]
