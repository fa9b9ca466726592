"""The organiser's pages of an event and its programme."""

from flask import Blueprint, flash, redirect, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from events import fields
from events.access.guards import open_to, the_event, the_officer
from events.agenda import (
    cautions,
    draft_queries,
    editing,
    move_queries,
    planning,
    queries,
    questioning,
    release_queries,
    scheduling,
)
from events.agenda.forms import (
    ArrangementsForm,
    CancelForm,
    NewEventForm,
    PostponeForm,
    typed_of,
)
from events.agenda.models import AgendaItem
from events.agenda.move_queries import Effect
from events.agenda.newcomer_words import say_who_is_new
from events.agenda.programme_forms import ItemForm, ProgrammeForm, made_for, typed_of_item
from events.database import leave_unsaved, saves
from events.presentation import day, hour, page
from events.refusals import NotFound, Refusal, Stale

views = Blueprint("planning", __name__)


@views.route("/desk/events/new", methods=["GET", "POST"])
@open_to("organiser", council_wide=True)
@saves
def make_event():
    """A new event: what it needs to begin with. Everything else follows on its arrangements' page."""
    form = NewEventForm(data={"contact_name": the_officer().name, "contact_email": the_officer().email})
    if form.validate_on_submit():
        try:
            values, arrangements = form.event_values(), form.arrangement_values()
            if not form.sure.data:
                questioning.question_past(
                    starts_at=values["starts_at"], reply_by_on=arrangements["reply_by_on"], zone=values["zone"])
            event = planning.plan_event(
                slug=form.slug.data, **values, arrangements=arrangements, by=the_officer(), sure=form.sure.data,
            )
            flash(_("The event is there. Below stands what comes next."))
            return redirect(f"/desk/events/{event.slug}/")  # promised to the outside: its page is a later stage's
        except Refusal as refusal:
            form.refuse(refusal)
    return page("agenda/make_event.html", form=form)


@views.route("/desk/events/<slug>/arrangements", methods=["GET", "POST"])
@open_to("organiser")
@saves
def change_event(slug: str):
    """Everything that people need to know of the event."""
    event = the_event()
    arrangements = queries.arrangements_of(event)
    stored = typed_of(event, arrangements)
    form = ArrangementsForm(data=stored)
    if "again" in request.form:  # one more look before anything is saved
        return page("agenda/change_event.html", form=form, event=event, differences=[])
    if form.validate_on_submit():
        if form.seen.data != stored["seen"]:
            return _changed_meanwhile(form, stored)
        was = move_queries.before(event)
        try:
            changed = planning.change_event(
                event, by=the_officer(), sure=form.sure.data, **form.event_values(), **form.arrangement_values()
            )
            effect = move_queries.effect_of(event, was)
            if effect.letters and not form.tell.data:
                return _ask_before_telling(form, stored, effect)
            flash(_what_was_done(changed, effect))
            return redirect(url_for("planning.change_event", slug=slug))
        except Refusal as refusal:
            form.refuse(refusal)
    return page("agenda/change_event.html", form=form, event=event, differences=[])


def _ask_before_telling(form: ArrangementsForm, stored: dict, effect: Effect):
    """What would change and who would be told; the change that showed it is undone, and all that was typed is kept."""
    differences = form.differences(stored, leave_out=("which", "has_transport", "wants_questions"))
    leave_unsaved()
    return page("agenda/change_event.html", form=form, event=the_event(), differences=differences, effect=effect,
                status=422)


def _what_was_done(changed: list[str], effect: Effect) -> str:
    said = [_("Saved.") if changed else _("Nothing was different, so nothing was changed.")]
    if effect.letters:
        said.append(ngettext("%(num)s person is being told by letter.", "%(num)s people are being told by letter.",
                             len(effect.people)))
    if effect.parts:
        said.append(_("Every part of the programme moved with it."))
    return " ".join(said)


def _changed_meanwhile(form: ArrangementsForm, stored: dict):
    """Both texts, side by side; pressing the button again saves what stands in the form."""
    differences = form.differences(stored)
    form.refuse(Stale())
    form.seen.data = stored["seen"]
    return page("agenda/change_event.html", form=form, event=the_event(), differences=differences, status=409)


