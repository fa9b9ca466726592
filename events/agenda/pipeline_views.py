"""The organiser's pages between asking somebody to speak and their talk: letters, answers, chasing, a substitute."""

from datetime import timedelta

from flask import Blueprint, flash, redirect, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from events import clock, fields, files
from events.access.guards import open_to, the_event, the_officer
from events.agenda import (
    agreeing,
    chasing,
    inviting_speakers,
    letters,
    photographs,
    pipeline_queries,
    profile_queries,
    profiling,
    queries,
    replacing,
    telling,
)
from events.agenda.models import Speaker
from events.agenda.profile_forms import (
    ChaseForm,
    NotedAnswerForm,
    SpeakerInvitationForm,
    SubstituteForm,
    ToldForm,
    day_of,
)
from events.database import saves
from events.presentation import day, hour, page, say
from events.refusals import NotFound, Refusal

views = Blueprint("pipeline", __name__)

MINUTES = int(inviting_speakers.HOLD / timedelta(minutes=1))
ANSWER_WITHIN = timedelta(days=7)  # proposed; the organiser says otherwise


def _speaker(speaker_id: int) -> Speaker:
    found = queries.speaker(the_event(), speaker_id)
    if found is None:
        raise NotFound()
    return found


def _to_speaker(speaker: Speaker):
    return redirect(url_for("speakers.change_speaker", slug=the_event().slug, speaker_id=speaker.id))


def _to_list():
    return redirect(url_for("speakers.list_speakers", slug=the_event().slug))


def _proposed_day():
    """A week from now, or the day before the event where that is nearer; never a day gone by."""
    event, today = the_event(), the_event().local(clock.now()).date()
    last = event.local(event.starts_at).date() - timedelta(days=1)
    return max(today, min(today + ANSWER_WITHIN, last))


@views.route("/desk/events/<slug>/speakers/<int:speaker_id>/invitation", methods=["GET", "POST"])
@open_to("organiser")
@saves
def write_invitation(slug: str, speaker_id: int):
    """Write the letter that asks somebody to speak; it is looked at before it leaves."""
    event, speaker = the_event(), _speaker(speaker_id)
    before, items = profile_queries.invitation_of(speaker), queries.items_of(event)
    mine = queries.items_of_speaker(speaker)
    item_id = (before.agenda_item_id if before else None) or (mine[0].id if mine else None)
    form = SpeakerInvitationForm(data={
        "topic": before.topic if before else mine[0].title if mine else "", "words": before.words if before else "",
        "item": str(item_id or ""), "answer_by": day(max(before.answer_by, clock.today()) if before
                                                     else _proposed_day()),
    })
    form.item.choices = [("", _("None yet"))] + [
        (str(item.id), f"{hour(item.starts_at, event)} {item.title}") for item in items]
    if form.validate_on_submit():
        try:
            chosen = queries.item(event, int(form.item.data)) if form.item.data else None
            inviting_speakers.draft_invitation(
                speaker, topic=form.topic.data, answer_by=form.answer_by.day or _proposed_day(),
                words=form.words.data, item=chosen, by=the_officer())
            return redirect(url_for("pipeline.send_invitation", slug=slug, speaker_id=speaker.id))
        except Refusal as refusal:
            form.refuse(refusal)
    return page("agenda/write_invitation.html", form=form, event=event, speaker=speaker)


@views.route("/desk/events/<slug>/speakers/<int:speaker_id>/invitation/sending", methods=["GET", "POST"])
@open_to("organiser")
@saves
def send_invitation(slug: str, speaker_id: int):
    """Look at the letter as they will get it, and send it."""
    speaker, form = _speaker(speaker_id), fields.Press()
    invitation = profile_queries.invitation_of(speaker)
    if invitation is None or invitation.sent_at is not None:
        return _to_speaker(speaker)
    if form.validate_on_submit():
        try:
            inviting_speakers.send_invitation(speaker, by=the_officer())
            flash(_("The letter to %(name)s leaves in %(minutes)s minutes. Until then you can call it back.",
                    name=speaker.name, minutes=MINUTES))
            return _to_list()
        except Refusal as refusal:
            form.refuse(refusal)
    facts = telling.facts_of_invitation(invitation)
    mail = letters.sample(speaker, inviting_speakers.INVITATION, facts)
    return page("agenda/send_invitation.html", form=form, event=the_event(), speaker=speaker, mail=mail,
                minutes=MINUTES)


@views.route("/desk/events/<slug>/speakers/<int:speaker_id>/answer", methods=["GET", "POST"])
@open_to("organiser")
@saves
def note_answer(slug: str, speaker_id: int):
    """Write down an answer that was given by telephone; who typed it is kept."""
    speaker, form = _speaker(speaker_id), NotedAnswerForm()
    if form.validate_on_submit():
        try:
            agreeing.answer(speaker, said=form.said.data, reason=form.reason.data, channel=form.channel.data,
                            by=the_officer())
            flash(_("Saved."))
            return _to_speaker(speaker)
        except Refusal as refusal:
            form.refuse(refusal)
    return page("agenda/note_answer.html", form=form, event=the_event(), speaker=speaker)


