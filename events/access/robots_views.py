"""What search engines may look at: /robots.txt, and "noindex" on every page that is not for them.

An event is offered to them only where it is listed. What a stranger is refused says the same whatever the reason.
"""

from flask import Blueprint, Response, current_app, g, request

from events.access.guards import open_to
from events.event import Visibility

views = Blueprint("robots", __name__)

KEEP_OUT = "noindex"
# What is never for them. Personal links are not to be opened by anything but a person's browser.
SHUT = ("/desk/", "/my/", "/i/", "/s/", "/d/", "/door/", "/sign-in", "/sign-out", "/no-reminders/")


@views.route("/robots.txt")
@open_to("public")
def show_robots():
    """Which addresses search engines are asked to leave alone."""
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in SHUT)]
    answer = Response("\n".join(lines) + "\n", mimetype="text/plain")
    answer.headers["Cache-Control"] = "public, max-age=86400"
    return answer


def _said() -> str:
    """What search engines are told of this answer; nothing where they may read on."""
    if g.get("is_refusal"):  # a closed event must not be told from none
        return ""
    event = g.get("event")
    if event is not None:
        return "" if event.visibility == Visibility.LISTED and _is_public() else KEEP_OUT
    return KEEP_OUT if request.path.startswith(SHUT) else ""


def _is_public() -> bool:
    view = current_app.view_functions.get(request.endpoint or "")
    return "public" in getattr(view, "audience", ())


@views.app_context_processor
def _in_the_head() -> dict:
    return {"robots": _said() if request else ""}


@views.after_app_request
def _in_the_headers(answer: Response) -> Response:
    if answer.status_code < 400 and _said():
        answer.headers["X-Robots-Tag"] = KEEP_OUT
    return answer
