"""The wall on the projector: the same for everybody, without a form and without a cookie.

It is asked every few seconds, so an answer that has not changed is one small question to the
database and no page.
"""

from flask import Blueprint, Response, jsonify, render_template, request

from events import clock, qr_codes
from events.access import guards
from events.access.guards import open_to
from events.agenda import run_queries, run_words
from events.event import Event, Visibility
from events.feedback import room_queries, screenfuls, wall_queries
from events.presentation import address, page

views = Blueprint("wall", __name__)


def _kept(answer: Response, event: Event, seconds: int) -> Response:
    """May be kept for everybody, unless the event is closed to those without a link."""
    if event.visibility != Visibility.CLOSED:
        answer.headers["Cache-Control"] = f"public, max-age={seconds}"
    return answer


def _shown(event: Event) -> dict:
    """What the wall shows now."""
    room = room_queries.room_of(event)
    questions = [] if room.is_blank else wall_queries.on_wall(event)
    answered = questions[0] if questions and questions[0].is_being_answered else None
    listed = screenfuls.first_screenful([] if answered else questions)
    on = run_queries.now_and_next(event, clock.now())
    return {
        "event": event, "on": on, "now": on.now, "next_words": run_words.next_words(on, event),
        "answered": answered, "questions": listed,
        "is_blank": room.is_blank, "is_paused": room.is_paused,
        "more": len(questions) - len(listed) - (1 if answered else 0),
    }


@views.route("/events/<slug>/wall")
@open_to("public")
def show_wall(slug: str):
    """The projector's page: what is on now, the question being answered or those that wait, the way to join."""
    event = guards.the_event()
    mark = wall_queries.mark_of(event, clock.now())
    room = address("room.ask", slug=slug)
    return _kept(page("feedback/show_wall.html", mark=mark, room=room.partition("//")[2], **_shown(event)), event, 1)


@views.route("/events/<slug>/wall/state")
@open_to("public")
def wall_state(slug: str):
    """What the wall shows, for the wall's own script: 304 while nothing has changed."""
    event = guards.the_event()
    mark = wall_queries.mark_of(event, clock.now())
    if request.if_none_match.contains(mark):
        answer = Response(status=304)
    else:
        answer = jsonify(html=render_template("feedback/_wall_state.html", **_shown(event)))
    answer.set_etag(mark)
    return _kept(answer, event, 1)


@views.route("/events/<slug>/wall/join.svg")
@open_to("public")
def show_join_code(slug: str):
    """The QR code that leads a phone to the room."""
    room = address("room.ask", slug=slug)
    answer = Response(qr_codes.svg_of(room, name=room), mimetype="image/svg+xml")
    return _kept(answer, guards.the_event(), 3600)


for _same in (show_wall, wall_state, show_join_code):
    _same.same_for_all = True  # type: ignore[attr-defined]
