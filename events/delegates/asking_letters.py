"""Letters to those who ask for a place: confirm your address; there is no place."""

from events import letters
from events.database import db
from events.delegates.seat_letters import composed, link_of
from events.delegates.seat_models import PlaceRequest
from events.outbox import Letter


def _fill_request(_shared, letter: Letter) -> letters.Mail:
    request = db.session.get_one(PlaceRequest, int(letter.record.split()[1]))
    return composed("request", letter, link=link_of("request", request))


def _fill_declined(_shared, letter: Letter) -> letters.Mail:
    return composed("request_declined", letter, link="")


letters.register("delegates/request", prepare=lambda letter: None, fill=_fill_request)
letters.register("delegates/request_declined", prepare=lambda letter: None, fill=_fill_declined)
