"""The organiser's pages of the speakers and of the slides that they have handed in."""

from datetime import date

from flask import Blueprint, flash, redirect, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from events import clock, fields, files
from events.access.guards import open_to, the_event, the_officer
from events.agenda import (
    chasing,
    deck_words,
    pipeline_queries,
    pipelines,
    presenting,
    profile_queries,
    queries,
    scanners,
    scheduling,
    slide_queries,
    slide_wishes,
    telling,
    vetting_queries,
)
from events.agenda.forms import LEVELS, values_of
from events.agenda.models import Deck, Speaker
from events.agenda.people_forms import SpeakerForm
from events.agenda.profile_models import SpeakerMailing
from events.agenda.states import SpeakerState
from events.database import saves
from events.event import Event
from events.outbox import Letter, LetterState
from events.presentation import moment, page, say
from events.refusals import NotFound, Refusal

views = Blueprint("speakers", __name__)


def _typed(form: SpeakerForm) -> dict:
    return {name: form[name].data for name in scheduling.OF_SPEAKER}


@views.route("/desk/events/<slug>/speakers")
@open_to("organiser")
def list_speakers(slug: str):
    """Everybody who speaks, and how far each has come."""
    event = the_event()
    every = pipeline_queries.lines_of(event, withdrawn=True)
    missing, level = request.args.get("missing", ""), request.args.get("level", "")
    lines = [line for line in every if (not level or line.speaker.level == level)
             and (not missing or missing in line.missing or (missing == "anything" and line.missing))]
    return page("agenda/list_speakers.html", event=event, lines=lines, has_speakers=bool(every), missing=missing,
                level=level, declined=[line for line in every if line.is_declined], numbers=_numbers(every),
                to_chase=chasing.rounds_among([] if event.is_over or event.cancelled_at else every),
                press=fields.Press(), held=_held(event), things=list(pipelines.Thing), today=_today(event), **_words())


def _today(event: Event) -> date:
    return event.local(clock.now()).date()


def _held(event: Event) -> list[tuple[SpeakerMailing, str]]:
    """What was sent and can still be called back, each with whom it goes to."""
    return [(mailing, ", ".join(letter.to_name for letter in queries.letters_of_batch(mailing.batch)))
            for mailing in profile_queries.mailings_to_call_back(event)]


THING_WORDS = {
    pipelines.Thing.ANSWER: _l("Answer"), pipelines.Thing.BIOGRAPHY: _l("Biography"),
    pipelines.Thing.PHOTOGRAPH: _l("Photograph"), pipelines.Thing.SLIDES: _l("Slides"),
    pipelines.Thing.PUBLISH: _l("May publish slides"), pipelines.Thing.RECORD: _l("May record"),
    pipelines.Thing.NEEDS: _l("Needs and travel"),
}


def _words() -> dict:
    """The words of the list's columns and filters."""
    return {
        "thing_labels": [str(words) for words in THING_WORDS.values()],
        "level_words": {str(level): words for level, words in LEVELS},
        "thing_choices": [(str(thing), words) for thing, words in THING_WORDS.items()],
        "level_choices": values_of(LEVELS),
    }


def _numbers(lines: list[pipelines.Progress]) -> list[tuple]:
    """The figures above the list: how many agreed, and of how many something is missing, each with its way there."""
    slug, missing = the_event().slug, pipelines.counts(lines)
    agreed = sum(line.speaker.state == SpeakerState.ACCEPTED and not line.speaker.withdrawn_at for line in lines)
    found = [(agreed, _("agreed"))]
    words = [(pipelines.Thing.ANSWER, _("have not answered yet")), (pipelines.Thing.BIOGRAPHY, _("without biography")),
             (pipelines.Thing.SLIDES, _("without slides")), (pipelines.Thing.PUBLISH, _("to say yes or no to slides")),
             (pipelines.Thing.RECORD, _("to say yes or no to recording"))]
    return found + [(missing[thing], label, url_for("speakers.list_speakers", slug=slug, missing=thing))
                    for thing, label in words if missing[thing]]


