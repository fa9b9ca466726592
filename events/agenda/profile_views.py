"""A speaker answers, tells about themselves and hands in a photograph; where photographs are shown."""

import io

from flask import Blueprint, Response, after_this_request, flash, g, redirect, url_for
from flask_babel import gettext as _

from events import files
from events.access.guards import open_to, the_event
from events.agenda import agreeing, consents, photographs, profile_queries, profiling
from events.agenda.models import Speaker
from events.agenda.profile_forms import (
    AboutMeForm,
    PhotographForm,
    PhotographRemovalForm,
    SpeakingAnswerForm,
    day_of,
)
from events.agenda.states import ConsentKind
from events.database import receiving, saves
from events.presentation import hour, page, takes_file
from events.refusals import N_, NotFound, Refusal

views = Blueprint("profiles", __name__)


def _to_own_page(speaker: Speaker):
    return redirect(url_for("reports.show_speaker_page", ref=speaker.ref))


@views.route("/my/<ref>/speaking/answer", methods=["GET", "POST"])
@open_to("speaker")
@saves
def answer_to_speak(ref: str):
    """Say whether one speaks, and change one's mind."""
    speaker, form = g.opened, SpeakingAnswerForm()
    if form.validate_on_submit():
        try:
            agreeing.answer(speaker, said=form.said.data, reason=form.reason.data, by="speaker")
            flash(_("Thank you. The organiser has your answer."))
            return _to_own_page(speaker)
        except Refusal as refusal:
            form.refuse(refusal)
    return page("agenda/answer_to_speak.html", form=form, speaker=speaker, event=speaker.event,
                invitation=profile_queries.invitation_of(speaker), shut=agreeing.closed(speaker),
                answers=profile_queries.answers_of(speaker))


def _typed(speaker: Speaker) -> dict:
    """What the form shows: everything that was told before, but for access: a link may have been passed on."""
    event, needs, profile = speaker.event, profile_queries.needs_of(speaker), profile_queries.profile_of(speaker)
    latest = profile_queries.latest_consents(profile_queries.consents_of(speaker))
    told = {name: getattr(needs, name) if needs else "" for name in profiling.OF_NEEDS}
    said = {str(kind): "yes" if row.agreed else "no" for kind, row in latest.items()}
    return told | said | {
        "access": "", "bio": speaker.bio,
        "arrives": hour(speaker.arrives_at, event) if speaker.arrives_at else "",
        "leaves": hour(speaker.leaves_by, event) if speaker.leaves_by else "",
        "not_needed": [thing for thing in profiling.NOT_NEEDED if profile and getattr(profile, f"no_{thing}")],
    }


def _save_about_me(speaker: Speaker, form: AboutMeForm) -> None:
    needs, hours, not_needed = profile_queries.needs_of(speaker), form.hours(speaker), form.not_needed.data or []
    kept = needs.access if needs and not form.access.data and not form.drop_access.data else ""
    told = {"access": form.access.data or kept, "equipment": form.equipment.data, "travel": form.travel.data}
    profiling.check_told(hours=hours, needs=told.values(), not_needed=not_needed)
    profiling.tell_needs(speaker, **told, consent=form.consent.data or bool(kept), by="speaker")
    profiling.write_biography(speaker, form.bio.data, by="speaker")
    profiling.set_hours(speaker, **hours, by="speaker")
    profiling.consent(speaker, form.consents, words={kind: consents.shown(kind) for kind in ConsentKind}, by="speaker")
    profiling.say_not_needed(speaker, not_needed, by="speaker")


@views.route("/my/<ref>/speaking/about", methods=["GET", "POST"])
@open_to("speaker")
@saves
def tell_about_me(ref: str):
    """Everything about oneself on one page, each box optional."""
    speaker = g.opened
    typed = _typed(speaker)
    form = AboutMeForm(data=typed)
    if form.validate_on_submit():
        try:
            if form.is_untouched(typed):
                raise Refusal(N_("Nothing was different, so nothing was saved"))
            _save_about_me(speaker, form)
            flash(_("Saved. Thank you."))
            return _to_own_page(speaker)
        except Refusal as refusal:
            form.refuse(refusal)
    return page("agenda/tell_about_me.html", form=form, speaker=speaker, event=speaker.event,
                consent_words={str(kind): consents.shown(kind) for kind in ConsentKind}, speaks_on=day_of(speaker),
                needs=profile_queries.needs_of(speaker))


def _remove_afterwards(key: str) -> None:
    """Take a file out of the store once the answer has been saved, and only then."""
    if not key:
        return

    @after_this_request
    def remove(answer: Response) -> Response:
        if answer.status_code < 400:
            files.remove(key)
        return answer


def _take_in(speaker: Speaker, form: PhotographForm) -> None:
    """Make the photograph anew, store it and record it; a refused one leaves nothing behind."""
    upload = form.photograph.data
    with receiving():
        picture = photographs.redrawn(upload.stream)
        stored = files.store(io.BytesIO(picture.content), most_megabytes=photographs.MOST_MEGABYTES)
    try:
        _remove_afterwards(profiling.set_photograph(
            speaker, key=stored.key, width=picture.width, height=picture.height, by="speaker"))
    except Exception:
        files.remove(stored.key)
        raise


@views.route("/my/<ref>/speaking/photograph", methods=["GET", "POST"])
@open_to("speaker")
@saves
@takes_file(photographs.MOST_MEGABYTES)
def hand_in_photograph(ref: str):
    """Hand in a photograph, see the one that is there, take it away."""
    speaker, form, status = g.opened, PhotographForm(), None
    if form.validate_on_submit():
        try:
            _take_in(speaker, form)
            flash(_("Thank you. Your photograph has come in."))
            return redirect(url_for("profiles.hand_in_photograph", ref=ref))
        except Refusal as refusal:
            form.refuse(refusal)
            status = refusal.status
    return page("agenda/hand_in_photograph.html", form=form, speaker=speaker, event=speaker.event, status=status,
                profile=profile_queries.profile_of(speaker), sure=PhotographRemovalForm(),
                agrees=profile_queries.agrees(speaker, ConsentKind.PHOTOGRAPH))


@views.route("/my/<ref>/speaking/photograph/removal", methods=["POST"])
@open_to("speaker")
@saves
def remove_photograph(ref: str):
    """Take one's photograph away: it is deleted."""
    if PhotographRemovalForm().validate_on_submit():
        _remove_afterwards(profiling.remove_photograph(g.opened, by="speaker"))
        flash(_("Your photograph is deleted."))
    else:
        flash(_("Tick the box “Yes, delete this photograph” first. It is still there."), "important")
    return redirect(url_for("profiles.hand_in_photograph", ref=ref))


def _picture(speaker: Speaker | None) -> Response:
    profile = profile_queries.profile_of(speaker) if speaker else None
    if speaker is None or profile is None or not profile.photo_key:
        raise NotFound()
    return files.hand_out(profile.photo_key, name=f"{speaker.event.slug}-{speaker.key}{photographs.SUFFIX}",
                          media_type=photographs.MEDIA_TYPE)


@views.route("/my/<ref>/speaking/photograph.jpg")
@open_to("speaker")
def own_photograph(ref: str):
    """One's own photograph."""
    return _picture(g.opened)


@views.route("/events/<slug>/speakers/<key>/photograph.jpg")
@open_to("public")
def public_photograph(slug: str, key: str):
    """The photograph of a speaker who agreed that the programme shows it."""
    event = the_event()
    speaker = profile_queries.speaker_by_key(event, key)
    shown = profile_queries.photographs_shown(event)
    return _picture(speaker if speaker and speaker.id in shown else None)
