"""The page of an event's exports, the downloads, and files that are made behind a moving bar."""

import tempfile

from flask import Blueprint, Response, redirect, request, send_file, stream_with_context, url_for
from flask_babel import gettext as _

from events import clock, fields, files, history, jobs
from events.access import guards
from events.access.guards import open_to
from events.database import saves
from events.event import Event
from events.feedback import filters
from events.jobs import Job, JobState
from events.presentation import page
from events.refusals import N_, NotFound, NotYours, Superseded
from events.reports import exporting, ordering_files, queries
from events.reports.formats import FORMATS

views = Blueprint("exports", __name__)

READERS = ("organiser", "moderator", "reviewer", "approver")
OF_THE_PLAN = ("amendments", "plan", "progress", "indicators")
RUN_OUT = N_("This file was kept for a day and is gone. Order it again from the page of exports.")


def _unread() -> bool:
    """Nobody but a moderator and the organiser has in a file what has not been moderated."""
    return guards.has_role("organiser", "moderator")


def _sentences() -> dict[str, str]:
    return {
        "remarks": _("Every question and comment that is not withheld, with what became of it"),
        "delegates": _("Everybody on the list, with their answer and place"),
        "attendance": _("Who was invited and who came"),
        "speakers": _("The speakers, their parts and their slides"),
        "amendments": _("Each amendment to the plan, with the words behind it"),
        "plan": _("The actions of the newest version of the plan"),
        "progress": _("How each action of the approved plan stands, by the latest news"),
        "indicators": _("How the partners rate themselves against the plan’s indicators"),
    }


def _made_for(event: Event) -> list[Job]:
    """The files of this event that the officer ordered and may still take, or waits for."""
    ordered = jobs.of(history.who_is(guards.the_officer()), ordering_files.MAKING)
    return [job for job in ordered if job.event_id == event.id
            and (not job.finished or ordering_files.is_there(job))]


@views.route("/desk/events/<slug>/exports")
@open_to(*READERS)
def list_exports(slug: str):
    """What can be downloaded by this officer, with a sentence on each; remarks by the filter of the address."""
    event, asked = guards.the_event(), filters.read(request.args)
    has_plan = queries.plan_of(event) is not None
    kinds = [
        (kind, said) for kind, said in _sentences().items()
        if guards.has_role(*exporting.EXPORTS[kind].roles) and (has_plan or kind not in OF_THE_PLAN)
    ]
    remarks = ordering_files.how_many(event, "remarks", asked, unread=_unread())
    return page("reports/list_exports.html", event=event, kinds=kinds, asked=asked.in_address(), remarks=remarks,
                is_large=remarks > ordering_files.MOST_AT_ONCE, formats=FORMATS, files=_made_for(event),
                press=fields.Press())


def _export(kind: str, form: str) -> exporting.Export:
    """The export of that kind, if it is the officer's to have in that form. Raises NotFound or NotYours."""
    if form not in FORMATS:
        raise NotFound()
    export = exporting.export_of(kind)
    if not guards.has_role(*export.roles):
        raise NotYours()
    return export


def _file_name(event: Event, kind: str, form: str) -> str:
    return f"{event.slug}-{kind}-{event.local(clock.now()):%Y-%m-%d}.{form}"


def _as_attachment(answer: Response, name: str) -> Response:
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


@views.route("/desk/events/<slug>/exports/<what>.<form>")
@open_to(*READERS)
def download_export(slug: str, what: str, form: str):
    """One export as a file: text is written while it is read, of the others no more than a page may take time for."""
    event, asked, export = guards.the_event(), filters.read(request.args), _export(what, form)
    name, title, wanted = _file_name(event, what, form), ordering_files.title_of(event, what), FORMATS[form]
    is_large = ordering_files.how_many(event, what, asked, unread=_unread()) > ordering_files.MOST_AT_ONCE
    if wanted.lines is None and is_large:
        return redirect(url_for("exports.list_exports", slug=slug, **asked.in_address()))
    rows = ordering_files.rows_of(event, what, asked, unread=_unread())
    if wanted.lines is not None:
        lines = stream_with_context(wanted.lines(export.columns_of(event), rows))
        return _as_attachment(Response(lines, mimetype=wanted.media_type), name)
    out = tempfile.SpooledTemporaryFile(max_size=1 << 22)  # noqa: SIM115  the answer closes it
    wanted.write(out, title, export.columns_of(event), rows)  # type: ignore[arg-type]
    out.seek(0)
    return _as_attachment(send_file(out, mimetype=wanted.media_type), name)  # type: ignore[arg-type]


@views.route("/desk/events/<slug>/exports/<what>/<form>", methods=["POST"])
@open_to(*READERS)
@saves
def order_export(slug: str, what: str, form: str):
    """Order a file that takes longer than a page may; its page shows how far it is."""
    event, asked = guards.the_event(), filters.read(request.args)
    _export(what, form)
    if not fields.Press().validate_on_submit():
        return redirect(url_for("exports.list_exports", slug=slug, **asked.in_address()))
    job = ordering_files.order(event, kind=what, form=form, asked=asked, unread=_unread(), by=guards.the_officer())
    return redirect(url_for("exports.show_file", slug=slug, ref=job.ref))


def _job(ref: str) -> Job:
    """The job of a file that this officer ordered, while their role still reaches what is in it. Raises as above."""
    job = jobs.find(ref, kind=ordering_files.MAKING, event=guards.the_event())
    if job is None or job.by != history.who_is(guards.the_officer()):
        raise NotFound()
    _export(job.facts["kind"], job.facts["form"])
    if job.facts["kind"] == "remarks" and job.facts["unread"] and not _unread():
        raise NotYours()
    return job


@views.route("/desk/events/<slug>/exports/files/<ref>")
@open_to(*READERS)
def show_file(slug: str, ref: str):
    """How far a file is, and then where to take it."""
    job = _job(ref)
    if job.finished and job.state == JobState.DONE and not ordering_files.is_there(job):
        raise Superseded(RUN_OUT)
    return page("reports/show_file.html", event=guards.the_event(), job=job,
                format_name=FORMATS[job.facts["form"]].name, until=job.created_at + ordering_files.HOLDS)


@views.route("/desk/events/<slug>/exports/files/<ref>/file")
@open_to(*READERS)
def take_file(slug: str, ref: str):
    """The file itself, for whoever ordered it and nobody else."""
    job = _job(ref)
    if job.state != JobState.DONE:
        raise NotFound()
    if not ordering_files.is_there(job) or not files.path_of(job.result["key"]).exists():
        raise Superseded(RUN_OUT)
    form = job.facts["form"]
    name = _file_name(guards.the_event(), job.facts["kind"], form)
    return files.hand_out(job.result["key"], name=name, media_type=FORMATS[form].media_type)
