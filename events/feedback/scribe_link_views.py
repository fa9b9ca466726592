"""Links for scribes and facilitators: made for one evening, printed on tables' sheets, closed and renewed at will."""

from flask import Blueprint, Response, flash, redirect, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from events import clock, fields, qr_codes
from events.access import guards, links
from events.access.guards import open_to
from events.database import saves
from events.delegates import evenings
from events.feedback import card_papers, card_queries, linking, table_numbers
from events.feedback.doors import KIND_OF, shut
from events.feedback.entry_forms import ScribeLinkForm, TableLinksForm
from events.feedback.room_models import ScribeLink
from events.feedback.states import ScribeLinkKind
from events.papers import Paper
from events.presentation import address, page
from events.refusals import NotFound, Refusal

views = Blueprint("scribe_links", __name__)


def _link(link_id: int) -> ScribeLink:
    found = card_queries.link(guards.the_event(), link_id)
    if found is None:
        raise NotFound()
    return found


def _address(link: ScribeLink) -> str:
    """The link as it is handed on; it is derived anew each time and stands in no table."""
    token = links.token(guards.keys()[0], KIND_OF[ScribeLinkKind(link.kind)], link.ref, link.link_version)
    return address("access.enter_for_evening", token=token)


def _list(event, days, form: ScribeLinkForm, tables_form: TableLinksForm):
    """The page of all links, with its two forms."""
    tables = card_queries.links_of(event, ScribeLinkKind.FACILITATOR)
    tables.sort(key=lambda link: (link.good_on, table_numbers.order_of(link.table_number), link.id))
    scribes = card_queries.links_of(event, ScribeLinkKind.SCRIBE)
    refused = tables_form if tables_form.errors else form
    return page("feedback/make_scribe_link.html", form=refused, scribe_form=form, tables_form=tables_form,
                event=event, days=days, press=fields.Press(), scribes=[(link, shut(link)) for link in scribes],
                tables=[(link, shut(link)) for link in tables], is_past=evenings.is_past(event),
                open_tables=sum(link.closed_at is None for link in tables),
                open_ones=sum(link.closed_at is None for link in [*tables, *scribes]),
                number_in=table_numbers.action_in)


def _forms(days) -> tuple[ScribeLinkForm, TableLinksForm]:
    """Both forms of the page; a sent one is told by its own fields."""
    form, tables_form = ScribeLinkForm(), TableLinksForm()
    form.offer_days("good_on", days)
    tables_form.offer_days("evening", days)
    return form, tables_form


@views.route("/desk/events/<slug>/cards/links", methods=["GET", "POST"])
@open_to("organiser")
@saves
def make_scribe_link(slug: str):
    """All links of an event's scribes and tables, with a form for one more scribe."""
    event = guards.the_event()
    days = evenings.days_of(event)
    form, tables_form = _forms(days)
    if form.validate_on_submit():
        try:
            link = linking.make_scribe_link(event, name=form.name.data, good_on=form.day("good_on", days),
                                            by=guards.the_officer())
            return redirect(url_for("scribe_links.show_scribe_link", slug=slug, link_id=link.id))
        except Refusal as refusal:
            form.refuse(refusal)
    return _list(event, days, form, tables_form)


@views.route("/desk/events/<slug>/cards/links/tables", methods=["POST"])
@open_to("organiser")
@saves
def make_table_links(slug: str):
    """A link for each table; a table that has one keeps it."""
    event = guards.the_event()
    days = evenings.days_of(event)
    form, tables_form = _forms(days)
    if tables_form.validate_on_submit():
        try:
            made = linking.make_table_links(event, tables=tables_form.tables.data, about=tables_form.about.data or "",
                                            good_on=tables_form.day("evening", days), by=guards.the_officer())
            flash(ngettext("%(num)s table has a new link. Print its sheet.",
                           "%(num)s tables have new links. Print their sheets.", len(made)) if made
                  else _("These tables had their links already, and keep them."))
            return redirect(url_for("scribe_links.make_scribe_link", slug=slug))
        except Refusal as refusal:
            tables_form.refuse(refusal)
    return _list(event, days, form, tables_form)


