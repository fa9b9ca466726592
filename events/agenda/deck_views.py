"""A deck of slides on pages of its own: for its speaker, who decides what goes out, and for the organiser."""

from datetime import datetime

from flask import Blueprint, flash, g, redirect, url_for
from flask_babel import gettext as _

from events import fields, files
from events.access.guards import open_to, the_event, the_officer
from events.agenda import (
    cleaning,
    deck_words,
    presenting,
    queries,
    scanners,
    showing_slides,
    slide_queries,
    slide_wishes,
)
from events.agenda.deck_forms import CleanForm, KeepForm, LimitForm, PublishForm
from events.agenda.models import Deck, Speaker
from events.database import saves
from events.presentation import moment, page, say
from events.refusals import NotFound, Refusal

views = Blueprint("decks", __name__)


def _deck(deck_id: int) -> Deck:
    found = queries.deck(the_event(), deck_id)
    if found is None:
        raise NotFound()
    return found


def _mine(version: int) -> Deck:
    found = slide_queries.version_of(g.opened, version)
    if found is None:
        raise NotFound()
    return found


def _about(deck: Deck) -> dict:
    """What both pages tell of a deck."""
    check = slide_queries.check_of(deck)
    refused = say(Refusal(check.words, **check.values)) if check and check.words else ""
    return {
        "deck": deck, "event": deck.speaker.event, "check": check, "terms": slide_queries.terms_of(deck.speaker),
        "held": slide_queries.held_until(deck.speaker), "wish": slide_wishes.wish_of(deck.speaker),
        "hidden": deck_words.hidden_rows(check), "lasting": deck_words.has_lasting(check),
        "links": deck_words.links(check), "pictures": slide_queries.pictures_of(deck),
        "advice": deck_words.advice(deck, check, slide_queries.talk_minutes(deck.speaker)),
        "has_scanner": scanners.is_set(), "copying": cleaning.is_under_way(deck), "press": fields.Press(),
        "clean": CleanForm(), "keep": KeepForm(), "refused": refused,
    }


def _picture(deck: Deck, number: int):
    found = slide_queries.picture(deck, number)
    if found is None:
        raise NotFound()
    return files.hand_out(found.file_key, name=f"{presenting.file_name(deck)}-{number}.jpg", media_type="image/jpeg")


def _cleaned(deck: Deck, back, *, by):
    form = CleanForm()
    if form.validate_on_submit():
        try:
            cleaning.order(deck, keep_hidden_slides=form.keep_hidden_slides.data, by=by)
            flash(_("The clean copy is being made. It is the newest version as soon as it is ready: look again in a "
                    "moment."))
        except Refusal as refusal:
            flash(say(refusal), "important")
    else:
        flash(_("Tick “Yes, make a clean copy” first. Nothing was changed."), "important")
    return redirect(back)


@views.route("/desk/events/<slug>/slides/<int:deck_id>/about")
@open_to("organiser")
def show_deck(slug: str, deck_id: int):
    """A deck as the organiser sees it: its pages, what is hidden in it, what can be done with it."""
    return page("agenda/show_deck.html", **_about(_deck(deck_id)))


@views.route("/desk/events/<slug>/slides/<int:deck_id>/pictures/<int:number>")
@open_to("organiser")
def show_picture(slug: str, deck_id: int, number: int):
    """The picture of one page of a deck."""
    return _picture(_deck(deck_id), number)


@views.route("/desk/events/<slug>/slides/<int:deck_id>/clean-copy", methods=["POST"])
@open_to("organiser")
@saves
def clean_deck(slug: str, deck_id: int):
    """Order a clean copy on the speaker's behalf."""
    back = url_for("decks.show_deck", slug=slug, deck_id=deck_id)
    return _cleaned(_deck(deck_id), back, by=the_officer())


@views.route("/desk/events/<slug>/slides/<int:deck_id>/publish", methods=["GET", "POST"])
@open_to("organiser")
@saves
def publish_slides(slug: str, deck_id: int):
    """Publish a deck, at once or from some moment on; or change the moment of one that is published."""
    deck, form = _deck(deck_id), PublishForm()
    asked = _("I have asked %(name)s, who agrees that the slides are published with the programme, where everybody can "
              "download them", name=deck.speaker.name)
    form.asked.label.text = asked
    if not form.is_submitted():
        form.begin(slide_queries.held_until(deck.speaker), deck.speaker.event)
    if form.validate_on_submit():
        try:
            until = form.moment(deck.speaker)
            showing_slides.publish(deck, until=until, sure=form.sure.data, asked=asked if form.asked.data else "",
                                   by=the_officer())
            flash(_said(deck, until))
            return redirect(url_for("decks.show_deck", slug=slug, deck_id=deck_id))
        except Refusal as refusal:
            form.refuse(refusal)
    return page("agenda/publish_slides.html", form=form, **_about(deck))


