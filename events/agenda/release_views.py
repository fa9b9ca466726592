"""Releasing the programme: what would change and who would be told; what changed, for everybody to read."""

from flask import Blueprint, flash, redirect, request, url_for
from flask_babel import gettext as _

from events import fields
from events.access.guards import open_to, the_event, the_officer
from events.agenda import cautions, change_words, draft_queries, queries, release_queries, releasing
from events.agenda.draft_queries import NO_ADDRESS, NOT_HEARD, NOT_NOW, SAID_NO
from events.agenda.programme_forms import ReleaseForm
from events.database import leave_unsaved, saves
from events.event import Visibility
from events.presentation import page, say
from events.refusals import NotFound, Refusal, Stale

views = Blueprint("releases", __name__)


def _why_untold(why: str) -> str:
    return {
        NOT_HEARD: _("has not had the link of their page yet, and hears of it with that"),
        NO_ADDRESS: _("has no email address: tell them yourself"),
        SAID_NO: _("has declined to speak, so nobody writes to them about it"),
        NOT_NOW: _("is not written to, because the event is over, cancelled or put off"),
    }[why]


def _sentences(changes: list[dict], event, names: dict[int, str]) -> list[str]:
    return [words for change in changes for words in change_words.sentences_of(change, event, names)]


def _shown(event, form: ReleaseForm, status: int | None = None):
    """The page of the next release, as the working copy stands now."""
    if form.errors:
        leave_unsaved()
    draft = draft_queries.draft_of(event)
    form.seen.data = draft.fingerprint
    items, names = queries.items_of(event), release_queries.names_of(event, withdrawn=True)
    titles = {item.id: item.title for item in items}
    found = cautions.cautions_of(event, queries.arrangements_of(event), items)
    newest = release_queries.newest(event)
    return page(
        "agenda/show_release.html", form=form, event=event, draft=draft, status=status,
        sentences=_sentences(draft.changes, event, names),
        told=[(one.speaker.name, _to_speaker(one, event)) for one in draft.told],
        untold=[(one.speaker.name, _why_untold(one.untold)) for one in draft.concerned if one.untold],
        cautions=[(titles[one.item_id], one.words) for one in found], releases=release_queries.releases_of(event),
        newest=newest, letters=queries.letters_of_batch(newest.batch) if newest else [],
        can_call_back=newest is not None and releasing.can_call_back(newest), press=fields.Press(),
        just="released" in request.args,
    )


def _to_speaker(one: draft_queries.Concerned, event) -> list[str]:
    return [words for concern in one.concerns for words in change_words.told_to_speaker(concern, event)]


@views.route("/desk/events/<slug>/programme/release", methods=["GET", "POST"])
@open_to("organiser")
@saves
def show_release(slug: str):
    """What releasing would change and whom it would tell; nothing is sent until the button is pressed."""
    event, form = the_event(), ReleaseForm()
    if form.validate_on_submit():
        try:
            releasing.release(event, by=the_officer(), name=form.name.data, note=form.note.data,
                              seen=form.seen.data or "")
            return redirect(url_for("releases.show_release", slug=slug, released="y"))
        except Stale as stale:
            form.refuse(stale)
            return _shown(event, form, status=409)
        except Refusal as refusal:
            form.refuse(refusal)
    return _shown(event, form)


@views.route("/desk/events/<slug>/programme/releases/<int:number>/call-back", methods=["POST"])
@open_to("organiser")
@saves
def call_back(slug: str, number: int):
    """Undo a release while none of its letters has left."""
    made = release_queries.release(the_event(), number)
    if made is None:
        raise NotFound()
    if fields.Press().validate_on_submit():
        try:
            releasing.call_back(made, by=the_officer())
            flash(_("Called back: nobody is told, and everybody reads what they read before."))
        except Refusal as refusal:
            flash(say(refusal), "important")
    return redirect(url_for("releases.show_release", slug=slug))


@views.route("/events/<slug>/programme/changes")
@open_to("public")
def show_changes(slug: str):
    """What changed in the programme, version by version, for everybody to read."""
    event = the_event()
    names = release_queries.names_of(event)
    versions = [(one, _sentences(one.changes, event, names) if one.number > 1 else [])
                for one in release_queries.releases_of(event)]
    return page("agenda/show_changes.html", event=event, versions=versions,
                listed=event.visibility == Visibility.LISTED)
