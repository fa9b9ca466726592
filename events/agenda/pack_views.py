"""The run sheet to read and print, a line of the organiser's for each part, and the presenter pack."""

import io

from flask import Blueprint, flash, redirect, send_file, url_for
from flask_babel import gettext as _

from events import clock, fields, files, history, jobs
from events.access.guards import open_to, the_event, the_officer
from events.agenda import packing, packs, queries, run_queries, running, sheet_papers, sheet_queries
from events.agenda.run_forms import NoteForm
from events.database import saves
from events.jobs import Job, JobState
from events.presentation import page, say
from events.refusals import N_, NotFound, Refusal, Superseded

views = Blueprint("packs", __name__)

RUNNERS = ("organiser", "moderator")
RUN_OUT = N_("This pack was kept for a day and is gone. Make it again.")


@views.route("/desk/events/<slug>/run-sheet")
@open_to(*RUNNERS)
def show_run_sheet(slug: str):
    """The run sheet as a page that prints: what happens when, who speaks, which slides, who has to leave."""
    event = the_event()
    arrangements = queries.arrangements_of(event)
    return page("agenda/show_run_sheet.html", event=event, rows=sheet_queries.rows_of(event), papers=sheet_papers,
                arrangements=arrangements, facts=sheet_papers.facts_of(event, arrangements))


@views.route("/desk/events/<slug>/run-sheet.pdf")
@open_to(*RUNNERS)
def take_run_sheet(slug: str):
    """The run sheet as a PDF file."""
    event = the_event()
    body = sheet_papers.paper_of(event, queries.arrangements_of(event), sheet_queries.rows_of(event), at=clock.now())
    answer = send_file(io.BytesIO(body), mimetype="application/pdf", as_attachment=True,
                       download_name=f"{event.slug}-run-sheet.pdf")
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


@views.route("/desk/events/<slug>/run-sheet/<key>", methods=["GET", "POST"])
@open_to(*RUNNERS)
@saves
def note_part(slug: str, key: str):
    """A line for one part: what has to stand ready, who brings it."""
    event = the_event()
    item = next((one for one in queries.public_items_of(event) if one.key == key), None)
    if item is None:
        raise NotFound()
    form = NoteForm(data={"words": run_queries.notes_of(event).get(key, "")})
    if form.validate_on_submit():
        running.note(event, key, form.words.data, by=the_officer())
        flash(_("Saved."))
        return redirect(url_for("packs.show_run_sheet", slug=slug))
    return page("agenda/note_part.html", form=form, event=event, item=item)


@views.route("/desk/events/<slug>/pack")
@open_to(*RUNNERS)
def show_pack(slug: str):
    """What the pack would hold now, who has no slides, and the packs that this officer has made."""
    event = the_event()
    return _shown(event)


def _shown(event, refused: str = "", status: int | None = None):
    rows, decks = sheet_queries.rows_of(event), sheet_queries.showable_decks(event)
    made = [job for job in jobs.of(history.who_is(the_officer()), packing.MAKING_PACK)
            if job.event_id == event.id and (not job.finished or packing.is_there(job))]
    return page("agenda/show_pack.html", status=status, event=event, packed=packs.packed_of(event, rows, decks),
                by_id={deck.id: deck for deck in decks.values()}, made=made, is_old=packing.is_old,
                lacking=sheet_queries.without_slides(event), press=fields.Press(), refused=refused)


@views.route("/desk/events/<slug>/pack", methods=["POST"])
@open_to(*RUNNERS)
@saves
def order_pack(slug: str):
    """Make the pack; its page shows how far it is."""
    if not fields.Press().validate_on_submit():
        return redirect(url_for("packs.show_pack", slug=slug))
    try:
        job = packing.order(the_event(), by=the_officer())
    except Refusal as refusal:
        return _shown(the_event(), say(refusal), refusal.status)
    return redirect(url_for("packs.follow_pack", slug=slug, ref=job.ref))


def _job(ref: str) -> Job:
    """The job of a pack that this officer ordered. Raises NotFound."""
    job = jobs.find(ref, kind=packing.MAKING_PACK, event=the_event())
    if job is None or job.by != history.who_is(the_officer()):
        raise NotFound()
    return job


@views.route("/desk/events/<slug>/pack/<ref>")
@open_to(*RUNNERS)
def follow_pack(slug: str, ref: str):
    """How far the pack is, and then where to take it."""
    job = _job(ref)
    if job.state == JobState.DONE and not packing.is_there(job):
        raise Superseded(RUN_OUT)
    return page("agenda/follow_pack.html", event=the_event(), job=job, until=job.created_at + packing.HOLDS,
                failed=say(Refusal(job.words, **job.values)) if job.state == JobState.FAILED else "",
                is_old=job.state == JobState.DONE and packing.is_old(job, the_event()))


@views.route("/desk/events/<slug>/pack/<ref>/file")
@open_to(*RUNNERS)
def take_pack(slug: str, ref: str):
    """The pack itself, for whoever made it."""
    job = _job(ref)
    if job.state != JobState.DONE:
        raise NotFound()
    if not packing.is_there(job) or not files.path_of(job.result["key"]).exists():
        raise Superseded(RUN_OUT)
    local = the_event().local(job.created_at)
    return files.hand_out(job.result["key"], name=f"{slug}-slides-{local:%Y-%m-%d-%H%M}.zip",
                          media_type="application/zip")
