"""Letters to those who ask for a place: confirm your address; there is no place."""

from flask_babel import gettext as _

from events import letters
from events.database import db
from events.delegates import letters as guest_letters
from events.delegates.models import Invitation
from events.delegates.seat_letters import composed, link_of
from events.delegates.seat_models import PlaceRequest
from events.outbox import Letter
from events.presentation import address


def _fill_request(_shared, letter: Letter) -> letters.Mail:
    request = db.session.get_one(PlaceRequest, int(letter.record.split()[1]))
    return composed("request", letter, link=link_of("request", request))


def _fill_declined(shared: guest_letters.Shared, letter: Letter) -> letters.Mail:
    page = address("agenda.show_event", slug=letter.facts["event"]["slug"])
    own = {"name": letter.to_name, "link": page, "why": _("You asked for a place with this address.")}
    return guest_letters.filled(shared, letter, Invitation(), own)


letters.register("delegates/request", prepare=lambda letter: None, fill=_fill_request)
letters.register("delegates/request_declined", fill=_fill_declined,
                 prepare=lambda letter: guest_letters.prepare("request_declined", letter))
