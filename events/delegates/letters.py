"""Letters to guests: the invitation, how an answer stands, a move, a cancellation.

Everything that the letters of one sending share is written once, with signs in the places of what
is one person's own; `fill` puts that in. The personal link is derived there and stands in no
table, and it stands in the words alone, never in the calendar part: calendars are shared.
"""

import re
from dataclasses import dataclass, field
from html import escape
from typing import Any

from flask import current_app
from flask_babel import gettext as _

from events import council, letters
from events.access import links
from events.agenda import calendars
from events.council import Council
from events.database import db
from events.delegates import badges, facts, mailings, reply_addresses
from events.delegates.models import Invitation
from events.outbox import Letter
from events.presentation import address

# Signs of the private use area: they stand in nobody's name, and mark what is one person's own.
OWN = {"name": "\ue000name\ue001", "link": "\ue000link\ue001", "why": "\ue000why\ue001"}
SIGN = re.compile("\ue000(name|link|why)\ue001")
NAMES = ("invitation", "confirmation", "moved", "cancelled", "named", "offer", "offer_over")


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


def _prepare(name: str, letter: Letter) -> Shared:
    event, arrangements = facts.told(letter.facts)
    ours = council.ours()
    own = facts.own_of(letter.facts)
    values = {"renewed": False, "whole_event": False, "promoted": False} | own | OWN | {
        "event": event, "arrangements": arrangements, "council": ours, "lang": "en", "dir": "ltr",
        "privacy_url": current_app.config["BASE_URL"] + "/privacy",
    }
    return Shared(
        subject=_rendered(f"delegates/_letters/{name}_subject.txt", values).strip(),
        text=re.sub(r"\n{3,}", "\n\n", _rendered(f"delegates/_letters/{name}.txt", values)).lstrip(),
        html=_rendered(f"delegates/_letters/{name}.html", values),
        reply_to=reply_address(arrangements.contact_email),
        link_before=address("access.enter_by_invitation", token="-").removesuffix("-"),
        council=ours,
    )


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


def _why(shared: Shared, source: str) -> str:
    told = source or shared.council.source_words
    if told:
        return _("Where we have your address from: %(source)s.", source=told.rstrip("."))
    return _("Your address is in the contact list of %(council)s.", council=shared.council.name)


def _link_of(shared: Shared, invitation: Invitation) -> str:
    key = current_app.config["SECRET_KEY"]
    return shared.link_before + links.token(key, "invitation", invitation.ref, invitation.link_version)


def _filled(shared: Shared, letter: Letter, invitation: Invitation, own: dict[str, str], **parts) -> letters.Mail:
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
    own = {"name": letter.to_name, "link": _link_of(shared, invitation), "why": _why(shared, invitation.contact.source)}
    pictures: tuple[letters.Picture, ...] = ()
    if letter.facts.get("has_badge"):
        badge = badges.png_of(address("door.meet_badge", code=invitation.badge_code))
        pictures = (letters.Picture("badge", badge, "badge.png"),)
    return _filled(shared, letter, invitation, own, pictures=pictures)


def sample_of(shared: Shared, invitation: Invitation, *, link_words: str) -> letters.Mail:
    """An invitation as it would be written to somebody, for looking at: words stand where the link will be."""
    contact = invitation.contact
    own = {"name": contact.name, "link": link_words, "why": _why(shared, contact.source)}
    letter = Letter(to_name=contact.name, to_address=contact.email or "", facts={})
    return _filled(shared, letter, invitation, own)


def prepare_sample(said: dict) -> Shared:
    """What the sample letters of a sending share, from the facts that would be frozen now."""
    return _prepare("invitation", Letter(facts=said))


def _preparing(name: str):
    return lambda letter: _prepare(name, letter)


for _name in NAMES:
    letters.register(f"delegates/{_name}", prepare=_preparing(_name), fill=fill, gather=mailings.invitations_of)
