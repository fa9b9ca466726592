"""The wall: the same for everybody, and cheap to ask."""

import shutil
import subprocess

import pytest
from sqlalchemy import event as listening

from events.database import db, unit_of_work
from events.event import Visibility
from events.feedback import moderating, queries, screenfuls
from tests.feedback.test_capturing import captured
from tests.feedback.test_moderation_views import HOSTILE


def approved(event, **values):
    """A remark that a moderator has let through."""
    remark, _ = captured(event, **values)
    with unit_of_work():
        moderating.approve(queries.remark_by_ref(event, remark.ref), by="command")
    return remark


def test_the_wall_shows_only_what_a_moderator_has_read(make, reader):
    event = make.event()
    approved(event, text="Read and shown?")
    captured(event, text="Not read yet?")
    approved(event, text="A comment", kind="comment")
    page = reader.anybody().get("wall.show_wall", slug=event.slug)
    assert "Read and shown?" in page.words
    assert "Not read yet?" not in page.words and "A comment" not in page.words


def test_the_wall_escapes_what_people_write_and_lets_urdu_run_its_way(make, reader):
    event = make.event()
    approved(event, text=HOSTILE)
    approved(event, text="ہمارے محلے کی عورتیں")
    anybody = reader.anybody()
    page = anybody.get("wall.show_wall", slug=event.slug)
    assert not page.select("img[src=x]") and HOSTILE in page.words
    assert {line.get("dir") for line in page.select(".wall-next li")} == {"auto"}
    told = anybody.get("wall.wall_state", slug=event.slug).answer.get_json()["html"]
    assert "<script>" not in told and "<img" not in told


def test_the_wall_touches_no_cookie_and_holds_no_form(make, reader):
    event = make.event()
    officer = reader.signed_in(make.officer("organiser", on=event))
    for endpoint in ("wall.show_wall", "wall.wall_state", "wall.show_join_code"):
        page = officer.get(endpoint, slug=event.slug)
        assert "Set-Cookie" not in page.headers and "Cookie" not in page.headers.get("Vary", "")
        assert page.headers["Cache-Control"].startswith("public, max-age=")
        assert not page.find("form")


def test_an_unchanged_wall_answers_304_with_two_small_questions_to_the_database(make, reader):
    event = make.event()
    slug = event.slug
    approved(event)
    client = reader.anybody().client
    first = client.get(f"/events/{slug}/wall/state")
    asked = []
    listening.listen(db.engine, "before_cursor_execute", lambda *args: asked.append(args[2]))
    again = client.get(f"/events/{slug}/wall/state", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.get_data(), again.headers["ETag"]) == (304, b"", first.headers["ETag"])
    chosen = [sql for sql in asked if sql.lstrip().upper().startswith("SELECT")]
    assert len(chosen) <= 2, chosen


def test_the_mark_moves_on_when_something_is_decided_and_when_the_programme_does(make, reader, at):
    event = make.event()
    slug, client = event.slug, reader.anybody().client
    make.agenda_item(event, "The first talk")
    path = f"/events/{slug}/wall/state"

    def mark() -> str:
        return client.get(path).headers["ETag"]

    with at(2009, 5, 20, 17, 5):
        first = mark()
        captured(event)
        assert mark() == first
        approved(event, text="Another")
        second = mark()
        assert second != first
    with at(2009, 5, 20, 17, 25):
        assert mark() != second


def test_the_question_being_answered_stands_alone_and_large(make, reader):
    event = make.event()
    approved(event, text="Wait a little?")
    now = approved(event, text="What is being answered?", attribution="named", name="Joyce",
                   speaker=make.speaker(event, "Dean Lofthouse"))
    with unit_of_work():
        moderating.begin_answer(queries.remark_by_ref(event, now.ref), by="command")
    page = reader.anybody().get("wall.show_wall", slug=event.slug)
    assert page.heading == "What is being answered?"
    assert "To Dean Lofthouse" in page.words and "Joyce" in page.words and "Wait a little?" not in page.words


def test_the_code_on_the_wall_leads_to_the_room(make, reader, tmp_path):
    if not (shutil.which("zbarimg") and shutil.which("chromium")):
        pytest.skip("zbar-tools and chromium read the code")
    event = make.event()
    picture = reader.anybody().get("wall.show_join_code", slug=event.slug)
    assert picture.headers["Content-Type"].startswith("image/svg+xml")
    (tmp_path / "code.html").write_text(picture.answer.get_data(as_text=True).replace("<svg ", '<svg width="400" '))
    subprocess.run(["chromium", "--headless=new", "--no-sandbox", "--disable-gpu", "--window-size=500,500",
                    f"--user-data-dir={tmp_path}/profile", f"--screenshot={tmp_path}/code.png",
                    f"file://{tmp_path}/code.html"], check=True, capture_output=True, timeout=60)
    read = subprocess.run(["zbarimg", "-q", "--raw", str(tmp_path / "code.png")], capture_output=True, text=True)
    assert read.stdout.strip() == "http://localhost/events/evening/room"


def test_a_closed_event_s_wall_is_kept_by_nobody(make, reader):
    event = make.event(visibility=Visibility.CLOSED)
    reader.anybody().get("wall.wall_state", slug=event.slug, status=404)
    officer = reader.signed_in(make.officer("moderator", on=event))
    assert "public" not in officer.get("wall.wall_state", slug=event.slug).headers["Cache-Control"]


def test_a_screenful_shows_questions_whole_and_at_least_one(make):
    event = make.event()
    made = [captured(event, text="long " * 60)[0] for _ in range(9)]
    assert 1 <= len(screenfuls.first_screenful(made)) < 4
    assert screenfuls.first_screenful([captured(event, text="x" * 2_000)[0]])
    assert screenfuls.first_screenful([]) == []
