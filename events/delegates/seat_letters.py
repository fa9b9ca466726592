"""Letters whose link opens no guest's page: to whoever fills a body's places by name, and about a request.

The link is derived here and stands in no table.
"""

from flask import current_app

from events import council, letters
from events.access import links
from events.database import db
from events.delegates import facts
from events.delegates import letters as guest_letters
from events.delegates.letters import reply_address
from events.delegates.models import Invitation
from events.delegates.seat_models import Seats
from events.outbox import Letter
from events.presentation import address


def link_of(kind: str, record) -> str:
    """The full address of a personal link to seats or to a request."""
    token = links.token(current_app.config["SECRET_KEY"], kind, record.ref, record.link_version)
    return address("access.enter_by_invitation", token=token)


def composed(name: str, letter: Letter, *, link: str) -> letters.Mail:
    """One such letter in its words."""
    event, arrangements = facts.told(letter.facts)
    values = facts.own_of(letter.facts) | {
        "event": event, "arrangements": arrangements, "council": council.ours(), "lang": "en", "dir": "ltr",
        "name": letter.to_name, "link": link, "why": "", "privacy_url": current_app.config["BASE_URL"] + "/privacy",
    }
    drawn = {part: current_app.jinja_env.get_template(f"delegates/_letters/{name}{part}").render(values)
             for part in ("_subject.txt", ".txt", ".html")}
    return letters.Mail(subject=drawn["_subject.txt"].strip(), text=drawn[".txt"].lstrip(), html=drawn[".html"],
                        reply_to=reply_address(arrangements.contact_email))


def _fill_seats(shared: guest_letters.Shared, letter: Letter) -> letters.Mail:
    seats = db.session.get_one(Seats, int(letter.record.split()[1]))
    source = seats.coordinator.source if seats.coordinator else ""
    own = {"name": letter.to_name, "link": link_of("seats", seats), "why": guest_letters.why(shared, source)}
    return guest_letters.filled(shared, letter, Invitation(), own)


def _preparing(name: str):
    return lambda letter: guest_letters.prepare(name, letter)


for _name in ("seats", "seats_news"):
    letters.register(f"delegates/{_name}", prepare=_preparing(_name), fill=_fill_seats)
