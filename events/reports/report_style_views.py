"""How each body wants its reports: headings, days and the Word template. The council's to say."""

from flask import Blueprint, flash, redirect, url_for
from flask_babel import gettext as _

from events import fields, files
from events.access import guards
from events.access.guards import open_to
from events.database import receiving, saves
from events.presentation import page, takes_file
from events.refusals import NotFound, Refusal
from events.reports import styling, word_templates
from events.reports.report_forms import StyleForm, TemplateForm, headings_form, headings_sent
from events.reports.report_models import ReportStyle

views = Blueprint("report_styles", __name__)

WRITERS = ("organiser", "administrator")


def _style(ref: str) -> ReportStyle:
    found = styling.style_by_ref(ref)
    if found is None:
        raise NotFound()
    return found


@views.route("/desk/report-styles/", methods=["GET", "POST"])
@open_to(*WRITERS, council_wide=True)
@saves
def list_styles():
    """The bodies whose reports are set up, the council's own first, and a form for one more."""
    form = StyleForm()
    if form.validate_on_submit():
        try:
            style = styling.add_style(form.body.data or "", by=guards.the_officer())
            return redirect(url_for("report_styles.change_style", ref=style.ref))
        except Refusal as refusal:
            form.refuse(refusal)
    return page("reports/list_styles.html", form=form, styles=styling.styles())


@views.route("/desk/report-styles/<ref>", methods=["GET", "POST"])
@open_to(*WRITERS, council_wide=True)
@saves
def change_style(ref: str):
    """The headings in their order, and the days."""
    style = _style(ref)
    made, data = headings_form(style.headings)
    form = made(data=data | {"cut_off_days": style.cut_off_days, "clear_days": style.clear_days})
    if form.validate_on_submit():
        try:
            styling.change_style(
                style, headings=headings_sent(form, style.headings), cut_off_days=form.cut_off_days.data,
                clear_days=form.clear_days.data, by=guards.the_officer())
            flash(_("Saved. Reports that were begun keep their headings."))
            return redirect(url_for("report_styles.change_style", ref=ref))
        except Refusal as refusal:
            form.refuse(refusal)
    keys = [row["key"].replace("-", "_") for row in style.headings]
    return page("reports/change_style.html", form=form, style=style, keys=keys, press=fields.Press())


def _take_in(ref: str, form: TemplateForm) -> list[str]:
    """Look at the file, store it and keep it; a refused one leaves nothing behind. Returns the styles it lacks."""
    upload = form.template.data
    with receiving():
        lacking = word_templates.check(upload.stream)
        stored = files.store(upload.stream, most_megabytes=word_templates.MOST_MEGABYTES)
    try:
        styling.put_template(_style(ref), stored=stored, original_name=upload.filename or "",
                             by=guards.the_officer())
    except Exception:
        files.remove(stored.key)
        raise
    return lacking


@views.route("/desk/report-styles/<ref>/template", methods=["GET", "POST"])
@open_to(*WRITERS, council_wide=True)
@saves
@takes_file(word_templates.MOST_MEGABYTES)
def give_template(ref: str):
    """Give a Word template that reports are written in."""
    style, form, status = _style(ref), TemplateForm(), None
    if form.validate_on_submit():
        try:
            lacking = _take_in(ref, form)
            flash(_("The template is in use.") if not lacking else _(
                "The template is in use. It has no style called %(names)s, so ours are used for those.",
                names=", ".join(lacking)))
            return redirect(url_for("report_styles.change_style", ref=ref))
        except Refusal as refusal:
            form.refuse(refusal)
            status = refusal.status
    return page("reports/give_template.html", form=form, status=status, style=style)


@views.route("/desk/report-styles/<ref>/template/drop", methods=["POST"])
@open_to(*WRITERS, council_wide=True)
@saves
def drop_template(ref: str):
    """Write reports in our own plain look again."""
    style = _style(ref)
    if fields.Press().validate_on_submit() and style.template_key:
        styling.drop_template(style, by=guards.the_officer())
        flash(_("The template is taken away. Reports are written in our own plain look."))
    return redirect(url_for("report_styles.change_style", ref=ref))
