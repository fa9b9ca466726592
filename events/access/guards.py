"""Who may open which page: `@open_to(...)` on every one, and what it lets a page ask for.

Not yours or not there is 404, the same page; yours but not your role 403; not signed in on a desk
page 302, whether the thing exists or not; a personal link that was replaced 410.
"""

from functools import wraps
from typing import Any

from flask import Flask, current_app, g, redirect, request, url_for
from flask import session as cookie

from events import event as event_record
from events.access import doors, links, queries
from events.access.models import Officer, SignedIn
from events.access.states import AUDIENCES, ROLE_NAMES
from events.event import Event, Visibility
from events.refusals import N_, NotFound, NotYours, Superseded

MOST_DOORS = 20  # several people share a browser; a cookie has little room


def keys() -> list[str]:
    """The secret keys in use, the present one first."""
    return [current_app.config["SECRET_KEY"], *current_app.config["SECRET_KEY_FALLBACKS"]]


def signed_in() -> SignedIn | None:
    """The row of this browser's signed-in officer, read once for a request."""
    if "signed_in" not in g:
        token = request.cookies.get(current_app.config["OFFICER_COOKIE_NAME"], "")
        g.signed_in = queries.signed_in(token) if token else None
    return g.signed_in


def officer() -> Officer | None:
    """The signed-in officer, or None."""
    row = signed_in()
    return row.officer if row else None


def the_officer() -> Officer:
    """The signed-in officer of a page that only officers open."""
    found = officer()
    if found is None:
        raise NotFound()
    return found


def the_event() -> Event:
    """The event that the page's address names."""
    if g.get("event") is None:
        raise NotFound()
    return g.event


def has_role(*names: str) -> bool:
    """Whether the signed-in officer has one of the roles on this page's event (or council-wide)."""
    found = officer()
    return found is not None and bool(queries.roles_on(found, g.get("event")) & set(names))


def opened() -> list[list]:
    """The doors this browser has opened: [kind, ref, version]."""
    return [row for row in cookie.get("doors", []) if isinstance(row, list) and len(row) == 3]


def remember(kind: str, ref: str, version: int) -> None:
    """Keep an opened door in the cookie, newest first, twenty at the most."""
    others = [row for row in opened() if row[:2] != [kind, ref]]
    cookie["doors"] = [[kind, ref, version], *others][:MOST_DOORS]
    cookie.permanent = True


def enter(kind: str, token: str):
    """Open a personal link: the record it is for. Raises NotFound or Superseded."""
    door = doors.of_kind(kind)
    ref, given = links.divided(token)
    record = door.find(ref) if ref else None
    if record is None:
        raise NotFound()
    if not links.matches(keys(), kind, ref, record.link_version, given):
        if links.was_once(keys(), kind, ref, record.link_version, given):
            raise Superseded()
        raise NotFound()
    _refuse_closed(door, record)
    remember(kind, ref, record.link_version)
    return record


def enter_as(audience: str, token: str) -> tuple[doors.Door, Any]:
    """Open a personal link of whatever kind lets in that audience: (its door, its record). Raises as `enter`."""
    return _enter_one_of(doors.all_letting_in(audience), token)


def enter_for_evening(token: str) -> tuple[doors.Door, Any]:
    """Open a link for one evening, of whatever kind: (its door, its record). Raises as `enter`."""
    return _enter_one_of(doors.for_an_evening(), token)


def _enter_one_of(known: list[doors.Door], token: str) -> tuple[doors.Door, Any]:
    ref, _given = links.divided(token)
    for door in known:
        if ref and door.find(ref) is not None:
            return door, enter(door.kind, token)
    raise NotFound()


def _refuse_closed(door: doors.Door, record) -> None:
    sentence = door.closed(record)
    if sentence:
        raise Superseded(sentence)


def opened_record(audience: str, ref: str, kind: str = ""):
    """The record behind an opened door, by the ref in the address. Raises NotFound or Superseded."""
    for door in doors.letting_in(audience, kind):
        for kind, known, version in opened():
            if kind == door.kind and known == ref:
                record = door.find(ref)
                if record is None:
                    raise NotFound()
                if record.link_version != version:
                    raise Superseded()
                _refuse_closed(door, record)
                return record
    raise NotFound()


def _page_to_come_back_to() -> str | None:
    """Where signing in goes on to: this page, unless it only takes what a button sends."""
    takes = request.url_rule.methods if request.url_rule else None
    return request.full_path.rstrip("?") if takes and "GET" in takes else None


def _let_officer_in(audience: tuple[str, ...], council_wide: bool, has_event: bool):
    """None if the officer may open the page, else the answer; raises NotFound or NotYours."""
    found = officer()
    if found is None:
        return redirect(url_for("access.sign_in", next=_page_to_come_back_to()))
    if has_event:
        if g.event is None:
            raise NotFound()
        held = queries.roles_on(found, g.event)
    else:
        held = queries.roles_on(found, None) if council_wide else queries.roles_anywhere(found)
    if not held and (has_event or not queries.roles_anywhere(found)):
        raise NotFound()
    if not held & set(audience):
        raise NotYours(N_("You are signed in, but this page is for another role than yours."))
    return None


