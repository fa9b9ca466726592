"""The organiser's pages of what letters say: own words, a look at them as any guest, a test to oneself."""

import base64
from typing import Any

import icalendar
from flask import Blueprint, flash, make_response, redirect, request, url_for
from flask_babel import gettext as _

from events import fields
from events.access import guards
from events.access.guards import open_to
from events.agenda import queries as agenda_queries
from events.database import saves
from events.delegates import (
    badges,
    contact_queries,
    house_words,
    letters,
    placeholders,
    wording,
    wording_queries,
    wordings,
)
from events.delegates.languages import COMMON
from events.delegates.models import Contact, Invitation
from events.delegates.wording_forms import WordingForm
from events.event import Event
from events.letters import Mail
from events.presentation import POLICY, RIGHT_TO_LEFT, address, page
from events.refusals import Refusal

views = Blueprint("wordings", __name__)

MOST_FOUND = 10
FRAMING = POLICY + "; frame-src 'self'"
# A letter carries its styles inline, as mail programs want them; it runs nothing and loads nothing.
FRAMED = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'; sandbox"


def _key(kind: str) -> str:
    letter = kind.replace("-", "_")
    wording.kind_of(letter)
    return letter


def _own_language(event: Event) -> str:
    return agenda_queries.arrangements_of(event).language or "en"


@views.route("/desk/events/<slug>/letters/words")
@open_to("organiser")
def list_wordings(slug: str):
    """Every letter to guests, in which languages it has words of the event's own, and since when."""
    event = guards.the_event()
    newest, own = wordings.newest(event), _own_language(event)
    rows = []
    for letter, kind in placeholders.KINDS.items():
        spoken = {own} | {language for name, language in newest if name == letter}
        languages = sorted(spoken, key=lambda language: (language != own, language))
        rows.append((letter, kind, [(language, newest.get((letter, language))) for language in languages]))
    return page("delegates/list_wordings.html", event=event, rows=rows, names=COMMON, own=own)


@views.route("/desk/events/<slug>/letters/words/another-language")
@open_to("organiser")
def choose_language(slug: str):
    """Go on to a letter's words in another language, by the language's code."""
    kind, language = request.args.get("kind", ""), request.args.get("language", "")
    try:
        _key(kind)
        return redirect(url_for("wordings.change_wording", slug=slug, kind=kind,
                                key=wording.language_code(language)))
    except Refusal as refusal:
        flash(_(refusal.sentence), "warning")
        return redirect(url_for("wordings.list_wordings", slug=slug))


def _starting(letter: str) -> dict[str, str]:
    """The house's own words, to start from."""
    paragraphs = [_(words) if not words.startswith("((") else words for words in house_words.WORDS[letter]]
    return {"subject": _(house_words.SUBJECTS[letter]), "words": "\n\n".join(paragraphs)}


@views.route("/desk/events/<slug>/letters/words/<kind>/<key>", methods=["GET", "POST"])
@open_to("organiser")
@saves
def change_wording(slug: str, kind: str, key: str):
    """One letter's subject and words in one language: plain text with placeholders, checked before it is saved."""
    event, letter, language = guards.the_event(), _key(kind), wording.language_code(key)
    versions = wordings.versions_of(event, letter, language)
    own = versions[0] if versions and versions[0].words else None
    form = WordingForm(data={"subject": own.subject, "words": own.words} if own else _starting(letter))
    if form.validate_on_submit():
        try:
            wording.write_words(event, letter, language, subject=form.subject.data or "", words=form.words.data or "",
                                by=guards.the_officer())
            flash(_("Saved. Letters from now on say it so; this is how it looks."))
            return redirect(url_for("wordings.preview_letter", slug=slug, kind=kind, language=language))
        except Refusal as refusal:
            form.refuse(refusal)
    return page(
        "delegates/change_wording.html", form=form, event=event, letter=letter, kind=placeholders.KINDS[letter],
        language=language, language_name=COMMON.get(language, language), own=own, versions=versions,
        meanings=placeholders.NAMES, press=fields.Press(), word=kind,
        direction="rtl" if language.partition("-")[0] in RIGHT_TO_LEFT else "ltr",
    )


@views.route("/desk/events/<slug>/letters/words/<kind>/<key>/house", methods=["POST"])
@open_to("organiser")
@saves
def use_house_words(slug: str, kind: str, key: str):
    """Go back to the house's own words."""
    if fields.Press().validate_on_submit():
        wording.use_house_words(guards.the_event(), _key(kind), wording.language_code(key), by=guards.the_officer())
        flash(_("This letter says the house's own words again."))
    return redirect(url_for("wordings.list_wordings", slug=slug))


