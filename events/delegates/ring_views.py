"""Whom to ring when an event is cancelled, put off or moved at short notice: a list to print."""

from flask import Blueprint, request, url_for

from events.access import guards
from events.access.guards import open_to
from events.delegates import ring_queries
from events.presentation import page

views = Blueprint("ring", __name__)

A_PAGE = 200


@views.route("/desk/events/<slug>/whom-to-ring")
@open_to("organiser")
def list_people_to_ring(slug: str):
    """Those coming or waiting whom a letter may not reach in time, with their telephone numbers."""
    event = guards.the_event()
    number = min(max(1, request.args.get("page", 1, type=int) or 1), 100_000)
    total, found = ring_queries.people_to_ring(event, first=(number - 1) * A_PAGE, most=A_PAGE)
    return page(
        "delegates/list_people_to_ring.html", event=event, people=found, total=total, number=number,
        is_soon=ring_queries.is_soon(event), bodies=ring_queries.coordinators(event),
        speakers=ring_queries.speakers_to_tell(event),
        hrefs=[url_for("ring.list_people_to_ring", slug=slug, page=place)
               for place in range(1, -(-total // A_PAGE) + 1)],
    )