@views.route("/desk/events/<slug>/postponement", methods=["GET", "POST"])
@open_to("organiser")
@saves
def postpone_event(slug: str):
    """Put the event off to a day that is not known yet, once its short title is typed."""
    event, form = the_event(), PostponeForm()
    if form.validate_on_submit():
        if form.typed.data.casefold().split() == event.short_title.casefold().split():
            try:
                planning.postpone_event(event, by=the_officer())
                flash(_("The event is put off. Everybody who had a letter is being told."))
                return redirect(url_for("ring.list_people_to_ring", slug=slug))
            except Refusal as refusal:
                form.refuse(refusal)
        else:
            form.refuse(Refusal(_("That is not the short title. Nothing was put off."), field="typed"))
    return page("agenda/postpone_event.html", form=form, event=event)


@views.route("/desk/events/<slug>/cancellation", methods=["GET", "POST"])
@open_to("organiser")
@saves
def cancel_event(slug: str):
    """Cancel the event, once its short title is typed."""
    event, form = the_event(), CancelForm()
    if form.validate_on_submit():
        if form.typed.data.casefold().split() == event.short_title.casefold().split():
            try:
                planning.cancel_event(event, by=the_officer())
                flash(_("The event is cancelled. Everybody who had a letter is being told."))
                return redirect(url_for("ring.list_people_to_ring", slug=slug))
            except Refusal as refusal:
                form.refuse(refusal)
        else:
            form.refuse(Refusal(_("That is not the short title. Nothing was cancelled."), field="typed"))
    return page("agenda/cancel_event.html", form=form, event=event)


@views.route("/desk/events/<slug>/programme", methods=["GET", "POST"])
@open_to("organiser")
@saves
def show_agenda(slug: str):
    """The whole programme as the organiser works on it: every line is saved together, whichever button is pressed."""
    event = the_event()
    form = made_for(event, queries.items_of(event), queries.venue_rooms_of(event))
    if form.validate_on_submit():
        try:
            return redirect(_save_programme(event, form, request.form.get("act", "save")))
        except Stale as stale:
            form.refuse(stale)
            form.seen.data = editing.fingerprint(form.items)
            return _programme(event, form, stored=form.items, status=409)
        except Refusal as refusal:
            form.refuse(refusal)
    return _programme(event, form)


def _programme(event, form: ProgrammeForm, *, stored=(), status: int | None = None):
    """The page; `stored`: what somebody else has saved meanwhile."""
    if form.errors:
        leave_unsaved()  # what is looked at again is what is stored
    items, shown = form.items, request.args.get("at", "")
    notes: dict[int, list[str]] = {}
    for caution in cautions.cautions_of(event, queries.arrangements_of(event), items):
        notes.setdefault(caution.item_id, []).append(caution.words)
    return page(
        "agenda/show_agenda.html", form=form, event=event, items=items, stored=stored, cautions=notes, status=status,
        neighbours={item.id: scheduling.neighbours_of(item, items) for item in items},
        at=shown or ("" if items else "minutes_new"), speakers=queries.speakers_of(event),
        released=release_queries.newest(event), draft=draft_queries.draft_of(event) if not form.errors else None,
    )


def _save_programme(event, form: ProgrammeForm, act: str) -> str:
    """Save what was typed, then do what the button says; returns where to go: to the same box, or to the next line."""
    lines = form.lines()
    saved = editing.save_lines(event, lines, seen=form.seen.data, by=the_officer())
    kind, _dash, number = act.partition("-")
    item = next((one for one in form.items if str(one.id) == number), None)
    if item is not None and kind in ("earlier", "later"):
        scheduling.move_item(item, earlier=kind == "earlier", by=the_officer())
    if item is not None and kind == "shift":
        editing.shift(item, minutes=form[f"by_{item.id}"].data, by=the_officer())
    if saved.newcomers:
        say_who_is_new(event, [speaker.name for speaker in saved.newcomers])
    if kind == "save":
        flash(_("Saved.") if lines else _("Nothing was different, so nothing was changed."), "quiet")
    if kind == "release":
        return url_for("releases.show_release", slug=event.slug)
    if item is not None and kind in ("remove", "about"):
        return url_for(f"planning.{'remove' if kind == 'remove' else 'change'}_item", slug=event.slug, item_id=item.id)
    at = form.at.data or (act if item is not None else "")
    if item is None and saved.added:
        at = "minutes_new"
    return url_for("planning.show_agenda", slug=event.slug, at=at or None)


