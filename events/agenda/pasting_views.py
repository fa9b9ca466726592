"""Pasting a whole programme: what the lines say is shown first, and added once it is right."""

from flask import Blueprint, flash, redirect, request, url_for
from flask_babel import ngettext

from events.access.guards import open_to, the_event, the_officer
from events.agenda import pasted_lines, pasting, queries
from events.agenda.named_people import found_in
from events.agenda.newcomer_words import say_who_is_new
from events.agenda.programme_forms import PasteForm, made_for
from events.database import leave_unsaved, saves
from events.presentation import page
from events.refusals import Refusal

views = Blueprint("pasting", __name__)


@views.route("/desk/events/<slug>/programme/paste", methods=["GET", "POST"])
@open_to("organiser")
@saves
def paste_programme(slug: str):
    """Lines in, parts out; the first press shows what would be added, the second adds it."""
    event, form = the_event(), PasteForm()
    rows: list = []
    if form.validate_on_submit():
        fits = made_for(event, [], []).is_within
        lines, wrong = pasted_lines.read(form.lines.data, fits)
        for refusal in wrong:
            refusal.field = "lines"
            form.refuse(refusal)
        try:
            if not wrong:
                rows = _shown(event, lines)
                if "add" in request.form:
                    _say_what_was_added(event, pasting.paste(event, lines, by=the_officer()), rows)
                    return redirect(url_for("planning.show_agenda", slug=slug))
        except Refusal as refusal:
            rows = []
            refusal.field = "lines"
            form.refuse(refusal)
        if rows:
            leave_unsaved()
    return page("agenda/paste_programme.html", form=form, event=event, rows=rows)


def _say_what_was_added(event, added: list, rows: list) -> None:
    flash(ngettext("%(num)s part is added to the programme.", "%(num)s parts are added to the programme.", len(added)))
    newcomers = dict.fromkeys(name for _row, people in rows for name, is_new in people if is_new)
    if newcomers:
        say_who_is_new(event, list(newcomers))


def _shown(event, lines) -> list[tuple]:
    """Each part with who is in it: (placed, [(name, whether they are new)])."""
    speakers = queries.speakers_of(event)
    return [(row, [(one, True) if isinstance(one, str) else (one.name, False)
                   for one in found_in(row.line.who, speakers)]) for row in pasting.placed(event, lines)]