@views.route("/desk/events/<slug>/cards/links/<int:link_id>")
@open_to("organiser")
def show_scribe_link(slug: str, link_id: int):
    """One link, to hand on: written out and as a code for a camera."""
    link = _link(link_id)
    return page("feedback/show_scribe_link.html", event=guards.the_event(), link=link, press=fields.Press(),
                shut=shut(link), hours=evenings.hours_of(link), way="" if link.closed_at else _address(link),
                is_past=evenings.is_past(link.event), number_in=table_numbers.action_in)


@views.route("/desk/events/<slug>/cards/links/<int:link_id>.svg")
@open_to("organiser")
def scribe_link_code(slug: str, link_id: int):
    """The code of a link, to point a telephone at."""
    link = _link(link_id)
    if link.closed_at:
        raise NotFound()
    return Response(qr_codes.svg_of(_address(link), name=_("Link for entering")), mimetype="image/svg+xml")


def _sheets(event, chosen: list[ScribeLink], name: str) -> Response:
    """The sheets of tables, one page each, with the code of their link."""
    if not chosen:
        raise NotFound()
    paper = Paper(_("Table sheets: %(event)s", event=event.short_title), at=clock.now(), foot=event.title)
    for link in chosen:
        card_papers.sheet_on(paper, caption=event.title, table=link.table_number, about=link.name,
                             address=_address(link))
    answer = Response(paper.as_bytes(), mimetype="application/pdf")
    answer.headers["Content-Disposition"] = f'inline; filename="{event.slug}-{name}.pdf"'
    return answer


@views.route("/desk/events/<slug>/cards/links/sheets.pdf")
@open_to("organiser")
def table_sheets(slug: str):
    """The sheets of all tables that have an open link."""
    event = guards.the_event()
    chosen = [link for link in card_queries.links_of(event, ScribeLinkKind.FACILITATOR) if link.closed_at is None]
    chosen.sort(key=lambda link: (link.good_on, table_numbers.order_of(link.table_number)))
    return _sheets(event, chosen, "table-sheets")


@views.route("/desk/events/<slug>/cards/links/<int:link_id>/sheet.pdf")
@open_to("organiser")
def table_sheet(slug: str, link_id: int):
    """The sheet of one table."""
    link = _link(link_id)
    is_table = link.kind == ScribeLinkKind.FACILITATOR and link.closed_at is None
    return _sheets(guards.the_event(), [link] if is_table else [], f"table-{link_id}")


@views.route("/desk/events/<slug>/cards/links/<int:link_id>/close", methods=["POST"])
@open_to("organiser")
@saves
def close_scribe_link(slug: str, link_id: int):
    """Close a link: the next thing done with it is refused."""
    if fields.Press().validate_on_submit():
        linking.close_link(_link(link_id), by=guards.the_officer())
        flash(_("The link is closed. Whoever uses it is told so."))
    return redirect(url_for("scribe_links.make_scribe_link", slug=slug))


@views.route("/desk/events/<slug>/cards/links/<int:link_id>/renewal", methods=["POST"])
@open_to("organiser")
@saves
def renew_scribe_link(slug: str, link_id: int):
    """Put a new link in the place of one: what was printed before opens nothing any more."""
    link = _link(link_id)
    if fields.Press().validate_on_submit():
        linking.renew_link(link, by=guards.the_officer())
        flash(_("This is the new link. The one before opens nothing any more."))
    return redirect(url_for("scribe_links.show_scribe_link", slug=slug, link_id=link.id))


@views.route("/desk/events/<slug>/cards/links/closing", methods=["POST"])
@open_to("organiser")
@saves
def close_scribe_links(slug: str):
    """Close every link of the event, when all is entered."""
    if fields.Press().validate_on_submit():
        count = linking.close_all(guards.the_event(), by=guards.the_officer())
        flash(ngettext("%(num)s link is closed.", "%(num)s links are closed.", count))
    return redirect(url_for("scribe_links.make_scribe_link", slug=slug))
