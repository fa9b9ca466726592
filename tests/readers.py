"""Readers of pages: a client that checks every page it is given, as a careful person would."""

import re
import secrets
from functools import lru_cache
from pathlib import Path

import wtforms
from bs4 import BeautifulSoup
from flask import Flask, has_app_context, url_for
from flask.testing import FlaskClient

from events import clock
from events.access import links, queries
from events.access.models import Officer, SignedIn
from events.database import db, unit_of_work


class Page(BeautifulSoup):
    """An answer as parsed HTML, with its status, headers and the words a person reads."""

    def __init__(self, answer):
        """Parse the answer's body."""
        super().__init__(answer.get_data(as_text=True), "lxml")
        self.status, self.headers, self.answer = answer.status_code, answer.headers, answer
        for mark in self.find_all("wbr"):  # where a line may break: nothing that anybody reads or copies
            mark.unwrap()
        self.smooth()

    @property
    def words(self) -> str:
        """What a person reads, white space folded."""
        return " ".join(self.get_text(" ").split())

    @property
    def heading(self) -> str:
        """The page's h1."""
        return " ".join(self.h1.get_text(" ").split()) if self.h1 else ""

    @property
    def errors(self) -> list[str]:
        """The lines of the error summary."""
        return [" ".join(line.get_text(" ").split()) for line in self.select(".govuk-error-summary__list li")]

    def form(self, action_has: str = "", place: int = 0) -> dict:
        """The fields of a form as a browser would send them, untouched."""
        forms = [f for f in self.find_all("form") if action_has in (f.get("action") or "")]
        return fields_of(forms[place])


def fields_of(form) -> dict:
    """A form's successful controls, as a browser submits them."""
    values: dict = {}
    for field in form.find_all(["input", "textarea", "select"]):
        name, kind = field.get("name"), field.get("type", "")
        if not name or field.has_attr("disabled") or kind in ("submit", "button", "file"):
            continue
        if kind in ("radio", "checkbox") and not field.has_attr("checked"):
            continue
        if field.name == "select":
            chosen = field.find("option", selected=True) or field.find("option")
            values[name] = chosen.get("value", "") if chosen else ""
        else:
            values[name] = field.get_text() if field.name == "textarea" else field.get("value", "")
    return values


def check(page: Page) -> None:
    """What must be true of every HTML page."""
    title = page.title.get_text() if page.title else ""
    assert page.status >= 300 or len(page.find_all("h1")) == 1, f"one h1 on a page, not {len(page.find_all('h1'))}"
    assert title.strip(), "a page has a title"
    ids = [tag["id"] for tag in page.find_all(id=True)]
    assert len(ids) == len(set(ids)), f"ids stand once: {sorted(i for i in set(ids) if ids.count(i) > 1)}"
    for field in page.find_all(["input", "textarea", "select"]):
        if field.get("type") in ("hidden", "submit", "button"):
            continue
        labelled = (
            field.get("aria-label")
            or field.get("aria-labelledby")
            or page.find("label", attrs={"for": field.get("id")})
        )
        assert labelled, f"{field.get('name')} has a label"
    for form in page.find_all("form", method=re.compile("post", re.I)):
        assert form.find("input", attrs={"name": "csrf_token"}), f"the form to {form.get('action')} carries a token"
    check_refusal(page)
    assert not page.find_all(style=True), "no inline style: the policy forbids it"
    assert not [t for t in page.find_all(True) if any(a.startswith("on") for a in t.attrs)], "no inline handlers"


@lru_cache
def _library_sentences() -> tuple[str, ...]:
    """How the sentences begin that the forms' library says by itself; none of them may reach a person."""
    texts = [path.read_text() for path in Path(wtforms.__file__).parent.rglob("*.py")]
    found = {words for text in texts for words in re.findall(r'gettext\(\s*"([^"]+)"', text)}
    return tuple(sorted({words.partition("%")[0] for words in found if len(words.partition("%")[0]) > 8}))


def check_refusal(page: Page) -> None:
    """What must be true of every page that says what is wrong: our own words, and each line leads to its field."""
    assert _library_sentences(), "the library's own sentences are known"
    for tag in page.select(".govuk-error-summary, .govuk-error-message"):
        said = [words for words in _library_sentences() if words in tag.get_text(" ")]
        assert not said, f"not our own words: {said}"
    for link in page.select(".govuk-error-summary a[href^='#']"):
        assert page.find(id=link["href"][1:]), f"'{link.get_text().strip()}' leads nowhere: {link['href']}"


