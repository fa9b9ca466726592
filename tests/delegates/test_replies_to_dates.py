"""An answer from a calendar to one of several dates: taken for the chosen one, held for the one that was left."""

from datetime import timedelta

import pytest

from events.database import db, unit_of_work
from events.delegates import choosing_dates
from events.delegates.models import Invitation
from tests.delegates.answers import asked_by, exchange
from tests.delegates.test_offering_dates import together
from tests.delegates.test_receiving import NOON, reason, take
from tests.people import STARTS


@pytest.fixture
def joyce(make, post, at):
    """Joyce has chosen the first date; what her calendar was asked. It is noon of the next day."""
    evening, second = make.event(), make.event(slug="second", starts_at=STARTS + timedelta(days=7))
    together(evening, second)
    guest = make.invitation(evening, make.contact("Joyce Applegarth", email="joyce@example.org"))
    choose(guest, "evening")
    asked = asked_by(post()[-1])
    db.session.rollback()
    with at(*NOON):
        yield guest, asked


def choose(guest, date: str) -> None:
    """She chooses a date over her link."""
    with unit_of_work():
        choosing_dates.answer(db.session.get(Invitation, guest.id), date=date, said="ACCEPTED", channel="link")


def test_an_answer_to_the_chosen_date_is_taken_as_ever(app, joyce):
    guest, asked = joyce
    row = take(app, exchange(asked, "DECLINED"))
    assert row.state == "taken" and db.session.get(Invitation, guest.id).said == "DECLINED"
    assert db.session.get(Invitation, guest.id).event.slug == "evening"


def test_an_answer_to_the_date_that_was_left_changes_nothing_and_is_held(app, joyce):
    guest, asked = joyce
    choose(guest, "second")
    row = take(app, exchange(asked, "DECLINED", stamp="20090423T120500Z"))
    assert row.state == "held" and reason(row) == "It answers another event than the one this guest was invited to."
    found = db.session.get(Invitation, guest.id)
    assert (found.event.slug, found.place) == ("second", "held")


def test_an_answer_to_the_new_date_counts(app, joyce, post):
    guest, _asked = joyce
    choose(guest, "second")
    asked = next(one for one in map(asked_by, reversed(post())) if one.uid.startswith("second@"))
    row = take(app, exchange(asked, "DECLINED", stamp="20090423T121000Z"))
    assert row.state == "taken" and db.session.get(Invitation, guest.id).place == "none"