def _item_form(**values) -> ItemForm:
    form = ItemForm(**values)
    people = [(str(speaker.id), speaker.name) for speaker in queries.speakers_of(the_event())]
    form.lead.choices = [("", _("Nobody in particular")), *people]
    form.room.choices = [("", _("Not said")), *((str(one.id), one.name) for one in queries.venue_rooms_of(the_event()))]
    if len(form.room.choices) == 1:
        del form.room
    if people:
        form.panel.choices = people
    else:
        del form.panel  # nothing to tick: the question is not asked
    return form


def _people_of(form: ItemForm) -> dict:
    """Room, who leads, who sits on the panel; a name that was written in is a new speaker. Raises a Refusal for two."""
    event = the_event()
    if form.lead.data and form.newcomer.data:
        raise Refusal(_("Choose one of those who stand here, or write a new name, not both"), field="newcomer")
    lead = queries.speakers_by_id(event, [int(form.lead.data)])[0] if form.lead.data else None
    if form.newcomer.data:
        lead = scheduling.add_speaker(event, name=form.newcomer.data, level=form.level.data, by=the_officer())
    panel = (form.panel.data if form.panel else None) or []
    room = {"venue_room": queries.venue_room(event, int(form.room.data or 0))} if form.room else {}
    return room | {"lead": lead, "panel": queries.speakers_by_id(event, [int(number) for number in panel])}


@views.route("/desk/events/<slug>/programme/new", methods=["GET", "POST"])
@open_to("organiser")
@saves
def add_item(slug: str):
    """A new part of the programme; its day is the event's, and it begins where the last one ends."""
    event = the_event()
    items = queries.items_of(event)
    begins = items[-1].ends_at if items else event.starts_at
    form = _item_form(data={"day": day(event.starts_at, event), "starts": hour(begins, event), "level": "local"})
    if form.validate_on_submit():
        try:
            scheduling.add_item(
                event, **form.item_values(event), **_people_of(form), by=the_officer(), sure=form.sure.data
            )
            return redirect(url_for("planning.show_agenda", slug=slug))
        except Refusal as refusal:
            form.refuse(refusal)
    return page("agenda/add_item.html", form=form, event=event)


def _item(item_id: int) -> AgendaItem:
    found = queries.item(the_event(), item_id)
    if found is None:
        raise NotFound()
    return found


@views.route("/desk/events/<slug>/programme/<int:item_id>", methods=["GET", "POST"])
@open_to("organiser")
@saves
def change_item(slug: str, item_id: int):
    """Change a part of the programme."""
    event, item = the_event(), _item(item_id)
    form = _item_form(data=typed_of_item(item, event))
    if form.validate_on_submit():
        try:
            scheduling.change_item(
                item, **form.item_values(event), **_people_of(form), by=the_officer(), sure=form.sure.data
            )
            return redirect(url_for("planning.show_agenda", slug=slug))
        except Refusal as refusal:
            form.refuse(refusal)
    return page("agenda/change_item.html", form=form, event=event, item=item)


@views.route("/desk/events/<slug>/programme/<int:item_id>/removal", methods=["GET", "POST"])
@open_to("organiser")
@saves
def remove_item(slug: str, item_id: int):
    """Take a part off the programme, after a page that asks."""
    item, form = _item(item_id), fields.Press()
    gap = queries.gap_left_by(item)
    if form.validate_on_submit():
        scheduling.remove_item(item, by=the_officer())
        flash(_("Removed from the programme."))
        if gap:
            flash(_("Nothing is on now from %(begins)s to %(ends)s. Shift what follows, or leave the gap.",
                    begins=hour(gap[0], the_event()), ends=hour(gap[1], the_event())), "important")
        return redirect(url_for("planning.show_agenda", slug=slug))
    return page("agenda/remove_item.html", form=form, event=the_event(), item=item, gap=gap)
