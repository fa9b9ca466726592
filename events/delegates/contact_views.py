"""The council's contacts: the list, a list brought in as a file, one person by hand."""

from flask import Blueprint, current_app, flash, redirect, request, url_for
from flask_babel import gettext as _
from itsdangerous import BadSignature, URLSafeTimedSerializer

from events import council, files
from events.access import guards
from events.access.guards import open_to
from events.database import receiving, saves
from events.delegates import contact_queries, importing, keeping
from events.delegates.forms import ContactForm, TakeListForm, UploadListForm
from events.presentation import page, takes_file
from events.refusals import N_, NotFound, Refusal

views = Blueprint("contacts", __name__)

A_PAGE = 100
KEPT_FOR = 4 * 3600  # seconds that an uploaded list waits for its second look


class ListGone(Refusal):
    """The uploaded list is not there any more."""

    sentence = N_("This list was brought in too long ago, or is taken already. Please choose the file again.")
    status = 409


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.config["SECRET_KEY"], salt="contact list")


@views.route("/desk/contacts")
@open_to("organiser", "administrator")
def list_contacts():
    """Everybody who can be invited, to search and to filter by partnership."""
    search, partnership = request.args.get("q", "").strip(), request.args.get("partnership", "")
    found = contact_queries.contacts(search=search, partnership=partnership)
    number = max(1, request.args.get("page", 1, type=int))
    hrefs = [
        url_for("contacts.list_contacts", q=search or None, partnership=partnership or None, page=place)
        for place in range(1, -(-len(found) // A_PAGE) + 1)
    ]
    return page(
        "delegates/list_contacts.html", contacts=found[(number - 1) * A_PAGE:number * A_PAGE], total=len(found),
        search=search, partnership=partnership, bodies=contact_queries.partnership_sizes(), hrefs=hrefs, number=number,
        may_change=may_change(),
    )


def may_change() -> bool:
    """Whether the officer changes contacts, which are the council's, or only reads them."""
    return guards.has_role("organiser", "administrator")


@views.route("/desk/contacts/import", methods=["GET", "POST"])
@open_to("organiser", "administrator", council_wide=True)
@takes_file(5)
@saves(remember=False)
def import_contacts():
    """Choose a contact list; every row is shown before anything is saved."""
    form, status = UploadListForm(), None
    if form.validate_on_submit():
        try:
            with receiving():
                stored = files.store(form.file.data.stream, most_megabytes=5, kind=files.LISTS)
            rows = _look_at(stored.key)
        except Refusal as refusal:
            form.refuse(refusal)
            status = refusal.status
        else:
            take = TakeListForm(formdata=None, kept=_signer().dumps(stored.key), source=council.ours().source_words)
            return _preview(take, rows)
    return page("delegates/import_contacts.html", form=form, status=status)


def _look_at(key: str) -> list[importing.Row]:
    """What would become of each row; a file that is no list is taken out of the store again."""
    try:
        return importing.import_contacts(files.path_of(key).read_bytes(), dry_run=True, by=guards.the_officer())
    except Refusal:
        files.remove(key)
        raise


def _preview(form: TakeListForm, rows: list[importing.Row]):
    counts = importing.counts_of(rows)
    return page(
        "delegates/take_list.html", form=form, rows=sorted(rows, key=lambda row: (row.state != "refused", row.line)),
        counts=counts, good=counts["new"] + counts["changed"],
    )


@views.route("/desk/contacts/import/rows", methods=["POST"])
@open_to("organiser", "administrator", council_wide=True)
@saves
def take_list():
    """Take the good rows of the list that was looked at."""
    form = TakeListForm()
    try:
        key = _signer().loads(form.kept.data or "", max_age=KEPT_FOR)
        data = files.path_of(key).read_bytes()
    except (BadSignature, FileNotFoundError) as error:
        raise ListGone() from error
    if form.validate_on_submit():
        rows = importing.import_contacts(
            data, source=form.source.data, partnership=form.partnership.data, by=guards.the_officer()
        )
        counts = importing.counts_of(rows)
        flash(_("%(new)s people added, %(changed)s changed.", new=counts["new"], changed=counts["changed"]))
        files.remove(key)
        return redirect(url_for("contacts.list_contacts"))
    return _preview(form, importing.import_contacts(data, dry_run=True, by=guards.the_officer()))


def _offer_bodies(form: ContactForm) -> None:
    form.partnerships.choices = [(body.name, body.name) for body in contact_queries.partnerships()]


def _values(form: ContactForm) -> dict:
    return {
        "name": form.name.data, "email": form.email.data, "organisation": form.organisation.data,
        "job_title": form.job_title.data, "phone": form.phone.data, "language": form.language.data,
        "source": form.source.data, "partnerships": [*(form.partnerships.data or []), form.another.data],
        "do_not_invite": form.do_not_invite.data, "by": guards.the_officer(),
    }


@views.route("/desk/contacts/new", methods=["GET", "POST"])
@open_to("organiser", "administrator", council_wide=True)
@saves
def add_contact():
    """Add one person by hand."""
    form = ContactForm()
    _offer_bodies(form)
    if form.validate_on_submit():
        try:
            keeping.add_contact(**_values(form))
            flash(_("%(name)s is in the list.", name=form.name.data))
            return redirect(url_for("contacts.list_contacts"))
        except Refusal as refusal:
            form.refuse(refusal)
    return page("delegates/add_contact.html", form=form)


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
        "source": contact.source, "partnerships": held, "do_not_invite": contact.do_not_invite,
    })
    _offer_bodies(form)
    if form.validate_on_submit():
        try:
            keeping.change_contact(contact, **_values(form))
            flash(_("Changed."))
            return redirect(url_for("contacts.list_contacts", q=form.name.data))
        except Refusal as refusal:
            form.refuse(refusal)
    return page("delegates/change_contact.html", form=form, contact=contact)
