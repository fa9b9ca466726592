"""Letters to guests: the invitation, how an answer stands, a move, a cancellation.

Everything that the letters of one sending share is written once, with signs in the places of what
is one person's own; `fill` puts that in. The personal link is derived there and stands in no
table, and it stands in the words alone, never in the calendar part: calendars are shared.
"""

import re
from dataclasses import dataclass, field, replace
from html import escape
from typing import Any

from flask import current_app
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from events import clock, council, letters
from events.access import links
from events.agenda import calendars
from events.council import Council
from events.database import db
from events.delegates import badges, facts, mailings, placeholders, reminder_addresses, reply_addresses, wordings
from events.delegates.models import Invitation
from events.outbox import Letter
from events.presentation import RIGHT_TO_LEFT, address, day, hour, moment

REMINDERS = ("reminder", "reminder_coming", "reminder_waiting")
# Signs of the private use area: they stand in nobody's name, and mark what is one person's own.
OWN = {"name": "\ue000name\ue001", "link": "\ue000link\ue001", "why": "\ue000why\ue001", "stop": "\ue000stop\ue001"}
SIGN = re.compile("\ue000(name|link|why|stop)\ue001")
OF_REMINDERS = re.compile("delegates/reminder")
NAMES = ("invitation", "confirmation", "moved", "postponed", "cancelled", "named", "offer", "offer_over", "date_left",
         *REMINDERS)


@dataclass
class Shared:
    """What all letters of a sending share: their words with signs in them, and the calendar's parts."""

    subject: str
    text: str
    html: str
    reply_to: str
    link_before: str
    council: Council
    calendars: dict[tuple, Any] = field(default_factory=dict)


LINK_WORDS = {
    "invitation": _l("Answer the invitation"), "reminder": _l("Answer the invitation"),
    "moved": _l("Check your answer"),
    "confirmation": _l("Change your answer"), "reminder_coming": _l("Change your answer"),
    "reminder_waiting": _l("Change your answer"), "cancelled": _l("Your page"), "postponed": _l("Your page"),
    "named": _l("Open your page"), "offer": _l("Say whether you want the place"), "offer_over": _l("Answer again"),
    "seats": _l("Fill your places"), "request_declined": _l("The event's page"),
}


SENTENCES = (  # placeholder, template, and the fact without which there is nothing to say
    ("your answer", "standing", "said"), ("your place", "named", "origin"), ("your places", "seats", "count"),
)


def _rendered(template: str, values: dict) -> str:
    # Not render_template: a letter has no request, and needs none of what pages are given.
    return current_app.jinja_env.get_template(template).render(values)


def reply_address(contact_email: str) -> str:
    """Where answers to letters go: REPLY_ADDRESS, else the event's desk, else the council, else the sender."""
    config = current_app.config
    return config["REPLY_ADDRESS"] or contact_email or council.ours().email or config["MAIL_FROM"]


def own_reply_address(shared_address: str, invitation: Invitation) -> str:
    """Where one guest's answers go: with their own tag, so that an answer is known by where it came to."""
    config = current_app.config
    if not config["REPLY_ADDRESS"] or invitation.id is None:
        return shared_address
    return reply_addresses.address_for(
        config["REPLY_ADDRESS"], config["SECRET_KEY"], number=invitation.id, ref=invitation.ref
    )


def _values(letter: Letter) -> dict:
    """What every letter's template is given."""
    event, arrangements = facts.told(letter.facts)
    own = {name: words for name, words in facts.own_of(letter.facts).items() if name != "dates"}
    nothing = {"renewed": False, "whole_event": False, "was_off": False, "promoted": False, "trial": False,
               "taken_off": "", "speakers": [], "has_parts": False}
    nothing["dates"] = facts.dates_in(letter.facts)
    return nothing | own | OWN | {
        "event": event, "arrangements": arrangements, "council": council.ours(), "lang": letter.language,
        "dir": "rtl" if letter.language.partition("-")[0] in RIGHT_TO_LEFT else "ltr",
        "privacy_url": current_app.config["BASE_URL"] + "/privacy",
    }


