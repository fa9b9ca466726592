"""Order sheets for suppliers: counts and never a name, with what changed since the last sheet."""

from flask import Blueprint, Response, flash, redirect, url_for
from flask_babel import gettext as _

from events import fields
from events.access import guards
from events.access.guards import open_to
from events.database import saves
from events.delegates import needs_queries, order_queries, ordering, orders
from events.delegates.door_models import OrderSheet
from events.delegates.states import Supplier
from events.papers import Paper
from events.presentation import day, moment, page
from events.refusals import NotFound

views = Blueprint("orders", __name__)


@views.app_template_filter("supplier_word")
def supplier_word(kind: str) -> str:
    """A supplier in the reader's words."""
    return {
        Supplier.CATERING: _("Catering"), Supplier.INTERPRETERS: _("Interpreters"), Supplier.TRANSPORT: _("Transport"),
        Supplier.BAYS: _("Parking bays"), Supplier.VENUE: _("Venue"),
    }[Supplier(kind)]


@views.route("/desk/events/<slug>/orders")
@open_to("organiser")
def list_orders(slug: str):
    """What each supplier has to bring as it stands now, what changed since the last sheet, and all sheets."""
    event = guards.the_event()
    guests, sheets = order_queries.coming(event), order_queries.sheets_of(event)
    last: dict[str, OrderSheet] = {}
    for sheet in reversed(sheets):
        last[sheet.supplier] = sheet
    suppliers = [
        (kind, orders.lines_of(orders.counts_for(kind, guests), last[kind].counts if kind in last else None, _),
         last.get(kind))
        for kind in Supplier
    ]
    return page("delegates/list_orders.html", event=event, suppliers=suppliers, sheets=sheets, press=fields.Press(),
                in_own_words=needs_queries.sizes(event).get("words", 0))


@views.route("/desk/events/<slug>/orders/<kind>", methods=["POST"])
@open_to("organiser")
@saves
def make_sheet(slug: str, kind: str):
    """Make a sheet for one supplier, as it stands now."""
    if kind not in list(Supplier):
        raise NotFound()
    if not fields.Press().validate_on_submit():
        return redirect(url_for("orders.list_orders", slug=slug))
    sheet = ordering.make_sheet(guards.the_event(), Supplier(kind), by=guards.the_officer())
    flash(_("The sheet is made. It names nobody, so it can be sent as it is."))
    return redirect(url_for("orders.show_sheet", slug=slug, sheet_id=sheet.id))


def _sheet(sheet_id: int) -> tuple[OrderSheet, OrderSheet | None, list[orders.Line]]:
    event = guards.the_event()
    sheet = order_queries.sheet(event, sheet_id)
    if sheet is None:
        raise NotFound()
    before = order_queries.sheet_before(event, sheet.supplier, sheet_id=sheet.id)
    return sheet, before, orders.lines_of(sheet.counts, before.counts if before else None, _)


@views.route("/desk/events/<slug>/orders/<int:sheet_id>")
@open_to("organiser")
def show_sheet(slug: str, sheet_id: int):
    """One sheet, ready to print."""
    sheet, before, lines = _sheet(sheet_id)
    return page("delegates/show_sheet.html", event=guards.the_event(), sheet=sheet, before=before, lines=lines)


def signed(change: int) -> str:
    """A change as people write it: +3, −2, or nothing."""
    return f"+{change}" if change > 0 else f"−{-change}" if change else ""


views.add_app_template_filter(signed, "signed")


@views.route("/desk/events/<slug>/orders/<int:sheet_id>.pdf")
@open_to("organiser")
def sheet_paper(slug: str, sheet_id: int):
    """One sheet as a PDF file, to send along."""
    event, (sheet, before, lines) = guards.the_event(), _sheet(sheet_id)
    title = _("Order for %(supplier)s", supplier=supplier_word(sheet.supplier).lower())
    paper = Paper(f"{title}: {event.title}", at=sheet.at, foot=event.short_title)
    paper.heading(title)
    paper.paragraph(f"{event.title}\n{day(event.starts_at, event)}", size=12, bold=True)
    paper.paragraph(_("As of %(moment)s. Counts only: no guest is named.", moment=moment(sheet.at, event)))
    heads = [_("What"), _("How many")]
    rows = [[line.label, str(line.count)] for line in lines]
    if before:
        paper.paragraph(_("Changes are since the sheet of %(moment)s.", moment=moment(before.at, event)))
        heads.append(_("Change"))
        rows = [[*row, signed(line.change) or _("none")] for row, line in zip(rows, lines, strict=True)]
    if rows:
        paper.table(heads, rows, widths=[5, 1.3, 1.3][:len(heads)], size=12, right=[1, 2])
    else:
        paper.paragraph(_("Nothing is needed."), size=14)
    answer = Response(paper.as_bytes(), mimetype="application/pdf")
    answer.headers["Content-Disposition"] = f'inline; filename="{event.slug}-{sheet.supplier}-{sheet.id}.pdf"'
    return answer
