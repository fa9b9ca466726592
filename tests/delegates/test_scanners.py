"""Scanners open links, run scripts and submit forms: none of it may change anything."""

import re

import pytest
from sqlalchemy import select

from events.database import Base, db
from tests.readers import Page, fields_of

# What a visit may leave behind: nothing. The table of saved forms would show that something was taken as done.
WATCHED = sorted(set(Base.metadata.tables) - {"clockwork_run"})


def rows() -> dict[str, list]:
    """Every row of every table, as it stands."""
    db.session.rollback()
    found = {
        name: [tuple(row) for row in db.session.execute(select(Base.metadata.tables[name]))] for name in WATCHED
    }  # fmt: skip
    db.session.rollback()
    return found


@pytest.fixture
def links(make, reader):
    """What stands in letters: a delegate's link, a speaker's link, a sign-in link."""
    event = make.event()
    invitation, speaker = make.invitation(event), make.speaker(event)
    make.officer("organiser", on=event, email="organiser@council.example.org")
    asking = reader.anybody()
    page = asking.get("/sign-in")
    asking.send(page, {"email": "organiser@council.example.org"})
    return [reader.link("invitation", invitation), reader.link("speaker", speaker), sign_in_link()]


def sign_in_link() -> str:
    """The path of the sign-in link that was just asked for."""
    from events.access import letters
    from events.access.models import SignInRequest

    request = db.session.scalars(select(SignInRequest)).one()
    path = re.sub(r"^https?://[^/]+", "", letters.link_of(request))
    db.session.rollback()
    return path


def everything_of(client, path: str) -> list[str]:
    """A scanner's visit: HEAD, GET, every link of the page one step on, and every form submitted untouched."""
    statuses = [client.head(path).status_code]
    opened = client.get(path, follow_redirects=True)
    onward = Page(opened).find_all("a", href=re.compile(r"^/my/"))
    pages = [opened] + [client.get(link["href"], follow_redirects=True) for link in onward]
    for opened in pages:
        for form in Page(opened).find_all("form", method=re.compile("post", re.I)):
            address = form.get("action") or opened.request.path
            if "sign-out" not in address:
                statuses.append(client.post(address, data=fields_of(form)).status_code)
    return statuses


def test_a_scanners_visit_changes_nothing(links, reader):
    before = rows()
    statuses = [status for link in links for status in everything_of(reader.anybody().client, link)]
    assert rows() == before
    assert len([status for status in statuses if status == 422]) >= 3  # it did submit forms, and each was refused


def test_what_the_scanner_did_not_choose_is_what_changes_it(links, reader):
    """Shows that the test above can fail: the same form with a choice made is saved."""
    client, before = reader.anybody().client, rows()
    own = client.get(links[0], follow_redirects=True).request.path
    opened = client.get(f"{own}reply")
    form = next(f for f in Page(opened).find_all("form") if f.find(attrs={"name": "said"}))
    assert client.post(f"{own}reply", data=fields_of(form) | {"said": "DECLINED"}).status_code == 302
    assert rows() != before
