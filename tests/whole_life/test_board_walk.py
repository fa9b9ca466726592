"""From open gates to the board's decision in the browser: assessment, signatures, private links, table."""

from urllib.parse import urlsplit

import pytest
from sqlalchemy import select

from events import clock
from events.access.models import Officer
from events.database import db
from events.reports import example
from tests.browsers import PHONE, violations
from tests.readers import Reader
from tests.whole_life.post import letter_to, link_in

pytestmark = pytest.mark.browser

PLAN = "/desk/plans/prevent-plan-2009"
V2 = f"{PLAN}/versions/2"
LONG = "The Right Reverend Gwenllïan Angharad Llewellyn-Featherstonehaugh-Bartholomew of Thornaby-on-Tees"


@pytest.fixture
def people(app, reader):
    """The example before the board, and the cookies of those who work on its plan, by the name of their post."""
    with app.app_context():
        example.load("amended")
        known = {row.name: row for row in db.session.scalars(select(Officer))}
        db.session.expunge_all()
    posts = {"organiser": "Margaret Tulloch", "reviewer": "Colin Hindmarsh", "clerk": "Councillor Brenda Killingbeck"}
    readers: dict[str, Reader] = {post: reader.signed_in(known[name]) for post, name in posts.items()}
    return {post: {c.key: c.value for c in row.client._cookies.values()} for post, row in readers.items()}


def show(browsers, page, name: str) -> None:
    """Leave a picture at a desk's width and a phone's; what axe finds on either fails the walk."""
    wide = page.viewport_size
    for size in (wide, PHONE) if wide != PHONE else (wide,):
        page.set_viewport_size(size)
        browsers.picture(page, f"{name}-{size['width']}")
        assert violations(page) == []
        assert not page.evaluate("document.documentElement.scrollWidth > innerWidth"), f"{name} is wider than the page"
    page.set_viewport_size(wide)


def press(page, name: str) -> None:
    """Press the button of that name."""
    page.get_by_role("button", name=name, exact=True).first.click()


def meet_the_gates(browsers, page) -> None:
    """The reviewer sees what is open, clears both texts, and looks at a finding that says nothing of what was done."""
    page.goto(f"{V2}/gates")
    show(browsers, page, "gates-open")
    page.goto(f"{V2}/equality")
    show(browsers, page, "assessment")
    page.goto(f"{V2}/equality/findings/new?about=carers")
    press(page, "Save the finding")
    show(browsers, page, "finding-refused")
    page.fill("[name=finding]", "Carers cannot come in the evening. " * 12)
    page.get_by_label("Negative").check()
    press(page, "Save the finding")
    page.goto(f"{V2}/equality/findings/E-1/amend")
    show(browsers, page, "amend-from-finding")
    for kind, who in (("financial", "Suzanne Metcalfe, Finance Manager"), ("legal", LONG)):
        page.goto(f"{V2}/implications/{kind}/clearance")
        page.fill("[name=cleared_by]", who)
        page.fill("[name=cleared_on]", f"{clock.today():%-d %B %Y}")
        press(page, "Record it")
    show(browsers, page, "implications")
    page.goto(f"{V2}/gates")
    assert "Say what was done about each harm that was found: E-9." in page.inner_text("main")
    page.goto(f"{V2}/equality/findings/E-9")
    page.fill("[name=done]", "The forum is held in the afternoon every second time.")
    press(page, "Save the finding")
    page.goto(f"{PLAN}/remarks/C-04/characteristics")
    show(browsers, page, "tag-remark")


def sign_everything(browsers, page) -> None:
    """The organiser signs each gate; one falls open again when a risk is rated anew, and is signed again."""
    for code in ("equality", "government-office", "legal-finance", "risk"):
        page.goto(f"{V2}/gates/{code}")
        page.fill("[name=finding]", "Looked at, line by line.")
        press(page, "Sign")
    page.goto(f"{V2}/risks/")
    show(browsers, page, "risks")
    page.goto(f"{V2}/risks/R-1")
    page.get_by_label("5: catastrophic").check()
    press(page, "Save the risk")
    page.goto(f"{V2}/gates")
    assert "Since then this has changed: the risks" in page.inner_text("main")
    show(browsers, page, "gate-fallen")
    page.goto(f"{V2}/gates/risk")
    press(page, "Sign")
    show(browsers, page, "gates-met")


def lay(browsers, page) -> None:
    """The clerk adds two members and sends the papers."""
    page.goto(f"{V2}/board")
    show(browsers, page, "board-empty")
    for name, email in ((LONG, ""), ("Nasreen Akhtar", "nasreen.akhtar@health.example.org")):
        page.fill("[name=name]", name)
        page.fill("[name=email]", email)
        press(page, "Add the member")
    press(page, "Send one letter")
    show(browsers, page, "board-sent")
    page.get_by_role("link", name=LONG).click()
    show(browsers, page, "board-link")


def read(browsers, member, link: str) -> None:
    """A member reads on a phone and says so."""
    member.goto(link)
    assert member.url.endswith("/board/changes")
    show(browsers, member, "member-changes")
    member.get_by_role("link", name="Why", exact=True).first.click()
    show(browsers, member, "member-words")
    assert "Kyle" not in member.content() and "Dinsdale" not in member.content()
    member.get_by_label("I have read these papers").check()
    press(member, "Tell the clerk")
    assert "You have told the clerk" in member.inner_text("main")


def decide(browsers, page) -> None:
    """The clerk types in what the board changed, and records its decision."""
    page.goto(f"{V2}/table/3.1?field=due")
    page.fill("[name=after]", "2009-12")
    press(page, "Write it down")
    show(browsers, page, "table-refused")
    page.fill("[name=reason]", "Moved by Councillor Killingbeck: the panel is to sit before the winter.")
    press(page, "Write it down")
    show(browsers, page, "table")
    press(page, "Go on to the decision")
    page.get_by_label("Approved as amended at the table").check()
    page.fill("[name=body]", "Renaissance")
    page.fill("[name=minute]", "R 14/09")
    page.fill("[name=decided_on]", f"{clock.today():%-d %B %Y}")
    show(browsers, page, "decision")
    press(page, "Record the decision")
    assert "Version 2 lay before the board" in page.inner_text("main")
    show(browsers, page, "decided")
    page.goto(f"{PLAN}/versions/3/gates")
    show(browsers, page, "gates-of-what-was-approved")


def test_a_plan_goes_through_its_gates_to_the_board_and_comes_back_as_the_board_wanted_it(
        app, settings, browsers, people):
    meet_the_gates(browsers, browsers.person(cookies=people["reviewer"]))
    sign_everything(browsers, browsers.person(cookies=people["organiser"]))
    clerk = browsers.person(cookies=people["clerk"])
    lay(browsers, clerk)
    mail = letter_to(settings, app, "nasreen.akhtar@health.example.org")
    read(browsers, browsers.person(phone=True), urlsplit(link_in(mail, "i")).path)
    clerk.goto(f"{V2}/board")
    assert "not said" in clerk.inner_text("main")  # the one whose link is printed
    decide(browsers, clerk)
