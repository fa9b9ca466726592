"""An event like one before that follows it, workshops with places, and an evening on two dates, in a real browser."""

from datetime import timedelta

import pytest

from events import clock
from events.access.models import Officer
from events.agenda.models import AgendaItem
from events.database import db, unit_of_work
from events.delegates import queries as guest_queries
from events.delegates.models import Invitation
from events.event import Event, find
from events.feedback import capturing, moderating
from tests.browsers import violations
from tests.people import People
from tests.readers import Reader

pytestmark = pytest.mark.browser

TYPED = "%-d %B %Y"


@pytest.fixture
def council(app):
    """An evening of last month with a guest, a programme and a question; its organiser; and an event on two days."""
    with app.app_context():
        make = People()
        now = clock.now()
        past = now - timedelta(days=30)
        evening = make.event(starts_at=past, reply_by_on=past.date(), title="An evening about belonging in our town")
        organiser = make.officer("organiser", "moderator")
        make.agenda_item(evening, "Welcome", speaker=make.speaker(evening), kind="welcome")
        for title in ("Workshop: schools and colleges", "Workshop: mosques, churches and temples"):
            make.agenda_item(evening, title, after_minutes=30, minutes=45, kind="discussion")
        make.invitation(evening, make.contact("Joyce Applegarth"), said="ACCEPTED", place="held")
        with unit_of_work():
            asked, receipt = capturing.capture(
                db.session.get(Event, evening.id), kind="question", text="Who pays for the youth workers next year?",
                channel="paper", attribution="anonymous")
            moderating.approve(asked, by="command")
            db.session.query(AgendaItem).filter_by(kind="discussion").update({"places": 20})
        soon = now + timedelta(days=30)
        for slug, days in (("first-date", 0), ("second-date", 7)):
            starts = soon + timedelta(days=days)
            make.event(slug=slug, title="A briefing for governors", starts_at=starts,
                       reply_by_on=(starts - timedelta(days=7)).date(), capacity=12)
        governor = make.invitation(find("first-date"), make.contact("Omar Khan"))
        officer = db.session.get(Officer, organiser.id)
        reader = Reader.maker(app)
        cookies = {c.key: c.value for c in reader.signed_in(officer).client._cookies.values()}
        return cookies, receipt, reader.link("invitation", governor)


def looked_at(browsers, page, name: str) -> None:
    """Leave a picture, and let axe look."""
    browsers.picture(page, name)
    assert violations(page) == []
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth"), f"{name} is wider than the screen"


def make_one_like_it(browsers, page, day) -> None:
    """From the desk to an event like the evening, on another day, that follows it."""
    page.goto("/desk/")
    page.get_by_role("button", name="Make an event").click()
    page.get_by_role("link", name="Like one before").click()
    looked_at(browsers, page, "like-one-before")
    page.get_by_role("link", name="An evening about belonging in our town").press("Enter")
    page.get_by_role("textbox", name="Day", exact=True).fill("31 February")
    page.get_by_role("button", name="Make the event").click()
    page.get_by_role("heading", name="There is a problem").wait_for()
    looked_at(browsers, page, "copy-refused")
    page.get_by_role("textbox", name="Title", exact=True).fill("The seminar in the Town Hall")
    page.get_by_role("textbox", name="Day", exact=True).fill(day.strftime(TYPED))
    page.get_by_label("The new event follows this one").check()
    page.get_by_text("Short title, web address").click()
    page.get_by_role("textbox", name="Web address").fill("seminar")
    page.get_by_role("button", name="Make the event").click()
    page.get_by_text("The event is there. Taken over:").wait_for()


def take_along(browsers, page) -> None:
    """Invite everybody again, and take the open question along; it is answered from the platform."""
    looked_at(browsers, page, "what-it-follows")
    page.get_by_label("Everybody who was invited").check()
    page.get_by_label("Who pays for the youth workers next year?").check()
    page.get_by_role("button", name="Take them along").click()
    page.get_by_text("1 invitation is drafted; 1 question waits in the queue. Nothing has been sent.").wait_for()
    looked_at(browsers, page, "taken-along")
    page.goto("/desk/events/seminar/queue")
    page.get_by_text("Taken along from:").wait_for()
    looked_at(browsers, page, "queue-with-asked-on")
    page.get_by_role("button", name="Approve").first.click()
    page.get_by_text("Nothing waits.").wait_for()
    page.goto("/desk/events/seminar/chair")
    page.get_by_text("Asked on").wait_for()
    looked_at(browsers, page, "chair-with-asked-on")
    page.get_by_role("button", name="Begin").click()
    page.get_by_role("button", name="Answered").click()
    page.get_by_role("heading", name="Done").last.wait_for()