@views.route("/desk/events/<slug>/speakers/new", methods=["GET", "POST"])
@open_to("organiser")
@saves
def add_speaker(slug: str):
    """A new speaker."""
    event, form = the_event(), SpeakerForm()
    if form.validate_on_submit():
        scheduling.add_speaker(event, **_typed(form), by=the_officer())
        flash(_("%(name)s is on the list. Their part in the programme is said there.", name=form.name.data))
        return redirect(url_for("speakers.list_speakers", slug=slug))
    return page("agenda/add_speaker.html", form=form, event=event)


def _speaker(speaker_id: int) -> Speaker:
    found = queries.speaker(the_event(), speaker_id)
    if found is None:
        raise NotFound()
    return found


def _letter_rows(speaker: Speaker) -> list[list[str]]:
    """The letters to a speaker as the page tells them: which, how it stands, since when."""
    names = {"agenda/speaker_link": _("The link of their page"), "agenda/speaker_invitation": _("Asked to speak"),
             "agenda/speaker_chased": _("Chased for what is missing"), "agenda/event_moved": _("Time or place changed"),
             "agenda/event_cancelled": _("The event is cancelled"),
             "agenda/event_postponed": _("The event is put off"),
             "agenda/programme_changed": _("Their part has changed"),
             "agenda/programme_removed": _("They are off the programme"),
             "agenda/run_changed": _("Their hour on the evening has changed"),
             "agenda/slides_by_email": _("What became of slides sent by email")}
    return [
        [names.get(letter.name, letter.name), _stands(letter),
         moment(letter.sent_at or letter.created_at, speaker.event)]
        for letter in telling.letters_to(speaker)
    ]


def _stands(letter: Letter) -> str:
    words = {
        LetterState.SENT: _("Sent"),
        LetterState.FAILED: _("Refused by the mail server: %(words)s", words=letter.server_words),
        LetterState.WITHDRAWN: _("Called back"), LetterState.RETRYING: _("Will be tried again"),
    }
    return words.get(LetterState(letter.state), _("On its way"))


@views.route("/desk/events/<slug>/speakers/<int:speaker_id>", methods=["GET", "POST"])
@open_to("organiser")
@saves
def change_speaker(slug: str, speaker_id: int):
    """What is said of a speaker; and their page's link, which is sent and never shown."""
    event, speaker = the_event(), _speaker(speaker_id)
    form = SpeakerForm(data={name: str(getattr(speaker, name)) for name in scheduling.OF_SPEAKER})
    if form.validate_on_submit():
        had_link = telling.has_had_link(speaker)
        changed = scheduling.change_speaker(speaker, by=the_officer(), **_typed(form))
        flash(_("Saved. The address is new, so links sent before are worthless: send a new one.")
              if had_link and "email" in changed else _("Saved."))
        return redirect(url_for("speakers.change_speaker", slug=slug, speaker_id=speaker_id))
    return page("agenda/change_speaker.html", form=form, event=event, speaker=speaker, press=fields.Press(),
                letter_rows=_letter_rows(speaker), parts=queries.items_of_speaker(speaker),
                line=pipeline_queries.line_of(speaker), answers=profile_queries.answers_of(speaker),
                checked=vetting_queries.of_speaker(speaker), today=_today(event))


@views.route("/desk/events/<slug>/speakers/<int:speaker_id>/link", methods=["POST"])
@open_to("organiser")
@saves
def send_link(slug: str, speaker_id: int):
    """Send somebody the link of their page."""
    speaker = _speaker(speaker_id)
    return _posted(telling.send_link, speaker, _("The link is on its way to %(name)s.", name=speaker.name))


