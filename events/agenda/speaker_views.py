"""A speaker hands in their slides; the door that their personal link opens."""

from flask import Blueprint, flash, g, redirect, url_for
from flask_babel import gettext as _

from events import files
from events.access import doors
from events.access.guards import open_to
from events.agenda import decks, presenting, queries
from events.agenda.models import Speaker
from events.agenda.people_forms import SlidesForm
from events.database import receiving, saves
from events.presentation import page, takes_file
from events.refusals import N_, Refusal

views = Blueprint("slides", __name__)

WITHDRAWN = N_("You are no longer down to speak at this event, so this page is shut. If that is wrong, ring us.")


def _closed(speaker: Speaker) -> str | None:
    return WITHDRAWN if speaker.withdrawn_at else None


doors.register(doors.Door(
    kind="speaker", lets_in="speaker", find=queries.speaker_by_ref, page="reports.show_speaker_page", closed=_closed,
))


def _take_in(speaker: Speaker, form: SlidesForm) -> None:
    """Look at the file, store it and record it; a refused one leaves nothing behind."""
    upload = form.slides.data
    with receiving():
        recognised = decks.recognise(upload.stream)
        stored = files.store(upload.stream, most_megabytes=decks.MOST_MEGABYTES)
    try:
        presenting.receive(
            speaker, stored=stored, recognised=recognised, original_name=upload.filename or "", by="speaker"
        )
    except Exception:
        files.remove(stored.key)
        raise


@views.route("/my/<ref>/slides", methods=["GET", "POST"])
@open_to("speaker")
@saves
@takes_file(decks.MOST_MEGABYTES)
def hand_in_slides(ref: str):
    """Hand in slides, and see what has come in and when."""
    speaker, form = g.opened, SlidesForm()
    status = None
    if form.validate_on_submit():
        try:
            _take_in(speaker, form)
            flash(_("Thank you. Your slides have come in."))
            return redirect(url_for("slides.hand_in_slides", ref=ref))
        except Refusal as refusal:
            form.refuse(refusal)
            status = refusal.status
    return page("agenda/hand_in_slides.html", form=form, speaker=speaker, event=speaker.event, status=status,
                decks=queries.decks_of_speaker(speaker))
