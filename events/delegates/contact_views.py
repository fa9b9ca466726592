"""The council's contacts: the list, a list brought in as a file, one person by hand."""

from flask import Blueprint, flash, redirect, request, url_for
from flask_babel import gettext as _

from events import council, fields, files, history, jobs
from events import event as event_record
from events.access import guards
from events.access.guards import open_to
from events.database import receiving, saves
from events.delegates import addresses, bringing_in, contact_queries, importing, keeping, languages
from events.delegates.contact_forms import ContactForm, TakeListForm, UploadListForm
from events.jobs import Job, JobState
from events.presentation import page, takes_file
from events.refusals import NotFound, Refusal

views = Blueprint("contacts", __name__)

A_PAGE = 100


def may_change() -> bool:
    """Whether the officer changes contacts, which are the council's, or only reads them."""
    return guards.has_role("organiser", "administrator")


def _page_number() -> int:
    return min(max(1, request.args.get("page", 1, type=int) or 1), 100_000)


def _hrefs(endpoint: str, total: int, **values) -> list[str]:
    return [url_for(endpoint, page=place, **values) for place in range(1, -(-total // A_PAGE) + 1)]


@views.route("/desk/contacts")
@open_to("organiser", "administrator")
def list_contacts():
    """Everybody who can be invited, to search and to filter: by partnership, and by how they are reached."""
    number = _page_number()
    chosen = {name: request.args.get(name, "").strip() for name in ("q", "partnership", "only")}
    total, found = contact_queries.contacts_page(
        search=chosen["q"], partnership=chosen["partnership"], only=chosen["only"], first=(number - 1) * A_PAGE,
        most=A_PAGE,
    )
    kept = {name: words for name, words in chosen.items() if words}
    return page(
        "delegates/list_contacts.html", contacts=found, total=total, chosen=chosen, number=number,
        bodies=contact_queries.partnership_sizes(), hrefs=_hrefs("contacts.list_contacts", total, **kept),
        counts=contact_queries.counts_of_contacts(), may_change=may_change(),
    )


@views.route("/desk/contacts/import", methods=["GET", "POST"])
@open_to("organiser", "administrator", council_wide=True)
@takes_file(5)
@saves(remember=False)
def import_contacts():
    """Choose a contact list; every row is shown before anything is saved."""
    form, status, officer = UploadListForm(), None, guards.the_officer()
    if form.validate_on_submit():
        upload = form.file.data
        try:
            with receiving():
                stored = files.store(upload.stream, most_megabytes=5, kind=files.LISTS)
            job = bringing_in.read_list(stored.key, file_name=addresses.cleaned(upload.filename or ""), by=officer)
            return redirect(url_for("contacts.show_list", ref=job.ref))
        except Refusal as refusal:
            form.refuse(refusal)
            status = refusal.status
    return page("delegates/import_contacts.html", form=form, status=status,
                waiting=bringing_in.waiting_lists(guards.the_officer()))


def _list(ref: str) -> Job:
    """The job of a list that the officer brought in."""
    job = jobs.find(ref)
    if job is None or job.by != history.who_is(guards.the_officer()) or job.kind not in (
        bringing_in.READING, bringing_in.TAKING
    ):
        raise NotFound()
    return job


def _look(job: Job, form: TakeListForm):
    """The page of a list: how far it is, then every row and what becomes of it."""
    taking = job.kind == bringing_in.TAKING
    if job.state != JobState.DONE:
        return page("delegates/show_list.html", form=form, job=job, taking=taking, rows=None)
    number, state = _page_number(), request.args.get("state", "")
    rows = sorted(bringing_in.rows_of(job), key=lambda row: (row.state != "refused", row.line))
    if taking and not state:
        state = "refused"
    shown = [row for row in rows if row.state == state] if state and state != "all" else rows
    counts, looked = job.result["counts"], importing.counts_of(rows)
    return page(
        "delegates/show_list.html", form=form, job=job, taking=taking, counts=counts, looked=looked, state=state,
        good=counts["new"] + counts["changed"], rows=shown[(number - 1) * A_PAGE:number * A_PAGE], total=len(shown),
        number=number, press=fields.Press(),
        hrefs=_hrefs("contacts.show_list", len(shown), ref=job.ref, **({"state": state} if state else {})),
    )


@views.route("/desk/contacts/import/<ref>")
@open_to("organiser", "administrator", council_wide=True)
def show_list(ref: str):
    """A list that was brought in: every row with what becomes of it, and one choice: the good rows, or none."""
    job = _list(ref)
    if job.kind == bringing_in.READING and bringing_in.taken_as(job):
        return redirect(url_for("contacts.show_list", ref=bringing_in.taken_as(job)))
    return _look(job, TakeListForm(formdata=None, source=council.ours().source_words))


@views.route("/desk/contacts/import/<ref>/people", methods=["POST"])
@open_to("organiser", "administrator", council_wide=True)
@saves
def take_list(ref: str):
    """Take the good rows of the list that was looked at."""
    job, form = _list(ref), TakeListForm()
    if job.kind == bringing_in.READING and job.state == JobState.DONE and form.validate_on_submit():
        taking = bringing_in.take_list(
            job, source=form.source.data, partnership=form.partnership.data, by=guards.the_officer()
        )
        return redirect(url_for("contacts.show_list", ref=taking.ref))
    return _look(job, form)


@views.route("/desk/contacts/import/<ref>/none", methods=["POST"])
@open_to("organiser", "administrator", council_wide=True)
@saves
def drop_list(ref: str):
    """Take none of the list: the file and its rows are deleted."""
    job = _list(ref)
    if fields.Press().validate_on_submit():
        if job.kind == bringing_in.READING and not bringing_in.taken_as(job):
            bringing_in.drop_list(job)
        flash(_("Nothing was imported, and the file is deleted."))
    return redirect(url_for("contacts.import_contacts"))


def _offer(form: ContactForm, language: str = "") -> None:
    form.language.choices = languages.choices(language)
    form.partnerships.choices = [(body.name, body.name) for body in contact_queries.partnerships()]


def _values(form: ContactForm) -> dict:
    return {
        "name": form.name.data, "email": form.email.data, "organisation": form.organisation.data,
        "job_title": form.job_title.data, "phone": form.phone.data, "language": form.language.data,
        "address": form.address.data,
        "source": form.source.data, "partnerships": [*(form.partnerships.data or []), form.another.data],
        "do_not_invite": form.do_not_invite.data, "by": guards.the_officer(),
    }


@views.route("/desk/contacts/new", methods=["GET", "POST"])
@open_to("organiser", "administrator", council_wide=True)
@saves
def add_contact():
    """Add one person by hand; whoever came from an event's invitations goes back there, the person ticked."""
    form, event = ContactForm(), event_record.find(request.args.get("event", ""))
    _offer(form)
    if form.validate_on_submit():
        try:
            contact = keeping.add_contact(**_values(form))
            flash(_("%(name)s is in the list.", name=form.name.data))
            if event is not None:
                return redirect(url_for("guests.draft_invitations", slug=event.slug, chosen=contact.id))
            return redirect(url_for("contacts.list_contacts"))
        except Refusal as refusal:
            form.refuse(refusal)
    return page("delegates/add_contact.html", form=form, event_slug=event.slug if event else None)


@views.route("/desk/contacts/<int:contact_id>", methods=["GET", "POST"])
@open_to("organiser", "administrator", council_wide=True)
@saves
def change_contact(contact_id: int):
    """Change one person's details."""
    contact = contact_queries.contact(contact_id)
    if contact is None:
        raise NotFound()
    held = [body.name for body in contact.partnerships]
    form = ContactForm(data={
        "name": contact.name, "email": contact.email or "", "organisation": contact.organisation,
        "job_title": contact.job_title, "phone": contact.phone, "language": contact.language,
        "address": contact.address, "source": contact.source, "partnerships": held,
        "do_not_invite": contact.do_not_invite,
    })
    _offer(form, contact.language)
    if form.validate_on_submit():
        try:
            keeping.change_contact(contact, **_values(form))
            flash(_("Changed."))
            return redirect(url_for("contacts.list_contacts", q=form.name.data))
        except Refusal as refusal:
            form.refuse(refusal)
    return page("delegates/change_contact.html", form=form, contact=contact)
