"""The letters to the safeguarding leads and their deputy: that something waits, and where; nothing of the words."""

from flask import render_template

from events import council, letters
from events.database import db
from events.event import Event
from events.outbox import Letter
from events.presentation import address


def prepare(letter: Letter) -> dict:
    """What every such letter of one sending shares."""
    event = db.session.get_one(Event, letter.event_id)
    return {"council": council.ours(), "event": event, "link": address("moderation.show_withheld", slug=event.slug)}


def fill(shared: dict, letter: Letter) -> letters.Mail:
    """One lead's or deputy's letter."""
    words = shared | {"name": letter.to_name, "ring": letter.facts.get("ring", [])}
    stem = f"feedback/_letters/{letter.name.rpartition('/')[2]}"
    return letters.Mail(
        subject=render_template("feedback/_letters/safeguarding_subject.txt", **words).strip(),
        text=render_template(f"{stem}.txt", **words),
        html=render_template(f"{stem}.html", **words),
    )


for _name in ("safeguarding", "safeguarding_again"):
    letters.register(f"feedback/{_name}", prepare=prepare, fill=fill)
