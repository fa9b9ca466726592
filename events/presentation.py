"""What every answer has in common: headers, layouts' context, refusals and error pages.

An error page carries back what was typed, and a 500 carries a reference and never a stack trace.
"""

import base64
import hashlib
import logging
import secrets
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from urllib.parse import urlsplit

from flask import (
    Blueprint,
    Flask,
    Response,
    abort,
    current_app,
    g,
    get_flashed_messages,
    make_response,
    render_template,
    request,
    url_for,
)
from flask_babel import format_date, get_locale, gettext
from flask_wtf.csrf import generate_csrf
from govuk_frontend_wtf.main import WTFormsHelpers
from jinja2 import ChoiceLoader, PackageLoader, PrefixLoader, filters
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge, SecurityError

from events import bodies, council, database
from events.config import ROOT
from events.event import Event
from events.refusals import Busy, Collided, Refusal, TooOften

log = logging.getLogger("soundings.pages")

pages = Blueprint("page", __name__)

# The one inline line of GOV.UK Frontend's page template, allowed by its hash: a nonce would be
# replaced by a 304 and stop matching.
INLINE = (
    "document.body.className += ' js-enabled' + ('noModule' in HTMLScriptElement.prototype ? "
    "' govuk-frontend-supported' : '');"
)
INLINE_HASH = base64.b64encode(hashlib.sha256(INLINE.encode()).digest()).decode()
POLICY = "; ".join(
    (
        "default-src 'none'",
        f"script-src 'self' 'sha256-{INLINE_HASH}'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
RIGHT_TO_LEFT = {"ar", "fa", "he", "ps", "ur"}

NEVER_ECHOED = {"csrf_token", "form_key"}


def _headers(answer: Response) -> Response:
    answer.headers.setdefault("Content-Security-Policy", POLICY)
    answer.headers.setdefault("X-Content-Type-Options", "nosniff")
    # no-referrer would make every form fail under https: Chromium then sends no Referer at all.
    answer.headers.setdefault("Referrer-Policy", "same-origin")
    answer.headers.setdefault("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
    answer.headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
    if current_app.config["HTTPS"]:
        answer.headers.setdefault("Strict-Transport-Security", "max-age=31536000")
    if request.endpoint != "static" and "Cache-Control" not in answer.headers:
        answer.headers["Cache-Control"] = "no-store"
    return answer


def page(template: str, *, form=None, status: int | None = None, **values) -> Response:
    """Render a page; a refused form is rolled back first and answers 422 (or `status`)."""
    refused = form is not None and request.method == "POST" and bool(form.errors)
    if refused:
        database.leave_unsaved()
    return make_response(render_template(template, form=form, **values), status or (422 if refused else 200))


def say(refusal: Refusal) -> str:
    """A refusal's sentence in the reader's language, with its values."""
    return gettext(refusal.sentence, **refusal.values) if refusal.values else gettext(refusal.sentence)


def address(endpoint: str, **values) -> str:
    """The full address of a page, from BASE_URL alone: usable in letters, where there is no request."""
    adapter = current_app.url_map.bind("")
    return current_app.config["BASE_URL"] + adapter.build(endpoint, values)


@lru_cache(maxsize=256)
def _version(path: str, changed: float) -> str:
    return hashlib.sha256(Path(path).read_bytes()).hexdigest()[:10]


def asset(name: str) -> str:
    """The address of a static file with its content's version, so that it can be kept for a year."""
    path = ROOT / "static" / name
    version = _version(str(path), path.stat().st_mtime) if path.exists() else "none"
    return url_for("static", filename=name, v=version)


def day(value: date | datetime, event: Event | None = None) -> str:
    """Wednesday 20 May 2009, in the event's zone where one is given."""
    if event is not None and isinstance(value, datetime):
        value = event.local(value)
    return format_date(value, "EEEE d MMMM y", rebase=False)


def hour(value: datetime, event: Event) -> str:
    """6pm or 6:30pm on the event's own wall clock."""
    local = event.local(value)
    minutes = f":{local.minute:02d}" if local.minute else ""
    return f"{local.hour % 12 or 12}{minutes}{'am' if local.hour < 12 else 'pm'}"


def moment(value: datetime, event: Event) -> str:
    """Wednesday 20 May 2009 at 6:30pm."""
    return gettext("%(day)s at %(hour)s", day=day(value, event), hour=hour(value, event))


def _our_council():
    if "council" not in g:
        try:
            g.council = council.ours()
        except Exception:  # an error page must not fail because the database has
            g.council = council.Council(
                name=gettext("Your council"), short_name="", contact_name="", email="", telephone="", address="",
                colour="",
            )
    return g.council


def _messages() -> list[tuple[str, str]]:
    """What the page before wanted said; nothing on a page that is the same for all."""
    view = current_app.view_functions.get(request.endpoint or "") if request else None
    if view is None or getattr(view, "same_for_all", False):
        return []
    return get_flashed_messages(with_categories=True)  # type: ignore[return-value]


def _context() -> dict:
    language = str(get_locale() or "en").partition("_")[0]
    return {
        "council": _our_council(),
        "asset": asset,
        "lang": language,
        "dir": "rtl" if language in RIGHT_TO_LEFT else "ltr",
        "messages": _messages(),
    }


def _typed() -> tuple[list[tuple[str, str]], dict | None]:
    """What a refused POST carried: (name in words, value) to read, and the form to send again."""
    if request.method != "POST":
        return [], None
    try:
        sent = [(name, value) for name, value in request.form.items(multi=True) if name != "csrf_token"]
    except RequestEntityTooLarge:
        return [], None
    readable = [
        (name.replace("_", " ").replace("-", " ").capitalize(), value)
        for name, value in sent
        if name not in NEVER_ECHOED and value.strip()
    ]
    return readable, {"action": request.full_path.rstrip("?"), "fields": sent}


def _came_from() -> str:
    """The path of the page of ours whose button was pressed; an empty word where none is known."""
    came = urlsplit(request.referrer or "")
    is_ours = request.method == "POST" and came.netloc == request.host and not came.path.startswith("//")
    return came._replace(scheme="", netloc="", fragment="").geturl() if is_ours else ""


def refusal_page(status: int, *, sentence="", reference="", wait: int | None = None, again=False) -> Response:
    """The page of a refusal: the same for everybody, with what was typed where something was."""
    database.leave_unsaved()
    g.is_refusal = True
    typed, retry = _typed()
    answer = make_response(
        render_template(
            "_layouts/error.html",
            status=status,
            sentence=sentence,
            reference=reference,
            typed=typed,
            came_from="" if typed else _came_from(),
            retry=retry if again or status in (400, 429, 500, 503) else None,
        ),
        status,
    )
    if wait is not None:
        answer.headers["Retry-After"] = str(wait)
    return answer


def _refused(refusal: Refusal) -> Response:
    wait = refusal.values.get("wait", 60) if isinstance(refusal, TooOften) else None
    if isinstance(refusal, Busy):
        wait = 5
    # Not there and not yours are one page with one body.
    words = "" if refusal.status == 404 else say(refusal)
    return refusal_page(refusal.status, sentence=words, wait=wait, again=isinstance(refusal, Collided))


def _http(error: HTTPException) -> Response:
    if isinstance(error, SecurityError):  # another host's name: no address of ours can be built for it
        return Response("This address is not one of this service's.", 400, mimetype="text/plain")
    if error.code is not None and error.code < 400:
        return make_response(error.get_response())
    return refusal_page(error.code or 500)


def _unexpected(error: Exception) -> Response:
    if database.is_busy(error):
        return _refused(Busy())
    reference = secrets.token_hex(4)
    log.exception("page failed, reference %s", reference)
    return refusal_page(500, reference=reference)


def receive_body() -> None:
    """Read the whole body before any transaction opens: a slow line must not hold the database.

    A page that takes a file says so by `view.takes_megabytes`; all others keep the limit of 1 MB.
    """
    view = current_app.view_functions.get(request.endpoint or "")
    most = getattr(view, "takes_megabytes", None)
    if most and (
        request.cookies.get(current_app.config["OFFICER_COOKIE_NAME"])
        or request.cookies.get(current_app.config["SESSION_COOKIE_NAME"])
    ):
        request.max_content_length = most * 1_000_000 + 100_000
        request.environ["wsgi.input"] = bodies.Patient(request.environ["wsgi.input"])
    if "\0" in request.path or any("\0" in value for value in request.args.values()):
        abort(400)  # PostgreSQL keeps no such character and fails on one
    if request.method in ("POST", "PUT", "PATCH"):
        with bodies.in_turn(request.content_length):
            request.form  # noqa: B018  parsing is the point; raises 413 over the limit


def takes_file(megabytes: int):
    """Mark a page as one that takes a file of at most so many megabytes."""

    def mark(view):
        view.takes_megabytes = megabytes
        return view

    return mark


@pages.route("/council.css")
def council_css() -> Response:
    """The council's own colour, as a style sheet: the policy allows no inline style."""
    colour = _our_council().colour
    answer = make_response(f":root{{--govuk-brand-colour:{colour};--soundings-brand:{colour}}}" if colour else "")
    answer.mimetype = "text/css"
    answer.headers["Cache-Control"] = "public, max-age=3600"
    return answer


council_css.audience = ("public",)  # type: ignore[attr-defined]


def dress(app: Flask) -> None:
    """Give the application its templates, headers, context and error pages."""
    app.jinja_loader = ChoiceLoader(
        [
            app.jinja_loader or ChoiceLoader([]),
            PrefixLoader(
                {
                    "govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja"),
                    "govuk_frontend_wtf": PackageLoader("govuk_frontend_wtf"),
                }
            ),
        ]
    )
    WTFormsHelpers(app)
    app.jinja_env.globals["csrf_token"] = generate_csrf
    app.jinja_env.filters.update(day=day, hour=hour, moment=moment)
    app.jinja_env.filters["filesizeformat"] = lambda size: filters.do_filesizeformat(size).replace(" ", "\xa0")
    app.before_request(receive_body)
    app.after_request(_headers)
    app.context_processor(_context)
    app.register_error_handler(Refusal, _refused)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _unexpected)
    app.register_blueprint(pages)
