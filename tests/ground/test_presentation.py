"""What every answer carries, and what an error page gives back."""

import pytest
from flask import request
from sqlalchemy.exc import OperationalError

from events.access.guards import open_to
from events.database import saves
from events.presentation import INLINE, POLICY, takes_file
from events.refusals import Stale, TooOften
from tests.readers import Page


@pytest.fixture
def client(app):
    """A client of the product with pages that fail in every way."""

    @app.route("/fails-<how>", methods=["GET", "POST"], endpoint="fails")
    @open_to("public")
    @saves
    def fails(how: str):
        if how == "busy":
            raise OperationalError("UPDATE", {}, Exception("database is locked"))
        if how == "stale":
            raise Stale()
        if how == "often":
            raise TooOften(wait=30)
        raise RuntimeError("the reason nobody outside may read")

    @app.route("/takes", methods=["POST"], endpoint="takes")
    @open_to("public")
    @saves
    @takes_file(5)
    def takes():
        return str(len(request.files["file"].read()))

    return app.test_client()


def test_every_answer_carries_the_policy_and_no_cache(client):
    answer = client.get("/sign-in")
    assert answer.headers["Content-Security-Policy"] == POLICY
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert answer.headers["Cache-Control"] == "no-store"
    assert "'unsafe-inline'" not in POLICY


def test_the_one_inline_line_is_the_one_whose_hash_is_allowed(client):
    scripts = [str(s.string) for s in Page(client.get("/sign-in")).find_all("script") if not s.get("src")]
    assert scripts == [INLINE]


def test_a_failure_shows_a_reference_and_no_trace(client):
    answer = client.get("/fails-badly")
    assert answer.status_code == 500
    assert b"nobody outside" not in answer.data
    assert b"Traceback" not in answer.data


@pytest.mark.parametrize(("how", "status"), [("busy", 503), ("often", 429), ("badly", 500)])
def test_nothing_typed_is_lost_on_an_error_page(client, how, status):
    typed = "My lad's comment <b>with marks</b> & all"
    answer = client.post(f"/fails-{how}", data={"text": typed, "form_key": "k"})
    page = Page(answer)
    assert answer.status_code == status
    assert typed in page.words
    form = next(f for f in page.find_all("form") if f.find(attrs={"name": "text"}))
    assert form["action"] == f"/fails-{how}"
    assert form.find(attrs={"name": "text"})["value"] == typed
    assert form.find(attrs={"name": "form_key"})["value"] == "k"
    assert form.find(attrs={"name": "csrf_token"})["value"]


@pytest.mark.parametrize(("how", "wait"), [("busy", "5"), ("often", "30")])
def test_try_again_later_says_when(client, how, wait):
    assert client.post(f"/fails-{how}", data={}).headers["Retry-After"] == wait


def test_not_there_is_one_page_for_everything(client):
    first, second = client.get("/events/no-such-event/"), client.get("/nowhere")
    assert (first.status_code, second.status_code) == (404, 404)
    assert Page(first).words == Page(second).words


def test_a_body_over_a_megabyte_is_refused_in_a_sentence(client):
    assert client.post("/sign-in", data={"email": "x" * 1_100_000}).status_code == 413


def test_only_somebody_with_a_cookie_may_send_a_large_file(client, app):
    from io import BytesIO

    large = b"x" * 3_000_000
    assert client.post("/takes", data={"file": (BytesIO(large), "a.pdf")}).status_code == 413
    client.get("/sign-in")  # sets this browser's cookie
    assert client.post("/takes", data={"file": (BytesIO(large), "a.pdf")}).data == b"3000000"


def test_another_host_name_is_refused(client):
    assert client.get("/sign-in", headers={"Host": "evil.example"}).status_code == 400


def test_a_button_pressed_too_late_leads_back_to_the_page_it_came_from(client):
    back = Page(client.post("/fails-stale", headers={"Referer": "http://localhost/desk/x?page=2#top"}))
    assert back.status == 409 and back.find("a", href="/desk/x?page=2") and "compare the two" not in back.words
    for elsewhere in ("http://evil.example/desk/x", "http://localhost//evil.example/", ""):
        page = Page(client.post("/fails-stale", headers={"Referer": elsewhere}))
        assert "Back to the page you came from" not in page.words


def test_a_size_is_never_parted_from_its_unit(app):
    assert app.jinja_env.filters["filesizeformat"](586_300) == "586.3\xa0kB"