@views.route("/desk/events/<slug>/speakers/<int:speaker_id>/new-link", methods=["POST"])
@open_to("organiser")
@saves
def replace_link(slug: str, speaker_id: int):
    """Send somebody a new link, and make the earlier ones worthless."""
    speaker = _speaker(speaker_id)
    return _posted(telling.replace_link, speaker, _("A new link is on its way to %(name)s.", name=speaker.name))


def _posted(act, speaker: Speaker, done: str):
    if fields.Press().validate_on_submit():
        try:
            act(speaker, by=the_officer())
            flash(done)
        except Refusal as refusal:
            flash(say(refusal), "important")
    return redirect(url_for("speakers.change_speaker", slug=the_event().slug, speaker_id=speaker.id))


@views.route("/desk/events/<slug>/speakers/<int:speaker_id>/withdrawal", methods=["GET", "POST"])
@open_to("organiser")
@saves
def withdraw_speaker(slug: str, speaker_id: int):
    """Somebody speaks no more, after a page that says what follows."""
    speaker, form = _speaker(speaker_id), fields.Press()
    if form.validate_on_submit():
        try:
            scheduling.withdraw_speaker(speaker, by=the_officer())
            flash(_("%(name)s is off the programme.", name=speaker.name))
            return redirect(url_for("speakers.list_speakers", slug=slug))
        except Refusal as refusal:
            form.refuse(refusal)
    return page("agenda/withdraw_speaker.html", form=form, event=the_event(), speaker=speaker,
                parts=queries.items_of_speaker(speaker))


@views.route("/desk/events/<slug>/speakers/<int:speaker_id>/return", methods=["POST"])
@open_to("organiser")
@saves
def bring_back_speaker(slug: str, speaker_id: int):
    """Somebody who withdrew speaks after all."""
    speaker = _speaker(speaker_id)
    if fields.Press().validate_on_submit():
        scheduling.bring_back_speaker(speaker, by=the_officer())
        flash(_("%(name)s speaks after all. Give them their part in the programme again.", name=speaker.name))
    return redirect(url_for("speakers.change_speaker", slug=slug, speaker_id=speaker_id))


@views.route("/desk/events/<slug>/slides")
@open_to("organiser")
def list_decks(slug: str):
    """Every deck handed in, by speaker, newest first; who has sent none."""
    event = the_event()
    decks = queries.decks_of(event)
    here = {deck.speaker_id for deck in decks}
    missing = [one for one in queries.speakers_of(event)
               if one.id not in here and one.state != SpeakerState.DECLINED]
    return page("agenda/list_decks.html", event=event, decks=decks, missing=missing, press=fields.Press(),
                checks=slide_queries.checks_of(event), terms=slide_queries.terms_in(event),
                held=slide_queries.held_in(event), wishes=slide_wishes.wishes_in(event),
                has_scanner=scanners.is_set(), unseen=deck_words.unseen_words)


def _deck(deck_id: int) -> Deck:
    found = queries.deck(the_event(), deck_id)
    if found is None:
        raise NotFound()
    return found


@views.route("/desk/events/<slug>/slides/<int:deck_id>/withdrawal", methods=["POST"])
@open_to("organiser")
@saves
def withdraw_deck(slug: str, deck_id: int):
    """Take a published deck back."""
    deck = _deck(deck_id)
    if fields.Press().validate_on_submit():
        try:
            presenting.withdraw(deck, by=the_officer())
            flash(_("Taken back: the programme no longer offers these slides."))
        except Refusal as refusal:
            flash(say(refusal), "important")
    return redirect(url_for("speakers.list_decks", slug=slug))


@views.route("/desk/events/<slug>/slides/<int:deck_id>")
@open_to("organiser")
def open_deck(slug: str, deck_id: int):
    """Download any deck of the event, published or not."""
    deck = _deck(deck_id)
    if not deck.file_key:
        raise NotFound()
    return files.hand_out(deck.file_key, name=presenting.file_name(deck), media_type=deck.media_type)