@views.route("/desk/events/<slug>/speakers/chasing", methods=["GET", "POST"])
@open_to("organiser")
@saves
def chase_speakers(slug: str):
    """Who would be written to for what, and the button that does it; of one speaker where the address names one."""
    number = request.args.get("speaker", "")
    only = _speaker(int(number)) if number.isdecimal() else None
    event = the_event()
    form = ChaseForm(data={"answer_by": day(_proposed_day())})
    if form.validate_on_submit():
        try:
            mailing = chasing.chase(event, answer_by=form.answer_by.day or _proposed_day(), only=only,
                                    again=form.again.data, by=the_officer())
            flash(ngettext("%(num)s letter leaves in %(minutes)s minutes. Until then you can call it back.",
                           "%(num)s letters leave in %(minutes)s minutes. Until then you can call them back.",
                           mailing.count, minutes=MINUTES))
            return _to_list()
        except Refusal as refusal:
            form.refuse(refusal)
    rounds = chasing.rounds_of(event, only=only)
    shown = next(iter([*rounds.due, *rounds.lately]), None)
    mail = letters.sample(shown.speaker, chasing.CHASED, chasing.facts_of(
        shown, answer_by=form.answer_by.day or _proposed_day())) if shown else None
    return page("agenda/chase_speakers.html", form=form, event=event, only=only, rounds=rounds, shown=shown, mail=mail,
                minutes=MINUTES)


@views.route("/desk/events/<slug>/speakers/sent/<int:mailing_id>/recall", methods=["POST"])
@open_to("organiser")
@saves
def call_back(slug: str, mailing_id: int):
    """Call back letters to speakers that have not left yet."""
    mailing = profile_queries.mailing(the_event(), mailing_id)
    if mailing is None:
        raise NotFound()
    if fields.Press().validate_on_submit():
        try:
            count = inviting_speakers.call_back(mailing, by=the_officer())
            flash(ngettext("%(num)s letter was called back.", "%(num)s letters were called back.", count))
        except Refusal as refusal:
            flash(say(refusal), "important")
    return _to_list()


def _told(speaker: Speaker) -> dict:
    needs, profile, event = profile_queries.needs_of(speaker), profile_queries.profile_of(speaker), speaker.event
    return {name: getattr(needs, name) if needs else "" for name in profiling.OF_NEEDS} | {
        "consent": bool(needs and needs.consented_at),
        "arrives": hour(speaker.arrives_at, event) if speaker.arrives_at else "",
        "leaves": hour(speaker.leaves_by, event) if speaker.leaves_by else "",
        "not_needed": [thing for thing in profiling.NOT_NEEDED if profile and getattr(profile, f"no_{thing}")],
    }


@views.route("/desk/events/<slug>/speakers/<int:speaker_id>/told", methods=["GET", "POST"])
@open_to("organiser")
@saves
def show_told(slug: str, speaker_id: int):
    """What a speaker told us: needs, hours, consents with their words; and what an officer notes for them."""
    speaker = _speaker(speaker_id)
    form, officer = ToldForm(data=_told(speaker)), the_officer()
    if form.validate_on_submit():
        try:
            hours, not_needed = form.hours(speaker), form.not_needed.data or []
            told = {name: form[name].data for name in profiling.OF_NEEDS}
            profiling.check_told(hours=hours, needs=told.values(), not_needed=not_needed)
            profiling.tell_needs(speaker, **told, consent=form.consent.data, by=officer)
            profiling.set_hours(speaker, **hours, by=officer)
            profiling.say_not_needed(speaker, not_needed, by=officer)
            flash(_("Saved."))
            return redirect(url_for("pipeline.show_told", slug=slug, speaker_id=speaker.id))
        except Refusal as refusal:
            form.refuse(refusal)
    return page("agenda/show_told.html", form=form, event=the_event(), speaker=speaker, speaks_on=day_of(speaker),
                profile=profile_queries.profile_of(speaker), needs=profile_queries.needs_of(speaker),
                consents=profile_queries.consents_of(speaker), writer=profile_queries.writer_of_bio(speaker),
                line=pipeline_queries.line_of(speaker))


@views.route("/desk/events/<slug>/speakers/<int:speaker_id>/photograph.jpg")
@open_to("organiser")
def open_photograph(slug: str, speaker_id: int):
    """A speaker's photograph, for the organiser's eyes."""
    speaker = _speaker(speaker_id)
    profile = profile_queries.profile_of(speaker)
    if profile is None or not profile.photo_key:
        raise NotFound()
    return files.hand_out(profile.photo_key, name=f"{slug}-{speaker.key}{photographs.SUFFIX}",
                          media_type=photographs.MEDIA_TYPE)


@views.route("/desk/events/<slug>/speakers/<int:speaker_id>/substitute", methods=["GET", "POST"])
@open_to("organiser")
@saves
def replace_speaker(slug: str, speaker_id: int):
    """Somebody else speaks instead: one page, one press."""
    event, speaker, form = the_event(), _speaker(speaker_id), SubstituteForm()
    others = [one for one in queries.speakers_of(event) if one.id != speaker.id]
    form.instead.choices = [("", _("Nobody of them")), *((str(one.id), one.name) for one in others)]
    if form.validate_on_submit():
        try:
            instead = queries.speakers_by_id(event, [int(form.instead.data)])[0] if form.instead.data else None
            who = replacing.replace(
                speaker, name=form.name.data, organisation=form.organisation.data, email=form.email.data,
                instead=instead, withdraws=form.stays.data == "withdrawn",
                questions_to_substitute=form.questions.data == "substitute", by=the_officer())
            flash(_("%(name)s speaks instead of %(other)s. The programme says so from now on.", name=who.name,
                    other=speaker.name))
            return _to_list()
        except Refusal as refusal:
            form.refuse(refusal)
    return page("agenda/replace_speaker.html", form=form, event=event, speaker=speaker, has_others=bool(others),
                parts=queries.items_of_speaker(speaker))
