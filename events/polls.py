"""Answers that a whole hall asks for every few seconds, kept for one second by each process.

An answer that says of itself that anybody may keep it (`Cache-Control: public, max-age=1`) is kept as any cache on the
way might keep it: a thousand phones then cost the database one question a second. It holds no form and no cookie.
"""

from functools import wraps

from flask import Response, current_app, request

from events import clock

SECONDS = 1.0
MOST = 200  # addresses kept at once, so that made-up ones do not fill the memory


def _kept_answers() -> dict[str, tuple[float, str, bytes, str, str]]:
    return current_app.extensions.setdefault("polls", {})


def _known_to_browser(mark: str) -> bool:
    return request.if_none_match.contains(mark)


def kept_for_a_second(view):
    """Around a page that is the same for all and sets an ETag: give what was given within this second once more.

    Says 304 itself, so the page beneath always answers in full: else nothing would be kept of what all know already.

    Stands above `@open_to`: what a closed event answers says of itself that it is not to be kept, and never is.
    """

    @wraps(view)
    def page(*args, **values):
        kept, now = _kept_answers(), clock.now().timestamp()
        known = kept.get(request.path)
        if known is not None and 0 <= now - known[0] < SECONDS:
            _at, mark, body, mimetype, control = known
            answer = Response(status=304) if _known_to_browser(mark) else Response(body, mimetype=mimetype)
            answer.set_etag(mark)
            answer.headers["Cache-Control"] = control
            return answer
        answer = view(*args, **values)
        mark, control = answer.get_etag()[0], answer.headers.get("Cache-Control", "")
        if answer.status_code == 200 and mark and control.startswith("public"):
            if len(kept) >= MOST:
                kept.clear()
            kept[request.path] = (now, mark, answer.get_data(), answer.mimetype, control)
        return answer.make_conditional(request)

    return page