@views.route("/desk/events/<slug>/letters/words/<kind>/<key>/test", methods=["POST"])
@open_to("organiser")
@saves
def send_test(slug: str, kind: str, key: str):
    """Send the officer a test letter."""
    officer = guards.the_officer()
    if fields.Press().validate_on_submit():
        wording.send_test(guards.the_event(), _key(kind), wording.language_code(key), by=officer)
        flash(_("A test letter is on its way to %(address)s.", address=officer.email))
    return redirect(url_for("wordings.preview_letter", slug=slug, kind=kind, language=key))


def _somebody() -> Contact:
    return Contact(name=_("Ann Example"), email="ann@example.org", language="", source="")


def _reader_of(event: Event) -> Contact:
    """As whom the letter is looked at: the contact that the address names, else a made-up person."""
    number = request.args.get("contact", type=int)
    found = contact_queries.contact(number) if number and number < 2**31 else None
    return found or _somebody()


def _mail_for(event: Event, letter: str, contact: Contact) -> tuple[Mail, str, int]:
    """The letter as that person would get it, with the language and the version of its words."""
    asked = contact.language or request.args.get("language", "") or _own_language(event)
    language, version = wordings.in_use(event).of(letter, asked)
    said = wording.sample_facts(event, letter)
    shared = letters.prepare_sample(letter, said, event_id=event.id, language=language, version=version)
    mail = letters.sample_of(shared, Invitation(contact=contact), said=said,
                             link_words=_("(the personal link of this guest)"))
    return mail, language, version


def _sample_badge(event: Event) -> str:
    """A badge to look at, as the address of a picture; it leads to the event's page and lets nobody in."""
    picture = badges.png_of(address("agenda.show_event", slug=event.slug))
    return f"data:image/png;base64,{base64.b64encode(picture).decode()}"


def _calendar_words(mail: Mail, event: Event) -> list[tuple[str, str]]:
    """What the calendar part says, in pairs to read."""
    if not mail.calendar:
        return []
    entry: Any = next(iter(icalendar.Calendar.from_ical(mail.calendar).walk("VEVENT")))  # its types are many
    is_end = mail.method == "CANCEL"
    asks = _("Takes the event out of the calendar") if is_end else _("Asks for an answer, with buttons")
    start, end = event.local(entry["DTSTART"].dt), event.local(entry["DTEND"].dt)
    return [
        (_("What it does"), asks), (_("Title"), str(entry["SUMMARY"])),
        (_("When"), f"{start:%d.%m.%Y %H:%M} – {end:%H:%M}"), (_("Where"), str(entry.get("LOCATION", ""))),
        (_("The one person asked"), str(entry["ATTENDEE"]).removeprefix("mailto:")),
    ]


@views.route("/desk/events/<slug>/letters/words/<kind>/preview")
@open_to("organiser")
def preview_letter(slug: str, kind: str):
    """A letter as any contact would get it: subject, picture, plain text and calendar part."""
    event, letter = guards.the_event(), _key(kind)
    contact, search = _reader_of(event), request.args.get("q", "").strip()
    mail, language, version = _mail_for(event, letter, contact)
    answer = page(
        "delegates/preview_letter.html", event=event, letter=letter, word=kind, kind=placeholders.KINDS[letter],
        contact=contact, mail=mail, language=language, version=version, search=search, press=fields.Press(),
        found=wording_queries.people_found(search, most=MOST_FOUND) if search else [], most=MOST_FOUND,
        entry=_calendar_words(mail, event), asked=request.args.get("language", ""),
        framed=url_for("wordings.show_letter", slug=slug, kind=kind, contact=contact.id,
                       language=request.args.get("language")),
    )
    answer.headers["Content-Security-Policy"] = FRAMING
    return answer


@views.route("/desk/events/<slug>/letters/words/<kind>/preview/letter")
@open_to("organiser")
def show_letter(slug: str, kind: str):
    """The letter's HTML part alone, for the frame of the preview."""
    event, letter = guards.the_event(), _key(kind)
    mail, _language, _version = _mail_for(event, letter, _reader_of(event))
    answer = make_response(mail.html.replace("cid:badge", _sample_badge(event)))
    answer.headers["Content-Security-Policy"] = FRAMED
    return answer