def prepare(name: str, letter: Letter, *, event_id: int | None = None) -> Shared:
    """What the letters of a sending share: in the event's own words where the letter has a version of them."""
    values, stem = _values(letter), name
    if name not in REMINDERS:
        values["stop"] = ""
    subject = ""
    if letter.wording_version:
        own = wordings.version(event_id or letter.event_id, name, letter.language, letter.wording_version)
        values |= _worded(name, own.words, values)
        stem, subject = "worded", placeholders.subject_of(own.subject, values["filled"])
    arrangements = values["arrangements"]
    return Shared(
        subject=subject or _rendered(f"delegates/_letters/{name}_subject.txt", values).strip(),
        text=re.sub(r"\n{3,}", "\n\n", _rendered(f"delegates/_letters/{stem}.txt", values)).lstrip(),
        html=_rendered(f"delegates/_letters/{stem}.html", values),
        reply_to=reply_address(arrangements.contact_email),
        link_before=address("access.enter_by_invitation", token="-").removesuffix("-"),
        council=values["council"],
    )


def _worded(name: str, words: str, values: dict) -> dict:
    """An event's own words as blocks, and what fills their placeholders."""
    event, arrangements, ours = values["event"], values["arrangements"], values["council"]
    where = (arrangements.venue_room, arrangements.venue_name, arrangements.venue_address)
    # Whole sentences of the house's own, where the letter's facts hold what they say.
    said = {name: _rendered(f"delegates/_letters/_{part}.txt", values).strip() if fact in values else ""
            for name, part, fact in SENTENCES}
    until = values.get("offered_until")
    filled = OWN | {
        "personal link": OWN["link"], "event": event.title, "short title": event.short_title,
        "day": day(event.starts_at, event), "start": hour(event.starts_at, event), "end": hour(event.ends_at, event),
        "doors open": hour(arrangements.doors_at, event) if arrangements.doors_at else "",
        "place": ", ".join(part for part in where if part), "reply by": day(arrangements.reply_by_on),
        "event page": address("agenda.show_event", slug=event.slug),
        "programme page": address("agenda.show_programme", slug=event.slug),
        "contact name": arrangements.contact_name or ours.name, "contact telephone": arrangements.contact_phone,
        "contact e-mail": arrangements.contact_email, "council": ours.name, "body": values.get("body", ""),
        "offered until": moment(until, event) if until else "",
    } | said
    return {"blocks": placeholders.blocks_of(words), "filled": filled, "link_words": LINK_WORDS.get(name)}


def _calendar_of(shared: Shared, letter: Letter, reply_to: str) -> bytes | None:
    """One person's calendar part: prepared once for each SEQUENCE and METHOD, with them as its one attendee."""
    method = letter.facts.get("method")
    if not method:
        return None
    key = (letter.facts["event"]["sequence"], method)
    if key not in shared.calendars:
        event, arrangements = facts.told(letter.facts)
        shared.calendars[key] = calendars.prepared_request(
            event, arrangements, organiser_name=arrangements.contact_name or shared.council.name,
            organiser_address=shared.reply_to, stamp=letter.created_at, method=method,
            base=current_app.config["BASE_URL"],
        )
    return calendars.with_attendee(
        shared.calendars[key], letter.to_name, letter.to_address, organiser_address=reply_to
    )


def why(shared: Shared, source: str) -> str:
    """The sentence that says where an address comes from."""
    told = source or shared.council.source_words
    if told:
        return _("Where we have your address from: %(source)s.", source=told.rstrip("."))
    return _("Your address is in the contact list of %(council)s.", council=shared.council.name)


def _link_of(shared: Shared, invitation: Invitation) -> str:
    key = current_app.config["SECRET_KEY"]
    return shared.link_before + links.token(key, "invitation", invitation.ref, invitation.link_version)


