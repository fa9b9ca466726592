""""What was said": the page that everybody may read the next day, and the organiser's switch for it."""

from flask import Blueprint, flash, redirect, request, url_for
from flask_babel import gettext as _

from events import fields
from events.access import guards
from events.access.guards import open_to
from events.database import saves
from events.event import Event
from events.feedback import publishing, queries, room_queries, said_queries
from events.presentation import page
from events.refusals import NotFound, Refusal

views = Blueprint("said", __name__)


def _asked(event: Event) -> tuple[str, int]:
    """How the page is ordered, and which page of it: by theme where there are themes, unless parts are asked for."""
    by = request.args.get("by", "")
    if by not in ("theme", "part"):
        by = "theme" if any(number for _theme, number in queries.themes_of(event)) else "part"
    return by, min(max(1, request.args.get("page", 1, type=int) or 1), 100_000)


def _shown(event: Event, endpoint: str) -> dict:
    """What both pages show of what was said."""
    by, number = _asked(event)
    said = said_queries.said_of(event, by=by, number=number)
    hrefs = [url_for(endpoint, slug=event.slug, by=by, page=place) for place in range(1, said.pages + 1)]
    return {"said": said, "by": by, "number": number, "hrefs": hrefs, "here": endpoint}


@views.route("/events/<slug>/said")
@open_to("public")
def show_said(slug: str):
    """Every question and comment that a moderator has let through, before anything is decided about them."""
    event = guards.the_event()
    if not said_queries.said_is_public(event):
        raise NotFound()
    return page("feedback/show_said.html", event=event,
                **_shown(event, "said.show_said"))


@views.route("/desk/events/<slug>/said", methods=["GET", "POST"])
@open_to("organiser")
@saves
def publish_said(slug: str):
    """Publish what was said, or take it down again; the page as everybody would read it stands below."""
    event = guards.the_event()
    form, is_public = fields.Press(), said_queries.said_is_public(event)
    status = None
    if form.validate_on_submit():
        try:
            act = publishing.take_down_said if is_public else publishing.publish_said
            act(event, by=guards.the_officer())
            flash(_("Taken down.") if is_public else _("Published."))
            return redirect(url_for("said.publish_said", slug=slug))
        except Refusal as refusal:
            form.refuse(refusal)
            status = refusal.status
    return page("feedback/publish_said.html", form=form, status=status, event=event, is_public=is_public,
                since=room_queries.room_of(event).said_public_at, counts=queries.counts_of(event),
                **_shown(event, "said.publish_said"))
