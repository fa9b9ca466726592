"""What a phone in a full hall must load: little at first, next to nothing after."""

import pytest
from sqlalchemy import select

from events.access import links
from events.database import db
from events.delegates.models import Invitation
from events.reports import example
from tests.delegates.test_scanners import rows

pytestmark = pytest.mark.browser
FIRST, AFTER = 100_000, 15_000  # bytes over the wire


def weight_of(page, path: str) -> int:
    """Bytes that came over the wire for one visit, headers and all, as the browser counts them."""
    network = page.context.new_cdp_session(page)
    network.send("Network.enable")
    total: list[float] = []
    network.on("Network.loadingFinished", lambda event: total.append(event["encodedDataLength"]))
    page.goto(path, wait_until="networkidle")
    network.detach()
    return int(sum(total))


@pytest.fixture
def paths(app) -> dict[str, str]:
    """The reply page's link and the room's address, with the example as it is before the evening."""
    with app.app_context():
        example.load("invited")
        invitation = db.session.scalars(select(Invitation).where(Invitation.said == "NEEDS-ACTION").limit(1)).one()
        token = links.token(app.config["SECRET_KEY"], "invitation", invitation.ref, invitation.link_version)
        found = {
            "room": "/events/prevent-evening-2009/room",
            "enter": f"/i/{token}",
            "reply": f"/my/{invitation.ref}/reply",
        }
        db.session.rollback()
    return found


def test_the_reply_page_and_the_room_are_light(paths, server, browsers):
    measured: dict[str, tuple[int, int]] = {}
    for name in ("reply", "room"):
        page = browsers.person(phone=True)
        if name == "reply":
            page.request.get(paths["enter"], max_redirects=0)  # the link itself goes on at once
        first, after = weight_of(page, paths[name]), weight_of(page, paths[name])
        measured[name] = (first, after)
    assert all(first <= FIRST and after <= AFTER for first, after in measured.values()), measured


def test_looking_at_it_changed_nothing(app, paths, server, browsers):
    with app.app_context():
        before = rows()
    page = browsers.person(phone=True)
    for name in ("enter", "reply", "room"):
        page.goto(paths[name])
    with app.app_context():
        assert rows() == before