def _let_public_in() -> None:
    """A closed event's public pages open only to those with a personal link or a role on it."""
    event = g.event
    if event.visibility != Visibility.CLOSED:
        return
    found = officer()
    if found is not None and queries.roles_on(found, event):
        return
    if not any(_opens(row, event) for row in opened()):
        raise NotFound()


def _opens(row: list, event: Event) -> bool:
    """Whether an opened door still belongs to somebody of that event."""
    kind, ref, version = row
    record = doors.of_kind(kind).find(ref) if kind in doors.kinds() else None
    if record is None or record.event is None or record.event.id != event.id or record.link_version != version:
        return False
    return not doors.of_kind(kind).closed(record)


def at_work(event: Event):
    """Who is at work on a page that a link for the evening opens too: an officer with a role of the page, or the link.

    For what is written down as done by them, and for pages whose address names no event, when they have found
    theirs. Raises NotFound, or Superseded where the link is closed.
    """
    found = _with_role(event)
    link = None if found else _evening_link(event)
    if found is None and link is None:
        raise NotFound()
    return found or link


def _with_role(event: Event | None) -> Officer | None:
    """The signed-in officer, if one of the page's own roles is theirs on that event."""
    found, audience = officer(), set(g.let_in[0])
    return found if found is not None and queries.roles_on(found, event) & audience else None


def _evening_link(event: Event | None):
    """The open link for the evening that this browser holds and this page takes, of that event if one is named.

    None if it holds none. Raises Superseded with the reason where all it holds are closed.
    """
    shut: str | None = None
    door = doors.of_kind(g.let_in[1])
    for kind, ref, version in opened():
        record = door.find(ref) if kind == door.kind else None
        if record is None or (event is not None and record.event.id != event.id):
            continue
        sentence = door.closed(record) if record.link_version == version else Superseded.sentence
        if not sentence:
            g.evening_link = record
            return record
        shut = shut or sentence
    if shut:
        raise Superseded(shut)
    return None


def _let_link_in(has_event: bool) -> bool:
    """Whether a link for the evening opens this page; an officer's own role goes first."""
    if _with_role(g.event) or (has_event and g.event is None):
        return False
    return _evening_link(g.event) is not None


def _check(audience: tuple[str, ...], council_wide: bool, evening_link: str, door: str):
    values = request.view_args or {}
    has_event = "slug" in values
    g.event = event_record.find(values["slug"]) if has_event else None
    if "public" in audience:
        if has_event and g.event is None:
            opened()  # read as for a closed event: the two must not be told apart by a header
            raise NotFound()
        if has_event:
            _let_public_in()
        return None
    g.let_in = (audience, evening_link)
    if evening_link and _let_link_in(has_event):
        return None
    if set(audience) & ROLE_NAMES:
        return _let_officer_in(audience, council_wide, has_event)
    g.opened = opened_record(audience[0], values.get("ref", ""), door)
    g.event = g.opened.event
    return None


def open_to(*audience: str, council_wide: bool = False, evening_link: str = "", door: str = ""):
    """Say who may open a page: "public", "delegate", "speaker", or roles.

    A page with `slug` in its address asks for the role on that event. One without asks for it on
    any event, or, with `council_wide`, for the whole council. A page for delegates or speakers has
    `ref` in its address, and finds its record in `flask.g.opened`. `evening_link`
    names a kind of link that opens it for one evening, as a role does that the page lets in; the
    page asks `at_work` who it is.
    `door` names the kind of personal link where it is not the plain one of that audience.
    """
    unknown = set(audience) - AUDIENCES
    if unknown or not audience:
        raise ValueError(f"no such audience: {', '.join(sorted(unknown)) or 'none given'}")

    def guard(view):
        @wraps(view)
        def page(*args, **values):
            answer = _check(audience, council_wide, evening_link, door)
            return answer if answer is not None else view(*args, **values)

        page.audience = audience  # type: ignore[attr-defined]
        page.council_wide = council_wide  # type: ignore[attr-defined]
        page.evening_link = evening_link  # type: ignore[attr-defined]
        return page

    return guard


def _context() -> dict:
    if not request:  # a letter is written by the worker, where there is no browser
        return {}
    return {"officer": _officer_to_show() if _touches_cookie() else None, "has_role": has_role}


def _officer_to_show() -> Officer | None:
    try:
        return officer()
    except Exception:
        if not g.get("is_refusal"):
            raise
        return None  # an error page must not fail because the database has


def _touches_cookie() -> bool:
    """What is polled or cached for all must not depend on a cookie."""
    view = current_app.view_functions.get(request.endpoint or "")
    return not getattr(view, "same_for_all", False)


def stand_at(app: Flask) -> None:
    """Give every page the signed-in officer's name to show."""
    app.context_processor(_context)
