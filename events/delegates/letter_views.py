"""What an organiser does with letters on their way: watches them leave, and sends again what failed."""

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask_babel import ngettext

from events import fields
from events.access import guards
from events.access.guards import open_to
from events.database import saves
from events.delegates import progress_queries, sending_again
from events.presentation import say
from events.refusals import Refusal

views = Blueprint("letters", __name__)


@views.route("/desk/events/<slug>/letters/progress")
@open_to("organiser")
def show_progress(slug: str):
    """How far the sendings are, for the bar's own script: 304 while nothing has changed."""
    event = guards.the_event()
    progress = progress_queries.progress_of(event)
    if request.if_none_match.contains(progress.mark):
        answer = Response(status=304)
    else:
        answer = Response(render_template("delegates/_letters_progress.html", event=event, under_way=progress))
    answer.set_etag(progress.mark)
    answer.headers["Cache-Control"] = "private, no-cache"
    return answer


show_progress.same_for_all = True  # type: ignore[attr-defined]


def _sent_again(slug: str, **which):
    if fields.Press().validate_on_submit():
        try:
            sent = sending_again.send_again(guards.the_event(), by=guards.the_officer(), **which)
            flash(ngettext("%(num)s letter is on its way again.", "%(num)s letters are on their way again.", sent))
        except Refusal as refusal:
            flash(say(refusal))
    return redirect(url_for("guests.list_letters", slug=slug))


@views.route("/desk/events/<slug>/letters/<int:letter_id>/again", methods=["POST"])
@open_to("organiser")
@saves
def send_again(slug: str, letter_id: int):
    """Send one letter again that failed."""
    return _sent_again(slug, letter_ids=[letter_id])


@views.route("/desk/events/<slug>/letters/again", methods=["POST"])
@open_to("organiser")
@saves
def send_all_again(slug: str):
    """Send again every letter that failed and whose address was put right since; with `all`, every one that failed."""
    return _sent_again(slug, put_right="all" not in request.form)