def let_go() -> None:
    """End what the test itself was reading: on SQLite an open read stops the page's commit."""
    if has_app_context():
        db.session.rollback()


class Browser(FlaskClient):
    """A client whose every request has an application context of its own, as at a server.

    Without that, a test that holds a context open would share its `g` and its transaction.
    """

    def run_wsgi_app(self, *args, **values):
        """One request, of its own."""
        let_go()
        with self.application.app_context():
            return super().run_wsgi_app(*args, **values)


class Reader:
    """A browser's worth of cookies, held by one kind of person."""

    def __init__(self, app: Flask):
        """A browser without cookies."""
        self.app, self.client = app, Browser(app, app.response_class, use_cookies=True)

    @classmethod
    def maker(cls, app: Flask):
        """What the `reader` fixture gives."""
        return Makers(app)

    def address(self, endpoint: str, **values) -> str:
        """A page's path, by endpoint name; a path is left as it is."""
        if endpoint.startswith("/"):
            return endpoint
        with self.app.test_request_context():
            return url_for(endpoint, **values)

    def get(self, endpoint: str, *, status: int = 200, follow: bool = False, **values) -> Page:
        """Open a page; it must answer `status` and pass the page checks."""
        return self._page(self.client.get(self.address(endpoint, **values), follow_redirects=follow), status)

    def post(
        self,
        endpoint: str,
        data: dict | None = None,
        *,
        status: int = 302,
        follow: bool = False,
        token: bool = True,
        **values,
    ) -> Page:
        """Send a form; a token is taken from the page of the same address unless it is in `data`."""
        path = self.address(endpoint, **values)
        data = dict(data or {})
        if token and "csrf_token" not in data:
            data["csrf_token"] = self.token()
        return self._page(self.client.post(path, data=data, follow_redirects=follow), 200 if follow else status)

    def send(
        self, page: Page, typed: dict, *, to: str = "", status: int = 302, follow: bool = False, place: int = 0
    ) -> Page:
        """Fill in a form of a page that was opened before and send it, as a person does."""
        forms = [f for f in page.find_all("form") if to in (f.get("action") or "")]
        form = forms[place]
        path = form.get("action") or page.answer.request.full_path.rstrip("?")
        data = fields_of(form) | typed
        return self._page(self.client.post(path, data=data, follow_redirects=follow), 200 if follow else status)

    def token(self) -> str:
        """A form token of this browser."""
        return fields_of(self.get("/sign-in").find("form", method=re.compile("post", re.I)))["csrf_token"]

    def _page(self, answer, status: int) -> Page:
        page = Page(answer)
        assert answer.status_code == status, (
            f"{answer.request.path}: {answer.status_code}, not {status}: {page.errors or page.heading}"
        )
        if answer.mimetype == "text/html" and status not in (301, 302, 303):
            check(page)
        return page


class Makers:
    """Browsers for each kind of person."""

    def __init__(self, app: Flask):
        """For one application."""
        self.app = app

    def anybody(self) -> Reader:
        """Somebody with no cookie at all."""
        return Reader(self.app)

    def signed_in(self, officer: Officer) -> Reader:
        """An officer who is signed in."""
        reader, token = Reader(self.app), secrets.token_urlsafe(16)
        number = officer.id
        let_go()
        with self.app.app_context(), unit_of_work():
            now = clock.now()
            db.session.add(
                SignedIn(
                    token_hash=queries.hash_of(token),
                    officer_id=number,
                    begun_at=now,
                    expires_at=now.replace(year=now.year + 2),
                )
            )
        reader.client.set_cookie(self.app.config["OFFICER_COOKIE_NAME"], token)
        return reader

    def by_link(self, kind: str, record) -> Reader:
        """Somebody who opened their personal link: `kind` is "invitation", "speaker", "door", "adviser" …"""
        reader = Reader(self.app)
        answer = reader.client.get(self.link(kind, record))
        assert answer.status_code == 302, answer.get_data(as_text=True)
        return reader

    def link(self, kind: str, record) -> str:
        """The path of a personal link."""
        letter = {"speaker": "s", "door": "d", "scribe": "d", "table": "d"}.get(kind, "i")
        token = links.token(self.app.config["SECRET_KEY"], kind, record.ref, record.link_version)
        return f"/{letter}/{token}"

    @staticmethod
    def client(reader: Reader) -> FlaskClient:
        """The bare client underneath."""
        return reader.client