def filled(shared: Shared, letter: Letter, invitation: Invitation, own: dict[str, str], **parts) -> letters.Mail:
    """The mail with one person's own words in their places, each put in once and never read again."""
    reply_to = own_reply_address(shared.reply_to, invitation)
    safe = {name: escape(words) for name, words in own.items()}
    return letters.Mail(
        subject=shared.subject, reply_to=reply_to,
        text=SIGN.sub(lambda sign: own[sign[1]], shared.text),
        html=SIGN.sub(lambda sign: safe[sign[1]], shared.html),
        calendar=_calendar_of(shared, letter, reply_to), method=letter.facts.get("method") or "", **parts,
    )


def fill(shared: Shared, letter: Letter) -> letters.Mail:
    """One person's letter."""
    invitation = db.session.get_one(Invitation, int(letter.record.split()[1]))
    own = {"name": letter.to_name, "link": _link_of(shared, invitation), "why": why(shared, invitation.contact.source)}
    is_reminder = OF_REMINDERS.match(letter.name)
    if is_reminder:
        own["stop"] = reminder_addresses.address_for(invitation)
    pictures: tuple[letters.Picture, ...] = ()
    if "cid:badge" in shared.html:
        badge = badges.png_of(address("door.meet_badge", code=invitation.badge_code))
        pictures = (letters.Picture("badge", badge, "badge.png"),)
    headers = reminder_addresses.headers_for(own["stop"]) if is_reminder else ()
    return filled(shared, letter, invitation, own, pictures=pictures, headers=headers)


def sample_of(shared: Shared, invitation: Invitation, *, link_words: str, said: dict | None = None) -> letters.Mail:
    """A letter as it would be written to somebody, for looking at: words stand where the link will be.

    With `said`, the facts that it would freeze, it has its calendar part.
    """
    contact = invitation.contact
    own = {"name": contact.name, "link": link_words, "why": why(shared, contact.source), "stop": link_words}
    told = (said or {}) if contact.email else {}
    letter = Letter(to_name=contact.name, to_address=contact.email or "", facts=told, created_at=clock.now())
    return filled(shared, letter, invitation, own)


def prepare_sample(name: str, said: dict, *, event_id: int, language: str, version: int) -> Shared:
    """What the sample letters of a sending share, from the facts and the words that would be frozen now."""
    return prepare(name, Letter(facts=said, event_id=event_id, language=language, wording_version=version))


def prepare_trial(letter: Letter) -> Shared:
    """A test letter to an officer: the record it is about is the event, whose words it tries out."""
    shared = prepare(letter.facts["letter"], Letter(
        facts=letter.facts | {"trial": True}, language=letter.language, wording_version=letter.wording_version,
    ), event_id=int(letter.record.split()[1]))
    return replace(shared, subject=_("Test: %(subject)s", subject=shared.subject))


def fill_trial(shared: Shared, letter: Letter) -> letters.Mail:
    """The officer's own test letter: its link leads to the event's public page, and it has no calendar part."""
    own = {
        "name": letter.to_name, "link": address("agenda.show_event", slug=letter.facts["event"]["slug"]),
        "why": _("You get this because you asked for a test letter."),
    }
    own["stop"] = own["link"]
    letter = Letter(to_name=letter.to_name, to_address=letter.to_address, facts={})
    pictures: tuple[letters.Picture, ...] = ()
    if "cid:badge" in shared.html:
        pictures = (letters.Picture("badge", badges.png_of(own["link"]), "badge.png"),)
    return filled(shared, letter, Invitation(), own, pictures=pictures)


def _preparing(name: str):
    return lambda letter: prepare(name, letter)


for _name in NAMES:
    letters.register(f"delegates/{_name}", prepare=_preparing(_name), fill=fill, gather=mailings.invitations_of)
letters.register("delegates/trial", prepare=prepare_trial, fill=fill_trial)
