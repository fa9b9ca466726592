"""The letter that answers slides sent by email: they have come in, or why they could not be taken."""

from flask import render_template
from flask_babel import gettext as _

from events import council, letters
from events.agenda.letters import link_of, reply_address
from events.agenda.models import Speaker
from events.database import db
from events.event import Event
from events.outbox import Letter


def _prepare(letter: Letter) -> dict:
    return {
        "council": council.ours(), "event": db.session.get_one(Event, letter.event_id),
        "why": _("You get this because slides were sent by email in your name."),
    }


def _fill(shared: dict, letter: Letter) -> letters.Mail:
    facts = letter.facts
    values = facts.get("values") or {}
    speaker = db.session.get_one(Speaker, int(letter.record.split()[1]))
    refused = _(facts["refused"], **values) if values else _(facts["refused"]) if facts["refused"] else ""
    words = shared | {
        "name": letter.to_name, "title": facts["title"], "file": facts["file"], "refused": refused,
        "link": link_of(speaker),
    }
    stem = "agenda/_letters/slides_by_email"
    return letters.Mail(
        subject=render_template(f"{stem}_subject.txt", **words).strip(),
        text=render_template(f"{stem}.txt", **words),
        html=render_template(f"{stem}.html", **words),
        reply_to=reply_address(speaker, facts["contact_email"]),
    )


letters.register("agenda/slides_by_email", prepare=_prepare, fill=_fill)
