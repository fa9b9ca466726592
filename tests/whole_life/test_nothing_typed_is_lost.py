"""Every form of every page, sent with a token that has run out: nothing is saved, and all that was typed comes back."""

import pytest
from sqlalchemy import select

from events.access.models import Officer
from events.agenda.models import Speaker
from events.database import db
from events.delegates.models import Invitation
from events.reports import example
from tests.readers import Page, fields_of
from tests.whole_life.crawling import crawl

SLUG = "prevent-evening-2009"
TYPED = ("text", "email", "tel", "search", "number", None)


@pytest.fixture
def people(app, reader):
    """The example as planned, with a browser and a first page for each kind of person."""
    with app.app_context():
        example.load("held")
        officers = list(db.session.scalars(select(Officer).order_by(Officer.id)))
        invitation = db.session.scalars(select(Invitation).where(Invitation.place == "held").limit(1)).one()
        speaker = db.session.scalars(select(Speaker).where(Speaker.key == "garbutt").limit(1)).one()
        found = [(reader.signed_in(officer), ["/desk/", f"/desk/events/{SLUG}/"]) for officer in officers]
        for kind, record, page in (("invitation", invitation, ""), ("speaker", speaker, "speaking")):
            found.append((reader.by_link(kind, record), [f"/my/{record.ref}/{page}"]))
        db.session.expunge_all()
    return [*found, (reader.anybody(), ["/", f"/events/{SLUG}/", f"/events/{SLUG}/room"])]


def typed_into(form) -> dict[str, str]:
    """Words for every box of a form."""
    boxes = [box for box in form.find_all(["input", "textarea"]) if box.name == "textarea" or box.get("type") in TYPED]
    return {box["name"]: f"typed into {box['name']} <b>" for box in boxes if box.get("name")}


def lost_on(browser, path: str) -> list[str]:
    """What is wrong with the answers to a page's forms when their token has run out."""
    wrong = []
    for form in Page(browser.client.get(path)).find_all("form", method="post"):
        typed = typed_into(form)
        if not typed or form.find("input", type="file"):
            continue
        to = form.get("action") or path
        answer = browser.client.post(to, data=fields_of(form) | typed | {"csrf_token": "run out"})
        page = Page(answer)
        title = page.title.get_text().strip() if page.title else ""
        lost = [name for name, words in typed.items() if words not in str(page.get_text()) and not page.find(
            ["input", "textarea"], attrs={"value": words})]
        if answer.status_code != 422 or not title.startswith("Error:") or not page.errors or lost:
            wrong.append(f"{path} -> {to}: {answer.status_code}, {title!r}, {page.errors}, lost {lost}")
    return wrong


def test_a_form_whose_token_has_run_out_comes_back_whole(app, people):
    wrong, tried = [], set()
    for browser, starts in people:
        for endpoint, paths in crawl(app, browser, starts).items():
            if paths and endpoint not in tried:
                tried.add(endpoint)
                wrong += lost_on(browser, paths[0])
    assert wrong == []
    assert len(tried) > 40
