"""An organiser hands in slides on a speaker's behalf: brought on a stick, or sent to the wrong address."""

from flask import Blueprint, flash, redirect, url_for
from flask_babel import gettext as _

from events.access.guards import open_to, the_event, the_officer
from events.agenda import decks, queries, upload_forms, upload_queries, uploading
from events.agenda.models import Speaker
from events.agenda.people_forms import SlidesForm
from events.database import saves
from events.presentation import page, takes_file
from events.refusals import NotFound, Refusal

views = Blueprint("behalf", __name__)


def _speaker(speaker_id: int) -> Speaker:
    found = queries.speaker(the_event(), speaker_id)
    if found is None:
        raise NotFound()
    return found


def _page_of(slug: str, speaker_id: int) -> str:
    return url_for("behalf.hand_in_for", slug=slug, speaker_id=speaker_id)


@views.route("/desk/events/<slug>/speakers/<int:speaker_id>/slides", methods=["GET", "POST"])
@open_to("organiser")
@saves
@takes_file(decks.MOST_MEGABYTES)
def hand_in_for(slug: str, speaker_id: int):
    """Hand in slides for somebody who speaks."""
    speaker, form, status = _speaker(speaker_id), SlidesForm(), None
    form.slides.label.text = _("Their slides")
    if form.validate_on_submit():
        try:
            uploading.hand_in(speaker, form.slides.data.stream, by=the_officer(),
                              original_name=form.slides.data.filename or "")
            flash(_done(speaker))
            return redirect(_page_of(slug, speaker_id))
        except Refusal as refusal:
            form.refuse(refusal)
            status = refusal.status
    handed_in = queries.decks_of_speaker(speaker)
    return page("agenda/hand_in_for.html", form=form, speaker=speaker, event=the_event(), status=status,
                decks=handed_in, by=upload_queries.handed_in_by(handed_in), most=decks.MOST_MEGABYTES,
                uploader=upload_forms.shown(speaker, "behalf", {"slug": slug, "speaker_id": speaker_id}))


def _done(speaker: Speaker) -> str:
    return _("Handed in for %(name)s, who sees on their page that you did.", name=speaker.name)


@views.route("/desk/events/<slug>/speakers/<int:speaker_id>/slides/uploads", methods=["POST"])
@open_to("organiser")
@saves
def begin_upload(slug: str, speaker_id: int):
    """Announce a file that will come in pieces."""
    return upload_forms.begin(
        _speaker(speaker_id), by=the_officer(),
        address=lambda key: url_for("behalf.take_piece", slug=slug, speaker_id=speaker_id, key=key),
    )


@views.route("/desk/events/<slug>/speakers/<int:speaker_id>/slides/uploads/<key>", methods=["HEAD", "POST"])
@open_to("organiser")
@saves
@takes_file(upload_forms.PIECE_MEGABYTES)
def take_piece(slug: str, speaker_id: int, key: str):
    """Say how far a file has come, or take its next piece."""
    return upload_forms.take_piece(_speaker(speaker_id), key)


@views.route("/desk/events/<slug>/speakers/<int:speaker_id>/slides/uploads/<key>/finish", methods=["POST"])
@open_to("organiser")
@saves
def finish_upload(slug: str, speaker_id: int, key: str):
    """Hand in a file whose pieces have all come."""
    speaker = _speaker(speaker_id)
    return upload_forms.finish(speaker, key, by=the_officer(), back=_page_of(slug, speaker_id), done=_done(speaker))


@views.route("/desk/events/<slug>/speakers/<int:speaker_id>/slides/uploads/<key>/cancel", methods=["POST"])
@open_to("organiser")
@saves
def drop_upload(slug: str, speaker_id: int, key: str):
    """Cancel an upload."""
    return upload_forms.drop(_speaker(speaker_id), key, back=_page_of(slug, speaker_id))
