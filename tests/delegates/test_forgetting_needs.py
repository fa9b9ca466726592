"""Needs that came with a list go when the day to answer by is over."""

import pytest

from events import clockwork, history
from events.database import db
from events.delegates import contact_queries, forgetting_needs


@pytest.fixture
def ann(make):
    """Somebody invited, of whose needs a list told."""
    contact = make.contact("Ann", unconfirmed_needs="Guide dog")
    make.invitation(make.event(), contact)
    return contact


def needs() -> str:
    db.session.expire_all()
    return contact_queries.contacts()[0].unconfirmed_needs


def test_they_stay_until_the_reply_date_and_go_after_it(ann, at):
    with at(2009, 5, 13, 22, 30):  # 23:30 on the day itself, by the event's clock
        assert forgetting_needs.forget_unconfirmed_needs() == 0 and needs() == "Guide dog"
    with at(2009, 5, 13, 23, 30):
        assert "forget unconfirmed needs" in clockwork.tick() and needs() == ""
    assert history.of(ann)[-1].act == "unconfirmed needs forgotten"


def test_of_somebody_who_is_never_invited_they_go_after_ninety_days(make, at):
    make.contact("Bob", unconfirmed_needs="Large print")
    with at(2009, 7, 20):
        assert forgetting_needs.forget_unconfirmed_needs() == 0
    with at(2009, 7, 23):
        assert forgetting_needs.forget_unconfirmed_needs() == 1 and needs() == ""


def test_a_draft_that_never_left_asks_nobody(make, at):
    make.invitation(make.event(), make.contact("Cy", unconfirmed_needs="A loop"), sent=False)
    with at(2009, 5, 30):
        assert forgetting_needs.forget_unconfirmed_needs() == 0
