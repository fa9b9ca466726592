"""Sorting what was said: the list of remarks, one remark's page, and the themes."""

from flask import Blueprint, flash, redirect, request, url_for
from flask_babel import gettext as _

from events import fields
from events.access import guards
from events.access.guards import open_to
from events.database import saves
from events.feedback import choice_queries as choices
from events.feedback import disposition_queries, filters, listing_queries, queries, sorting, taken_queries
from events.feedback.filters import Filter
from events.feedback.forms import DISPOSITIONS, ThemeForm, ThemesForm
from events.feedback.models import Remark, Theme
from events.feedback.states import RemarkState
from events.presentation import page
from events.refusals import NotFound, Refusal

views = Blueprint("sorting", __name__)

STAFF = ("organiser", "moderator", "reviewer")


def _states() -> tuple[str, ...]:
    return listing_queries.states_for(guards.the_officer(), guards.the_event())


def the_remark(ref: str) -> Remark:
    """The remark of that ref, if the signed-in officer may read it. Raises NotFound."""
    found = queries.remark_by_ref(guards.the_event(), ref)
    if found is None or found.state not in _states():
        raise NotFound()
    return found


def _hrefs(slug: str, asked: Filter, total: int) -> list[str]:
    """One address for each page of what is asked for."""
    pages = range(1, -(-total // listing_queries.A_PAGE) + 1)
    return [url_for("sorting.show_sorting", slug=slug, **asked.in_address(), page=number) for number in pages]


@views.route("/desk/events/<slug>/remarks")
@open_to(*STAFF)
def show_sorting(slug: str):
    """Every remark that the reader may see, by filters in the address, a hundred on a page."""
    event, asked, states = guards.the_event(), filters.read(request.args), _states()
    number = min(max(1, request.args.get("page", 1, type=int) or 1), 100_000)
    total, remarks = listing_queries.page_of(event, asked, states=states, number=number)
    return page(
        "feedback/show_sorting.html", event=event, asked=asked, counts=queries.counts_of(event), remarks=remarks,
        total=total, hrefs=_hrefs(slug, asked, total), number=number, shown_name=queries.shown_name,
        items=choices.items(event, first=_("Any part")), themes=queries.themes_of(event), states=states,
        partnerships=listing_queries.partnerships_shown(event, states=states), dispositions=DISPOSITIONS,
    )


@views.route("/desk/events/<slug>/remarks/<ref>")
@open_to(*STAFF)
def show_remark(slug: str, ref: str):
    """One remark: its words, its themes, its answers and what became of it."""
    remark = the_remark(ref)
    return page("feedback/show_remark.html", event=guards.the_event(), remark=remark, press=fields.Press(),
                shown_name=queries.shown_name, dispositions=dict(DISPOSITIONS),
                asked=filters.read(request.args), further=disposition_queries.further_of(remark),
                first=taken_queries.origins_of([remark]).get(remark.id),
                again=taken_queries.copies_of([remark]).get(remark.id, []))


@views.route("/desk/events/<slug>/remarks/<ref>/themes", methods=["GET", "POST"])
@open_to(*STAFF)
@saves
def sort_remark(slug: str, ref: str):
    """Put a remark under themes."""
    event, remark = guards.the_event(), the_remark(ref)
    known = [theme for theme, _number in queries.themes_of(event)]
    form = ThemesForm()
    form.themes.choices = [(theme.id, theme.name) for theme in known]
    if not form.is_submitted():
        form.themes.data = [theme.id for theme in remark.themes]
    if form.validate_on_submit():
        chosen = [theme for theme in known if theme.id in form.themes.data]
        sorting.theme(remark, themes=chosen, by=guards.the_officer())
        return redirect(url_for("sorting.show_remark", slug=slug, ref=ref))
    return page("feedback/sort_remark.html", form=form, event=event, remark=remark)


@views.route("/desk/events/<slug>/themes", methods=["GET", "POST"])
@open_to(*STAFF)
@saves
def list_themes(slug: str):
    """The themes with how many remarks stand under each; and a form for one more."""
    event = guards.the_event()
    form = ThemeForm()
    if form.validate_on_submit():
        try:
            added = sorting.add_theme(event, name=form.name.data, by=guards.the_officer())
            flash(_("The theme %(name)s is here.", name=added.name))
            return redirect(url_for("sorting.list_themes", slug=slug))
        except Refusal as refusal:
            form.refuse(refusal)
    return page("feedback/list_themes.html", form=form, event=event, themes=queries.themes_of(event),
                without=listing_queries.how_many(event, Filter(theme=0), states=(RemarkState.APPROVED,)))


def _theme(theme_id: int) -> Theme:
    found = queries.theme_of(guards.the_event(), theme_id)
    if found is None:
        raise NotFound()
    return found


@views.route("/desk/events/<slug>/themes/<int:theme_id>", methods=["GET", "POST"])
@open_to(*STAFF)
@saves
def change_theme(slug: str, theme_id: int):
    """Give a theme another name, or take it away."""
    event, theme = guards.the_event(), _theme(theme_id)
    form = ThemeForm(obj=theme)
    if form.validate_on_submit():
        try:
            sorting.rename_theme(theme, event=event, name=form.name.data, by=guards.the_officer())
            return redirect(url_for("sorting.list_themes", slug=slug))
        except Refusal as refusal:
            form.refuse(refusal)
    return page("feedback/change_theme.html", form=form, event=event, theme=theme, press=fields.Press())


@views.route("/desk/events/<slug>/themes/<int:theme_id>/removal", methods=["POST"])
@open_to(*STAFF)
@saves
def remove_theme(slug: str, theme_id: int):
    """Take a theme away; its remarks stay."""
    theme = _theme(theme_id)
    if fields.Press().validate_on_submit():
        sorting.remove_theme(theme, event=guards.the_event(), by=guards.the_officer())
    return redirect(url_for("sorting.list_themes", slug=slug))