def test_a_seminar_follows_an_evening_and_answers_what_was_left_open(app, browsers, council):
    cookies, receipt, _link = council
    page = browsers.person(cookies=cookies)
    make_one_like_it(browsers, page, (clock.now() + timedelta(days=60)).date())
    take_along(browsers, page)
    writer = browsers.person(phone=True)
    writer.goto(f"/events/evening/room/receipt/{receipt}")
    writer.get_by_text("It is answered.").wait_for()
    writer.get_by_role("link", name="The seminar in the Town Hall").wait_for()
    looked_at(browsers, writer, "receipt-answered-later")
    writer.goto("/events/evening/")
    writer.get_by_role("link", name="The seminar in the Town Hall").wait_for()
    looked_at(browsers, writer, "public-followed-by")
    with app.app_context():
        seminar = find("seminar")
        assert guest_queries.counts_of(seminar).invited == 0 and len(guest_queries.invitations_of(seminar)) == 1


def test_a_guest_chooses_a_workshop_by_keyboard_on_a_phone(app, browsers, council):
    cookies, _receipt, _link = council
    desk = browsers.person(cookies=cookies)
    make_one_like_it(browsers, desk, (clock.now() + timedelta(days=60)).date())
    with app.app_context():
        seminar = find("seminar")
        People.released(seminar)
        guest = People().invitation(seminar, said="ACCEPTED", place="held")
        link, number = Reader.maker(app).link("invitation", guest), guest.id
    page = browsers.person(phone=True)
    page.goto(link)
    page.get_by_role("link", name="Choose your parts of the programme").click()
    looked_at(browsers, page, "choose-parts")
    page.get_by_label("Workshop: mosques").focus()
    page.keyboard.press("Space")
    page.get_by_role("button", name="Save").focus()
    page.keyboard.press("Enter")
    page.get_by_text("Your choice is saved.").wait_for()
    desk.goto("/desk/events/seminar/programme")
    desk.get_by_role("link", name="Who comes to which part").click()
    desk.get_by_text("1 of 20 places are taken").first.wait_for()
    looked_at(browsers, desk, "lists-of-parts")
    desk.set_viewport_size({"width": 390, "height": 844})
    looked_at(browsers, desk, "lists-of-parts-narrow")
    with app.app_context():
        assert db.session.get(Invitation, number).place == "held"


def test_a_governor_chooses_one_of_two_dates_and_changes_their_mind(app, browsers, council):
    cookies, _receipt, link = council
    desk = browsers.person(cookies=cookies)
    desk.goto("/desk/events/first-date/dates")
    looked_at(browsers, desk, "one-date")
    second = desk.get_by_label("Which event is another date of it?")
    second.select_option("second-date")
    desk.get_by_role("button", name="Offer them together").click()
    desk.get_by_text("They are offered together").wait_for()
    page = browsers.person(phone=True)
    page.goto(f"{link}")
    page.get_by_role("button", name="Answer the invitation").click()
    looked_at(browsers, page, "choose-a-date")
    page.get_by_label("Yes, I am coming").check()
    page.get_by_role("button", name="Send my answer").click()
    page.get_by_role("link", name="Choose the date on which you are coming").wait_for()
    looked_at(browsers, page, "date-needed")
    page.locator("input[name=date][value=second-date]").check()
    page.get_by_role("button", name="Send my answer").click()
    page.get_by_text("You are coming, and you have a place.").first.wait_for()
    looked_at(browsers, page, "date-chosen")
    page.get_by_label("Yes, I am coming").check()
    page.locator("input[name=date][value=first-date]").check()
    page.get_by_role("button", name="Send my answer").click()
    page.get_by_text("You are coming, and you have a place.").first.wait_for()
    desk.reload()
    looked_at(browsers, desk, "two-dates")
    desk.set_viewport_size({"width": 390, "height": 844})
    looked_at(browsers, desk, "two-dates-narrow")
    with app.app_context():
        standing = [(row.invited, row.coming) for row in map(guest_queries.counts_of,
                                                             (find("first-date"), find("second-date")))]
        assert standing == [(1, 1), (0, 0)]
