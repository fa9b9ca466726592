"""An event follows an earlier one, and the public page of each leads to the other."""

from datetime import timedelta

import pytest

from events.agenda import following, following_queries
from events.database import db, unit_of_work
from events.event import Event, Visibility
from tests.people import STARTS

AUGUST = STARTS + timedelta(days=84)


@pytest.fixture
def two(make):
    """An evening in May and a seminar in August."""
    return make.event(), make.event(slug="seminar", title="The seminar in August", starts_at=AUGUST)


def test_each_public_page_leads_to_the_other(make, reader, two):
    evening, seminar = two
    with unit_of_work():
        following.follow(seminar, evening, by="command")
        following.follow(seminar, evening, by="command")  # said twice it is one
    page = reader.anybody().get("agenda.show_event", slug="seminar")
    assert "Follows An awareness evening , Wednesday 20 May 2009" in page.words
    page = reader.anybody().get("agenda.show_event", slug="evening")
    assert "Followed by The seminar in August" in page.words
    with unit_of_work():
        following.part(seminar, by="command")
    assert "Followed by" not in reader.anybody().get("agenda.show_event", slug="evening").words


def test_an_event_follows_one_that_begins_before_it_and_no_second(make, two):
    evening, seminar = two
    with pytest.raises(following.FollowsLater), unit_of_work():
        following.follow(evening, seminar, by="command")
    with pytest.raises(following.FollowsLater), unit_of_work():
        following.follow(evening, evening, by="command")
    other = make.event(slug="other", starts_at=STARTS + timedelta(days=7))
    with unit_of_work():
        following.follow(seminar, evening, by="command")
    with pytest.raises(following.FollowsAnother), unit_of_work():
        following.follow(seminar, other, by="command")


@pytest.mark.parametrize(("mine", "other", "named"), [
    (Visibility.LISTED, Visibility.LISTED, True), (Visibility.BY_ADDRESS, Visibility.LISTED, True),
    (Visibility.BY_ADDRESS, Visibility.BY_ADDRESS, True), (Visibility.LISTED, Visibility.BY_ADDRESS, False),
    (Visibility.LISTED, Visibility.CLOSED, False), (Visibility.CLOSED, Visibility.CLOSED, False),
])
def test_no_public_page_leads_to_an_event_that_fewer_may_know_of(make, mine, other, named):
    evening = make.event(visibility=other)
    seminar = make.event(slug="seminar", starts_at=AUGUST, visibility=mine)
    with unit_of_work():
        following.follow(seminar, evening, by="command")
    assert (following_queries.public_neighbours(seminar).before is not None) == named


def test_what_is_written_goes_with_either_event(make, two):
    evening, seminar = two
    with unit_of_work():
        following.follow(seminar, evening, by="command")
    with unit_of_work():
        db.session.delete(db.session.get(Event, evening.id))
    db.session.expire_all()
    assert following_queries.event_before(seminar) is None