def _said(deck: Deck, until: datetime | None) -> str:
    if until is None:
        return _("Published: the programme now offers these slides.")
    return _("Published: the programme offers these slides from %(moment)s on.",
             moment=moment(until, deck.speaker.event))


def _limits_of(speaker: Speaker) -> LimitForm:
    terms = slide_queries.terms_of(speaker)
    return LimitForm(data={"shows_only": ("yes" if terms.shows_only else "no") if terms else None,
                           "days": terms.delete_after_days if terms else 14})


def _is_limited(form: LimitForm, speaker: Speaker, *, by) -> bool:
    """Whether the form was sent and is done; else it is shown, with what is wrong."""
    if not form.validate_on_submit():
        return False
    try:
        showing_slides.keep_back(speaker, shows_only=form.shows_only.data == "yes",
                                 delete_after_days=form.days_after(), by=by)
    except Refusal as refusal:
        form.refuse(refusal)
        return False
    flash(_("Saved."))
    return True


@views.route("/desk/events/<slug>/slides/<int:deck_id>/terms", methods=["GET", "POST"])
@open_to("organiser")
@saves
def limit_slides(slug: str, deck_id: int):
    """Say that somebody's slides are shown at the event alone; or no longer."""
    back, speaker = url_for("decks.show_deck", slug=slug, deck_id=deck_id), _deck(deck_id).speaker
    form = _limits_of(speaker)
    if _is_limited(form, speaker, by=the_officer()):
        return redirect(back)
    return page("agenda/limit_slides.html", form=form, speaker=speaker, event=speaker.event, back=back)


@views.route("/my/<ref>/slides/<int:number>")
@open_to("speaker")
def show_my_deck(ref: str, number: int):
    """A deck as its speaker sees it: what others will see, what is hidden in it, what could be better."""
    return page("agenda/show_my_deck.html", speaker=g.opened, **_about(_mine(number)))


@views.route("/my/<ref>/slides/<int:number>/pictures/<int:page_id>")
@open_to("speaker")
def show_my_picture(ref: str, number: int, page_id: int):
    """The picture of one page of one's own deck."""
    return _picture(_mine(number), page_id)


@views.route("/my/<ref>/slides/<int:number>/file")
@open_to("speaker")
def open_my_deck(ref: str, number: int):
    """One's own slides as we have them: the clean copy above all."""
    deck = _mine(number)
    if not deck.file_key:
        raise NotFound()
    return files.hand_out(deck.file_key, name=presenting.file_name(deck), media_type=deck.media_type)


@views.route("/my/<ref>/slides/<int:number>/as-it-is", methods=["POST"])
@open_to("speaker")
@saves
def keep_as_it_is(ref: str, number: int):
    """Say that what is hidden in a deck stays in it."""
    if KeepForm().validate_on_submit():
        try:
            presenting.choose_as_it_is(_mine(number), by="speaker")
            flash(_("Noted: this stays in the file."))
        except Refusal as refusal:
            flash(say(refusal), "important")
    else:
        flash(_("Tick “Yes, leave this in the file” first. Nothing was changed."), "important")
    return redirect(url_for("decks.show_my_deck", ref=ref, number=number))


@views.route("/my/<ref>/slides/<int:number>/clean-copy", methods=["POST"])
@open_to("speaker")
@saves
def clean_my_deck(ref: str, number: int):
    """Order a clean copy of one's own deck."""
    return _cleaned(_mine(number), url_for("decks.show_my_deck", ref=ref, number=number), by="speaker")


@views.route("/my/<ref>/slides/terms", methods=["GET", "POST"])
@open_to("speaker")
@saves
def limit_my_slides(ref: str):
    """Say that one's own slides are shown at the event alone; or no longer."""
    back = url_for("slides.hand_in_slides", ref=ref)
    form = _limits_of(g.opened)
    if _is_limited(form, g.opened, by="speaker"):
        return redirect(back)
    return page("agenda/limit_my_slides.html", form=form, speaker=g.opened, event=g.opened.event, back=back)
