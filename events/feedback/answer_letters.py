"""Letters about answers: to a speaker, how many questions wait for one; to the asker, that there is one."""

from datetime import date
from typing import Any

from flask import current_app, render_template
from flask_babel import gettext as _

from events import council, letters
from events.access import links
from events.agenda.models import Speaker
from events.database import db
from events.delegates.models import Invitation
from events.event import Event
from events.outbox import Letter
from events.presentation import address

# The letter's name -> (whom its link is for, the page that the link enters by, why it is written).
OPENS: dict[str, tuple[Any, str, str]] = {
    "feedback/speaker_asked": (Speaker, "speaker", "access.enter_as_speaker"),
    "feedback/answered": (Invitation, "invitation", "access.enter_by_invitation"),
}


def prepare(letter: Letter) -> dict:
    """What every letter of one sending shares."""
    return {"council": council.ours(), "event": db.session.get_one(Event, letter.event_id)}


def fill(shared: dict, letter: Letter) -> letters.Mail:
    """One person's letter; nothing of what was asked or answered stands in it."""
    model, kind, endpoint = OPENS[letter.name]
    record: Any = db.session.get_one(model, int(letter.record.split()[1]))
    token = links.token(current_app.config["SECRET_KEY"], kind, record.ref, record.link_version)
    due_on = letter.facts.get("due_on")
    words = shared | {
        "name": letter.to_name, "link": address(endpoint, token=token), "count": letter.facts.get("count", 0),
        "due_on": date.fromisoformat(due_on) if due_on else None,
        "why": _("You get this because you are named as a speaker at this event.") if kind == "speaker" else
               _("You get this because you asked to hear when there is an answer."),
    }
    stem = f"feedback/_letters/{letter.name.rpartition('/')[2]}"
    return letters.Mail(
        subject=render_template(f"{stem}_subject.txt", **words).strip(),
        text=render_template(f"{stem}.txt", **words), html=render_template(f"{stem}.html", **words),
    )


for _name in OPENS:
    letters.register(_name, prepare=prepare, fill=fill)
