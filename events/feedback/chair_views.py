"""The chair's list, in large type for a tablet on the platform: being answered, what comes next, what is done."""

from flask import Blueprint

from events import clock, fields
from events.access import guards
from events.access.guards import open_to
from events.agenda import run_queries, run_words
from events.feedback import moderating, queries, taken_queries, wall_queries
from events.feedback.states import Disposition
from events.presentation import page

views = Blueprint("chair", __name__)


@views.route("/desk/events/<slug>/chair")
@open_to("moderator", "organiser")
def show_chair(slug: str):
    """What is being answered, what comes next in the order of the wall, what was skipped and what is done."""
    event = guards.the_event()
    listed = wall_queries.on_wall(event)
    off = [one for one in queries.remarks_of(event, state="approved", kind="question")
           if not one.is_on_wall and one.merged_into_id is None]
    answering = listed[0] if listed and listed[0].is_being_answered else None
    on = run_queries.now_and_next(event, clock.now())
    return page(
        "feedback/show_chair.html", event=event, answering=answering, following=listed[1:] if answering else listed,
        done=[one for one in off if one.disposition == Disposition.ANSWERED],
        skipped=[one for one in off if one.disposition is None], press=fields.Press(),
        on=on, next_words=run_words.next_words(on, event), seen_of=moderating.seen_of,
        standing_of=moderating.standing_of, shown_name=queries.shown_name,
        asked_first=taken_queries.origins_of([*listed, *off]),
    )
