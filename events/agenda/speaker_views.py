"""A speaker hands in their slides; the door that their personal link opens."""

from flask import Blueprint, flash, g, redirect, url_for
from flask_babel import gettext as _

from events.access import doors
from events.access.guards import open_to
from events.agenda import decks, queries, upload_forms, upload_queries, uploading
from events.agenda.models import Speaker
from events.agenda.people_forms import SlidesForm
from events.database import saves
from events.presentation import page, takes_file
from events.refusals import N_, Refusal

views = Blueprint("slides", __name__)

WITHDRAWN = N_("You are no longer down to speak at this event, so this page is shut. If that is wrong, ring us.")


def _closed(speaker: Speaker) -> str | None:
    return WITHDRAWN if speaker.withdrawn_at else None


doors.register(doors.Door(
    kind="speaker", lets_in="speaker", find=queries.speaker_by_ref, page="reports.show_speaker_page", closed=_closed,
))


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
            uploading.hand_in(speaker, form.slides.data.stream, by="speaker",
                              original_name=form.slides.data.filename or "")
            flash(_("Thank you. Your slides have come in."))
            return redirect(url_for("slides.hand_in_slides", ref=ref))
        except Refusal as refusal:
            form.refuse(refusal)
            status = refusal.status
    handed_in = queries.decks_of_speaker(speaker)
    return page("agenda/hand_in_slides.html", form=form, speaker=speaker, event=speaker.event, status=status,
                decks=handed_in, by=upload_queries.handed_in_by(handed_in), most=decks.MOST_MEGABYTES,
                uploader=upload_forms.shown(speaker, "slides", {"ref": ref}))


@views.route("/my/<ref>/slides/uploads", methods=["POST"])
@open_to("speaker")
@saves
def begin_upload(ref: str):
    """Announce a file that will come in pieces."""
    return upload_forms.begin(g.opened, by="speaker",
                              address=lambda key: url_for("slides.take_piece", ref=ref, key=key))


@views.route("/my/<ref>/slides/uploads/<key>", methods=["HEAD", "POST"])
@open_to("speaker")
@saves
@takes_file(upload_forms.PIECE_MEGABYTES)
def take_piece(ref: str, key: str):
    """Say how far a file has come, or take its next piece."""
    return upload_forms.take_piece(g.opened, key)


@views.route("/my/<ref>/slides/uploads/<key>/finish", methods=["POST"])
@open_to("speaker")
@saves
def finish_upload(ref: str, key: str):
    """Hand in a file whose pieces have all come."""
    return upload_forms.finish(g.opened, key, by="speaker", back=url_for("slides.hand_in_slides", ref=ref),
                               done=_("Thank you. Your slides have come in."))


@views.route("/my/<ref>/slides/uploads/<key>/cancel", methods=["POST"])
@open_to("speaker")
@saves
def drop_upload(ref: str, key: str):
    """Cancel an upload."""
    return upload_forms.drop(g.opened, key, back=url_for("slides.hand_in_slides", ref=ref))
