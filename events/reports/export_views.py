"""The page of an event's exports, and the downloads."""

from flask import Blueprint, Response, stream_with_context
from flask_babel import gettext as _

from events import clock
from events.access import guards
from events.access.guards import open_to
from events.presentation import page
from events.refusals import NotFound, NotYours
from events.reports import exporting, queries, sheets

views = Blueprint("exports", __name__)

WRITERS = {"csv": (sheets.csv_lines, "text/csv"), "json": (sheets.json_lines, "application/json")}
READERS = ("organiser", "moderator", "reviewer", "approver")


@views.route("/desk/events/<slug>/exports")
@open_to(*READERS)
def list_exports(slug: str):
    """What can be downloaded by this officer, with a sentence on each."""
    event = guards.the_event()
    said = {
        "remarks": _("Every question and comment that is not withheld, with what became of it"),
        "delegates": _("Everybody on the list, with their answer and place"),
        "attendance": _("Who was invited and who came"),
        "speakers": _("The speakers, their parts and their slides"),
        "amendments": _("Each amendment to the plan, with the words behind it"),
        "plan": _("The actions of the newest version of the plan"),
    }
    has_plan = queries.plan_of(event) is not None
    kinds = [
        (kind, said[kind]) for kind, export in exporting.EXPORTS.items()
        if guards.has_role(*export.roles) and (has_plan or kind not in ("amendments", "plan"))
    ]
    return page("reports/list_exports.html", event=event, kinds=kinds)


@views.route("/desk/events/<slug>/exports/<kind>.<form>")
@open_to(*READERS)
def download_export(slug: str, kind: str, form: str):
    """One export as a file, written while it is read."""
    event = guards.the_event()
    if form not in WRITERS:
        raise NotFound()
    export = exporting.export_of(kind)
    if not guards.has_role(*export.roles):
        raise NotYours()
    # Nobody but a moderator and the organiser reads what has not been moderated.
    values = {"unread": guards.has_role("organiser", "moderator")} if kind == "remarks" else {}
    write, media_type = WRITERS[form]
    name = f"{event.slug}-{kind}-{event.local(clock.now()):%Y-%m-%d}.{form}"
    lines = write(export.columns, export.rows(event, **values))
    answer = Response(stream_with_context(lines), mimetype=media_type)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer.headers["Cache-Control"] = "private, no-store"
    return answer
