"""Letters to speakers: the link of their page, and what became of the event."""

from datetime import datetime

from flask import current_app, render_template
from flask_babel import gettext as _

from events import council, letters
from events.access import links
from events.agenda import speaker_addresses
from events.agenda.models import Speaker
from events.database import db
from events.event import Event
from events.outbox import Letter
from events.presentation import address

NAMES = ("speaker_link", "event_moved", "event_postponed", "event_cancelled")


def link_of(speaker: Speaker) -> str:
    """The full address of a speaker's personal link: it stands in no table."""
    key = current_app.config["SECRET_KEY"]
    return address("access.enter_as_speaker", token=links.token(key, "speaker", speaker.ref, speaker.link_version))


def reply_address(speaker: Speaker, contact_email: str) -> str:
    """Where a speaker's answers go: with their own tag where a mailbox is read, so that slides in one are theirs."""
    base, key = current_app.config["REPLY_ADDRESS"], current_app.config["SECRET_KEY"]
    return speaker_addresses.address_for(base, key, speaker) if base else contact_email


def prepare(letter: Letter) -> dict:
    """What every letter of one sending shares."""
    return {
        "council": council.ours(), "event": db.session.get_one(Event, letter.event_id),
        "why": _("You get this because you are named as a speaker at this event."),
    }


def fill(shared: dict, letter: Letter) -> letters.Mail:
    """One speaker's letter, with the facts as they were when it was written."""
    speaker = db.session.get_one(Speaker, int(letter.record.split()[1]))
    facts = letter.facts
    words = shared | {
        "name": letter.to_name, "link": link_of(speaker), "title": facts["title"], "venue": facts["venue"],
        "starts_at": datetime.fromisoformat(facts["starts_at"]), "ends_at": datetime.fromisoformat(facts["ends_at"]),
        "items": [(datetime.fromisoformat(starts), title) for starts, title in facts["items"]],
    }
    stem = f"agenda/_letters/{letter.name.rpartition('/')[2]}"
    return letters.Mail(
        subject=render_template(f"{stem}_subject.txt", **words).strip(),
        text=render_template(f"{stem}.txt", **words),
        html=render_template(f"{stem}.html", **words),
        reply_to=reply_address(speaker, facts["contact_email"]),
    )


for _name in NAMES:
    letters.register(f"agenda/{_name}", prepare=prepare, fill=fill)
