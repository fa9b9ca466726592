"""Search engines find listed events and nothing else, and learn of no closed one by what they are told."""

import pytest
from sqlalchemy import select

from events.access.robots_views import SHUT
from events.agenda.models import AgendaItem
from events.database import db
from events.event import Visibility

PATHS = ["", "programme", "calendar.ics", "programme.ics", "schedule.xml", "schedule.json", "programme.pdf",
         "programme-large-print.pdf", "room.svg", "room", "room/state", "room/questions", "wall", "wall/state"]


def seen(reader, path: str) -> tuple[str, str]:
    """What an answer tells search engines: in its headers, and in its head where it is a page."""
    answer = reader.client.get(path)
    assert answer.status_code == 200, path
    if answer.mimetype != "text/html":
        return answer.headers.get("X-Robots-Tag", ""), ""
    tags = reader.get(path).find_all("meta", attrs={"name": "robots"})
    assert len(tags) < 2, f"{path} says it twice"
    return answer.headers.get("X-Robots-Tag", ""), tags[0]["content"] if tags else ""


def test_every_public_page_of_an_event_by_address_is_kept_from_search_engines(make, reader):
    event = make.event()
    key = make.agenda_item(event).key
    anybody = reader.anybody()
    for path in [*PATHS, f"programme/{key}.ics"]:
        header, head = seen(anybody, f"/events/evening/{path}")
        assert header == "noindex" and head in ("noindex", ""), path
        is_page = path in ("", "programme", "room", "room/questions", "wall")
        assert (head == "noindex") == is_page, path


def test_a_listed_events_pages_are_offered_to_them(make, reader):
    event = make.event(visibility=Visibility.LISTED)
    make.agenda_item(event)
    key = db.session.scalar(select(AgendaItem.key))
    for path in [*PATHS, f"programme/{key}.ics"]:
        assert seen(reader.anybody(), f"/events/evening/{path}") == ("", ""), path


def test_a_closed_event_is_kept_from_them_and_cannot_be_told_from_none(make, reader):
    event = make.event(visibility=Visibility.CLOSED)
    speaker = make.speaker(event)
    inside, outside = reader.by_link("speaker", speaker), reader.anybody()
    for path in PATHS:
        assert seen(inside, f"/events/evening/{path}")[0] == "noindex", path
        shut, nothing = (outside.client.get(f"/events/{slug}/{path}") for slug in ("evening", "nothing"))
        assert shut.status_code == nothing.status_code == 404, path
        assert shut.data == nothing.data, path
        assert {name for name, _ in shut.headers} == {name for name, _ in nothing.headers}, path


@pytest.mark.parametrize("kind", ["speaker", "invitation"])
def test_nobodys_own_page_is_for_them_not_even_of_a_listed_event(make, reader, kind):
    event = make.event(visibility=Visibility.LISTED)
    record = make.speaker(event) if kind == "speaker" else make.invitation(event)
    path = f"/my/{record.ref}/speaking" if kind == "speaker" else f"/my/{record.ref}/"
    assert seen(reader.by_link(kind, record), path) == ("noindex", "noindex")
    assert reader.anybody().client.get(reader.link(kind, record)).headers["X-Robots-Tag"] == "noindex"


def test_the_desk_is_not_for_them(make, reader):
    event = make.event(visibility=Visibility.LISTED)
    officer = reader.signed_in(make.officer("organiser", on=event))
    for path in ("/desk/", "/desk/events/evening/"):
        assert seen(officer, path) == ("noindex", "noindex")
    assert reader.anybody().client.get("/desk/").headers["X-Robots-Tag"] == "noindex"


def test_robots_txt_names_what_is_never_for_them_and_no_event(make, reader):
    make.event(slug="secret-evening")
    answer = reader.anybody().client.get("/robots.txt")
    assert (answer.status_code, answer.mimetype) == (200, "text/plain")
    lines = answer.get_data(as_text=True).splitlines()
    assert lines[0] == "User-agent: *" and lines[1:] == [f"Disallow: {path}" for path in SHUT]
    assert "secret-evening" not in answer.get_data(as_text=True) and "Set-Cookie" not in answer.headers
