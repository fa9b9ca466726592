"""Several dates of one evening are offered together: one invitation, and nobody is invited twice."""

from datetime import timedelta

import pytest

from events.database import db, unit_of_work
from events.delegates import date_queries, inviting, offering_dates, queries
from events.delegates.models import Contact
from events.event import Event
from tests.people import STARTS


@pytest.fixture
def two(make):
    """The same evening on 20 and on 27 May."""
    return make.event(), make.event(slug="second", starts_at=STARTS + timedelta(days=7))


def together(one, other):
    """Offer them together."""
    with unit_of_work():
        offering_dates.offer_together(db.session.get(Event, one.id), db.session.get(Event, other.id), by="command")


def slugs(event) -> list[str]:
    """All dates of an evening."""
    return [one.slug for one in date_queries.runs_of(event)]


def test_they_are_dates_of_one_evening_until_they_are_taken_apart(make, two):
    assert slugs(two[0]) == []
    together(*two)
    together(*two)  # said twice it is one
    third = make.event(slug="third", starts_at=STARTS + timedelta(days=14))
    together(two[1], third)
    assert slugs(two[0]) == slugs(third) == ["evening", "second", "third"]
    with unit_of_work():
        offering_dates.take_apart(db.session.get(Event, third.id), by="command")
    assert slugs(two[0]) == ["evening", "second"] and slugs(third) == []
    with unit_of_work():
        offering_dates.take_apart(db.session.get(Event, two[0].id), by="command")
    assert slugs(two[0]) == slugs(two[1]) == []


def test_who_is_invited_to_one_date_is_not_drafted_for_the_other(make, two):
    joyce, omar = make.contact("Joyce"), make.contact("Omar")
    make.invitation(two[0], joyce)
    together(*two)
    with unit_of_work():
        people = list(db.session.query(Contact))
        made = inviting.draft_invitations(db.session.get(Event, two[1].id), people, by="command")
        assert [row.contact_id for row in made] == [omar.id]


def test_events_to_which_the_same_people_are_invited_are_not_offered_together(make, two):
    joyce = make.contact("Joyce")
    make.invitation(two[0], joyce)
    make.invitation(two[1], joyce)
    with pytest.raises(offering_dates.InvitedToBoth, match="1 people are invited to both"):
        together(*two)


def test_what_is_over_or_offered_with_another_is_no_date_of_it(make, two, at):
    with pytest.raises(offering_dates.NotAnotherDate):
        together(two[0], two[0])
    with at(2009, 5, 22), pytest.raises(offering_dates.NotAnotherDate):
        together(two[1], two[0])
    third, fourth = make.event(slug="third"), make.event(slug="fourth")
    together(third, fourth)
    with pytest.raises(offering_dates.NotAnotherDate):
        together(two[0], third)


def test_the_dates_go_with_an_event_and_its_guests_at_the_other_stay(make, two):
    together(*two)
    make.invitation(two[1])
    with unit_of_work():
        db.session.delete(db.session.get(Event, two[0].id))
    db.session.expire_all()
    assert slugs(two[1]) == [] and queries.counts_of(two[1]).invited == 1
