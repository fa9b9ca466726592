"""Making sense of what was said: its numbers as charts, and remarks that say nearly the same."""

from dataclasses import dataclass

from flask import Blueprint, flash, redirect, request, url_for
from flask_babel import gettext as _

from events.access import guards
from events.access.guards import open_to
from events.database import saves
from events.event import Event
from events.feedback import breakdown_queries, charts, filters, likenesses, listing_queries, queries, sorting
from events.feedback.charts import Chart
from events.feedback.forms import CHANNELS, TogetherForm
from events.feedback.small_groups import Breakdown, breakdown
from events.presentation import hour, page

views = Blueprint("sense", __name__)

STAFF = ("organiser", "moderator", "reviewer")
MOST_COMPARED = 3_000  # a few seconds; a filter takes the next ones
MOST_SHOWN = 50  # groups on the page


def _states() -> tuple[str, ...]:
    return listing_queries.states_for(guards.the_officer(), guards.the_event())


@dataclass(frozen=True)
class Numbers:
    """One breakdown as a page shows it: its heading, the drawing, and the groups of the table beside it."""

    key: str
    title: str
    first: str  # what a group is called
    made: Breakdown
    chart: Chart
    note: str = ""


def _numbers(key: str, title: str, first: str, counts: list[tuple[str, int]], note: str = "") -> Numbers:
    made = breakdown(counts)
    others = (_("All others"), made.others) if made.others else None
    return Numbers(key, title, first, made, charts.chart(made.shown, others=others), note)


def _part_names(event: Event) -> list[tuple[str, int]]:
    return [(_("%(hour)s %(title)s", hour=hour(item.starts_at, event), title=item.title) if item is not None
             else _("The event as a whole"), number) for item, number in breakdown_queries.by_part(event)]


@views.route("/desk/events/<slug>/numbers")
@open_to(*STAFF)
def show_numbers(slug: str):
    """The approved remarks over the evening, by theme, by partnership and by the way they came."""
    event = guards.the_event()
    shows_none = _("None shown")
    bodies = [(name or shows_none, number) for name, number in breakdown_queries.by_partnership(event)]
    ways = [(str(CHANNELS[channel]), number) for channel, number in breakdown_queries.by_channel(event)]
    drawn = [
        _numbers("part", _("Over the event"), _("Part of the event"), _part_names(event)),
        _numbers("theme", _("By theme"), _("Theme"), breakdown_queries.by_theme(event),
                 _("A remark under two themes counts in each.")),
        _numbers("partnership", _("By partnership"), _("Partnership"), bodies,
                 _("Only where the remark shows it.")),
        _numbers("channel", _("By the way they came"), _("How it came"), ways),
    ]
    return page("feedback/show_numbers.html", event=event, counts=queries.counts_of(event), drawn=drawn)


@views.route("/desk/events/<slug>/alike", methods=["GET", "POST"])
@open_to(*STAFF)
@saves
def list_alike(slug: str):
    """Groups of remarks that say nearly the same, each to be put under a theme at once."""
    event, asked, states = guards.the_event(), filters.read(request.args), _states()
    themes = queries.themes_of(event)
    form = TogetherForm()
    form.theme.choices = [("", _("Choose a theme")), *((str(theme.id), theme.name) for theme, _number in themes)]
    if form.validate_on_submit():
        refs = " ".join(form.groups.data or []).split()[:MOST_COMPARED]
        remarks = listing_queries.by_refs(event, refs, states=states)
        chosen = next(theme for theme, _number in themes if str(theme.id) == form.theme.data)
        sorting.theme_together(list(remarks.values()), theme=chosen, by=guards.the_officer())
        flash(_("%(count)s remarks stand under %(theme)s now.", count=len(remarks), theme=chosen.name))
        return redirect(url_for("sense.list_alike", slug=slug, **asked.in_address()))
    texts = listing_queries.texts_of(event, asked, states=states, most=MOST_COMPARED + 1)
    found = likenesses.groups(texts[:MOST_COMPARED])
    shown = found[:MOST_SHOWN]
    remarks = listing_queries.by_refs(event, [ref for refs in shown for ref in refs[:20]], states=states)
    return page(
        "feedback/list_alike.html", form=form, event=event, asked=asked, remarks=remarks, found=len(found),
        groups=[(refs, [remarks[ref] for ref in refs[:20] if ref in remarks]) for refs in shown],
        compared=min(len(texts), MOST_COMPARED), is_cut=len(texts) > MOST_COMPARED, shown_name=queries.shown_name,
        has_themes=bool(themes),
    )
