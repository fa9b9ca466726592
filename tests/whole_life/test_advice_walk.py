"""A body is asked by letter, comments on a telephone, is answered and told; a speaker is checked and decided on."""

from urllib.parse import urlsplit

import pytest
from sqlalchemy import select

from events.access.models import Officer
from events.agenda import queries
from events.database import db
from events.event import find
from events.reports import example
from tests.browsers import PHONE, violations
from tests.readers import Reader
from tests.whole_life.post import letter_to, link_in, words_of

pytestmark = pytest.mark.browser

SLUG = "prevent-evening-2009"
DESK = f"/desk/events/{SLUG}"
ADDRESS = "ines.carvalho@tenants.example.org"
LONG = "Thornaby, Ingleby Barwick and Yarm Tenants’ and Residents’ Associations Federation (North and South Bank)"


@pytest.fixture
def people(app, reader):
    """The example, planned, and the cookies of its two organisers."""
    with app.app_context():
        example.load("planned")
        known = {row.name: row for row in db.session.scalars(select(Officer))}
        db.session.expunge_all()
    readers: dict[str, Reader] = {name: reader.signed_in(known[name]) for name in ("Margaret Tulloch", "Sunita Bhatt")}
    return {name: {c.key: c.value for c in row.client._cookies.values()} for name, row in readers.items()}


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


def ask(browsers, page) -> None:
    """The organiser puts a federation with a long name on the list, is refused once, and asks it by letter."""
    page.goto(f"{DESK}/advice")
    show(browsers, page, "advice")
    page.click("text=Ask somebody")
    press(page, "Put on the list")
    show(browsers, page, "ask-refused")
    page.fill("[name=body]", LONG)
    page.fill("[name=name]", "Inês Carvalho")
    page.fill("[name=email]", ADDRESS)
    page.fill("[name=asked_what]", "Would your members come, and what would keep them away?")
    press(page, "Put on the list")
    show(browsers, page, "adviser-new")
    page.click("text=Ask them by letter")
    show(browsers, page, "adviser-letter")
    press(page, "Send")
    page.wait_for_selector("text=leaves in 2 minutes")
    show(browsers, page, "adviser-asked")


def comment(browsers, phone, link: str) -> None:
    """On a telephone: the draft is read, two comments are written, one of them otherwise."""
    phone.goto(urlsplit(link).path)
    assert urlsplit(phone.url).path.endswith("/advice")
    show(browsers, phone, "draft")
    phone.click("text=Comment on this >> nth=6")
    press(phone, "Send the comment")
    phone.wait_for_selector(".govuk-error-summary")
    show(browsers, phone, "comment-refused")
    phone.fill("[name=text]", "Nobody sits at a table with six officials. Mix them.")
    press(phone, "Send the comment")
    phone.wait_for_selector("text=Your comment has come in")
    phone.select_option("[name=about]", "whole")
    phone.fill("[name=text]", "A creche would bring more of our membrs.")
    press(phone, "Send the comment")
    phone.click("text=Change or take back >> nth=1")
    phone.fill("[name=text]", "A crèche would bring more of our members.")
    show(browsers, phone, "comment-changed")
    press(phone, "Save")
    phone.wait_for_selector("text=Your comment is changed")
    show(browsers, phone, "draft-commented")


def answer(browsers, page) -> None:
    """The organiser answers both from the overview, and sends the answers by one press."""
    page.goto(f"{DESK}/")
    page.click("text=2 comments on the draft programme have no answer")
    show(browsers, page, "comments-open")
    page.click(".sd-remark__actions a >> nth=0")
    show(browsers, page, "answer")
    page.check("input[value='taken in']")
    page.fill("[name=answer]", "Each table now seats two officials at most.")
    press(page, "Save")
    page.wait_for_selector(".govuk-error-summary")
    show(browsers, page, "answer-refused")
    page.select_option("[name=changed]", label="7:45pm Round the tables: make the draft plan better")
    press(page, "Save")
    page.wait_for_selector("text=This is the next.")
    page.check("input[value='not taken']")
    page.fill("[name=answer]", "The venue may not look after children. We pay for sitters instead: ring us.")
    press(page, "Save")
    page.wait_for_selector("text=Nobody has been told yet")
    show(browsers, page, "adviser-answered")
    page.click("text=Send them our answers")
    press(page, "Send")
    page.wait_for_selector("text=leaves in 2 minutes")


def look_into(browsers, checker, decider, speaker_id: int) -> None:
    """One officer writes down what was asked and found since; another decides again."""
    checker.goto(f"{DESK}/checks")
    show(browsers, checker, "checks")
    checker.goto(f"{DESK}/checks/speaker/{speaker_id}")
    show(browsers, checker, "check-decided")
    checker.click("text=Add a source")
    show(browsers, checker, "finding")
    checker.fill("[name=source]", "A local newspaper")
    checker.fill("[name=looked_on]", "1/5/2009")
    checker.fill("[name=finding]", "A letter complains about a talk of hers; the school answers that it was misquoted.")
    checker.check("[name=is_concern]")
    press(checker, "Save")
    checker.click("text=Decide again >> nth=-1")
    checker.check("input[value='go ahead']")
    checker.fill("[name=reason]", "She was misquoted.")
    press(checker, "Decide")
    checker.wait_for_selector(".govuk-error-summary")
    show(browsers, checker, "decides-alone-refused")
    decider.goto(f"{DESK}/")
    decider.click("text=1 speaker, venue or body is not checked yet")
    decider.goto(f"{DESK}/checks/speaker/{speaker_id}/decision")
    show(browsers, decider, "decide")
    decider.check("input[value='go ahead']")
    decider.fill("[name=reason]", "She was misquoted, and the school says so.")
    press(decider, "Decide")
    decider.wait_for_selector("text=Earlier decisions")
    decider.click("text=Earlier decisions")
    show(browsers, decider, "check-decided-again")
    decider.goto(f"{DESK}/speakers/{speaker_id}")
    decider.wait_for_selector("text=Checked: Go ahead")
    show(browsers, decider, "speaker-checked")


def test_a_body_is_asked_answered_and_told_and_a_speaker_is_decided_on_by_another(app, people, browsers, settings):
    page = browsers.person(cookies=people["Margaret Tulloch"])
    ask(browsers, page)
    phone = browsers.person(phone=True)
    comment(browsers, phone, link_in(letter_to(settings, app, ADDRESS), "i"))
    answer(browsers, page)
    told = words_of(letter_to(settings, app, ADDRESS))
    assert "Taken in: Each table now seats two officials at most. Changed: Round the tables" in told
    assert "Not taken in: The venue may not look after children." in told
    phone.reload()
    phone.wait_for_selector("text=Our answer: >> nth=1")
    show(browsers, phone, "draft-answered")
    with app.app_context():
        speaker_id = next(row.id for row in queries.speakers_of(find(SLUG)) if row.key == "garbutt")
    look_into(browsers, browsers.person(cookies=people["Sunita Bhatt"]), page, speaker_id)
