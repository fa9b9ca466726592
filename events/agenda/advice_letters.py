"""Letters to those who are asked for advice on the draft programme: the link, a reminder, what became of it."""

from datetime import date, datetime

from flask import current_app, render_template
from flask_babel import gettext as _

from events import council, letters
from events.access import links
from events.agenda.advice_models import Adviser
from events.database import db
from events.event import Event
from events.outbox import Letter
from events.presentation import address

NAMES = ("advice_asked", "advice_asked_again", "advice_answered")


def link_of(adviser: Adviser) -> str:
    """The full address of an adviser's personal link: it stands in no table."""
    key = current_app.config["SECRET_KEY"]
    return address("access.enter_by_invitation", token=links.token(key, "adviser", adviser.ref, adviser.link_version))


def prepare(letter: Letter) -> dict:
    """What every letter of one sending shares."""
    return {
        "council": council.ours(), "event": db.session.get_one(Event, letter.event_id),
        "why": _("You get this because you are asked for advice on the programme of this event."),
    }


def fill(shared: dict, letter: Letter) -> letters.Mail:
    """One adviser's letter, with the facts as they were when it was written."""
    adviser = db.session.get_one(Adviser, int(letter.record.split()[1]))
    return _composed(shared, letter, link=link_of(adviser))


def sample(adviser: Adviser, name: str, facts: dict) -> letters.Mail:
    """A letter as it would be now, to look at before it leaves: in the place of the link stand words."""
    letter = Letter(name=name, event_id=adviser.event_id, to_name=adviser.name or adviser.body,
                    to_address=adviser.email, facts=facts)
    return _composed(prepare(letter), letter, link=_("(their own link)"))


def _composed(shared: dict, letter: Letter, *, link: str) -> letters.Mail:
    facts = letter.facts
    due = facts.get("answer_by_on")
    words = shared | facts | {
        "name": letter.to_name, "link": link, "starts_at": datetime.fromisoformat(facts["starts_at"]),
        "answer_by_on": date.fromisoformat(due) if due else None,
    }
    stem = f"agenda/_letters/{letter.name.rpartition('/')[2]}"
    return letters.Mail(
        subject=render_template(f"{stem}_subject.txt", **words).strip(),
        text=render_template(f"{stem}.txt", **words),
        html=render_template(f"{stem}.html", **words),
        reply_to=facts["contact_email"],
    )


for _name in NAMES:
    letters.register(f"agenda/{_name}", prepare=prepare, fill=fill)
