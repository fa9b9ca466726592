"""The approved questions on a phone, and a vote for each where the event asks for votes. Works without scripts.

No numbers are shown: what others chose must not steer. The cookie is random and stands in no table.
"""

import secrets

from flask import Blueprint, current_app, redirect, request, url_for

from events import clock, fields
from events.access import guards
from events.access.guards import open_to
from events.agenda import run_queries
from events.database import saves
from events.feedback import asking_queries, queries, room_queries, voting, wall_queries
from events.presentation import page
from events.refusals import NotFound, Refusal

views = Blueprint("voting", __name__)

KEPT = 60 * 60 * 24 * 30  # seconds


def _cookie_name() -> str:
    return "__Host-votes" if current_app.config["HTTPS"] else "votes"


def _cookie() -> str:
    given = request.cookies.get(_cookie_name(), "")
    return given if voting.SHORTEST_COOKIE <= len(given) <= 100 else ""


@views.route("/events/<slug>/room/questions")
@open_to("public")
def list_questions(slug: str):
    """The questions that moderators have let through, in the order of the wall."""
    event = guards.the_event()
    room = room_queries.room_of(event)
    questions = wall_queries.shown_to_phones(event)
    return page(
        "feedback/list_questions.html", event=event, room=room, questions=questions, press=fields.Press(),
        voted=voting.voted_for(event, questions, cookie=_cookie()), shown_name=queries.shown_name,
        now=run_queries.now_and_next(event, clock.now()).now, mark=asking_queries.mark_of(event, clock.now()),
        list_mark=wall_queries.mark_of_list(questions),
    )


@views.route("/events/<slug>/room/questions/<ref>/<kind>", methods=["POST"])
@open_to("public")
@saves(remember=False)
def vote(slug: str, ref: str, kind: str):
    """Vote for a question ("vote"), or take the vote back ("no-vote")."""
    event = guards.the_event()
    remark = queries.remark_by_ref(event, ref)
    if remark is None or remark.state != "approved" or kind not in ("vote", "no-vote"):
        raise NotFound()
    if not fields.Press().validate_on_submit():
        raise Refusal(fields.TOO_LONG_OPEN)
    cookie = _cookie() or secrets.token_urlsafe(24)
    act = voting.vote if kind == "vote" else voting.take_back
    act(remark, cookie=cookie)
    answer = redirect(url_for("voting.list_questions", slug=slug, _anchor=ref))
    answer.set_cookie(_cookie_name(), cookie, max_age=KEPT, httponly=True, samesite="Lax",
                      secure=current_app.config["HTTPS"], path="/")
    return answer
